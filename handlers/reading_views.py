"""The readings of a target side by side: over the year, of two periods, of several units, and all ever told."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handlers import reading_wording, report_wording, rule_wording
from handlers.answer import heading, item, text
from handlers.context import Context
from handlers.holding import Held, Reached, Together
from handlers.phrases import say
from handlers.reply import Block
from handlers.standing import reports_told
from handlers.targets import target_name
from handlers.total_wording import total_lines
from knowledge.readings import Reading, Series
from knowledge.totals import Total, Unclear
from knowledge.types import Period, TargetLine

SHOWN = 15
# The year by months, of a few units.
_STEPS = 36


def source_line(shown: Iterable[Held]) -> str:
    """By which reports the readings are told, the first of them by number."""
    told = (each for held in shown for each in (*(held.reading.parts or (held.reading,)), *_added(held)))
    numbers = sorted({reading.report for reading in told})
    name, left = "by_reports" if len(numbers) <= SHOWN else "by_more_reports", len(numbers) - SHOWN
    return say("reading", name, reports=", ".join(map(str, numbers[:SHOWN])), count=left)


def unit_lines(known: Reached, shown: Sequence[Held], most: int) -> Iterator[str]:
    """What each unit reached, as many as are to be told; what they reach together is judged, if it counts so."""
    for held in shown[:most]:
        yield say("reading", "told_by", unit=unit_of(held.reading), told=in_short(known, held))
    if len(shown) > most:
        yield say("reading", "more_units", count=len(shown) - most)


def in_short(known: Reached, held: Held) -> str:
    """A reading in short, judged alone unless it is a part of what several units reach."""
    return reading_wording.in_short(held) if known.together is None else reading_wording.in_brief(held)


def together_lines(known: Reached) -> Iterator[str]:
    """What several units have reached together, or why that is not added up."""
    match known.together:
        case Unclear() as why:
            yield say("total", f"units_{why.value}")
        case Together(units, reading, comparison):
            told = {"units": units, "total": report_wording.figure(reading.figure)}
            verdict = "" if comparison is None else reading_wording.verdict(comparison, known.target, reading)
            yield (
                say("total", "together", **told, verdict=verdict) if verdict else say("total", "together_plain", **told)
            )


def history_blocks(context: Context, target: TargetLine) -> Iterator[Block]:
    """Everything that was reported of a target, by whom and when, the newest first, and what was taken back."""
    reports = context.store.progress.list_readings(target.key)
    name = "history" if reports else "no_history"
    yield heading(say("reading", name, name=target_name(target), count=len(reports)))
    yield from reports_told(context, reports)


def course_blocks(known: Reached, shown: Sequence[Held]) -> Iterator[Block]:
    """The readings of the year in order, each with how it has changed since the period before."""
    yield heading(say("reading", "course_of", name=target_name(known.target), year=known.year))
    several = len({held.reading.unit for held in shown}) > 1
    for held in shown[-_STEPS:]:
        change = "" if held.before is None else reading_wording.changed(held.before, held.reading, held.target)
        told = point(held.reading, held.target)
        line = say("reading", "step", told=told, change=change) if change else told
        yield item(say("reading", "told_by", unit=unit_of(held.reading), told=line) if several else line)
    for held in known.newest if not several else ():
        yield from map(text, total_lines(held))
    yield from map(text, together_lines(known))
    required = rule_wording.required_words(shown[0].required, known.target, known.year)
    yield text(say("reading", "required", required=required))


def change_blocks(known: Reached, earlier: Period, later: Period) -> Iterator[Block]:
    """What each unit reached in two periods, and the difference; which of them nothing is told of."""
    told = [held.reading for period in (earlier, later) for held in known.of_period(period)]
    yield heading(say("reading", "change_of", name=target_name(known.target), **_names(earlier, later)))
    for unit in dict.fromkeys(reading.unit for reading in told):
        own = {reading.period: reading for reading in told if reading.unit == unit}
        yield item(_difference(own, earlier, later, known.target))
    for period in (earlier, later):
        if all(reading.period != period for reading in told):
            inside = list(within_lines(known, period))
            yield from map(text, inside or [say("reading", "not_told", period=report_wording.period(period))])


def ranked_blocks(known: Reached, shown: Sequence[Held], *, lowest: bool) -> Iterator[Block]:
    """The latest reading of each unit, from the lowest up or the highest down."""
    counted = [(held.counted, held) for held in shown]
    ranked = [held for _, held in sorted(_known(counted), key=lambda each: each[0], reverse=not lowest)]
    yield heading(say("reading", "lowest" if lowest else "highest", name=target_name(known.target)))
    yield from map(item, unit_lines(known, ranked, SHOWN))
    if len({held.reading.period for held in ranked}) > 1:
        yield text(say("reading", "periods_differ"))


def point(reading: Reading, target: TargetLine) -> str:
    """A reading with its period: "tháng 3/2026 69%"."""
    figure = reading_wording.reached_words(reading, target)
    return say("reading", "point", period=report_wording.when(reading.period, reading.said), figure=figure)


def unit_of(reading: Reading) -> str:
    """Who reached it."""
    return reading.unit or say("report", "somebody")


def _known(counted: Iterable[tuple[float | None, Held]]) -> list[tuple[float, Held]]:
    return [(value, held) for value, held in counted if value is not None]


def _names(earlier: Period, later: Period) -> dict[str, str]:
    return {"earlier": report_wording.period(earlier), "later": report_wording.period(later)}


def _difference(own: Mapping[Period, Reading], earlier: Period, later: Period, target: TargetLine) -> str:
    """What one unit reached in both periods, or in the one of which it told."""
    told = [own[period] for period in (earlier, later) if period in own]
    points = say("reading", "arrow").join(point(reading, target) for reading in told)
    change = reading_wording.changed(told[0], told[1], target) if len(told) > 1 else ""
    line = say("reading", "step", told=points, change=change) if change else points
    return say("reading", "told_by", unit=unit_of(told[0]), told=line)


def within_lines(known: Reached, period: Period) -> Iterator[str]:
    """That nothing is told of a period as a whole, with what is told of times within it, if anything is."""
    inside = [point(reading, known.target) for reading in known.series if _within(reading.period, period)]
    if inside:
        yield say("reading", "only_within", period=report_wording.period(period), points="; ".join(inside))


def _added(held: Held) -> Series:
    return held.total.readings if isinstance(held.total, Total) else ()


def _within(part: Period, whole: Period) -> bool:
    return part != whole and whole.start <= part.start and part.end <= whole.end
