"""What is late and what falls due soon, but for what is reported done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from operator import attrgetter

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from knowledge.filtering import deadline_conditions
from knowledge.reported import is_done, is_settled
from knowledge.schema import AssignmentRow, DeadlineRow, PlanRow, TaskRow
from knowledge.store import Store
from knowledge.tasks import DOCUMENT_ORDER, read_tasks
from knowledge.types import Period, TaskFilter, TaskLine

_EVERYTHING = TaskFilter()
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """A task of which `assignments` (ids) are late since, or fall due on, the day `due`.

    Late, `days` counts from the last day on which it would have been in time, and `due` is the deadline missed
    longest ago; upcoming, `days` counts from the start of the period, and `due` is the deadline that comes first.
    """

    task: TaskLine
    assignments: tuple[int, ...]
    due: date
    days: int


@dataclass(frozen=True, slots=True)
class _Due:
    task_id: int
    assignment_id: int
    due: date
    last: date


def list_overdue(store: Store, today: date, wanted: TaskFilter = _EVERYTHING) -> tuple[OverdueLine, ...]:
    """The tasks that are late on `today`, the longest overdue first."""
    lines = _list(store, wanted, _is_late(today))
    found = [OverdueLine(task, ids, first.due, (today - first.last).days) for task, ids, first in lines]
    return tuple(sorted(found, key=attrgetter("days"), reverse=True))


def list_upcoming(store: Store, period: Period, wanted: TaskFilter = _EVERYTHING) -> tuple[OverdueLine, ...]:
    """The tasks that fall due in `period` and are not late at its start, the soonest first."""
    in_period = and_(DeadlineRow.due.between(period.start, period.end), ~_is_late(period.start))
    lines = _list(store, wanted, in_period)
    found = [OverdueLine(task, ids, first.due, (first.due - period.start).days) for task, ids, first in lines]
    return tuple(sorted(found, key=attrgetter("due")))


def _is_late(today: date) -> ColumnElement[bool]:
    # Only dates and periods have a due day; all other kinds are never late by themselves.
    reached = and_(DeadlineRow.before.is_(True), DeadlineRow.due == today)
    return or_(DeadlineRow.due < today, reached)


def _list(
    store: Store, wanted: TaskFilter, condition: ColumnElement[bool]
) -> list[tuple[TaskLine, tuple[int, ...], _Due]]:
    with store.database.reading() as connection:
        rows = connection.execute(_select(wanted, condition).order_by(*DOCUMENT_ORDER, AssignmentRow.position))
        of_tasks = _grouped(_Due(row.task_id, row.id, row.due, _last_day(row.due, row.before)) for row in rows)
        tasks = read_tasks(connection, [*of_tasks])
    return [(task, *_summed_up(of_tasks[task.id])) for task in tasks]


def _select(wanted: TaskFilter, condition: ColumnElement[bool]) -> Select[int, int, date | None, bool | None]:
    columns = (AssignmentRow.task_id, AssignmentRow.id, DeadlineRow.due, DeadlineRow.before)
    query = select(*columns).select_from(DeadlineRow).join(AssignmentRow).join(TaskRow).join(PlanRow)
    return query.where(*deadline_conditions(wanted), condition, *_not_done(wanted.reporters))


# To put these conditions together takes longer than to look the reports up.
@lru_cache(maxsize=256)
def _not_done(reporters: tuple[str, ...] | None) -> tuple[ColumnElement[bool], ...]:
    """An assignment is done with once all who lead it say so, and for one of them once it says so itself."""
    settled = not_(is_settled())
    return (settled,) if reporters is None else (settled, not_(is_done(reporters)))


def _last_day(due: date, before: bool | None) -> date:
    return due - _DAY if before else due


def _grouped(dues: Iterable[_Due]) -> dict[int, list[_Due]]:
    groups: dict[int, list[_Due]] = {}
    for due in dues:
        groups.setdefault(due.task_id, []).append(due)
    return groups


def _summed_up(dues: list[_Due]) -> tuple[tuple[int, ...], _Due]:
    ids = tuple(dict.fromkeys(due.assignment_id for due in dues))
    return ids, min(dues, key=attrgetter("last", "due"))
