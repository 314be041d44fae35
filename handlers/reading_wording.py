"""Readings of targets put into short Vietnamese: met or not, by how much, and since the period before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from handlers import report_wording
from handlers.holding import Held
from handlers.phrases import say
from handlers.rule_wording import amount, bounds, part_words, required_words, rounded, rule_lines
from handlers.total_wording import is_sum, total_figure, total_lines
from knowledge.comparing import Comparison, Verdict, in_measure
from knowledge.importing.draft import Comparator
from knowledge.readings import Reading
from knowledge.types import TargetLine

_MOST = (Comparator.AT_MOST, Comparator.LESS)


def held_lines(held: Held) -> Iterator[str]:
    """What a reading comes to, one thing a line: against the target, by which rule, since the period before."""
    yield from total_lines(held)
    yield from against(held)
    yield from rule_lines(held.required, held.target, held.year, known=held.is_of_year)
    if held.before is not None:
        yield since(held, held.before)


def against(held: Held) -> Iterator[str]:
    """The reading against what is required: "Chỉ tiêu: tối thiểu 80% → chưa đạt, còn thiếu 3,5 điểm phần trăm"."""
    required = required_words(held.required, held.target, held.year)
    if not held.is_of_year:
        yield say("reading", "other_year", required=required, year=held.reading.period.end.year)
    elif any(held.each):
        yield from _against_each(held)
        yield say("reading", "in_all", verdict=_of_parts(held))
    elif held.comparison is None:
        yield say("reading", "required", required=required)
    else:
        yield say("reading", "against", required=required, verdict=verdict(held.comparison, held.target, held.reading))


def required_lines(held: Held) -> Iterator[str]:
    """What is required of a reading that was told before these lines; of alternatives each with what it comes to."""
    if any(held.each):
        yield from _against_each(held)
    else:
        yield say("reading", "required", required=required_words(held.required, held.target, held.year))


def in_short(held: Held) -> str:
    """A reading in one line of a list: "71,5% (tháng 4/2026), chưa đạt, còn thiếu 3,5 điểm phần trăm"."""
    told = in_brief(held)
    if any(held.each):
        return f"{told}, {_of_parts(held)}"
    return told if held.comparison is None else f"{told}, {verdict(held.comparison, held.target, held.reading)}"


def in_brief(held: Held) -> str:
    """A reading with its period, and the sum of the year with it."""
    told = say(
        "reading", "told", figure=figure(held), period=report_wording.when(held.reading.period, held.reading.said)
    )
    return say("total", "with_sum", told=told, total=total_figure(held)) if is_sum(held) else told


def figure(held: Held) -> str:
    """The figure as it was told, a share with its per cents: "7/10 đơn vị (70%)"."""
    return reached_words(held.reading, held.target)


def reached_words(reading: Reading, target: TargetLine) -> str:
    """The same of any reading of a target."""
    told = reading.figure if reading.figure.unit else replace(reading.figure, unit=target.unit)
    share = in_measure(reading.figure, target.unit) if reading.figure.out_of is not None else None
    if share is None or target.unit != "%":
        return report_wording.figure(told)
    told = reading.figure
    return say("reading", "share", share=report_wording.figure(told), percent=rounded(share))


def verdict(comparison: Comparison, target: TargetLine, told: Reading) -> str:
    """Whether the target is met, and by how much."""
    gap = amount(comparison.gap, target.unit)
    most = target.comparator in _MOST
    match comparison.verdict:
        case Verdict.UNLIKE:
            return say("reading", "unlike", told=told.figure.unit, measure=target.unit)
        case Verdict.ABOVE:
            return say("reading", "above", gap=gap)
        case Verdict.MET if comparison.gap == 0:
            return say("reading", "met")
        case Verdict.MET:
            return say("reading", "met_below" if most else "met_above", gap=gap)
        case Verdict.NOT_MET if comparison.gap == 0:
            return say("reading", "edge_most" if most else "edge")
        case Verdict.NOT_MET:
            return say("reading", "not_met_above" if comparison.gap > 0 else "not_met", gap=gap)
        case _:
            assert_never(comparison.verdict)


def since(held: Held, before: Reading) -> str:
    """What was reached the period before, and how much it has risen or fallen since."""
    told = {"period": report_wording.when(before.period, before.said), "figure": reached_words(before, held.target)}
    change = changed(before, held.reading, held.target)
    return say("reading", "since", **told, change=change) if change else say("reading", "before", **told)


def changed(before: Reading, after: Reading, target: TargetLine) -> str:
    """How much it has risen or fallen from one reading to another; "" where they don't count the same."""
    now, then = (in_measure(each.figure, target.unit) for each in (after, before))
    if now is None or then is None:
        return ""
    change = round(now - then, 6)
    name = "same" if change == 0 else "rose" if change > 0 else "fell"
    return say("reading", name, gap=amount(change, target.unit))


def _against_each(held: Held) -> Iterator[str]:
    for place, (part, told) in enumerate(zip(held.required.parts, held.each, strict=True), 1):
        required = part_words(part, bounds(part, held.target), held.target, held.year)
        line = required if told is None else f"{required} → {verdict(told, held.target, held.reading)}"
        yield say("reading", "alternative", place=place, told=line)


def _of_parts(held: Held) -> str:
    """Of alternatives of which none is chosen, how many are met."""
    known = [told for told in held.each if told is not None]
    met = sum(told.verdict is Verdict.MET for told in known)
    told = {"met": met, "known": len(known), "count": len(held.each), "left": len(held.each) - len(known)}
    if held.verdict in (Verdict.MET, Verdict.NOT_MET):
        return say("reading", "met_all" if met else "met_none", **told)
    return say("reading", "met_unknown" if told["left"] else "met_some", **told)
