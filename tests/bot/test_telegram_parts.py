"""The small parts of the Telegram channel that need no server."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_order import Recent
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_secrets import TokenFilter
from bot.channels.telegram_updates import Choice
from handlers.slash import slash_commands

_names = st.text(alphabet="abcXYZ019-_", min_size=1, max_size=20)


@settings(max_examples=50)
@given(_names, st.integers(0, 10**8 - 1).map(str))
def test_a_choice_comes_back_as_it_was_encoded(offer: str, key: str) -> None:
    assert Choice.decode(Choice(offer, key).encode()) == Choice(offer, key)


@settings(max_examples=100)
@given(st.text(max_size=64))
def test_whatever_a_button_sends_is_a_choice_of_ours_or_none(data: str) -> None:
    choice = Choice.decode(data)
    assert choice is None or choice.encode() == data


def test_a_choice_that_a_button_can_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than"):
        Choice("o" * 60, "12345").encode()


@pytest.mark.parametrize("data", [None, "", "x", ":1", "o:", "chọn"])
def test_data_of_another_shape_is_no_choice(data: str | None) -> None:
    assert Choice.decode(data) is None


def test_a_key_is_new_once() -> None:
    recent = Recent()
    assert [recent.add(key) for key in ("a", "b", "a")] == [True, True, False]


def test_only_the_last_keys_are_remembered() -> None:
    recent = Recent(size=2)
    for key in "abc":
        recent.add(key)
    assert recent.add("a")


def test_every_command_can_stand_in_telegrams_menu() -> None:
    for command in slash_commands():
        assert command.name.isascii()
        assert command.name.islower()
        assert 1 <= len(command.name) <= 32
        assert 1 <= len(command.description) <= 256


def test_alerts_fit_telegrams_two_hundred_characters() -> None:
    phrases = wording().phrases
    assert max(len(phrases.too_many), len(phrases.outdated_button)) <= 200


def test_the_token_shows_neither_in_a_message_nor_in_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(TokenFilter("42:secret"))
    try:
        raise ValueError("https://host/bot42:secret/getMe")
    except ValueError:
        logging.getLogger("test").exception("calling %s", "bot42:secret")
    assert "secret" not in caplog.text
    assert "<token>" in caplog.text
