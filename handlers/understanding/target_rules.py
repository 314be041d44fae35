"""Sentences that tell by which rule a target is reckoned: "chỉ tiêu 3 tính bằng kết quả năm trước cộng 10%"."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from handlers.intents import RuleForm, TellRule
from handlers.understanding.hear import Heard

_FILE = Path(__file__).with_suffix(".toml")
_AMOUNT = r"(?P<amount>\d+(?:[.,]\d+)?) ?(?P<measure>%|phan tram|diem(?: ?%| phan tram)?|[a-z]+(?: [a-z]+)?)?"
_PER_CENT = frozenset({"%", "phan tram"})


def read_rule(heard: Heard) -> TellRule | None:
    """The rule that a message sets, or gives up; None where it tells of none, or asks."""
    line = heard.utterance.line
    if heard.utterance.text.rstrip().endswith("?"):
        return None
    for form, pattern in _forms():
        match = pattern.fullmatch(line)
        if match is not None:
            return _told(heard, form, match)
    return None


def _told(heard: Heard, form: RuleForm, match: re.Match[str]) -> TellRule | None:
    if _asking().search(match["target"]):
        return None
    start, end = heard.utterance.span(*match.span("target"))
    given = match.groupdict()
    measure = given.get("measure") or ""
    return TellRule(
        form,
        heard.utterance.text.strip(),
        heard.sought.scope,
        amount=float((given.get("amount") or "0").replace(",", ".")),
        per_cent=measure in _PER_CENT,
        number=heard.target_number.number if heard.target_number else None,
        query=" ".join(heard.utterance.raws[start:end]),
    )


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _asking() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_tables()['words']['asking'])})(?!\w)")


@cache
def _forms() -> tuple[tuple[RuleForm, re.Pattern[str]], ...]:
    courtesy = "|".join(_tables()["words"]["courtesy"])
    return tuple(
        (
            RuleForm(name),
            re.compile(
                rf"chi tieu (?:so )?(?P<target>.+?) {form.replace('{amount}', _AMOUNT)}(?: (?:{courtesy}))*[ .!]*"
            ),
        )
        for name, form in _tables()["forms"].items()
    )
