"""Assistants over stores of their own, wired as the program wires them."""

import atexit
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Any

from bot.channels.answering import Answering
from bot.channels.jsonl import read_message, write_reply
from bot.settings import Settings
from bot.wiring import build
from knowledge.commands import Actor, ImportPlan
from knowledge.importing.draft import PlanDraft
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import Store


@contextmanager
def open_plans(home: Path, *drafts: PlanDraft) -> Iterator[Answering]:
    """An assistant over these plans; into a new home they are copied as they were imported and indexed once."""
    begun = (home / "dondoc.sqlite3").exists()
    if not begun:
        copytree(_home_with(drafts), home, dirs_exist_ok=True)
    with build(Settings(home=home)) as parts:
        if begun:
            _take_in(parts.store, drafts)
        yield parts.assistant


@lru_cache(maxsize=16)
def _home_with(drafts: tuple[PlanDraft, ...]) -> Path:
    home = Path(mkdtemp(prefix="dondoc-test-"))
    atexit.register(rmtree, home)
    with build(Settings(home=home)) as parts:
        _take_in(parts.store, drafts)
        parts.assistant.examples()  # indexes the plans
    return home


def _take_in(store: Store, drafts: Iterable[PlanDraft]) -> None:
    for draft in drafts:
        perform(store, ImportPlan(draft), Actor("test", "test", Role.ADMIN), datetime.now(UTC))


def exchange(assistant: Answering, messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the JSON Lines channel answers to each message."""
    said = [read_message(json.dumps(message).encode(), datetime.now(UTC)) for message in messages]
    return [json.loads(write_reply(message.chat, assistant.respond(message))) for message in said]
