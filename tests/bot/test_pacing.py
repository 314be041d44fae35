"""How much of one sender is heard."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.pacing import Hearing, Pacing


def test_a_burst_is_heard_and_what_goes_beyond_it_is_told_once() -> None:
    pacing = Pacing()
    heard = [pacing.hear("an", 0) for _ in range(100)]
    assert heard == [Hearing.HEARD] * 20 + [Hearing.TOLD] + [Hearing.SILENT] * 79


def test_after_a_burst_one_message_a_second_is_heard() -> None:
    pacing = Pacing(burst=1)
    pacing.hear("an", 0)
    heard = [pacing.hear("an", at) is Hearing.HEARD for at in (0.5, 1.0, 1.4, 2.0)]
    assert heard == [False, True, False, True]


def test_the_next_burst_is_told_again() -> None:
    pacing = Pacing()
    first = [pacing.hear("an", 0) for _ in range(30)]
    assert [pacing.hear("an", 20) for _ in range(30)] == first


def test_a_flood_that_never_ends_is_told_of_every_twenty_seconds() -> None:
    pacing = Pacing()
    assert sum(pacing.hear("an", tick / 100) is Hearing.TOLD for tick in range(6000)) == 3


def test_what_was_said_before_what_came_first_gains_nothing() -> None:
    pacing = Pacing(burst=1)
    assert [pacing.hear("an", at) for at in (60, 0, 60)] == [Hearing.HEARD, Hearing.TOLD, Hearing.SILENT]


def test_one_senders_flood_takes_nothing_from_another() -> None:
    pacing = Pacing()
    for _ in range(50):
        pacing.hear("an", 0)
    assert pacing.hear("binh", 0) is Hearing.HEARD


def test_only_the_senders_heard_last_are_kept() -> None:
    pacing = Pacing(burst=1, senders=2)
    for sender in ("an", "binh", "cuong"):
        pacing.hear(sender, 0)
    assert pacing.hear("cuong", 0) is Hearing.TOLD
    assert pacing.hear("an", 0) is Hearing.HEARD


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=1, max_size=120))
def test_never_more_is_heard_than_the_burst_and_one_a_second(pauses: list[float]) -> None:
    pacing = Pacing()
    now, heard = 0.0, 0
    for pause in pauses:
        now += pause
        heard += pacing.hear("an", now) is Hearing.HEARD
        assert heard <= 20 + now + 1e-6
