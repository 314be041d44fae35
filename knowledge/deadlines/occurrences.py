"""The single times of a recurring duty: each period of a year, and the last day that is in time for it."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import assert_never

from knowledge.deadlines.types import Every, RecurringDeadline

_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF_YEAR: 6, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A period of a rhythm, both ends included, and the last day (`due`) on which its duty is done in time."""

    every: Every
    start: date
    end: date
    due: date


def occurrences(deadline: RecurringDeadline, year: int) -> Iterator[Occurrence]:
    """The times of the duty whose periods end in `year`, in order; a due day counts in the period's last month."""
    every = deadline.every
    match every:
        case Every.DAY | Every.WEEK:
            for start, end in _runs(year, _DAY if every is Every.DAY else _WEEK):
                yield Occurrence(every, start, end, end)
        case Every.MONTH | Every.QUARTER | Every.HALF_YEAR | Every.YEAR:
            for last in range(_MONTHS[every], 13, _MONTHS[every]):
                start, end = date(year, last - _MONTHS[every] + 1, 1), date(year, last, monthrange(year, last)[1])
                yield Occurrence(every, start, end, _last_day(deadline, end))
        case _:
            assert_never(every)


def _runs(year: int, length: timedelta) -> Iterator[tuple[date, date]]:
    """Days, or weeks from Monday to Sunday, that end in the year."""
    first = date(year, 1, 1)
    start = first if length == _DAY else first - timedelta(days=first.weekday())
    while (end := start + length - _DAY).year == year:
        yield start, end
        start += length


def _last_day(deadline: RecurringDeadline, end: date) -> date:
    if deadline.due_day is None:
        return end
    return end.replace(day=min(deadline.due_day, end.day)) - deadline.before * _DAY
