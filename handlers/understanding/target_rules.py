"""Sentences that tell by which rule a target is reckoned: "chỉ tiêu 3 tính bằng kết quả năm trước cộng 10%"."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from handlers.tells import PartSaid, RuleForm, TellRule
from handlers.understanding.amounts import NUMBER, value_of
from handlers.understanding.hear import Heard
from knowledge.types import RuleChoice
from knowledge.vietnamese.fold import fold

_FILE = Path(__file__).with_suffix(".toml")
_AMOUNT = rf"(?P<amount>{NUMBER}) ?(?P<measure>%|[a-z]+(?:[ /][a-z]+){{0,3}})?"
_PER_CENT = frozenset({"%", "phan tram"})
_TARGET = re.compile(r"(?:chi tieu|ct) +(?:so +)?(?=\S)")
# A full stop or a comma between digits belongs to a figure.
_MARK = re.compile(r"[,.](?!\d)|(?<!\d)[,.]|[;:()!–—\n]")

Rule = tuple[tuple[PartSaid, ...], RuleChoice]


def read_rule(heard: Heard) -> TellRule | None:
    """The rule that a message sets, or gives up; None where it tells of none, or asks."""
    text = heard.utterance.text
    line = _plain(text)
    opening = _TARGET.match(line)
    if opening is None or text.rstrip().endswith("?"):
        return None
    for place in _gaps(line, opening.end()):
        rule = _rule_behind(line[place:].strip())
        if rule is not None and not _asking().search(line[:place]):
            number = heard.target_number.number if heard.target_number else None
            query = text[opening.end() : place].strip(" ,")
            return TellRule(text.strip(), heard.sought.scope, *rule, number=number, query=query)
    return None


def parse_rule(words: str) -> Rule | None:
    """The rule that words tell, with nothing around them; None where they tell of none."""
    return _parse(_plain(words).strip())


def _plain(text: str) -> str:
    """The text folded, as long as it is, without the marks between its words."""
    return _MARK.sub(" ", fold(text))


def _gaps(line: str, start: int) -> Iterator[int]:
    """Where a word ends behind which the rule may begin."""
    return (gap.start() for gap in re.finditer(r" +(?=\S)", line) if gap.start() > start)


def _rule_behind(line: str) -> Rule | None:
    """The rule told by what follows the name of the target: that of the plan, or one that words lead to."""
    if any(pattern.fullmatch(line) for pattern in _drops()):
        return (), RuleChoice.OPEN
    for lead in _leads():
        led = lead.match(line)
        rule = _parse(line[led.end() :]) if led is not None else None
        if rule is not None:
            return rule
    rule = _parse(line)
    return rule if rule is not None and _stands_alone(rule[0][0]) else None


def _stands_alone(part: PartSaid) -> bool:
    """Whether words are a rule with nothing that leads to it: "trung ương giao 80%"."""
    return part.form is RuleForm.GIVEN and part.amount is not None


def _parse(line: str) -> Rule | None:
    for choice, before, pattern in _choices():
        match = pattern.fullmatch(line)
        if match is not None:
            parts = _parts(_between(both=before).split(match["rule"]))
            if len(parts) > 1:
                return parts, choice
    parts = _parts(_between(both=False).split(line))
    return (parts, RuleChoice.OPEN) if parts else None


def _parts(said: Sequence[str]) -> tuple[PartSaid, ...]:
    """What each of the alternatives tells; nothing where one of them tells of no rule."""
    parts = [_part(line) for line in said]
    return tuple(part for part in parts if part is not None) if None not in parts else ()


def _part(line: str) -> PartSaid | None:
    for form, pattern in _forms():
        match = pattern.fullmatch(line.strip())
        if match is not None:
            given = match.groupdict()
            amount = given.get("amount")
            per_cent = (given.get("measure") or "").strip() in _PER_CENT
            return PartSaid(form, None if amount is None else value_of(amount), per_cent)
    return None


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _compiled(form: str, **blanks: str) -> re.Pattern[str]:
    """The pattern with its blanks filled in; more than one space is as good as one."""
    for name, words in blanks.items():
        form = form.replace(f"{{{name}}}", words)
    return re.compile(form.replace(" ", " +").replace(" +?", " *"))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_tables()['words']['asking'])})(?!\w)")


@cache
def _drops() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(form + _courtesy()) for form in _tables()["drop"]["words"])


@cache
def _leads() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(rf"{form}(?: |$)") for form in _tables()["leads"]["words"])


@cache
def _between(*, both: bool) -> re.Pattern[str]:
    """What stands between two alternatives; "và" only where it was said before that one of both is taken."""
    words = _tables()["words"]
    return _compiled(rf" (?:{words['or']}|{words['and']}) " if both else rf" {words['or']} ")


@cache
def _choices() -> tuple[tuple[RuleChoice, bool, re.Pattern[str]], ...]:
    """The ways to say which alternative is taken, before them or behind."""
    table = _tables()["choices"]
    ways = [(False, rf"(?P<rule>.+) {form}{_courtesy()}") for form in table["behind"]]
    ways += [(True, rf"{form} (?P<rule>.+?){_courtesy()}") for form in table["before"]]
    return tuple(
        (choice, before, _compiled(way, choice=table[choice.value]))
        for choice in (RuleChoice.HIGHEST, RuleChoice.LOWEST)
        for before, way in ways
    )


@cache
def _forms() -> tuple[tuple[RuleForm, re.Pattern[str]], ...]:
    words = _tables()["words"]
    blanks = {"last_year": words["last_year"], "above": words["above"], "amount": _AMOUNT}
    return tuple(
        (RuleForm(name), _compiled(form + _courtesy(), **blanks))
        for name, forms in _tables()["parts"].items()
        for form in forms
    )


def _courtesy() -> str:
    return rf"(?: (?:{'|'.join(_tables()['words']['courtesy'])}))*"
