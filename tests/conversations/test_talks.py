"""Whole talks kept as data: what is said, what is understood, what is answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.message import Message, Sender
from handlers.reply import Reply
from knowledge.roles import Role
from knowledge.samples import load_sample
from knowledge.vietnamese.fold import fold
from tests.talking import open_plans

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Talk:
    """One talk of a file: who speaks, when, and the turns."""

    name: str
    sender: Sender
    at: datetime
    turns: tuple[dict[str, Any], ...]


def read_talks() -> Iterator[Talk]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for fields in yaml.safe_load(path.read_text(encoding="utf-8")):
            sender = Sender(
                "officer-1",
                role=Role(fields.get("role", "officer")),
                unit=fields.get("unit"),
                organisation=fields.get("organisation", "UBND phường An Lạc Sơn"),
            )
            at = datetime.fromisoformat(f"{fields['at']}T09:00:00+07:00")
            yield Talk(f"{path.stem}: {fields['talk']}", sender, at, tuple(fields["turns"]))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    with open_plans(tmp_path_factory.mktemp("home"), load_sample(2026)) as assistant:
        yield assistant


@pytest.mark.parametrize("talk", list(read_talks()), ids=lambda talk: talk.name)
def test_a_talk_goes_as_written(assistant: Answering, talk: Talk) -> None:
    for place, turn in enumerate(talk.turns, 1):
        message = Message(talk.name, talk.sender, talk.at, text=turn.get("say", ""), choose=turn.get("choose"))
        assert_as_written(assistant.respond(message), turn, f"turn {place}: {message.text or message.choose}")


def assert_as_written(reply: Reply, turn: dict[str, Any], where: str) -> None:
    text = fold(plain_text(reply))
    assert reply.facts.intent == turn["intent"], f"{where}\n{plain_text(reply)}"
    for words in turn.get("says", ()):
        assert fold(words) in text, f"{where}\n{plain_text(reply)}"
    if "tasks" in turn:
        assert [task.number for task in reply.facts.tasks] == [str(number) for number in turn["tasks"]], where
    if "targets" in turn:
        assert [target.number for target in reply.facts.targets] == [str(number) for number in turn["targets"]], where
    if "count" in turn:
        assert reply.facts.count == turn["count"], where
    if "options" in turn:
        assert len(reply.options) == turn["options"], where
