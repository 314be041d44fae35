"""What is late and what falls due; the rules are held against an oracle written over again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)
from knowledge.importing.draft import PlanDraft
from knowledge.overdue import OverdueLine, list_overdue, list_upcoming
from knowledge.store import Store
from knowledge.types import AssignmentRole, Period, TaskFilter, TaskLine
from knowledge.units import unit_key
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import DAYS, assignment, plan, plan_drafts, task

DUE = date(2025, 3, 15)
DAY = timedelta(days=1)
BEFORE = DateDeadline(DUE, before=True)
ON = DateDeadline(DUE, before=False)
QUARTER = PeriodDeadline(date(2025, 1, 1), DUE)
MARCH = Period(date(2025, 3, 1), date(2025, 3, 31))


def late_days(deadline: Deadline, today: date) -> int:
    match deadline:
        case DateDeadline(due, True):
            return (today - due).days + 1
        case DateDeadline(due) | PeriodDeadline(_, due):
            return (today - due).days
        case _:
            return 0


def oracle(tasks: tuple[TaskLine, ...], today: date) -> set[tuple[int, tuple[int, ...], int]]:
    expected = set()
    for line in tasks:
        late = {
            part.id: max((late_days(item, today) for item in part.deadlines), default=0) for part in line.assignments
        }
        if any(days > 0 for days in late.values()):
            expected.add((line.id, tuple(part for part, days in late.items() if days > 0), max(late.values())))
    return expected


def told(lines: tuple[OverdueLine, ...]) -> set[tuple[int, tuple[int, ...], int]]:
    return {(line.task.id, line.assignments, line.days) for line in lines}


bounded = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@bounded
@given(plan_drafts, DAYS)
def test_overdue_is_what_the_rules_say(store: Store, do: Performs, draft: PlanDraft, today: date) -> None:
    here = TaskFilter(plans=(do(ImportPlan(replace(draft, file="a"))).plan.id,))
    lines = list_overdue(store, today, here)
    assert told(lines) == oracle(store.tasks.list_tasks(here), today)
    assert [line.days for line in lines] == sorted((line.days for line in lines), reverse=True)


@bounded
@given(plan_drafts, DAYS, st.integers(0, 20))
def test_what_falls_due_is_late_when_the_period_is_over_and_was_not_before(
    store: Store, do: Performs, draft: PlanDraft, start: date, length: int
) -> None:
    here = TaskFilter(plans=(do(ImportPlan(replace(draft, file="a"))).plan.id,))
    end = start + length * DAY
    lines = list_upcoming(store, Period(start, end), here)
    expected = {
        (part.id, item.due)
        for line in store.tasks.list_tasks(here)
        for part in line.assignments
        for item in part.deadlines
        if isinstance(item, DateDeadline | PeriodDeadline) and late_days(item, start) <= 0 and start <= item.due <= end
    }
    assert {part for line in lines for part in line.assignments} == {part for part, _ in expected}
    for line in lines:
        assert line.due == min(due for part, due in expected if part in line.assignments)
        assert line.days == (line.due - start).days
    assert [line.due for line in lines] == sorted(line.due for line in lines)


@pytest.mark.parametrize(
    ("deadline", "today", "late"),
    [
        (BEFORE, DUE - DAY, False),
        (BEFORE, DUE, True),
        (ON, DUE, False),
        (ON, DUE + DAY, True),
        (QUARTER, DUE, False),
        (QUARTER, DUE + DAY, True),
    ],
)
def test_a_deadline_is_late_from_its_first_day_too_late(
    store: Store, do: Performs, deadline: Deadline, today: date, late: bool
) -> None:
    do(ImportPlan(plan(task("1", assignment(deadline)))))
    assert bool(list_overdue(store, today)) is late


@pytest.mark.parametrize(
    "deadline",
    [
        RecurringDeadline(Every.MONTH, 15),
        ContinuousDeadline(),
        RelativeDeadline(5, True, "after", "khi có văn bản"),
        ExternalDeadline("Kế hoạch 30/KH-UBND"),
        AdhocDeadline(),
    ],
)
def test_other_kinds_are_never_late_by_themselves(store: Store, do: Performs, deadline: Deadline) -> None:
    do(ImportPlan(plan(task("1", assignment(deadline)))))
    assert list_overdue(store, date(2099, 1, 1)) == ()


def test_days_count_from_the_last_day_in_time(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(BEFORE)), task("2", assignment(ON)))))
    assert [line.days for line in list_overdue(store, DUE + DAY)] == [2, 1]


def test_only_the_late_assignments_are_named(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(ContinuousDeadline()), assignment(ON)))))
    [line] = list_overdue(store, DUE + DAY)
    assert line.assignments == (line.task.assignments[1].id,)


def test_a_task_missed_twice_counts_from_the_earlier_deadline(store: Store, do: Performs) -> None:
    earlier = DateDeadline(DUE - 10 * DAY, before=False)
    do(ImportPlan(plan(task("1", assignment(ON), assignment(earlier, ON)))))
    [line] = list_overdue(store, DUE + DAY)
    assert (line.due, line.days, len(line.assignments)) == (earlier.due, 11, 2)


def test_the_unit_asked_for_is_the_one_that_is_late(store: Store, do: Performs) -> None:
    parts = assignment(ON, lead=("Sở Nội vụ",)), assignment(lead=("Sở Tư pháp",), coordinate=("Sở Nội vụ",))
    do(ImportPlan(plan(task("1", *parts))))
    leads = TaskFilter(units=(unit_key("Sở Nội vụ"),), role=AssignmentRole.LEAD)
    assert len(list_overdue(store, DUE + DAY, leads)) == 1
    assert list_overdue(store, DUE + DAY, TaskFilter(units=(unit_key("Sở Tư pháp"),))) == ()


def test_a_plan_out_of_force_is_not_late(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(ON)))))
    do(WithdrawPlan("ke-hoach.txt"))
    assert list_overdue(store, date(2026, 1, 1)) == ()


def test_a_date_that_is_late_at_the_start_is_not_upcoming(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(BEFORE)), task("2", assignment(ON)))))
    assert [line.task.number for line in list_upcoming(store, Period(DUE, DUE))] == ["2"]


def test_the_soonest_comes_first(store: Store, do: Performs) -> None:
    sooner = DateDeadline(DUE - DAY, before=False)
    do(ImportPlan(plan(task("1", assignment(ON)), task("2", assignment(sooner)))))
    assert [(line.task.number, line.days) for line in list_upcoming(store, MARCH)] == [("2", 13), ("1", 14)]
