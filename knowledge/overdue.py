"""What is late and what falls due soon, but for what is reported done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from heapq import merge
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, null, or_, select
from sqlalchemy.engine import Row

from knowledge.filtering import deadline_conditions, event_conditions
from knowledge.reported import is_answered, is_done, is_settled
from knowledge.schema import AssignmentRow, DeadlineRow, EventRow, PlanRow, TaskRow
from knowledge.store import Store
from knowledge.tasks import DOCUMENT_ORDER, read_tasks
from knowledge.types import Period, TaskFilter, TaskLine

_EVERYTHING = TaskFilter()
_DAY = timedelta(days=1)
_ORDER = (*DOCUMENT_ORDER, AssignmentRow.position)
_PLACES = range(len(_ORDER))
_WHOSE = (AssignmentRow.task_id, AssignmentRow.id.label("assignment_id"))


@dataclass(frozen=True, slots=True)
class Started:
    """The event, told of on record, from which a due day was counted."""

    event: str
    on_day: date


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """A task of which `assignments` (ids) are late since, or fall due on, the day `due`.

    Late, `days` counts from the last day on which it would have been in time, and `due` is the deadline missed
    longest ago; upcoming, `days` counts from the start of the period, and `due` is the deadline that comes first.
    Where it was counted from an event, it is the one it was `started` by.
    """

    task: TaskLine
    assignments: tuple[int, ...]
    due: date
    days: int
    started: Started | None = None


@dataclass(frozen=True, slots=True)
class _Due:
    task_id: int
    assignment_id: int
    due: date
    last: date
    started: Started | None


def list_overdue(store: Store, today: date, wanted: TaskFilter = _EVERYTHING) -> tuple[OverdueLine, ...]:
    """The tasks that are late on `today`, the longest overdue first."""
    lines = _list(store, wanted, _is_late(today), EventRow.due < today)
    found = [OverdueLine(task, ids, first.due, (today - first.last).days, first.started) for task, ids, first in lines]
    return tuple(sorted(found, key=attrgetter("days"), reverse=True))


def list_upcoming(store: Store, period: Period, wanted: TaskFilter = _EVERYTHING) -> tuple[OverdueLine, ...]:
    """The tasks that fall due in `period` and are not late at its start, the soonest first."""
    in_period = and_(DeadlineRow.due.between(period.start, period.end), ~_is_late(period.start))
    lines = _list(store, wanted, in_period, EventRow.due.between(period.start, period.end))
    start = period.start
    found = [OverdueLine(task, ids, first.due, (first.due - start).days, first.started) for task, ids, first in lines]
    return tuple(sorted(found, key=attrgetter("due")))


def _is_late(today: date) -> ColumnElement[bool]:
    # Only dates and periods have a due day; all other kinds are never late by themselves.
    reached = and_(DeadlineRow.before.is_(True), DeadlineRow.due == today)
    return or_(DeadlineRow.due < today, reached)


def _list(
    store: Store, wanted: TaskFilter, of_deadlines: ColumnElement[bool], of_events: ColumnElement[bool]
) -> list[tuple[TaskLine, tuple[int, ...], _Due]]:
    with store.database.reading() as connection:
        queries = (_select(wanted, of_deadlines), _select_started(wanted, of_events))
        found = (connection.execute(query.order_by(*_ORDER)) for query in queries)
        # Both come in the order of the documents.
        of_tasks = _grouped(map(_due, merge(*found, key=itemgetter(*_PLACES))))
        tasks = read_tasks(connection, [*of_tasks])
    return [(task, *_summed_up(of_tasks[task.id])) for task in tasks]


def _select(wanted: TaskFilter, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    columns = (DeadlineRow.due, DeadlineRow.before, null().label("event"), null().label("on_day"))
    query = select(*_ORDER, *_WHOSE, *columns).select_from(DeadlineRow)
    query = query.join(AssignmentRow).join(TaskRow).join(PlanRow)
    return query.where(*deadline_conditions(wanted), condition, *_not_done(wanted.reporters))


def _select_started(wanted: TaskFilter, condition: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    columns = (EventRow.due, null().label("before"), EventRow.event, EventRow.on_day)
    query = select(*_ORDER, *_WHOSE, *columns).select_from(EventRow)
    query = query.join(AssignmentRow, AssignmentRow.key == EventRow.assignment_key).join(TaskRow).join(PlanRow)
    return query.where(*event_conditions(wanted), condition, *_unanswered(wanted.reporters))


# To put these conditions together takes longer than to look the reports up.
@lru_cache(maxsize=256)
def _not_done(reporters: tuple[str, ...] | None) -> tuple[ColumnElement[bool], ...]:
    """An assignment is done with once all who lead it say so, and for one of them once it says so itself."""
    settled = not_(is_settled())
    return (settled,) if reporters is None else (settled, not_(is_done(reporters)))


@lru_cache(maxsize=256)
def _unanswered(reporters: tuple[str, ...] | None) -> tuple[ColumnElement[bool], ...]:
    """What an event has started goes on until it is reported done; of one of those who lead until it says so itself."""
    open_still = not_(is_answered(None))
    return (open_still,) if reporters is None else (open_still, not_(is_answered(reporters)))


def _due(row: Row[Any]) -> _Due:
    started = None if row.event is None else Started(row.event, row.on_day)
    last = row.due - _DAY if row.before else row.due
    return _Due(row.task_id, row.assignment_id, row.due, last, started)


def _grouped(dues: Iterable[_Due]) -> dict[int, list[_Due]]:
    groups: dict[int, list[_Due]] = {}
    for due in dues:
        groups.setdefault(due.task_id, []).append(due)
    return groups


def _summed_up(dues: list[_Due]) -> tuple[tuple[int, ...], _Due]:
    ids = tuple(dict.fromkeys(due.assignment_id for due in dues))
    return ids, min(dues, key=attrgetter("last", "due"))
