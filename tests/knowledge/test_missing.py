"""Times of recurring duties that passed without a report; held against an oracle of plain dates."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.commands import ImportPlan
from knowledge.deadlines.occurrences import occurrences
from knowledge.deadlines.types import Every, RecurringDeadline
from knowledge.missing import list_missing
from knowledge.store import Store
from knowledge.types import TaskFilter
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, task

DAY = timedelta(days=1)


@given(st.sampled_from([Every.MONTH, Every.QUARTER, Every.HALF_YEAR, Every.YEAR]), st.integers(2020, 2030))
def test_the_periods_of_a_rhythm_cover_the_year_without_gap_or_overlap(every: Every, year: int) -> None:
    found = list(occurrences(RecurringDeadline(every), year))
    assert found[0].start == date(year, 1, 1)
    assert found[-1].end == date(year, 12, 31)
    assert all(earlier.end + DAY == later.start for earlier, later in itertools.pairwise(found))


@given(st.integers(2020, 2030))
def test_weeks_run_from_monday_to_sunday_and_end_in_the_year(year: int) -> None:
    found = list(occurrences(RecurringDeadline(Every.WEEK), year))
    assert len(found) in (52, 53)
    assert all(one.start.weekday() == 0 and one.end == one.start + 6 * DAY and one.end.year == year for one in found)


@given(st.sampled_from(list(Every)), st.none() | st.integers(1, 31), st.booleans(), st.integers(2020, 2030))
def test_the_last_day_in_time_lies_in_the_month_that_ends_the_period(
    every: Every, due_day: int | None, before: bool, year: int
) -> None:
    for one in occurrences(RecurringDeadline(every, due_day, before), year):
        assert one.end.replace(day=1) - DAY <= one.due <= one.end


def test_before_the_fifteenth_leaves_the_fourteenth_as_last_day() -> None:
    first = next(occurrences(RecurringDeadline(Every.QUARTER, due_day=15, before=True), 2026))
    assert first.due == date(2026, 3, 14)


def test_a_day_the_month_does_not_have_is_its_last() -> None:
    assert next(occurrences(RecurringDeadline(Every.MONTH, due_day=31), 2026)).due == date(2026, 1, 31)
    assert list(occurrences(RecurringDeadline(Every.MONTH, due_day=31), 2026))[1].due == date(2026, 2, 28)


def test_only_times_that_are_over_and_asked_for_are_missing(store: Store, do: Performs) -> None:
    monthly = task("1", assignment(RecurringDeadline(Every.MONTH, due_day=20)))
    quarterly = task("2", assignment(RecurringDeadline(Every.QUARTER)))
    daily = task("3", assignment(RecurringDeadline(Every.DAY)))
    do(ImportPlan(plan(monthly, quarterly, daily)))
    year = store.plans.list_plans()[0].plan_year
    assert year is not None
    missing = list_missing(store, date(year, 3, 21), TaskFilter())
    assert [(line.task.number, [time.end.month for time in line.occurrences]) for line in missing] == [("1", [1, 2, 3])]
    assert list_missing(store, date(year, 1, 20), TaskFilter()) == ()
