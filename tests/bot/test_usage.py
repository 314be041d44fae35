"""Mistakes in what was typed."""

import pytest

from bot.__main__ import run


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("xoa", "Không có lệnh “xoa”"),
        ("plans xoa", "Không có lệnh “xoa”"),
        ("--nhanh", "Không có tuỳ chọn “--nhanh”"),
        ("plans import", "Thiếu tham số “TỆP…”"),
        ("chat --role vua", "officer, leader"),
        ("chat --unit", "“--unit”"),
        ("plans list thừa", "thừa tham số"),
    ],
)
def test_it_is_told_in_one_sentence_with_status_two(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(typed.split()) == 2
    shown = capsys.readouterr()
    assert told in shown.err
    assert "--help" in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("command", ["", "plans", "vocabulary"])
def test_a_group_alone_shows_its_commands(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command.split()) == 2
    assert "Các lệnh:" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", ["", "chat", "pipe", "telegram", "plans import", "misses", "vocabulary check", "eval", "bench"]
)
def test_the_help_is_in_vietnamese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*command.split(), "--help"]) == 0
    shown = capsys.readouterr().out
    assert "Cách dùng:" in shown
    assert "In hướng dẫn này." in shown
