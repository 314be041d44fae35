"""Which time of a recurring task is meant by a report."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deadlines.occurrences import Occurrence, occurrences
from knowledge.deadlines.types import DateDeadline, Every, RecurringDeadline
from knowledge.times import meant_times, named_times, recurs, time_under_way, times_of
from knowledge.types import AssignmentLine, Period

MONTHLY, QUARTERLY = RecurringDeadline(Every.MONTH, 25), RecurringDeadline(Every.QUARTER, 19)
MONTHS, QUARTERS = (tuple(occurrences(deadline, 2026)) for deadline in (MONTHLY, QUARTERLY))


def part(*deadlines: object) -> AssignmentLine:
    return AssignmentLine(1, 0, (), (), "", "", deadlines)  # type: ignore[arg-type]


def months(times: tuple[Occurrence, ...]) -> list[int]:
    return [time.end.month for time in times]


@pytest.mark.parametrize(
    ("today", "meant"),
    [
        ("2026-01-05", [1]),
        ("2026-01-31", [1]),
        ("2026-02-03", [1]),
        ("2026-02-09", [1, 2]),
        ("2026-02-20", [2]),
        ("2026-12-31", [12]),
        ("2027-03-01", [12]),
        ("2025-11-01", [1]),
    ],
)
def test_the_time_just_passed_or_due_next_is_meant_and_asked_for_in_between(today: str, meant: list[int]) -> None:
    assert months(meant_times(MONTHS, (), date.fromisoformat(today))) == meant


@pytest.mark.parametrize(
    ("today", "under_way"), [("2026-02-09", [2]), ("2026-01-31", [1]), ("2025-11-01", [1]), ("2027-03-01", [12])]
)
def test_the_time_under_way_has_begun_and_is_not_due_yet(today: str, under_way: list[int]) -> None:
    assert months(time_under_way(MONTHS, date.fromisoformat(today))) == under_way


def test_in_between_the_time_that_was_reported_already_is_not_meant() -> None:
    assert months(meant_times(MONTHS, MONTHS[:1], date(2026, 2, 9))) == [2]


def test_a_time_reported_already_is_asked_for_where_the_day_speaks_for_it() -> None:
    assert months(meant_times(MONTHS, MONTHS[:1], date(2026, 2, 3))) == [1, 2]
    assert months(meant_times(MONTHS, MONTHS[:2], date(2026, 2, 3))) == [1]


@given(st.dates(date(2026, 1, 1), date(2026, 12, 31)), st.sets(st.sampled_from(QUARTERS)))
def test_whatever_the_day_no_time_is_meant_that_is_still_to_begin_or_long_over(
    today: date, done: set[Occurrence]
) -> None:
    meant = meant_times(QUARTERS, done, today)
    assert 1 <= len(meant) <= 2
    assert all(time.start <= today and today - time.due < timedelta(days=366 / 4 + 31) for time in meant)


@pytest.mark.parametrize(
    ("times", "start", "end", "named"),
    [
        (QUARTERS, "2026-04-01", "2026-06-30", [6]),
        (QUARTERS, "2026-05-01", "2026-05-31", [6]),
        (QUARTERS, "2026-05-04", "2026-05-10", []),
        (MONTHS, "2026-04-01", "2026-06-30", [4, 5, 6]),
        (MONTHS, "2025-04-01", "2025-04-30", []),
        (QUARTERS, "2026-03-10", "2026-04-10", []),
    ],
)
def test_a_period_names_itself_the_time_around_it_or_those_within(
    times: tuple[Occurrence, ...], start: str, end: str, named: list[int]
) -> None:
    assert months(named_times(times, Period(date.fromisoformat(start), date.fromisoformat(end)))) == named


def test_what_is_done_every_day_or_due_on_one_day_besides_has_no_times() -> None:
    assert recurs([part(MONTHLY)])
    assert not recurs([part(RecurringDeadline(Every.DAY))])
    assert not recurs([part(MONTHLY), part(DateDeadline(date(2026, 3, 1), before=False))])


def test_the_times_are_those_of_the_level_of_the_unit() -> None:
    levels = part(RecurringDeadline(Every.QUARTER, 17, level="cấp xã"), RecurringDeadline(Every.QUARTER, 19))
    justice = times_of([levels], [2026], "Sở Tư pháp", "UBND tỉnh Thanh Hải")
    commune = times_of([levels], [2026], "UBND xã Tân Lập", "UBND tỉnh Thanh Hải")
    assert ([time.due.day for time in justice], [time.due.day for time in commune]) == ([19] * 4, [17] * 4)
