"""Phrases as data: short patterns such as "(ai|đơn vị nào) [là] chủ trì" found in a row of folded words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from knowledge.vietnamese.fold import fold, spelling

_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every phrase a pattern stands for, as words: "(a|b)" is one of, "[a|b]" is one of or nothing."""
    choices = []
    for one_of, optional, plain in _PART.findall(pattern):
        if one_of:
            choices.append(one_of.split("|"))
        elif optional:
            choices.append([*optional.split("|"), ""])
        else:
            choices.append([plain])
    for parts in product(*choices):
        yield tuple(" ".join(parts).split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found: what it means, and the words it took (`end` not included)."""

    meaning: str
    start: int
    end: int


class PhraseTable:
    """Finds the longest known phrase at each word, from left to right.

    Words are compared folded; a phrase of one word must also agree with the accents that were typed, since
    "đúng", "đứng" and "dùng" are one word without them.
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._meanings: dict[tuple[str, ...], str] = {}
        self._alone: dict[str, str] = {}
        for meaning, lines in patterns.items():
            for phrase in (phrase for line in lines for phrase in expand(line)):
                if len(phrase) == 1:
                    self._alone.setdefault(spelling(phrase[0]), meaning)
                self._meanings.setdefault(tuple(map(fold, phrase)), meaning)
        self._longest = max(map(len, self._meanings), default=0)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase, folded, so that the speller knows them."""
        return frozenset(word for phrase in self._meanings for word in phrase)

    def scan(self, words: Sequence[str], raws: Sequence[str]) -> Iterator[Cue]:
        """The cues in the folded `words`, typed as `raws`; longest first at each place, none overlapping another."""
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + self._longest), start, -1):
                meaning = self._meaning(words[start:end], raws[start])
                if meaning is not None:
                    yield Cue(meaning, start, end)
                    break
            else:
                end = start + 1
            start = end

    def _meaning(self, words: Sequence[str], raw: str) -> str | None:
        if len(words) == 1 and raw.lower() != words[0]:
            return self._alone.get(spelling(raw))
        return self._meanings.get(tuple(words))
