"""How much of one sender is heard."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.pacing import Hearing, Pacing


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_is_heard_and_what_goes_beyond_it_is_told_once() -> None:
    pacing = Pacing(Clock())
    heard = [pacing.hear("an") for _ in range(100)]
    assert heard == [Hearing.HEARD] * 20 + [Hearing.TOLD] + [Hearing.SILENT] * 79


def test_after_a_burst_one_message_a_second_is_heard() -> None:
    clock = Clock()
    pacing = Pacing(clock, burst=1)
    pacing.hear("an")
    heard = []
    for moment in (0.5, 1.0, 1.4, 2.0):
        clock.now = moment
        heard.append(pacing.hear("an") is Hearing.HEARD)
    assert heard == [False, True, False, True]


def test_the_next_burst_is_told_again() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    first = [pacing.hear("an") for _ in range(30)]
    clock.now = 20.0
    assert [pacing.hear("an") for _ in range(30)] == first


def test_a_flood_that_never_ends_is_told_of_every_twenty_seconds() -> None:
    clock = Clock()
    pacing = Pacing(clock)
    told = 0
    for tick in range(6000):
        clock.now = tick / 100
        told += pacing.hear("an") is Hearing.TOLD
    assert told == 3


def test_one_senders_flood_takes_nothing_from_another() -> None:
    pacing = Pacing(Clock())
    for _ in range(50):
        pacing.hear("an")
    assert pacing.hear("binh") is Hearing.HEARD


def test_only_the_senders_heard_last_are_kept() -> None:
    pacing = Pacing(Clock(), burst=1, senders=2)
    for sender in ("an", "binh", "cuong"):
        pacing.hear(sender)
    assert pacing.hear("cuong") is Hearing.TOLD
    assert pacing.hear("an") is Hearing.HEARD


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 3), min_size=1, max_size=120))
def test_never_more_is_heard_than_the_burst_and_one_a_second(pauses: list[float]) -> None:
    clock = Clock()
    pacing = Pacing(clock)
    heard = 0
    for pause in pauses:
        clock.now += pause
        heard += pacing.hear("an") is Hearing.HEARD
        assert heard <= 20 + clock.now + 1e-6
