"""Reads what was reached of targets: of each unit and period the newest reading, one period after another."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from knowledge.progress import read_reports
from knowledge.reported import standing
from knowledge.schema import ReportRow
from knowledge.schema.database import Database
from knowledge.types import Figure, Period, ReportLine
from knowledge.units import unit_key

_BATCH = 5_000
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Reading:
    """What a unit has reached by the end of a period; told for none, it is of the day it was told.

    `said` are the words of the report; one that is the sum of others has these for `parts`.
    """

    report: int
    unit: str
    figure: Figure
    period: Period
    said: str = ""
    parts: "Series" = ()

    @property
    def months(self) -> int:
        """How many whole months its period has, 0 for days and weeks: only what is as long is compared."""
        return months_of(self.period)


Series = tuple[Reading, ...]


class Readings:
    """The part of the store that knows what was reached of targets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def series(self, target_key: str, zone: tzinfo | None) -> Series:
        """The readings of a target that hold, of each unit and period the newest, in order of the periods."""
        return self.series_of((target_key,), zone).get(target_key, ())

    def series_of(self, target_keys: Sequence[str], zone: tzinfo | None) -> Mapping[str, Series]:
        """The same of each target of which there are readings; a day is one of the `zone`."""
        found: defaultdict[str, list[ReportLine]] = defaultdict(list)
        with self._database.reading() as connection:
            for start in range(0, len(target_keys), _BATCH):
                batch = ReportRow.target_key.in_(target_keys[start : start + _BATCH])
                for line in read_reports(connection, batch, ReportRow.value.is_not(None), standing()):
                    found[line.target_key or ""].append(line)
        return {key: _series(lines, zone) for key, lines in found.items()}


def latest(series: Iterable[Reading]) -> Series:
    """Of each unit the reading that tells of the latest days."""
    return tuple({unit_key(reading.unit): reading for reading in series}.values())


def before(series: Iterable[Reading], unit: str, period: Period) -> Reading | None:
    """The unit's reading of the period before: of one as long, over by the time this one begins."""
    alike = (
        reading
        for reading in series
        if unit_key(reading.unit) == unit_key(unit)
        and reading.months == months_of(period)
        and reading.period.end < period.start
    )
    return max(alike, key=_place, default=None)


def of_year(series: Iterable[Reading], year: int | None) -> Series:
    """The readings of a year, all of them where that is not known."""
    return tuple(reading for reading in series if year in (None, reading.period.end.year))


def months_of(period: Period) -> int:
    """How many whole months a period has, 0 where it is not made of whole months."""
    after = period.end + timedelta(days=1)
    if period.start.day != 1 or after.day != 1:
        return 0
    return (after.year - period.start.year) * _YEAR + after.month - period.start.month


def whole_year(year: int) -> Period:
    """All days of a year."""
    return Period(date(year, 1, 1), date(year, 12, 31))


def _series(lines: Iterable[ReportLine], zone: tzinfo | None) -> Series:
    """`lines` come newest first; a later reading of the same unit and period takes the place of the earlier."""
    held: dict[tuple[str, Period], Reading] = {}
    for line in lines:
        if line.figure is not None:
            day = line.at.astimezone(zone).date()
            reading = Reading(line.id, line.unit, line.figure, line.period or Period(day, day), line.said)
            held.setdefault((unit_key(reading.unit), reading.period), reading)
    return tuple(sorted(held.values(), key=_place))


def _place(reading: Reading) -> tuple[date, int]:
    return reading.period.end, reading.report
