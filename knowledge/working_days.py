"""Which days are worked in offices: not on Saturdays and Sundays nor on public holidays, but on days worked instead."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path

_PACKAGED = Path(__file__).with_name("holidays.toml")
_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar of an office: holidays (`off`) by day with their names, and days at a week's end that are `worked`.

    In the years `announced` the holidays were arranged by an official notice.
    """

    off: Mapping[date, str] = field(default_factory=dict)
    worked: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether people work on this day."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def add(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, or before it where `count` is negative."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day = self._next(day + step, step)
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself where it is worked, else the next working day."""
        return self._next(day, _DAY)

    def holidays(self, first: date, last: date) -> Iterator[tuple[date, str]]:
        """The days from `first` to `last` that are off but would be worked in any other week, with their names."""
        weekdays = (day for day in sorted(self.off) if first <= day <= last and day.weekday() < _SATURDAY)
        return ((day, self.off[day]) for day in weekdays)

    def _next(self, day: date, step: timedelta) -> date:
        while not self.is_working(day):
            day += step
        return day


def load_working_days(extra: Iterable[Path] = ()) -> WorkingDays:
    """The packaged calendar with an office's own files, which are in the right where they say otherwise."""
    off: dict[date, str] = {}
    worked: set[date] = set()
    announced: set[int] = set()
    for path in (_PACKAGED, *extra):
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        named = [(day, entry["name"]) for entry in table.get("off", ()) for day in entry["days"]]
        instead = {day for entry in table.get("worked", ()) for day in entry["days"]}
        worked = (worked - {day for day, _ in named}) | instead
        off = {day: name for day, name in (*off.items(), *named) if day not in instead}
        announced.update(table.get("announced", ()))
    return WorkingDays(off, frozenset(worked), frozenset(announced))


@cache
def packaged_working_days() -> WorkingDays:
    """The calendar that comes with the program."""
    return load_working_days()
