"""Adds up what was told of one period after another, where the figures are counts that add up; else it says so."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

from knowledge.comparing import in_measure
from knowledge.readings import Reading, Series
from knowledge.types import Figure, Period, TargetLine
from knowledge.units import unit_key
from knowledge.vietnamese.fold import fold, nfc, raw_words, spelling

_FILE = Path(__file__).with_name("measures.toml")
_PER_CENT, _RATIO = "%", "/"


class Counting(StrEnum):
    """What the figures of a target are: a ratio, a stock, what happens in the course of the year, or not clear."""

    RATIO = "ratio"
    STOCK = "stock"
    FLOW = "flow"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Total:
    """What readings of one unit come to, in the target's measure, from the first day to the last.

    Of the months `missing` nothing is told.
    """

    value: float
    readings: Series
    period: Period
    missing: tuple[Period, ...]


class Unclear(StrEnum):
    """Why figures are not added up."""

    WORDS = "words"
    PERIODS = "periods"
    MEASURES = "measures"
    FALLS = "falls"


def counting_of(target: TargetLine) -> Counting:
    """What the words and the measure of a target tell of its figures."""
    measure = fold(target.unit).strip()
    if measure == _PER_CENT or _RATIO in measure:
        return Counting.RATIO
    words = _spelt(f"{target.name} {target.text}")
    told = (each for each in (Counting.RATIO, Counting.STOCK, Counting.FLOW) if _of_target(each.value).search(words))
    return next(told, Counting.RATIO if measure in _lasting() else Counting.UNCLEAR)


def _for_each(target: TargetLine) -> bool:
    """Whether every unit is to reach the figure on its own."""
    return _of_target("each").search(_spelt(f"{target.name} {target.text}")) is not None


def tells_whole(said: str) -> bool:
    """Whether the words of a report tell the whole so far: "luỹ kế đến hết tháng 3"."""
    return _of_report("whole").search(fold(said)) is not None


def add_up(readings: Iterable[Reading], target: TargetLine, year: int) -> Total | Unclear | None:
    """What one unit's readings of a year come to: the latest whole with what came after it, or all that was told.

    None where each reading tells how it stands by then, so that there is nothing to add.
    """
    told = sorted(readings, key=lambda reading: (reading.period.end, reading.report))
    counting = counting_of(target)
    if counting in (Counting.RATIO, Counting.STOCK) or not told:
        return None
    if any(reading.figure.out_of is not None for reading in told):
        return Unclear.MEASURES if len(told) > 1 else None
    whole = next((reading for reading in reversed(told) if _is_whole(reading, counting)), None)
    rest = _outermost([reading for reading in told if not _covered(reading, whole) and reading is not whole])
    added = (*((whole,) if whole else ()), *rest)
    if _overlap(added, whole):
        return Unclear.PERIODS
    if len(added) > 1 and not all(reading is whole or _is_alone(reading, counting) for reading in added):
        return Unclear.WORDS
    return _sum(added, told, whole, target, year)


def adds_over_units(target: TargetLine) -> bool:
    """Whether what several units have reached is together what the target demands."""
    return counting_of(target) is not Counting.RATIO and not _for_each(target)


def alone(reading: Reading, target: TargetLine) -> Total | None:
    """A reading that stands for itself; None where it counts something else than its target."""
    value = in_measure(reading.figure, target.unit)
    return None if value is None else Total(value, (reading,), reading.period, ())


def add_units(totals: Sequence[Total | Unclear | None]) -> Total | Unclear:
    """What units come to together, each once, if all tell of the same time."""
    known = [total for total in totals if isinstance(total, Total)]
    if len(known) < len(totals):
        return Unclear.MEASURES
    if len({(total.period, total.missing) for total in known}) > 1:
        return Unclear.PERIODS
    value = float(sum(Fraction(repr(total.value)) for total in known))
    return replace(known[0], value=value, readings=tuple(each for total in known for each in total.readings))


def within(series: Iterable[Reading], period: Period, target: TargetLine) -> Series:
    """What each unit reached in a period: as it was told of it, or the sum of all its months."""
    readings = tuple(series)
    own = {unit_key(reading.unit): reading for reading in readings if reading.period == period}
    units = dict.fromkeys(unit_key(reading.unit) for reading in readings)
    found = (own.get(unit) or _of_months(unit, readings, period, target) for unit in units)
    return tuple(reading for reading in found if reading is not None)


def _of_months(unit: str, readings: Series, period: Period, target: TargetLine) -> Reading | None:
    counting = counting_of(target)
    inside = [
        each
        for each in readings
        if unit_key(each.unit) == unit and period.start <= each.period.start and each.period.end <= period.end
    ]
    parts = _outermost([each for each in inside if _is_alone(each, counting) and not _is_whole(each, counting)])
    values = [_value(part, target) for part in parts]
    if len(parts) < 2 or None in values or _gaps(parts, period) or _overlap(parts, None):
        return None
    figure = Figure(float(sum(value for value in values if value is not None)), target.unit)
    return Reading(parts[-1].report, parts[0].unit, figure, period, parts=tuple(parts))


def _sum(
    added: Series, told: Sequence[Reading], whole: Reading | None, target: TargetLine, year: int
) -> Total | Unclear:
    values = [_value(reading, target) for reading in added]
    known = [value for value in values if value is not None]
    if len(known) < len(added):
        return Unclear.MEASURES
    if whole is not None and _falls(whole, told, target):
        return Unclear.FALLS
    first, end = date(year, 1, 1), max(reading.period.end for reading in added)
    if whole is None:
        return Total(float(sum(known)), added, Period(added[0].period.start, end), _gaps(added, Period(first, end)))
    return Total(float(sum(known)), added, Period(first, end), _gaps(added[1:], _after(whole, end)))


def _falls(whole: Reading, told: Sequence[Reading], target: TargetLine) -> bool:
    """Whether the whole so far is less than what was told before: then one of them means something else."""
    covered, counting = [each for each in told if _covered(each, whole)], counting_of(target)
    parts = _outermost([each for each in covered if _is_alone(each, counting) and not _is_whole(each, counting)])
    before = sum(_value(each, target) or 0 for each in parts)
    return max([before, *(_value(each, target) or 0 for each in covered)]) > (_value(whole, target) or 0)


def _value(reading: Reading, target: TargetLine) -> Fraction | None:
    value = in_measure(reading.figure, target.unit)
    return None if value is None else Fraction(repr(value))


def _is_whole(reading: Reading, counting: Counting) -> bool:
    """Whether a reading tells the whole so far: by its words, or because it is of a day and not of a period."""
    if tells_whole(reading.said):
        return True
    of_day = reading.period.start == reading.period.end
    return of_day and counting is Counting.FLOW and not _of_report("alone").search(fold(reading.said))


def _is_alone(reading: Reading, counting: Counting) -> bool:
    """Whether a reading tells of its period alone: by the words of the target, or its own."""
    return counting is Counting.FLOW or _of_report("alone").search(fold(reading.said)) is not None


def _covered(reading: Reading, whole: Reading | None) -> bool:
    return whole is not None and reading is not whole and reading.period.end <= whole.period.end


def _outermost(readings: Sequence[Reading]) -> list[Reading]:
    """The readings but those of times within the time of another: a quarter stands for its months."""
    return [
        each
        for each in readings
        if not any(
            other is not each
            and other.period != each.period
            and other.period.start <= each.period.start
            and each.period.end <= other.period.end
            for other in readings
        )
    ]


def _overlap(readings: Sequence[Reading], whole: Reading | None) -> bool:
    """Whether the times of two readings run into each other; the whole so far begins with the year."""
    periods = sorted((reading.period for reading in readings if reading is not whole), key=lambda each: each.start)
    if whole is not None and periods and periods[0].start <= whole.period.end:
        return True
    return any(later.start <= earlier.end for earlier, later in pairwise(periods))


def _after(whole: Reading, end: date) -> Period:
    """From the month after a whole on."""
    day = whole.period.end
    return Period(date(day.year + day.month // 12, day.month % 12 + 1, 1), end)


def _gaps(readings: Sequence[Reading], period: Period) -> tuple[Period, ...]:
    """The months of a period of which no reading tells."""
    return tuple(
        month
        for month in _months(period)
        if not any(each.period.start <= month.end and month.start <= each.period.end for each in readings)
    )


def _months(period: Period) -> Iterator[Period]:
    start = period.start.replace(day=1)
    while start <= period.end:
        after = date(start.year + start.month // 12, start.month % 12 + 1, 1)
        yield Period(start, date.fromordinal(after.toordinal() - 1))
        start = after


def _spelt(text: str) -> str:
    """The words as they are spelt, wherever the tone stands: without accents "mới" would be "mỗi"."""
    return " ".join(map(spelling, raw_words(nfc(text))))


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _lasting() -> frozenset[str]:
    return frozenset(map(fold, _tables()["counting"]["measures"]))


@cache
def _of_target(name: str) -> re.Pattern[str]:
    return _any(map(_spelt, _tables()["counting"][name]))


@cache
def _of_report(name: str) -> re.Pattern[str]:
    return _any(map(fold, _tables()["told"][name]))


def _any(phrases: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
