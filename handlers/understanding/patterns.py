"""Phrases as data: short patterns such as "(ai|đơn vị nào) [là] chủ trì" found in a row of folded words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from knowledge.vietnamese.fold import fold

_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every phrase a pattern stands for, as folded words: "(a|b)" is one of, "[a|b]" is one of or nothing."""
    choices = []
    for one_of, optional, plain in _PART.findall(pattern):
        if one_of:
            choices.append(one_of.split("|"))
        elif optional:
            choices.append([*optional.split("|"), ""])
        else:
            choices.append([plain])
    for parts in product(*choices):
        yield tuple(fold(" ".join(parts)).split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found: what it means, and the words it took (`end` not included)."""

    meaning: str
    start: int
    end: int


class PhraseTable:
    """Finds the longest known phrase at each word, from left to right."""

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._meanings: dict[tuple[str, ...], str] = {}
        for meaning, lines in patterns.items():
            for line in lines:
                for phrase in expand(line):
                    self._meanings.setdefault(phrase, meaning)
        self._longest = max(map(len, self._meanings), default=0)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase, so that the speller knows them."""
        return frozenset(word for phrase in self._meanings for word in phrase)

    def scan(self, words: Sequence[str]) -> Iterator[Cue]:
        """The cues in `words`, longest first at each place, none overlapping another."""
        start = 0
        while start < len(words):
            end = self._match(words, start)
            if end > start:
                yield Cue(self._meanings[tuple(words[start:end])], start, end)
            start = max(end, start + 1)

    def _match(self, words: Sequence[str], start: int) -> int:
        for end in range(min(len(words), start + self._longest), start, -1):
            if tuple(words[start:end]) in self._meanings:
                return end
        return start
