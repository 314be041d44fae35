"""Commands typed after a slash."""

import pytest

from handlers.administering import ACTS
from handlers.slash import Action, command_named, read_slash, slash_commands


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("/quahan", "việc nào quá hạn"),
        ("/QuaHan Sở Tư pháp", "việc nào quá hạn Sở Tư pháp"),
        (" /trogiup ", "trợ giúp"),
        ("/trợgiúp", "trợ giúp"),
        ("/nv 34", "nhiệm vụ 34"),
        ("/nv\n34", "nhiệm vụ 34"),
    ],
)
def test_a_command_stands_for_a_sentence(typed: str, understood: str) -> None:
    read = read_slash(typed)
    assert read is not None
    assert read.command is not None
    assert read.command.sentence(read.following) == understood


def test_what_begins_with_no_slash_is_no_command() -> None:
    assert [read_slash(text) for text in ("quahan", "58/QĐ-UBND", "", "1/3")] == [None] * 4


def test_a_command_that_nobody_has_made_is_told_apart_from_a_sentence() -> None:
    read = read_slash("/thoitiet hôm nay")
    assert (read.command, read.following) == (None, "hôm nay") if read else False


def test_every_command_is_either_a_sentence_or_an_action() -> None:
    assert all(bool(command.text) is not bool(command.action) for command in slash_commands())


def test_every_action_has_a_command_and_something_it_does() -> None:
    assert {command.action for command in slash_commands() if command.action} == set(Action) == set(ACTS)


def test_no_two_commands_have_one_name() -> None:
    assert all(command_named(command.name) is command for command in slash_commands())
