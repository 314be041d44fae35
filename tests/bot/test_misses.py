"""What a talk leaves behind where a question was not answered at once."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.channels.answering import Answering
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.samples import load_sample
from knowledge.types import MissKind, MissLine

AT = datetime(2026, 5, 14, 2, tzinfo=UTC)
HOA = Sender("7", "Lê Thị Hoa")


@dataclass
class Talk:
    parts: Parts

    def says(self, said: str, chat: str = "chat") -> Reply:
        return self.assistant.respond(Message(chat, HOA, AT, said))

    def presses(self, key: str, offer: str | None) -> Reply:
        return self.assistant.respond(Message("chat", HOA, AT, choose=key, offer=offer))

    @property
    def assistant(self) -> Answering:
        return self.parts.assistant

    @property
    def misses(self) -> tuple[MissLine, ...]:
        return self.parts.store.misses.list_misses()

    def kinds(self) -> dict[str, MissKind]:
        return {line.said: line.kind for line in self.misses}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def parts(home: Path) -> Iterator[Parts]:
    with build(Settings(home=home)) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        yield parts


@pytest.fixture
def talk(parts: Parts) -> Talk:
    parts.store.misses.clear(date.max)
    parts.assistant.respond(Message("chat", HOA, AT, "thôi"))
    return Talk(parts)


def test_what_no_plan_holds_is_noted(talk: Talk) -> None:
    talk.says("ai chủ trì đường sắt cao tốc")
    (line,) = talk.misses
    assert (line.kind, line.said, line.last_on) == (
        MissKind.NOT_FOUND,
        "ai chủ trì đường sắt cao tốc",
        date(2026, 5, 14),
    )


def test_what_is_not_understood_is_noted(talk: Talk) -> None:
    talk.says("giúp với")
    assert talk.kinds() == {"giúp với": MissKind.NOT_UNDERSTOOD}


def test_a_choice_is_noted_for_the_words_first_asked(talk: Talk) -> None:
    reply = talk.says("ai lo việc rà soát")
    assert reply.facts.intent is ReplyIntent.CLARIFY
    talk.says("2")
    chosen = next(line for line in talk.misses if line.kind is MissKind.CHOSEN)
    assert chosen.said == "rà soát"
    assert chosen.chosen_words.startswith("Rà soát")
    assert len(chosen.chosen) == 32


def test_a_choice_in_words_is_noted_as_well(talk: Talk) -> None:
    talk.says("ai lo việc rà soát")
    talk.says("cái thứ nhất")
    assert MissKind.CHOSEN in talk.kinds().values()


def test_a_button_pressed_late_is_not_taken_for_the_words_asked_since(talk: Talk) -> None:
    late = talk.says("ai lo việc rà soát").offer
    talk.says("ai lo việc tập huấn")
    talk.presses("1", late)
    assert MissKind.CHOSEN not in talk.kinds().values()


@pytest.mark.parametrize(
    "said", ["chào bạn", "cảm ơn", "", "?", "nv 25 ai chủ trì", "xoá nhiệm vụ 3", "huỷ", "x" * 2000]
)
def test_small_talk_commands_and_answers_leave_nothing(talk: Talk, said: str) -> None:
    talk.says(said)
    assert talk.misses == ()


def test_of_a_report_only_the_words_for_its_task_are_noted(talk: Talk) -> None:
    talk.says("đường sắt cao tốc đã xong hôm qua, vướng chị Lan phòng bên chưa ký")
    assert all("Lan" not in line.said for line in talk.misses)


def test_nothing_tells_who_asked(talk: Talk) -> None:
    talk.says("em Hoa đây 0905123456, ai chủ trì đường sắt cao tốc", chat="nhom-kin")
    with talk.parts.store.database.reading() as connection:
        stored = str(connection.execute(text("SELECT * FROM misses")).all())
    assert "đường sắt cao tốc" in stored
    assert not any(trace in stored for trace in ("Hoa", "0905", "nhom-kin"))


def test_the_answer_goes_out_where_the_store_refuses_the_note(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with build(Settings(home=tmp_path)) as parts:
        perform(parts.store, ImportPlan(load_sample(2026)), Actor("test", "test", Role.ADMIN), AT)
        with parts.store.database.writing() as connection:
            connection.execute(text("DROP TABLE misses"))
        with caplog.at_level(logging.WARNING):
            reply = parts.assistant.respond(Message("chat", HOA, AT, "ai chủ trì đường sắt cao tốc"))
    assert reply.facts.intent is ReplyIntent.NONE
    assert "could not be recorded" in caplog.text
    assert "đường sắt" not in caplog.text
