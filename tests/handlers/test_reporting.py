"""Reports in a talk: understood, shown, confirmed once, changed, called off, taken back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.errors import NotRecordedError
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.roles import Role
from knowledge.samples import load_sample
from knowledge.store import open_store
from knowledge.vietnamese.fold import fold
from tests.conversations.test_talks import assert_as_written
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
LAN = Sender("lan", "Lan", Role.LEADER, unit="Trung tâm Phục vụ hành chính công", organisation="UBND phường An Lạc Sơn")
HERE = Path(__file__).parent
TALKS: list[dict[str, Any]] = [
    talk
    for file in ("reporting.yaml", "steps.yaml", "readings.yaml", "events.yaml")
    for talk in yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
]
REPORTS: list[dict[str, Any]] = yaml.safe_load((HERE / "reports.yaml").read_text(encoding="utf-8"))
Says = Callable[..., Reply]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def assistant(home: Path) -> Iterator[Answering]:
    with open_plans(home, load_sample(2026)) as opened:
        yield opened


@pytest.fixture
def says(assistant: Answering) -> Says:
    """Sends a text or a choice as Lan, at nine unless told otherwise."""
    return lambda text="", **fields: assistant.respond(replace(Message("c", LAN, AT, text=text), **fields))


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["talk"])
def test_a_talk_goes_as_written(assistant: Answering, talk: dict[str, Any]) -> None:
    for place, turn in enumerate(talk["turns"], 1):
        message = Message("c", LAN, AT + timedelta(minutes=place), text=turn.get("say", ""), choose=turn.get("choose"))
        assert_as_written(assistant.respond(message), turn, f"turn {place}: {message.text or message.choose}")


def test_invented_reports_are_understood_and_questions_are_no_reports(assistant: Answering) -> None:
    missed = {}
    for place, row in enumerate(REPORTS):
        sender = Sender("s", role=Role.LEADER, organisation=LAN.organisation)
        wrong = list(_differences(assistant.respond(Message(f"c{place}", sender, AT, text=row["say"])), row))
        if wrong:
            missed[row["say"]] = wrong
    # Measured 80 of 81; what is missed is searched for in words that the plan does not hold.
    assert len(missed) <= 2, missed


def _differences(reply: Reply, row: dict[str, Any]) -> Iterator[str]:
    facts = reply.facts
    shown = facts.intent is ReplyIntent.REPORT or "chua ghi gi" in fold(plain_text(reply))
    if row.get("ask"):
        if shown:
            yield "taken for a report"
        return
    if facts.intent is not ReplyIntent.REPORT and not (row.get("offers") and shown):
        yield f"intent {facts.intent}"
    for name in ("status", "percent", "completed_on"):
        if getattr(facts, name) != row.get(name) and (name in row or name == "completed_on"):
            yield f"{name} {getattr(facts, name)}"
    if "tasks" in row and [task.number for task in facts.tasks] != list(map(str, row["tasks"])):
        yield f"tasks {facts.tasks}"
    if "target" in row and [target.number for target in facts.targets] != [str(row["target"])]:
        yield f"targets {facts.targets}"
    if list(facts.evidence or ()) != row.get("evidence", []):
        yield f"evidence {facts.evidence}"
    yield from _figure_and_note(reply, row)


def _figure_and_note(reply: Reply, row: dict[str, Any]) -> Iterator[str]:
    measure, note = reply.facts.measure, fold(reply.facts.note or "")
    if "measure" in row and (measure is None or {"value": measure.value, "unit": measure.unit} != row["measure"]):
        yield f"measure {measure}"
    if any(fold(words) not in note for words in row.get("note", ())) or bool(note) != bool(row.get("note")):
        yield f"note {reply.facts.note}"


def test_a_confirmation_outlives_a_restart(home: Path) -> None:
    with open_plans(home, load_sample(2026)) as before:
        shown = before.respond(Message("c", LAN, AT, text="nv 26 xong rồi"))
    with open_plans(home) as after:
        reply = after.respond(Message("c", LAN, AT, choose="1", offer=shown.offer))
    assert reply.facts.intent is ReplyIntent.CONFIRMED


def test_the_button_of_another_person_is_refused(assistant: Answering, says: Says) -> None:
    shown = says("nv 26 xong rồi")
    other = replace(LAN, id="minh", name="Minh")
    refused = assistant.respond(Message("c", other, AT, choose="1", offer=shown.offer))
    assert refused.facts.intent is ReplyIntent.DENIED
    assert says("ai báo gì nv 26").facts.count == 0


def test_what_waited_too_long_is_told_not_to_be_recorded(says: Says) -> None:
    shown = says("nv 26 xong rồi")
    late = says(choose="1", offer=shown.offer, at=AT + timedelta(hours=13))
    assert late.facts.intent is ReplyIntent.NONE
    assert "chua co gi duoc ghi" in fold(plain_text(late))


def test_a_late_button_of_an_earlier_card_still_means_that_card(says: Says) -> None:
    first = says("nv 26 xong rồi")
    says("nv 13 đang làm 40%")
    assert [task.number for task in says(choose="1", offer=first.offer).facts.tasks] == ["26"]


def test_taking_back_twice_says_that_it_was_done(says: Says) -> None:
    says("nv 26 xong rồi")
    recorded = says("xác nhận")
    told = [fold(plain_text(says(choose="0", offer=recorded.offer))) for _ in range(2)]
    assert "da rut lai bao cao so 1" in told[0]
    assert "tu truoc" in told[1]


def test_if_recording_fails_the_person_is_told_that_nothing_was_recorded(home: Path, says: Says) -> None:
    says("nv 26 xong rồi")
    with open_store(f"sqlite:///{home / 'dondoc.sqlite3'}") as store, store.database.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON progress_reports BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    with pytest.raises(NotRecordedError):
        says("xác nhận")
    with open_store(f"sqlite:///{home / 'dondoc.sqlite3'}") as store, store.database.writing() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    assert says("xác nhận").facts.reports == (1,)


def test_the_unit_of_the_sender_reports(says: Says) -> None:
    says("nv 25 xong rồi")
    says("xác nhận")
    assert "Lan, Trung tâm Phục vụ hành chính công" in plain_text(says("ai báo gì nv 25"))


def test_a_reply_to_a_message_about_a_task_names_it(says: Says) -> None:
    about = plain_text(says("hạn nv 25"))
    says("hạn nv 9")
    told = says("xong hôm qua rồi", replying_to=about)
    assert [task.number for task in told.facts.tasks] == ["25"]


def test_a_reply_to_a_message_about_several_tasks_names_none(says: Says) -> None:
    several = plain_text(says("việc nào quá hạn"))
    says("hạn nv 9")
    told = says("xong hôm qua rồi", replying_to=several)
    assert [task.number for task in told.facts.tasks] == ["9"]


def test_a_yes_that_replies_to_what_was_said_of_another_task_records_nothing(says: Says) -> None:
    about = plain_text(says("hạn nv 25"))
    says("nv 9 xong hôm qua")
    assert says("xác nhận", replying_to=about).facts.intent is not ReplyIntent.CONFIRMED
    assert says("ai báo gì nv 9").facts.count == 0


def test_an_officer_sets_no_rule_of_a_target(assistant: Answering) -> None:
    officer = replace(LAN, role=Role.OFFICER)
    reply = assistant.respond(Message("c", officer, AT, text="chỉ tiêu 1 trung ương giao 80%"))
    assert reply.facts.intent is ReplyIntent.DENIED
    assert not reply.options
