"""Readings of targets put into short Vietnamese: met or not, by how much, and since the period before."""

from collections.abc import Iterator
from dataclasses import replace
from typing import assert_never

from handlers import report_wording, wording
from handlers.holding import Held
from handlers.phrases import say
from knowledge.comparing import Comparison, Verdict, in_measure
from knowledge.importing.draft import Comparator
from knowledge.readings import Reading
from knowledge.target_rules import Required, RuleLine
from knowledge.types import RuleKind, TargetLine, TargetRule

_MOST = (Comparator.AT_MOST, Comparator.LESS)


def held_lines(held: Held) -> Iterator[str]:
    """What a reading comes to, one thing a line: against the target, by which rule, since the period before."""
    yield against(held)
    if held.required.rule is not None:
        yield rule_source(held.required.rule, held.target)
    if held.before is not None:
        yield since(held, held.before)


def against(held: Held) -> str:
    """The reading against what is required: "Chỉ tiêu: tối thiểu 80% → chưa đạt, còn thiếu 3,5 điểm phần trăm"."""
    required = required_words(held.required, held.target, held.year)
    if held.reading.period.end.year != held.year:
        return say("reading", "other_year", required=required, year=held.reading.period.end.year)
    if held.comparison is None:
        return say("reading", "required", required=required)
    return say("reading", "against", required=required, verdict=verdict(held.comparison, held))


def in_short(held: Held) -> str:
    """A reading in one line of a list: "71,5% (tháng 4/2026), chưa đạt, còn thiếu 3,5 điểm phần trăm"."""
    told = say("reading", "told", figure=figure(held), period=report_wording.period(held.reading.period))
    return told if held.comparison is None else f"{told}, {verdict(held.comparison, held)}"


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
    return say("reading", "share", share=report_wording.figure(told), percent=_rounded(share))


def verdict(comparison: Comparison, held: Held) -> str:
    """Whether the target is met, and by how much."""
    gap = amount(comparison.gap, held.target.unit)
    most = held.target.comparator in _MOST
    match comparison.verdict:
        case Verdict.UNLIKE:
            return say("reading", "unlike", told=held.reading.figure.unit, measure=held.target.unit)
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
    told = {"period": report_wording.period(before.period), "figure": reached_words(before, held.target)}
    now, then = (in_measure(each.figure, held.target.unit) for each in (held.reading, before))
    if now is None or then is None:
        return say("reading", "before", **told)
    change = round(now - then, 6)
    name = "same" if change == 0 else "rose" if change > 0 else "fell"
    return say("reading", "since", **told, change=say("reading", name, gap=amount(change, held.target.unit)))


def required_words(required: Required, target: TargetLine, year: int) -> str:
    """What is required, with how it was reckoned: "tối thiểu 72% = 62% năm 2025 + 10 điểm phần trăm"."""
    if required.rule is None:
        return wording.figure(target)
    rule = required.rule.rule
    if required.value is None:
        return say("reading", "not_known", rule=rule_words(rule, target), year=year - 1)
    value = wording.figure(replace(target, value=required.value))
    if required.base is None:
        return say("reading", "given", value=value)
    base = _with_unit(required.base, target)
    return say("reading", f"by_{_name(rule)}", value=value, base=base, year=year - 1, added=_added(rule, target))


def rule_words(rule: TargetRule, target: TargetLine) -> str:
    """A rule in words: "kết quả năm trước cộng 10 điểm phần trăm"."""
    value = wording.figure(replace(target, value=rule.amount)) if rule.kind is RuleKind.GIVEN else ""
    return say("reading", f"rule_{_name(rule)}", value=value, added=_added(rule, target))


def rule_source(rule: RuleLine, target: TargetLine) -> str:
    """Whose rule it is, in which words, and what the plan itself says."""
    day = wording.day(rule.at.date())
    return say("reading", "rule_source", said=rule.said, day=day, plan=wording.figure(target))


def amount(gap: float, measure: str) -> str:
    """How much more or less: "3,5 điểm phần trăm", "3 đơn vị"."""
    unit = say("reading", "points") if measure == "%" else measure
    return f"{_rounded(abs(gap))} {unit}".rstrip()


def _name(rule: TargetRule) -> str:
    down = rule.amount < 0 and rule.kind in (RuleKind.PLUS_POINTS, RuleKind.PLUS_PERCENT)
    return rule.kind.value.replace("plus", "minus") if down else rule.kind.value


def _added(rule: TargetRule, target: TargetLine) -> str:
    if rule.kind is RuleKind.PLUS_PERCENT:
        return f"{_rounded(abs(rule.amount))}%"
    return amount(rule.amount, target.unit)


def _with_unit(value: float, target: TargetLine) -> str:
    return f"{_rounded(value)}{target.unit}" if target.unit == "%" else f"{_rounded(value)} {target.unit}".rstrip()


def _rounded(value: float) -> str:
    """Two decimals are enough, unless nothing would be left of it."""
    short = round(value, 2)
    return wording.number(short if short or not value else value)
