"""The JSON Lines channel."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.jsonl import read_message, run_pipe, write_reply
from handlers.message import Sender
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent, TargetRef, TaskRef
from knowledge.errors import PlanNotFoundError
from knowledge.roles import Role
from tests.bot.fakes import Scripted, reply

NOW = datetime(2025, 4, 15, 9, tzinfo=timezone(timedelta(hours=7)))


def line(**changes: object) -> bytes:
    fields: dict[str, object] = {"chat": "c1", "from": {"id": "7"}, "text": "xin chào", **changes}
    return json.dumps({name: value for name, value in fields.items() if value is not None}).encode()


def talk(assistant: Scripted, lines: Iterable[bytes]) -> list[dict[str, Any]]:
    out = BytesIO()
    run_pipe(assistant, lines, out, lambda: NOW)
    return [json.loads(answer) for answer in out.getvalue().splitlines()]


def test_the_sender_is_whom_the_line_names() -> None:
    said = line(**{"from": {"id": 7, "name": "Lan", "role": "leader", "unit": "Sở A", "organisation": "UBND tỉnh B"}})
    assert read_message(said, NOW).sender == Sender("7", "Lan", Role.LEADER, "Sở A", "UBND tỉnh B")


def test_a_sender_without_a_role_is_an_officer() -> None:
    assert read_message(line(), NOW).sender.role is Role.OFFICER


def test_the_line_may_set_the_clock() -> None:
    assert read_message(line(at="2024-01-02T03:04:05+00:00"), NOW).at == datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_a_time_without_a_zone_is_local() -> None:
    assert read_message(line(at="2024-01-02T03:04:05"), NOW).at.tzinfo is NOW.tzinfo


def test_without_a_time_the_clock_decides() -> None:
    assert read_message(line(), NOW).at == NOW


def test_an_option_is_chosen_by_its_key() -> None:
    message = read_message(line(text=None, choose="2"), NOW)
    assert (message.text, message.choose) == ("", "2")


def test_a_file_comes_with_its_caption() -> None:
    message = read_message(line(text="bản mới", file="ke-hoach.docx"), NOW)
    assert (message.text, message.file) == ("bản mới", Path("ke-hoach.docx"))


def test_text_is_composed_and_without_control_characters() -> None:
    assert read_message(line(text="hoa\u0300\x00\x07 \ud800"), NOW).text == "hoà ?"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"khong phai json\n", "JSON"),
        (b"[1, 2]\n", "JSON"),
        (b"\n", "JSON"),
        (b"[" * 100_000 + b"\n", "JSON"),
        (line(chat=None), "chat"),
        (line(**{"from": None}), "from"),
        (line(**{"from": "Lan"}), "from"),
        (line(**{"from": {"id": "7", "role": "vua"}}), "role"),
        (line(**{"from": {"id": "7", "role": ["officer"]}}), "role"),
        (line(at="hôm qua"), "at"),
        (line(at="0001-01-01T00:00:00+14:00"), "at"),
        (line(text=None), "text"),
    ],
)
def test_a_line_that_is_no_message_gets_a_sentence(said: bytes, told: str) -> None:
    [answer] = talk(Scripted(), [said])
    assert told in answer["text"]
    assert answer["facts"]["intent"] == "none"


def test_a_broken_answer_is_told_and_the_talk_goes_on() -> None:
    answers = talk(Scripted([ValueError("hỏng"), reply("được")]), [line(), line()])
    assert ["Xin lỗi" in answers[0]["text"], answers[1]["text"]] == [True, "được"]


def test_a_known_error_is_explained() -> None:
    [answer] = talk(Scripted([PlanNotFoundError("kh.txt")]), [line()])
    assert "kh.txt" in answer["text"]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.binary(max_size=80).map(lambda said: said.replace(b"\n", b"")), max_size=5))
def test_every_line_gets_exactly_one_reply(lines: list[bytes]) -> None:
    assert len(talk(Scripted(), lines)) == len(lines)


def test_the_reply_carries_text_options_files_and_facts() -> None:
    facts = Facts(
        ReplyIntent.TASKS,
        (TaskRef("kh.txt", ("A", "I"), "3"),),
        (TargetRef("kh.txt", "1", None, "tỷ lệ", ">=", 50.0, "%"),),
        0,
    )
    answer = Reply((Block(BlockKind.TEXT, "Đây ạ"),), facts, (Option("1", "Xác nhận"),), "t1", (Path("a.png"),))
    assert json.loads(write_reply("c1", answer)) == {
        "chat": "c1",
        "text": "Đây ạ",
        "options": [{"key": "1", "label": "Xác nhận"}],
        "offer": "t1",
        "files": ["a.png"],
        "facts": {
            "intent": "tasks",
            "tasks": [{"plan": "kh.txt", "section": ["A", "I"], "number": "3"}],
            "targets": [
                {"plan": "kh.txt", "number": "1", "name": "tỷ lệ", "comparator": ">=", "value": 50.0, "unit": "%"}
            ],
            "count": 0,
        },
    }


def test_what_a_message_replies_to_is_handed_on() -> None:
    assert read_message(line(replying_to="Nhiệm vụ 3: Trồng bàng"), NOW).replying_to == "Nhiệm vụ 3: Trồng bàng"
