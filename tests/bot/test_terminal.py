"""The terminal channel."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from bot.channels.terminal import run_terminal
from handlers.message import Sender
from tests.bot.fakes import Scripted, reply

LAN = Sender("terminal:lan", "lan")


def talk(assistant: Scripted, *lines: str) -> str:
    out = StringIO()
    run_terminal(assistant, LAN, iter(lines), out, lambda: datetime(2025, 4, 15, tzinfo=UTC))
    return out.getvalue()


def test_it_greets_with_examples() -> None:
    assert "Ai chủ trì nhiệm vụ 1?" in talk(Scripted())


def test_each_line_is_answered_in_order() -> None:
    said = talk(Scripted(), "một\n", "hai\n")
    assert said.index("nghe: một") < said.index("nghe: hai")


def test_empty_lines_are_passed_over() -> None:
    assistant = Scripted()
    talk(assistant, "\n", "  \n")
    assert assistant.heard == []


def test_the_farewell_ends_the_talk_with_or_without_accents() -> None:
    assistant = Scripted()
    talk(assistant, "/thoát\n", "một\n")
    assert assistant.heard == []


def test_options_are_shown_with_their_numbers() -> None:
    assert "Chọn ạ\n  1. có\n  2. không" in talk(Scripted([reply("Chọn ạ", "có", "không")]), "hỏi\n")


def test_a_number_on_offer_chooses_from_that_offer() -> None:
    assistant = Scripted([reply("Chọn ạ", "có", "không", offer="t1")])
    talk(assistant, "hỏi\n", "2\n")
    assert (assistant.heard[1].choose, assistant.heard[1].offer) == ("2", "t1")


def test_a_number_not_on_offer_is_text() -> None:
    assistant = Scripted([reply("Chọn ạ", "có", offer="t1")])
    talk(assistant, "hỏi\n", "9\n")
    assert (assistant.heard[1].choose, assistant.heard[1].text) == (None, "9")


@pytest.mark.parametrize("typed", ["/nap ./Kế hoạch.docx", '/nạp "./Kế hoạch.docx"', "/nap  './Kế hoạch.docx' "])
def test_a_file_is_sent_by_its_path(typed: str) -> None:
    assistant = Scripted()
    talk(assistant, typed)
    assert assistant.heard[0].file == Path("Kế hoạch.docx")


def test_the_folder_of_a_person_is_written_as_in_a_shell() -> None:
    assistant = Scripted()
    talk(assistant, "/nap ~/a.docx")
    assert assistant.heard[0].file == Path.home() / "a.docx"
