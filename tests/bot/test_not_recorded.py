"""Where the database takes nothing, whoever confirms is told that nothing was recorded, and may confirm again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.channels.answering import Answering
from bot.settings import Settings
from bot.wiring import build
from handlers.errors import NotRecordedError
from handlers.explain import explain
from knowledge.store import open_store
from tests.bot.mortal import Json, Mortal, as_leader
from tests.bot.telegram_program import PLAN
from tests.talking import exchange, open_plans
from tests.trouble import full_disk, locked

ISSUER = str(PLAN.document.issuer)
SENTENCE = explain(NotRecordedError("x"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with open_plans(tmp_path, PLAN):
        return tmp_path / "dondoc.sqlite3"


@pytest.fixture
def program(database: Path) -> Iterator[Mortal]:
    process = Mortal(database.parent)
    yield process
    process.kill()


def recorded(database: Path) -> int:
    with open_store(f"sqlite:///{database}") as store:
        return sum(len(store.progress.list_reports(task.key)) for task in store.tasks.list_tasks())


def confirmation(card: Json) -> Json:
    return as_leader("", ISSUER, choose="1", offer=card["offer"])


def test_on_a_full_disk_nothing_is_recorded_and_once_there_is_room_it_is_recorded_once(
    program: Mortal, database: Path
) -> None:
    card = program.ask(as_leader("nv 1 xong", ISSUER))
    with full_disk(program.pid):
        assert program.ask(confirmation(card))["text"] == SENTENCE
    assert recorded(database) == 0
    assert [program.ask(confirmation(card))["facts"]["intent"] for _ in range(2)] == ["confirmed"] * 2
    assert recorded(database) == 1


@pytest.fixture
def assistant(database: Path) -> Iterator[Answering]:
    """One that soon gives up waiting for another writer."""
    with build(Settings(home=database.parent, database_url=f"sqlite:///{database}?timeout=0.1")) as parts:
        yield parts.assistant


def test_while_another_program_holds_the_database_nothing_is_recorded_and_afterwards_it_is_recorded_once(
    assistant: Answering, database: Path
) -> None:
    [card] = exchange(assistant, [as_leader("nv 1 xong", ISSUER)])
    with locked(database), pytest.raises(NotRecordedError):
        exchange(assistant, [confirmation(card)])
    assert recorded(database) == 0
    for _ in range(2):
        [reply] = exchange(assistant, [confirmation(card)])
        assert reply["facts"]["intent"] == "confirmed"
    assert recorded(database) == 1


def test_whatever_is_said_while_the_database_is_held_is_told_not_to_be_recorded_and_works_afterwards(
    assistant: Answering, database: Path, tmp_path: Path
) -> None:
    photo = tmp_path / "anh.jpg"
    photo.write_bytes(b"x")
    talk = [
        as_leader("/baocao #1 done", ISSUER),
        as_leader("nv 1 xong", ISSUER),
        as_leader("xác nhận", ISSUER),
        as_leader("", ISSUER, file=str(photo)),
        as_leader("đính kèm vào báo cáo 1", ISSUER),
        as_leader("https://vidu.vn/a", ISSUER),
        as_leader("bỏ tệp", ISSUER),
        as_leader("hoàn tác", ISSUER),
        {"chat": "admin", "from": {"id": "1", "role": "admin"}, "text": f"/moi {ISSUER} cán bộ"},
    ]
    for said in talk:
        with locked(database), pytest.raises(NotRecordedError):
            exchange(assistant, [said])
        [reply] = exchange(assistant, [said])
        assert reply["facts"]["intent"] not in ("none", "denied"), said


def test_a_question_is_answered_while_the_database_is_held(assistant: Answering, database: Path) -> None:
    with locked(database):
        [reply] = exchange(assistant, [as_leader("hạn nv 1", ISSUER)])
    assert reply["facts"]["intent"] == "deadline"
