"""The words of reports that are no phrases of progress, as data: what is counted, what says nothing by itself."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from handlers.understanding.amounts import Measures, any_of
from handlers.understanding.patterns import expand
from knowledge.vietnamese.fold import fold, spelling

_WORDS = Path(__file__).with_name("report_words.toml")
_PHRASES = Path(__file__).with_name("progress.toml")


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_WORDS.read_text("utf-8"))


@cache
def bare_words() -> frozenset[str]:
    """The phrases of one word that are written without accents."""
    tables = tomllib.loads(_PHRASES.read_text("utf-8"))["progress"].values()
    phrases = (phrase for lines in tables for line in lines for phrase in expand(line))
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1 and phrase[0].isascii())


@cache
def _status_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that tell how far something is and never what it is, as spelt and folded."""
    words = _words()["status"]["words"]
    return frozenset(map(spelling, words)), frozenset(map(fold, words))


def is_status(raw: str) -> bool:
    """Whether a word as typed is one of them: "bản" of "cơ bản", but not "ban"."""
    spelt, folded = _status_words()
    return spelling(raw) in spelt or (raw.isascii() and raw.lower() in folded)


@cache
def measures() -> Measures:
    """The words of figures and documents."""
    return Measures.of(_words())


@cache
def trailing_words() -> frozenset[str]:
    """The words of courtesy with which messages trail off."""
    return frozenset(_words()["tail"]["words"])


@cache
def tail_folded() -> frozenset[str]:
    """The same words folded."""
    return frozenset(map(fold, trailing_words()))


@cache
def _openings(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_words()[table]['words'])})(?!\w)")


def begins(line: str, table: str) -> bool:
    """Whether a message, folded, begins with words of a table of report_words.toml."""
    return _openings(table).match(line) is not None


def dropped_parts(line: str) -> tuple[str, ...]:
    """The parts of a report that a message, folded, says to drop: nothing but "bỏ ghi chú"."""
    table = _words()["dropping"]
    parts = {name: phrases for name, phrases in table.items() if name != "words"}
    front = any_of(table["words"])
    return tuple(name for name, phrases in parts.items() if re.fullmatch(rf"(?:{front}) (?:{any_of(phrases)})", line))
