"""Which times of recurring duties have passed without a report of those whom they bind."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from knowledge.binding import binds
from knowledge.closed import Closed, find_closed
from knowledge.deadlines.occurrences import Occurrence, occurrences
from knowledge.deadlines.types import Every, RecurringDeadline
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.expected import Expected, expected_of
from knowledge.store import Store
from knowledge.types import AssignmentLine, Period, TaskFilter, TaskLine
from knowledge.units import level_of

_KINDS = ("recurring",)


@dataclass(frozen=True, slots=True)
class MissingLine:
    """A task of which `assignments` (ids) have times that passed without a report, the earliest first."""

    task: TaskLine
    assignments: tuple[int, ...]
    occurrences: tuple[Occurrence, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is the same for all tasks of a plan on one day."""

    today: date
    year: int | None
    units: OrganisationUnits
    closed: Closed
    reporters: tuple[str, ...] | None


def list_missing(store: Store, today: date, wanted: TaskFilter) -> tuple[MissingLine, ...]:
    """The recurring tasks that miss a report on `today`, in the order of import and document.

    Of a unit by its keys `wanted.reporters`, or of all whom the tasks bind. A plan that tells no year has no times to
    miss.
    """
    recurring = replace(wanted, kinds=_KINDS, due=None)
    fitting = frozenset(store.tasks.find_assignments(recurring))
    tasks = store.tasks.list_tasks(recurring)
    closed = find_closed(store.database, [task.key for task in tasks])
    origins = store.plans.list_origins()
    asked = {
        plan: _Asked(today, origin.year, store.directory.units_of(origin.issuer), closed, wanted.reporters)
        for plan, origin in origins.items()
        if any(task.plan_id == plan for task in tasks)
    }
    lines = (_line(task, fitting, asked[task.plan_id]) for task in tasks)
    return tuple(line for line in lines if line.occurrences)


def _line(task: TaskLine, fitting: Collection[int], asked: _Asked) -> MissingLine:
    parts = [part for part in task.assignments if part.id in fitting]
    passed = {part.id: tuple(_missed(task, part, asked)) for part in parts}
    times = sorted({time for part in passed.values() for time in part}, key=lambda time: (time.due, time.start))
    return MissingLine(task, tuple(part for part, found in passed.items() if found), tuple(times))


def _missed(task: TaskLine, part: AssignmentLine, asked: _Asked) -> Iterator[Occurrence]:
    bound = tuple(_bound(part, asked))
    for deadline in rhythms(part):
        meant = _meant(deadline, bound, asked)
        for time in occurrences(deadline, asked.year) if asked.year is not None else ():
            period = Period(time.start, time.end)
            if time.due < asked.today and not all(asked.closed.said(task.key, each, period) for each in meant):
                yield time


def rhythms(part: AssignmentLine) -> tuple[RecurringDeadline, ...]:
    """The recurring deadlines of which single times are reported: what is done every day is not reported every day."""
    recurring = (deadline for deadline in part.deadlines if isinstance(deadline, RecurringDeadline))
    return tuple(deadline for deadline in recurring if deadline.every is not Every.DAY)


def _meant(deadline: RecurringDeadline, bound: tuple[Expected, ...], asked: _Asked) -> tuple[Expected, ...]:
    """Those whom the deadline binds; a level of which nobody is known binds all who have the work."""
    organisation = asked.units.organisation.name if asked.units.organisation is not None else None
    meant = tuple(each for each in bound if binds(deadline, each.name, organisation))
    return meant or (() if asked.reporters is not None else bound)


def _bound(part: AssignmentLine, asked: _Asked) -> Iterator[Expected]:
    """Who has to report on an assignment: the unit that is asked for, else all that lead it, of a group each member."""
    if asked.reporters is None:
        return expected_of(asked.units, part, asked.today)
    return iter((Expected(next(filter(level_of, asked.reporters), ""), asked.reporters),))
