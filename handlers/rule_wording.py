"""Rules of targets put into short Vietnamese: what they say, what they come to, and what is still to be told."""

from collections.abc import Iterator
from dataclasses import replace

from handlers import wording
from handlers.phrases import say
from knowledge.target_rules import Reckoned, Required, RuleLine
from knowledge.types import RuleKind, RulePart, TargetLine, TargetRule


def required_words(required: Required, target: TargetLine, year: int) -> str:
    """What is required, with how it was reckoned: "tối thiểu 72% = 62% năm 2025 + 10 điểm phần trăm"."""
    if required.rule is None:
        return wording.figure(target)
    chosen = required.value is not None and len(required.parts) > 1
    values = [_with_unit(part.value or 0.0, target) if chosen else bounds(part, target) for part in required.parts]
    parts = [part_words(*told, target, year) for told in zip(required.parts, values, strict=True)]
    choice, told = required.rule.rule.choice.value, say("reading", "or").join(parts)
    if required.value is None or len(parts) == 1:
        return told + say("reading", f"choice_{choice}") if len(parts) > 1 else told
    value = wording.figure(replace(target, value=required.value))
    return say("reading", f"chosen_{choice}", value=value, parts=told)


def missing_lines(required: Required, target: TargetLine, year: int) -> Iterator[str]:
    """The figures that are still to be told before the rule can be reckoned, and how to tell them."""
    name = say("reading", "numbered", number=target.number) if target.number else target.name
    for given in dict.fromkeys(part.part.kind is RuleKind.GIVEN for part in required.parts if part.value is None):
        yield say("reading", "ask_given" if given else "ask_base", name=name, year=year - 1, unit=target.unit)


def rule_words(rule: TargetRule, target: TargetLine) -> str:
    """A rule in words: "kết quả năm trước cộng 10 điểm phần trăm"."""
    told = say("reading", "or").join(_part_rule(part, target) for part in rule.parts)
    return told + say("reading", f"choice_{rule.choice.value}") if len(rule.parts) > 1 else told


def _part_rule(part: RulePart, target: TargetLine) -> str:
    value = "" if part.amount is None else _with_unit(part.amount, target)
    return say("reading", f"rule_{_name(part)}", value=value, added=_added(part, target)).rstrip()


def part_words(part: Reckoned, value: str, target: TargetLine, year: int) -> str:
    """What one part of a rule comes to, or what is not known yet."""
    if part.value is None:
        return say("reading", f"not_known_{_name(part.part)}", rule=_part_rule(part.part, target), year=year - 1)
    base = "" if part.base is None else _with_unit(part.base, target)
    told = {"value": value, "base": base, "added": _added(part.part, target)}
    return say("reading", f"by_{_name(part.part)}", year=year - 1, **told)


def bounds(part: Reckoned, target: TargetLine) -> str:
    """What one part of a rule demands: "tối thiểu 85%"."""
    return "" if part.value is None else wording.figure(replace(target, value=part.value))


def rule_lines(required: Required, target: TargetLine, year: int, *, known: bool) -> Iterator[str]:
    """Whose rule it is, if there is one, and what has to be told before it can be reckoned, unless that is `known`."""
    if required.rule is None:
        return
    yield _source(required.rule, target)
    if known:
        yield from missing_lines(required, target, year)


def _source(rule: RuleLine, target: TargetLine) -> str:
    """Whose rule it is, in which words, and what the plan itself says."""
    day = wording.day(rule.at.date())
    return say("reading", "rule_source", said=rule.said, day=day, plan=wording.figure(target))


def amount(gap: float, measure: str) -> str:
    """How much more or less: "3,5 điểm phần trăm", "3 đơn vị"."""
    unit = say("reading", "points") if measure == "%" else measure
    return f"{rounded(abs(gap))} {unit}".rstrip()


def rounded(value: float) -> str:
    """Two decimals are enough, unless nothing would be left of it."""
    short = round(value, 2)
    return wording.number(short if short or not value else value)


def _name(part: RulePart) -> str:
    down = (part.amount or 0.0) < 0 and part.kind in (RuleKind.PLUS_POINTS, RuleKind.PLUS_PERCENT)
    return part.kind.value.replace("plus", "minus") if down else part.kind.value


def _added(part: RulePart, target: TargetLine) -> str:
    if part.kind is RuleKind.PLUS_PERCENT:
        return f"{rounded(abs(part.amount or 0.0))}%"
    return amount(part.amount or 0.0, target.unit)


def _with_unit(value: float, target: TargetLine) -> str:
    return f"{rounded(value)}{target.unit}" if target.unit == "%" else f"{rounded(value)} {target.unit}".rstrip()
