"""What a reading of a target comes to: what is required of the unit that year, and what was reached before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from handlers.context import Context
from handlers.tells import ReportSaid
from knowledge.comparing import Comparison, Verdict, compare, in_measure
from knowledge.readings import Reading, Series, before, latest, of_year
from knowledge.target_rules import Required, RuleLine, required_of
from knowledge.totals import Total, Unclear, add_units, add_up, adds_over_units, alone, tells_whole, within
from knowledge.types import Figure, Period, ReportLine, TargetLine
from knowledge.units import Coverage, covers, same_unit, unit_key

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Held:
    """A reading held against its target; None where it is of another year, or nobody knows what is required.

    Where a rule leaves open which of its parts holds, it is held against `each` of them. Where figures add up it is the
    `total` of the year that is held against the target; none is where it is not clear how they do.
    """

    target: TargetLine
    reading: Reading
    year: int
    required: Required
    comparison: Comparison | None
    before: Reading | None
    each: tuple[Comparison | None, ...] = ()
    total: Total | Unclear | None = None

    @property
    def counted(self) -> float | None:
        """What counts of it in the target's measure: the total of the year where there is one."""
        return self.total.value if isinstance(self.total, Total) else in_measure(self.reading.figure, self.target.unit)

    @property
    def is_of_year(self) -> bool:
        """Whether the reading is of the year for which the target is set."""
        return self.reading.period.end.year == self.year

    @property
    def verdict(self) -> Verdict | None:
        """Whether what is required is reached; None where that can't be told, or is so of one of two alternatives."""
        found = {told.verdict if told else None for told in self.each or (self.comparison,)}
        return found.pop() if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Together:
    """What so many `units` have reached together, held against the target."""

    units: int
    reading: Reading
    comparison: Comparison | None


@dataclass(frozen=True)
class Reached:
    """A target with its readings, and the rule that holds of it."""

    target: TargetLine
    year: int
    series: Series
    rule: RuleLine | None
    issuer: str = ""

    @cached_property
    def newest(self) -> tuple[Held, ...]:
        """Of each unit the latest reading of the target's year."""
        return tuple(map(self.held, latest(of_year(self.series, self.year))))

    def held(self, reading: Reading) -> Held:
        """One of the readings, or one that is still to be recorded, held against the target."""
        required = self.required(reading.unit)
        total = self._total(reading)
        counted = None if isinstance(total, Unclear) else _as_counted(reading, total, self.target)
        alike = (each for each in self._of_unit(reading) if tells_whole(each.said) == tells_whole(reading.said))
        earlier = before(alike, reading.unit, reading.period)
        comparison = self._compared(counted, required.value)
        open_parts = required.parts if required.value is None and required.leaves_open else ()
        each = tuple(self._compared(counted, part.value) for part in open_parts)
        return Held(self.target, reading, self.year, required, comparison, earlier, each, total)

    @cached_property
    def together(self) -> Together | Unclear | None:
        """What several units come to; None where each stands for itself, or one of them tells of the whole."""
        held = self.newest
        whole = any(self.issuer and same_unit(each.reading.unit, self.issuer) for each in held)
        if len(held) < _SEVERAL or whole or not adds_over_units(self.target):
            return None
        added = add_units([each.total or alone(each.reading, self.target) for each in held])
        if isinstance(added, Unclear):
            return added
        required = {each.required.value for each in held}
        reading = Reading(0, "", Figure(added.value, self.target.unit), added.period)
        comparison = self._compared(reading, required.pop() if len(required) == 1 else None)
        return Together(len(held), reading, comparison)

    def of_period(self, period: Period) -> tuple[Held, ...]:
        """What each unit reached in a period, told as such or added up."""
        return tuple(map(self.held, within(self.series, period, self.target)))

    @cached_property
    def _by_unit(self) -> Mapping[str, list[Reading]]:
        found: defaultdict[str, list[Reading]] = defaultdict(list)
        for reading in self.series:
            found[unit_key(reading.unit)].append(reading)
        return found

    def _of_unit(self, reading: Reading) -> Sequence[Reading]:
        """All readings of the unit of this one, which itself may not be recorded yet."""
        return self._by_unit.get(unit_key(reading.unit), ())

    def _total(self, reading: Reading) -> Total | Unclear | None:
        if reading.period.end.year != self.year:
            return None
        own = of_year(self._of_unit(reading), self.year)
        others = (each for each in own if each.period != reading.period and each not in reading.parts)
        return add_up([*others, *(reading.parts or (reading,))], self.target, self.year)

    def _compared(self, reading: Reading | None, required: float | None) -> Comparison | None:
        if reading is None or required is None or reading.period.end.year != self.year:
            return None
        return compare(reading.figure, self.target.comparator, required, self.target.unit)

    def required(self, unit: str) -> Required:
        """What is required of a unit."""
        return required_of(self.target, self.rule, self.series, unit, self.year)


def _as_counted(reading: Reading, total: Total | None, target: TargetLine) -> Reading:
    """The reading with the total of the year for its figure, where there is one."""
    return reading if total is None else replace(reading, figure=Figure(total.value, target.unit))


def reached(context: Context, targets: Iterable[TargetLine]) -> tuple[Reached, ...]:
    """What was reached of these targets."""
    lines = tuple(targets)
    keys = [line.key for line in lines]
    series = context.store.readings.series_of(keys, context.now.tzinfo)
    rules = context.store.target_rules.holding(keys)
    return tuple(
        Reached(
            line,
            year_of(context, line),
            series.get(line.key, ()),
            rules.get(line.key),
            context.plan(line.plan_id).issuer or "",
        )
        for line in lines
    )


def hold(context: Context, target: TargetLine, unit: str, figure: Figure, told: ReportSaid) -> Held:
    """A figure that is still to be recorded, held against its target."""
    today = Period(context.today, context.today)
    [known] = reached(context, (target,))
    return known.held(Reading(0, unit, figure, told.period or today, told.said))


def hold_reported(context: Context, report: ReportLine) -> Iterator[Held]:
    """A reading that was recorded, held against its target, if that is still in force."""
    if report.target_key is None or report.figure is None:
        return
    for known in reached(context, context.store.targets.with_keys((report.target_key,))):
        yield from (known.held(reading) for reading in known.series if reading.report == report.id)


def year_of(context: Context, target: TargetLine) -> int:
    """The year for which a target is set: its own, else that of its plan, else this one."""
    plan = context.plan(target.plan_id)
    return target.year or plan.plan_year or (plan.issued or context.today).year


def sees_readings(context: Context, target: TargetLine) -> bool:
    """Whether the sender sees what is reported of a target: of an own plan, or one of the own organisation's."""
    own = context.sender.organisation
    return context.sees_reports(target.plan_id) or any(
        own and covers(name, own) is not Coverage.NO for name in target.owner
    )
