"""Events that start a deadline: told once, overdue from their due day until what they ask for is done."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from knowledge.commands import (
    Actor,
    ImportPlan,
    NewEvent,
    NewReport,
    ReportEvent,
    ReportProgress,
    RetractEvent,
    RetractReport,
)
from knowledge.deadlines.types import DateDeadline, RelativeDeadline
from knowledge.errors import SubjectGoneError
from knowledge.overdue import Started, list_overdue, list_upcoming
from knowledge.perform import Recorded, Told, perform
from knowledge.roles import Role
from knowledge.store import Store
from knowledge.types import AssignmentRole, Period, ProgressStatus, TaskFilter
from knowledge.units import unit_key
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import add_unit

HERE = timezone(timedelta(hours=7))
LAN = Actor("7", "Lan", Role.ADMIN)
HOME, JUSTICE = "Sở Nội vụ", "Sở Tư pháp"
SIGNED = RelativeDeadline(5, True, "after", "ký quyết định")
APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))


def day(number: int) -> date:
    return date(2026, 4, number)


@pytest.fixture
def told(store: Store) -> Store:
    """A plan in which tasks hang on an event, beside one that is due on 8/4."""
    fixed = task("3", assignment(DateDeadline(day(8), before=False), lead=(HOME,)))
    signed, both = assignment(SIGNED, lead=(HOME,)), assignment(SIGNED, lead=(HOME, JUSTICE))
    draft = plan(task("1", signed), task("2", both), fixed)
    perform(store, ImportPlan(draft), LAN, datetime(2026, 1, 5, tzinfo=HERE))
    return store


def key(store: Store, number: str) -> str:
    return next(line.assignments[0].key for line in store.tasks.list_tasks() if line.number == number)


def happened(store: Store, number: str, on: int, due: int) -> Told:
    event = NewEvent(key(store, number), SIGNED.event, day(on), day(due))
    return perform(store, ReportEvent((event,), HOME, f"ký ngày {on}/4"), LAN, datetime(2026, 4, on, 9, tzinfo=HERE))


def done(store: Store, number: str, on: int, unit: str = HOME, completed: int | None = None) -> Recorded:
    task_key = next(line.key for line in store.tasks.list_tasks() if line.number == number)
    finished = day(completed) if completed else None
    report = NewReport(task_key, status=ProgressStatus.DONE, completed_on=finished)
    at = datetime(2026, 4, on, 6, 30, tzinfo=HERE)
    return perform(store, ReportProgress((report,), unit, "UBND tỉnh", "c", "xong"), LAN, at)


def late(store: Store, today: int, **wanted: object) -> list[str]:
    found = list_overdue(store, day(today), TaskFilter(**wanted))  # type: ignore[arg-type]
    return [line.task.number for line in found]


def test_what_nobody_told_of_is_never_late(told: Store) -> None:
    assert late(told, 30) == ["3"]


def test_an_event_makes_its_task_late_after_the_due_day(told: Store) -> None:
    happened(told, "1", 3, 10)
    assert (late(told, 10), late(told, 11)) == (["3"], ["3", "1"])
    [_, line] = list_overdue(told, day(12))
    assert (line.due, line.days, line.started) == (day(10), 2, Started(SIGNED.event, day(3)))


def test_an_event_makes_its_task_fall_due(told: Store) -> None:
    happened(told, "2", 3, 7)
    lines = list_upcoming(told, APRIL)
    assert [(line.task.number, line.due) for line in lines] == [("2", day(7)), ("3", day(8))]
    assert [line.task.number for line in list_upcoming(told, Period(day(8), day(30)))] == ["3"]


def test_tasks_with_an_event_in_a_period_are_listed_for_it(told: Store) -> None:
    happened(told, "1", 3, 10)
    assert [line.number for line in told.tasks.list_tasks(TaskFilter(due=APRIL))] == ["1", "3"]
    assert len(told.tasks.find_assignments(TaskFilter(due=APRIL))) == 2
    assert [line.number for line in told.tasks.list_tasks(TaskFilter(undated=True))] == ["2"]
    assert [line.number for line in told.tasks.list_tasks(TaskFilter(due=APRIL, kinds=("date",)))] == ["3"]


def test_of_another_unit_no_event_is_listed(told: Store) -> None:
    happened(told, "1", 3, 7)
    assert late(told, 20, units=(unit_key(JUSTICE),), role=AssignmentRole.LEAD) == []
    assert late(told, 20, units=(unit_key(HOME),), reporters=(unit_key(HOME),)) == ["1", "3"]


def test_an_event_taken_back_gives_no_due_day(told: Store) -> None:
    recorded = happened(told, "1", 3, 10)
    taken_back = perform(told, RetractEvent(recorded.events), LAN, datetime(2026, 4, 4, tzinfo=HERE))
    assert late(told, 20) == ["3"]
    assert taken_back.undo is not None
    perform(told, taken_back.undo, LAN, datetime(2026, 4, 5, tzinfo=HERE))
    assert late(told, 20) == ["3", "1"]


def test_the_same_event_told_again_is_recorded_once(told: Store) -> None:
    assert happened(told, "1", 3, 10).changed
    assert not happened(told, "1", 3, 10).changed
    assert len(told.events.of_assignments([key(told, "1")])[key(told, "1")]) == 1


def test_what_is_done_since_the_event_is_not_late_until_the_next_one(told: Store) -> None:
    happened(told, "1", 3, 10)
    done(told, "1", 9)
    assert late(told, 20) == ["3"]
    happened(told, "1", 13, 20)
    assert late(told, 21) == ["3", "1"]
    done(told, "1", 21, completed=17)
    assert late(told, 22) == ["3"]


@pytest.mark.parametrize(("reported", "completed"), [(2, None), (20, 2)])
def test_what_was_done_before_the_event_does_not_answer_it(told: Store, reported: int, completed: int | None) -> None:
    done(told, "1", reported, completed=completed)
    happened(told, "1", 3, 10)
    assert late(told, 25) == ["3", "1"]


def test_a_report_in_the_morning_of_the_day_of_the_event_answers_it(told: Store) -> None:
    done(told, "1", 3)
    happened(told, "1", 3, 10)
    assert late(told, 25) == ["3"]


def test_a_report_taken_back_answers_nothing(told: Store) -> None:
    happened(told, "1", 3, 10)
    reports = done(told, "1", 9).reports
    perform(told, RetractReport(reports), LAN, datetime(2026, 4, 9, 12, tzinfo=UTC))
    assert late(told, 20) == ["3", "1"]


def test_each_of_those_who_lead_has_to_answer_an_event(told: Store) -> None:
    happened(told, "2", 3, 7)
    done(told, "2", 4)
    assert late(told, 20) == ["2", "3"]
    assert late(told, 20, units=(unit_key(HOME),), reporters=(unit_key(HOME),)) == ["3"]
    assert told.events.answered([key(told, "2")]) == frozenset()
    done(told, "2", 5, JUSTICE)
    assert late(told, 20) == ["3"]
    assert len(told.events.answered([key(told, "2")])) == 1


def test_each_member_of_a_group_has_to_answer_an_event(store: Store) -> None:
    province = add_unit(store, "UBND tỉnh")
    for unit in (HOME, JUSTICE):
        add_unit(store, unit, province)
    draft = plan(task("1", assignment(SIGNED, lead=("Các Sở, ban, ngành",))))
    draft = replace(draft, targets=(), prose_duties=())
    perform(store, ImportPlan(draft), LAN, datetime(2026, 1, 5, tzinfo=HERE))
    for unit in (HOME, JUSTICE):
        done(store, "1", 2, unit)
    happened(store, "1", 3, 10)
    assert late(store, 20) == ["1"]
    done(store, "1", 5, HOME)
    assert late(store, 20) == ["1"]
    done(store, "1", 6, JUSTICE)
    assert late(store, 20) == []


def test_an_event_that_no_deadline_hangs_on_is_refused(told: Store) -> None:
    event = NewEvent(key(told, "3"), SIGNED.event, day(3), day(10))
    with pytest.raises(SubjectGoneError):
        perform(told, ReportEvent((event,), HOME, "…"), LAN, datetime(2026, 4, 3, tzinfo=HERE))


def test_an_event_goes_on_over_a_new_version_of_the_plan_that_keeps_the_deadline(told: Store) -> None:
    happened(told, "1", 3, 10)
    later = plan(task("1", assignment(SIGNED, lead=(HOME,))), task("2"))
    perform(told, ImportPlan(later), LAN, datetime(2026, 4, 6, tzinfo=HERE))
    assert late(told, 20) == ["1"]
    fixed = plan(task("1", assignment(DateDeadline(day(30), before=False), lead=(HOME,))), task("2"))
    perform(told, ImportPlan(fixed), LAN, datetime(2026, 4, 7, tzinfo=HERE))
    assert late(told, 20) == []
