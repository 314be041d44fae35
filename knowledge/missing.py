"""Which times of recurring duties have passed without a report."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.deadlines.occurrences import Occurrence, occurrences
from knowledge.deadlines.types import Every, RecurringDeadline
from knowledge.store import Store
from knowledge.types import AssignmentLine, TaskFilter, TaskLine

_KINDS = ("recurring",)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A task of which `assignments` (ids) have times that passed without a report, the earliest first."""

    task: TaskLine
    assignments: tuple[int, ...]
    occurrences: tuple[Occurrence, ...]


def list_missing(store: Store, today: date, wanted: TaskFilter) -> tuple[MissingLine, ...]:
    """The recurring tasks that miss a report on `today`, in the order of import and document.

    A plan that tells no year has no times to miss.
    """
    years = store.plans.list_years()
    recurring = replace(wanted, kinds=_KINDS, due=None)
    fitting = frozenset(store.tasks.find_assignments(recurring))
    lines = (_line(task, fitting, years[task.plan_id], today) for task in store.tasks.list_tasks(recurring))
    return tuple(line for line in lines if line.occurrences)


def _line(task: TaskLine, fitting: Collection[int], year: int | None, today: date) -> MissingLine:
    parts = [part for part in task.assignments if part.id in fitting]
    passed = {part.id: tuple(_passed(part, year, today)) for part in parts if year is not None}
    times = sorted({time for part in passed.values() for time in part}, key=lambda time: (time.due, time.start))
    return MissingLine(task, tuple(part for part, found in passed.items() if found), tuple(times))


def _passed(part: AssignmentLine, year: int, today: date) -> Iterator[Occurrence]:
    for deadline in part.deadlines:
        # What is done every day is not reported every day.
        if isinstance(deadline, RecurringDeadline) and deadline.every is not Every.DAY:
            yield from (time for time in occurrences(deadline, year) if time.due < today)
