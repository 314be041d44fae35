"""Unit names reduced to folded words: abbreviations opened, titles and joining words dropped."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from knowledge.vietnamese.fold import fold, nfc

_TOKEN = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[;:?!()\"“”\n]")
_NOTE = re.compile(r"\([^()]*\)")
_JOINING = frozenset({"va", "cac"})


@cache
def read_data(name: str) -> dict[str, Any]:
    """The contents of a data file of this package."""
    return tomllib.loads(files("knowledge.units").joinpath(name).read_text(encoding="utf-8"))


def tokens(text: str) -> list[str]:
    """The folded words of `text`, without punctuation."""
    return _TOKEN.findall(fold(text))


@dataclass(frozen=True, slots=True)
class TypedWord:
    """A word as typed and folded, with its place in the NFC text; `after_break` if a clause ends before it."""

    raw: str
    folded: str
    start: int
    end: int
    after_break: bool


def typed_words(text: str) -> tuple[TypedWord, ...]:
    """The words of `text` with their places; "TT&TT" and "TP-HT" are two words each."""
    composed = nfc(text)
    words: list[TypedWord] = []
    last_end = 0
    for match in _TOKEN.finditer(composed):
        after_break = _BREAK.search(composed, last_end, match.start()) is not None
        words.append(TypedWord(match[0], fold(match[0]), match.start(), match.end(), after_break))
        last_end = match.end()
    return tuple(words)


@cache
def _abbreviations() -> dict[tuple[str, ...], tuple[str, ...]]:
    table: dict[str, str] = read_data("names.toml")["abbreviations"]
    return {tuple(short.split()): tuple(tokens(full)) for short, full in table.items()}


@cache
def _by_first_word() -> dict[str, list[tuple[str, ...]]]:
    """The abbreviations that begin with a word, the longest first."""
    grouped: dict[str, list[tuple[str, ...]]] = {}
    for short in sorted(_abbreviations(), key=len, reverse=True):
        grouped.setdefault(short[0], []).append(short)
    return grouped


@cache
def _around() -> tuple[tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]]:
    around: dict[str, list[str]] = read_data("names.toml")["around"]
    before = tuple(re.compile(f"^{pattern}(?=.)") for pattern in around["before"])
    after = tuple(re.compile(f"(?<=.){pattern}$") for pattern in around["after"])
    return before, after


def expand(words: Sequence[str]) -> list[str]:
    """`words` with every abbreviation opened, the longest first."""
    expanded: list[str] = []
    place = 0
    while place < len(words):
        known = _by_first_word().get(words[place], ())
        short = next((short for short in known if tuple(words[place : place + len(short)]) == short), None)
        expanded.extend((words[place],) if short is None else _abbreviations()[short])
        place += 1 if short is None else len(short)
    return expanded


def join_parts(words: Sequence[str]) -> list[str]:
    """`words` without "và" and "các"; "các" stays after "UBND", where it makes a group of one unit."""
    return [
        word
        for place, word in enumerate(words)
        if word not in _JOINING or (word == "cac" and place and words[place - 1] == "dan")
    ]


def form_of(words: Sequence[str]) -> str:
    """The folded words as one squashed form, titles kept."""
    return " ".join(join_parts(expand([word for word in words if word != "va"])))


def _without_titles(name: str) -> str:
    before, after = _around()
    for pattern in before:
        name = pattern.sub("", name, count=1)
    for pattern in after:
        name = pattern.sub("", name, count=1)
    return name


@lru_cache(maxsize=8192)
def squash(printed: str) -> str:
    """The words that tell units apart, one space between them; the same however the name is written."""
    bare = _NOTE.sub(" ", printed)
    words = tokens(bare) or tokens(printed)
    name = form_of(words) or " ".join(words)
    while (shorter := _without_titles(name)) != name:
        name = shorter
    return name
