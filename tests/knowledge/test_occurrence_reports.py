"""Reports of single times of recurring duties; held against an oracle of plain sets."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.commands import Actor, ImportPlan, NewReport, ReportProgress, RestoreReport, RetractReport
from knowledge.deadlines.occurrences import occurrences
from knowledge.deadlines.types import Every, RecurringDeadline
from knowledge.importing.draft import AssignmentDraft
from knowledge.missing import list_missing
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import Store, open_store
from knowledge.types import Period, ProgressStatus, TaskFilter, TaskState
from knowledge.units import unit_key
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import add_unit
from tests.knowledge.test_progress import state

LAN = Actor("7", "Lan", Role.ADMIN)
NOW = datetime(2025, 12, 30, 9, tzinfo=UTC)
TODAY = date(2026, 1, 5)
DONE, DOING = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS
QUARTERLY = RecurringDeadline(Every.QUARTER, due_day=19)
QUARTERS = tuple(Period(time.start, time.end) for time in occurrences(QUARTERLY, 2025))
JUSTICE, HOME = "Sở Tư pháp", "Sở Nội vụ"


def report(
    store: Store, quarter: int | None, unit: str = HOME, status: ProgressStatus = DONE, number: str = "1"
) -> tuple[int, ...]:
    key = next(line.key for line in store.tasks.list_tasks() if line.number == number)
    told = NewReport(key, status=status, period=QUARTERS[quarter - 1] if quarter else None)
    return perform(store, ReportProgress((told,), unit, None, "c", "…"), LAN, NOW).reports


def missing(store: Store, unit: str | None = None, today: date = TODAY) -> list[int]:
    wanted = TaskFilter(reporters=None if unit is None else (unit_key(unit),))
    lines = list_missing(store, today, wanted)
    return [time.end.month // 3 for line in lines for time in line.occurrences]


def quarterly(*lead: str) -> AssignmentDraft:
    return assignment(QUARTERLY, lead=lead)


def test_a_report_closes_the_time_it_is_of_and_no_other(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", quarterly(HOME)))))
    report(store, 2)
    assert missing(store) == [1, 3, 4]


def test_one_time_done_leaves_a_recurring_task_under_way(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", quarterly(HOME)))))
    for quarter in (1, 2, 3, 4):
        report(store, quarter)
    assert missing(store) == []
    assert state(store, "1") is TaskState.IN_PROGRESS


def test_a_time_not_done_or_taken_back_is_missing_again(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", quarterly(HOME)))))
    numbers = report(store, 1)
    report(store, 2)
    report(store, 2, status=DOING)
    perform(store, RetractReport(numbers), LAN, NOW)
    assert missing(store) == [1, 2, 3, 4]
    perform(store, RestoreReport(numbers), LAN, NOW)
    assert missing(store) == [2, 3, 4]


def test_each_of_several_leads_closes_a_time_for_itself(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", quarterly(HOME, JUSTICE)))))
    report(store, 1)
    assert (missing(store), missing(store, HOME), missing(store, JUSTICE)) == ([1, 2, 3, 4], [2, 3, 4], [1, 2, 3, 4])
    report(store, 1, JUSTICE)
    assert missing(store) == [2, 3, 4]


def test_of_a_group_every_known_member_has_to_report(store: Store, do: Performs) -> None:
    office = add_unit(store, "UBND tỉnh")
    add_unit(store, HOME, office)
    add_unit(store, JUSTICE, office)
    do(ImportPlan(plan(task("1", quarterly("Các Sở, ban, ngành")))))
    report(store, 1)
    report(store, 1, JUSTICE)
    assert missing(store) == [1, 2, 3, 4]
    report(store, 1, "Sở Tài chính")  # known from the plan itself
    assert missing(store) == [2, 3, 4]


def test_a_report_of_a_task_that_does_not_recur_counts_as_a_whole_whatever_period_it_names(
    store: Store, do: Performs
) -> None:
    do(ImportPlan(plan(task("1", assignment(lead=(HOME,))))))
    report(store, 1)
    assert state(store, "1") is TaskState.DONE


@pytest.mark.parametrize(("unit", "first"), [("UBND xã Tân Lập", 17), (JUSTICE, 19)])
def test_the_day_is_that_of_the_level_of_the_unit(store: Store, do: Performs, unit: str, first: int) -> None:
    levels = (
        RecurringDeadline(Every.QUARTER, 17, level="cấp xã"),
        RecurringDeadline(Every.QUARTER, 19, level="cấp sở"),
    )
    do(ImportPlan(plan(task("1", assignment(*levels, lead=("Các Sở, ban, ngành", "UBND các xã, phường"))))))
    due = date(2025, 3, first)
    assert (missing(store, unit, due), missing(store, unit, due + timedelta(days=1))) == ([], [1])


_told = st.tuples(st.sampled_from([HOME, JUSTICE]), st.integers(1, 4), st.sampled_from(ProgressStatus), st.booleans())


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_told, max_size=10), st.dates(date(2025, 1, 1), date(2026, 2, 1)))
def test_what_is_missing_is_what_an_oracle_says(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, int, ProgressStatus, bool]], today: date
) -> None:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('times') / 'dondoc.sqlite3'}") as store:
        perform(store, ImportPlan(plan(task("1", quarterly(HOME, JUSTICE)))), LAN, NOW)
        newest: dict[tuple[str, int], ProgressStatus] = {}
        for unit, quarter, status, kept in told:
            numbers = report(store, quarter, unit, status)
            if kept:
                newest[unit, quarter] = status
            else:
                perform(store, RetractReport(numbers), LAN, NOW)
        passed = [quarter for quarter in (1, 2, 3, 4) if date(2025, 3 * quarter, 19) < today]
        for unit in (HOME, JUSTICE):
            assert missing(store, unit, today) == [n for n in passed if newest.get((unit, n)) is not DONE]
        both = [n for n in passed if any(newest.get((unit, n)) is not DONE for unit in (HOME, JUSTICE))]
        assert missing(store, None, today) == both
