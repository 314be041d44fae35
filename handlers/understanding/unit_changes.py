"""Sentences by which an administrator corrects the directory of units, taken apart into what is said of which names."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from handlers.understanding.days import DaySaid, find_days
from handlers.understanding.normalise import Utterance, seen
from knowledge.units import Level
from knowledge.vietnamese.fold import fold, spelling, words

_FILE = Path(__file__).with_suffix(".toml")
_SLOT = re.compile(r"\{(these|those)\}")
_TRAIL = " .!;,"


class ChangeKind(StrEnum):
    """What is said of units."""

    MERGE = "merge"
    PART = "part"
    RENAME = "rename"
    ALIAS = "alias"
    UNALIAS = "unalias"
    PLACE = "place"
    LEVEL = "level"
    SUCCEED = "succeed"
    END = "end"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One way to read a sentence: the words in its places, whatever units they name, from which day and by what."""

    kind: ChangeKind
    these: str
    those: str = ""
    since: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Form:
    """A sentence as a line with places, and the fixed words before, between and behind them."""

    kind: ChangeKind
    line: str
    places: tuple[str, ...]
    fixed: tuple[str, ...]


def read_changes(said: str, today: date) -> Iterator[UnitChange]:
    """Every way to read a sentence, the likelier first; none where it tells of no change."""
    text, since = _without_day(_without_courtesy(seen(said)), today)
    text, source = _without_source(text)
    # Accents that were typed have to agree; only where that makes no sense they were left out.
    for with_accents in (True, False):
        for form in _forms():
            for found in _matches(form, text, with_accents):
                yield UnitChange(form.kind, **dict(zip(form.places, found, strict=True)), since=since, source=source)


def sentence(change: UnitChange) -> str:
    """A sentence that is read as this change."""
    form = next(
        form for form in _forms() if form.kind is change.kind and ("those" in form.places) is bool(change.those)
    )
    said = form.line.format(these=change.these, those=change.those)
    if change.since is not None:
        said += f" {_data()['marks']['since'][0]} {change.since:%d/%m/%Y}"
    return f"{said} {_data()['marks']['source'][0]} {change.source}" if change.source else said


def asks_for_workbook(said: str) -> bool:
    """Whether the words ask for the directory as a workbook."""
    return fold(said).strip(_TRAIL) in map(fold, _data()["wishes"]["workbook"])


def read_level(said: str) -> Level | None:
    """The level that a word names."""
    named = fold(said).strip().removeprefix("cap ")
    return next((Level(level) for level, names in _data()["levels"].items() if named in map(fold, names)), None)


def _matches(form: _Form, text: str, with_accents: bool) -> Iterator[tuple[str, ...]]:
    """The words in the places of a form; of several words where it may be cut, the last leaves the longest name."""
    start, end = len(form.fixed[0]), len(text) - len(form.fixed[-1])
    fixed = [(0, form.fixed[0]), (end, form.fixed[-1])]
    if start > end or not all(_stands(text, at, part, with_accents) for at, part in fixed):
        return
    between = form.fixed[1] if len(form.places) > 1 else ""
    cuts = reversed(range(start, end)) if between else (end,)
    for cut in cuts:
        if _stands(text, cut, between, with_accents):
            found = (text[start:cut], text[cut + len(between) : end])[: len(form.places)]
            stripped = tuple(part.strip(_TRAIL) for part in found)
            if all(stripped):
                yield stripped


def _stands(text: str, at: int, fixed: str, with_accents: bool) -> bool:
    typed = text[at : at + len(fixed)]
    if fold(typed) != fold(fixed):
        return False
    pairs = zip(typed.split(), fixed.split(), strict=True)
    return all(
        spelling(word) == spelling(written) or (not with_accents and word.lower() == fold(word))
        for word, written in pairs
    )


def _without_day(text: str, today: date) -> tuple[str, date | None]:
    """The sentence without the day from which something holds, and that day."""
    typed = tuple(words(text))
    utterance = Utterance(text, tuple(word.folded for word in typed), tuple(word.raw for word in typed))
    for said in find_days(utterance, today):
        start, end = typed[_first(utterance, said)].start, typed[said.end - 1].end
        mark = _pattern("since", r"(?:(?:^|(?<=\W)){}\W*)+$").search(fold(text[:start]))
        if mark is not None:
            return _joined(text[: mark.start()], text[end:]), said.day
    return text, None


def _first(utterance: Utterance, said: DaySaid) -> int:
    """The first word of a day after the "từ" that may have been taken for a part of it."""
    return next((at for at in range(said.start, said.end) if utterance.words[at] != "tu"), said.start)


def _without_source(text: str) -> tuple[str, str]:
    """The sentence without what it says the change rests on, and that."""
    mark = _pattern("source", r"(?<=\W){}\s").search(fold(text))
    return (text, "") if mark is None else (text[: mark.start()].rstrip(_TRAIL), text[mark.end() :].strip(_TRAIL))


def _without_courtesy(text: str) -> str:
    mark = _pattern("courtesy", r"(?:\W+{})+[\s.!]*$").search(text.lower())
    return text if mark is None else text[: mark.start()]


def _joined(before: str, after: str) -> str:
    return f"{before.rstrip(_TRAIL)} {after.strip(_TRAIL)}".strip()


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    data: dict[str, dict[str, list[str]]] = tomllib.loads(_FILE.read_text("utf-8"))
    return data


@cache
def _pattern(marks: str, around: str) -> re.Pattern[str]:
    """A pattern for the longest of some words."""
    listed: Iterable[str] = _data()["marks"][marks]
    folded = sorted(listed if marks == "courtesy" else map(fold, listed), key=len, reverse=True)
    return re.compile(around.format(f"(?:{'|'.join(map(re.escape, folded))})"))


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(_form(ChangeKind(kind), line) for kind, lines in _data()["forms"].items() for line in lines)


def _form(kind: ChangeKind, line: str) -> _Form:
    parts = _SLOT.split(line)
    return _Form(kind, line, tuple(parts[1::2]), tuple(parts[0::2]))
