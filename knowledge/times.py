"""Which time of a recurring task is meant: the one that is named, else the one due next or just passed."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from knowledge.binding import binds
from knowledge.deadlines.occurrences import Occurrence, occurrences
from knowledge.deadlines.types import DateDeadline, PeriodDeadline
from knowledge.missing import rhythms
from knowledge.types import AssignmentLine, Period

# Shorter periods tell when something was done, not which time of a longer rhythm it was.
_NAMING = timedelta(days=27)


def recurs(parts: Iterable[AssignmentLine]) -> bool:
    """Whether assignments come round time after time, and are never over on one day."""
    parts = tuple(parts)
    dated = any(isinstance(deadline, DateDeadline | PeriodDeadline) for part in parts for deadline in part.deadlines)
    return not dated and any(map(rhythms, parts))


def times_of(
    parts: Iterable[AssignmentLine], years: Iterable[int], unit: str, organisation: str | None
) -> tuple[Occurrence, ...]:
    """The times in these years that bind the unit by its level, the earliest first; of one period that due first."""
    years = tuple(years)
    deadlines = [deadline for part in parts for deadline in rhythms(part)]
    bound = [deadline for deadline in deadlines if binds(deadline, unit, organisation)] or deadlines
    found = (time for deadline in bound for year in years for time in occurrences(deadline, year))
    ordered = sorted(found, key=lambda time: (time.end, time.start, time.due), reverse=True)
    by_period = {(time.start, time.end): time for time in ordered}
    return tuple(reversed(by_period.values()))


def named_times(times: Iterable[Occurrence], said: Period) -> tuple[Occurrence, ...]:
    """The times that a period names: that period itself, the longer one it lies in, or all that lie in it."""
    times = tuple(times)
    exact = tuple(time for time in times if (time.start, time.end) == (said.start, said.end))
    if exact:
        return exact
    around = tuple(time for time in times if time.start <= said.start and said.end <= time.end)
    if around:
        return around if said.end - said.start >= _NAMING else ()
    return tuple(time for time in times if said.start <= time.start and time.end <= said.end)


def time_under_way(times: Sequence[Occurrence], today: date) -> tuple[Occurrence, ...]:
    """The time that has begun and is not due yet, else the one that passed last, else the first to come."""
    begun = [time for time in times if time.start <= today]
    coming = [time for time in begun if time.due >= today]
    return tuple(coming[:1] or begun[-1:] or times[:1])


def meant_times(times: Sequence[Occurrence], done: Iterable[Occurrence], today: date) -> tuple[Occurrence, ...]:
    """The time that a report made `today` without naming one is of; where that is not clear those it may be of.

    Of the time that passed last and the one under way the day tells where one is at most half as far away as the
    other, else what was reported `done` already.
    """
    begun = [time for time in times if time.start <= today]
    if not begun:
        return tuple(times[:1])
    passed, coming = ([time for time in begun if (time.due < today) is over] for over in (True, False))
    near = sorted([*passed[-1:], *coming[:1]], key=lambda time: _far(time, today))
    still = [time for time in near if time not in set(done)]
    clear = len(near) == 1 or 2 * _far(near[0], today) <= _far(near[1], today)
    if not still or (clear and near[0] in still):
        return tuple(near[:1])
    return tuple(still) if not clear and len(still) == 1 else tuple(near)


def _far(time: Occurrence, today: date) -> int:
    return abs((time.due - today).days)
