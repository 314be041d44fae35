"""Assistants over stores of their own, wired as the program wires them."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.channels.answering import Answering
from bot.channels.jsonl import read_message, write_reply
from bot.settings import Settings
from bot.wiring import build
from knowledge.commands import Actor, ImportPlan
from knowledge.importing.draft import PlanDraft
from knowledge.perform import perform
from knowledge.roles import Role


@contextmanager
def open_plans(home: Path, *drafts: PlanDraft) -> Iterator[Answering]:
    with build(Settings(home=home)) as parts:
        for draft in drafts:
            perform(parts.store, ImportPlan(draft), Actor("test", "test", Role.ADMIN), datetime.now(UTC))
        yield parts.assistant


def exchange(assistant: Answering, messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the JSON Lines channel answers to each message."""
    said = [read_message(json.dumps(message).encode(), datetime.now(UTC)) for message in messages]
    return [json.loads(write_reply(message.chat, assistant.respond(message))) for message in said]
