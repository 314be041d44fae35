"""Working days with public holidays, and deadlines counted from an event; held against a day by day oracle."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.deadlines.counting import is_counted, last_day
from knowledge.deadlines.types import RelativeDeadline
from knowledge.working_days import WorkingDays, load_working_days, packaged_working_days

DAY = timedelta(days=1)
HERE = packaged_working_days()
DAYS = st.dates(date(2024, 12, 1), date(2027, 12, 31))
COUNTS = st.integers(-30, 30)
CALENDARS = st.builds(
    WorkingDays,
    st.dictionaries(DAYS, st.just("lễ"), max_size=40),
    st.frozensets(DAYS.filter(lambda day: day.weekday() > 4), max_size=10),
)


def after(calendar: WorkingDays, day: date, count: int) -> date:
    """All days listed one by one, and the one that was asked for picked out."""
    listed = [day + place * DAY for place in range(1, 200)]
    worked = [
        each for each in listed if each in calendar.worked or not (each.weekday() in (5, 6) or each in calendar.off)
    ]
    return worked[count - 1]


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_working_days_are_added_one_by_one(calendar: WorkingDays, day: date, count: int) -> None:
    assert calendar.add(day, count) == after(calendar, day, count)


@given(CALENDARS, DAYS, COUNTS)
def test_what_is_added_to_a_working_day_can_be_taken_away(calendar: WorkingDays, day: date, count: int) -> None:
    start = calendar.on_or_after(day)
    assert calendar.add(calendar.add(start, count), -count) == start


@given(CALENDARS, DAYS, DAYS, COUNTS)
def test_who_starts_later_is_never_due_earlier(calendar: WorkingDays, one: date, other: date, count: int) -> None:
    first, second = sorted((one, other))
    assert calendar.add(first, count) <= calendar.add(second, count)


@given(CALENDARS, DAYS, COUNTS)
def test_a_deadline_after_an_event_ends_on_a_working_day(calendar: WorkingDays, day: date, count: int) -> None:
    for working in (True, False):
        due = last_day(RelativeDeadline(abs(count) or 1, working, "after", "ký"), day, calendar)
        assert calendar.is_working(due)
        assert due > day


@pytest.mark.parametrize(
    ("happened", "days", "working", "direction", "due"),
    [
        # Friday, over a week's end.
        (date(2026, 4, 3), 5, True, "after", date(2026, 4, 10)),
        (date(2025, 4, 3), 5, False, "after", date(2025, 4, 8)),
        # Over the Hung Kings' day, a Monday.
        (date(2025, 4, 3), 3, True, "after", date(2025, 4, 9)),
        # Over Tết.
        (date(2026, 2, 13), 3, True, "after", date(2026, 2, 25)),
        # 26/4/2025 is a Saturday that was worked for 2/5.
        (date(2025, 4, 24), 3, True, "after", date(2025, 4, 28)),
        (date(2025, 4, 29), 1, True, "after", date(2025, 5, 5)),
        # The last day is a Saturday.
        (date(2026, 4, 1), 3, False, "after", date(2026, 4, 6)),
        (date(2026, 7, 10), 20, False, "before", date(2026, 6, 20)),
        (date(2026, 5, 4), 2, True, "before", date(2026, 4, 28)),
        (date(2026, 5, 5), None, False, "before", date(2026, 5, 4)),
    ],
)
def test_a_deadline_is_counted_from_the_day_of_its_event(
    happened: date, days: int | None, working: bool, direction: str, due: date
) -> None:
    deadline = RelativeDeadline(days, working, direction, "ký quyết định")
    assert is_counted(deadline)
    assert last_day(deadline, happened, HERE) == due


def test_at_once_after_an_event_names_no_day() -> None:
    assert not is_counted(RelativeDeadline(None, False, "after", "nhận tin báo"))


def test_holidays_of_three_years_are_known() -> None:
    for year, working in ((2025, 250), (2026, 249), (2027, 249)):
        days = (date(year, 1, 1) + place * DAY for place in range(365))
        assert sum(map(HERE.is_working, days)) == working
    assert HERE.announced == {2025, 2026}


def test_an_office_has_the_last_word_on_its_days(tmp_path: Path) -> None:
    own = tmp_path / "holidays.toml"
    own.write_text(
        'announced = [2027]\n[[off]]\nname = "Lễ hội đền"\ndays = [2026-05-04]\n'
        '[[worked]]\nname = "làm bù"\ndays = [2026-05-09, 2026-08-31]\n',
        encoding="utf-8",
    )
    calendar = load_working_days([own])
    worked = {day: calendar.is_working(date(2026, *day)) for day in ((5, 4), (5, 9), (8, 31), (8, 22))}
    assert worked == {(5, 4): False, (5, 9): True, (8, 31): True, (8, 22): True}
    assert list(calendar.holidays(date(2026, 5, 1), date(2026, 5, 4)))[-1] == (date(2026, 5, 4), "Lễ hội đền")
    assert 2027 in calendar.announced
