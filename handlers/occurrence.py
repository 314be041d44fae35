"""Which time of a recurring task a report is of: named, told by the day of the message, or asked for."""

from handlers.context import Context
from handlers.directory import share_of
from handlers.tells import ReportSaid
from knowledge.closed import find_closed
from knowledge.deadlines.occurrences import Occurrence
from knowledge.times import meant_times, named_times, recurs, time_under_way, times_of
from knowledge.types import AssignmentLine, Period, ProgressStatus, TaskLine
from knowledge.units import unit_key


def times_meant(context: Context, said: ReportSaid, task: TaskLine, unit: str | None) -> tuple[Occurrence, ...]:
    """The time that is meant, several where it is not clear which; none where the task has none."""
    parts, today = _parts_of(context, task, unit), context.today
    times = _times_of(context, task, parts, unit)
    named = named_times(times, said.period) if said.period is not None else ()
    if len(named) == 1:
        return named
    if not recurs(parts):
        return ()
    if named:
        return named
    if said.status is not ProgressStatus.DONE:
        return time_under_way(times, today)
    return meant_times(times, _done(context, task, unit, times), said.completed_on or today)


def times_to_report(context: Context, task: TaskLine, unit: str | None) -> tuple[Period, ...]:
    """The times of a recurring task that have begun and are not reported done by the unit, the latest first."""
    parts = _parts_of(context, task, unit)
    if not recurs(parts):
        return ()
    times = _times_of(context, task, parts, unit)
    done = _done(context, task, unit, times)
    begun = (time for time in reversed(times) if time.start <= context.today and time not in done)
    return tuple(Period(time.start, time.end) for time in begun)


def _times_of(
    context: Context, task: TaskLine, parts: tuple[AssignmentLine, ...], unit: str | None
) -> tuple[Occurrence, ...]:
    plan, year = context.plan(task.plan_id), context.today.year
    years = (year - 1, year) if plan.plan_year is None else (plan.plan_year,)
    return times_of(parts, years, unit or "", plan.issuer)


def _parts_of(context: Context, task: TaskLine, unit: str | None) -> tuple[AssignmentLine, ...]:
    """What of the task is the unit's, all of it where none is."""
    if unit is None:
        return task.assignments
    printed = {name for part in task.assignments for name in (*part.lead, *part.coordinate)}
    member = share_of(context, unit, printed, (task.plan_id,))
    return tuple(part for part in task.assignments if member.takes_part(part, None)) or task.assignments


def _done(context: Context, task: TaskLine, unit: str | None, times: tuple[Occurrence, ...]) -> tuple[Occurrence, ...]:
    """The times that the unit has reported done already."""
    closed = find_closed(context.store.database, (task.key,))
    names = context.units.named_as(unit, context.today) if unit is not None else ("",)
    keys = frozenset(map(unit_key, names))
    return tuple(time for time in times if closed.by(task.key, keys, Period(time.start, time.end)))
