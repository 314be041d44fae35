"""What a reading of a target comes to: what is required of the unit that year, and what was reached before."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handlers.context import Context
from knowledge.comparing import Comparison, Verdict, compare
from knowledge.readings import Reading, Series, before, latest, of_year
from knowledge.target_rules import Required, RuleLine, required_of
from knowledge.types import Figure, Period, ReportLine, TargetLine
from knowledge.units import Coverage, covers


@dataclass(frozen=True, slots=True)
class Held:
    """A reading held against its target; None where it is of another year, or nobody knows what is required.

    Where a rule leaves open which of its parts holds, it is held against `each` of them.
    """

    target: TargetLine
    reading: Reading
    year: int
    required: Required
    comparison: Comparison | None
    before: Reading | None
    each: tuple[Comparison | None, ...] = ()

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
class Reached:
    """A target with its readings, and the rule that holds of it."""

    target: TargetLine
    year: int
    series: Series
    rule: RuleLine | None

    @property
    def newest(self) -> tuple[Held, ...]:
        """Of each unit the latest reading of the target's year."""
        return tuple(map(self.held, latest(of_year(self.series, self.year))))

    def held(self, reading: Reading) -> Held:
        """One of the readings, or one that is still to be recorded, held against the target."""
        required = self.required(reading.unit)
        earlier = before(self.series, reading.unit, reading.period)
        comparison = self._compared(reading, required.value)
        open_parts = required.parts if required.value is None and required.leaves_open else ()
        each = tuple(self._compared(reading, part.value) for part in open_parts)
        return Held(self.target, reading, self.year, required, comparison, earlier, each)

    def _compared(self, reading: Reading, required: float | None) -> Comparison | None:
        if required is None or reading.period.end.year != self.year:
            return None
        return compare(reading.figure, self.target.comparator, required, self.target.unit)

    def required(self, unit: str) -> Required:
        """What is required of a unit."""
        return required_of(self.target, self.rule, self.series, unit, self.year)


def reached(context: Context, targets: Iterable[TargetLine]) -> tuple[Reached, ...]:
    """What was reached of these targets."""
    lines = tuple(targets)
    keys = [line.key for line in lines]
    series = context.store.readings.series_of(keys, context.now.tzinfo)
    rules = context.store.target_rules.holding(keys)
    return tuple(Reached(line, year_of(context, line), series.get(line.key, ()), rules.get(line.key)) for line in lines)


def hold(context: Context, target: TargetLine, unit: str, figure: Figure, period: Period | None) -> Held:
    """A figure that is still to be recorded, held against its target."""
    today = Period(context.today, context.today)
    [known] = reached(context, (target,))
    return known.held(Reading(0, unit, figure, period or today))


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
