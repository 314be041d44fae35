"""Sums of what was told of a target put into short Vietnamese, and why something is not added up."""

from collections.abc import Iterator

from handlers import report_wording
from handlers.holding import Held
from handlers.phrases import say
from knowledge.readings import Series
from knowledge.totals import Total, Unclear
from knowledge.types import Figure, TargetLine


def is_sum(held: Held) -> bool:
    """Whether several readings are added up."""
    return isinstance(held.total, Total) and len(held.total.readings) > 1


def total_lines(held: Held) -> Iterator[str]:
    """What the year comes to with this reading and which months are missing, or why nothing is added up."""
    if isinstance(held.total, Unclear):
        yield say("total", held.total.value)
    elif held.total is not None and is_sum(held):
        points = points_of(held.total.readings, held.target)
        yield say("total", "sum", total=total_figure(held), points=points)
        if held.total.missing:
            missing = ", ".join(map(report_wording.period, held.total.missing))
            yield say("total", "missing", months=missing)


def total_figure(held: Held) -> str:
    """The sum with what it counts: "2.100 hồ sơ"."""
    value = held.total.value if isinstance(held.total, Total) else 0.0
    return report_wording.figure(Figure(value, held.target.unit))


def points_of(readings: Series, target: TargetLine) -> str:
    """Readings one after another with their periods."""
    told = ((report_wording.when(each.period, each.said), report_wording.figure(each.figure)) for each in readings)
    return "; ".join(say("reading", "point", period=period, figure=figure) for period, figure in told)
