"""What was meant where a scan took letters for others: phrases known although a letter or a space of them is off."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from knowledge.vietnamese.syllables import is_syllable

_PACKAGED = Path(__file__).with_name("slips.toml")
_WORD = re.compile(r"[^\W_]+")
_LEAST, _LEAST_OF_WORDS, _LEAST_OF_TWO = 5, 7, 13


@dataclass(frozen=True, slots=True)
class Meant:
    """A stretch of a folded text and the phrase that it was meant to be."""

    start: int
    end: int
    phrase: str


@cache
def _alike() -> tuple[tuple[str, str], ...]:
    groups = tomllib.loads(_PACKAGED.read_text("utf-8"))["alike"]
    pairs = [(read, group[0]) for group in groups for read in group[1:]]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def figures_read_as() -> Mapping[str, str]:
    """The figure that each letter may have been."""
    figures = tomllib.loads(_PACKAGED.read_text("utf-8"))["figures"]
    return {letter: figure for figure, letters in figures.items() for letter in letters}


@lru_cache(maxsize=8192)
def shape(letters: str) -> str:
    """The letters with those that a scan takes for one another made one."""
    for read, first in _alike():
        letters = letters.replace(read, first)
    return letters


def is_slip_of(read: Sequence[str], phrase: str, *, plain: bool = False) -> bool:
    """Whether folded words were meant to be a folded phrase; with `plain`, true words may be slips as well."""
    letters, meant = "".join(read), phrase.replace(" ", "")
    if letters == meant:
        return len(read) != phrase.count(" ") + 1 and len(meant) >= _LEAST
    if abs(len(letters) - len(meant)) > 2:
        return False
    garbled = not all(map(is_syllable, read))
    if not (garbled or plain):
        return False
    if garbled and len(meant) > 2 and shape(letters) == shape(meant):
        return True
    if len(meant) < (_LEAST if garbled else _LEAST_OF_WORDS) or not (garbled or " " in phrase):
        return False
    most = 2 if len(meant) >= _LEAST_OF_TWO else 1
    return OSA.distance(letters, meant, score_cutoff=most) <= most


def find_meant(folded: str, phrases: Sequence[str], *, in_front: bool = False, plain: bool = False) -> Meant | None:
    """The first stretch of a folded text that was meant to be one of the phrases, the first of them going before."""
    words = list(_WORD.finditer(folded))
    for first in range(min(len(words), 1) if in_front else len(words)):
        for phrase in phrases:
            count = phrase.count(" ") + 1
            for taken in (count, count - 1, count + 1):
                read = words[first : first + taken]
                if len(read) == taken > 0 and is_slip_of([word[0] for word in read], phrase, plain=plain):
                    return Meant(read[0].start(), read[-1].end(), phrase)
    return None
