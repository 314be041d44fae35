"""A message as typed beside the words it was understood as: which words stand where, and where a thought ends."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Protocol

from handlers.understanding.figured import Figured
from handlers.understanding.normalise import Utterance
from knowledge.vietnamese.fold import Word, fold, words

_BREAK = re.compile(r"(?<!\d),|,(?!\d)|[;:!?\n…()]|\.(?=\s|$)|\s[-–—]+\s|\s\+\s")


class Placed(Protocol):
    """What stands somewhere, in words or in characters."""

    @property
    def start(self) -> int:
        """Where it begins."""
        ...

    @property
    def end(self) -> int:
        """Where what follows it begins."""
        ...


def spans(marks: Iterable[Placed]) -> list[tuple[int, int]]:
    """Where the marks begin and end."""
    return [(mark.start, mark.end) for mark in marks]


@dataclass(frozen=True)
class Spoken:
    """`typed` are the words as typed; the places of an utterance's words are found among them."""

    utterance: Utterance

    @cached_property
    def text(self) -> str:
        """The message as typed."""
        return self.utterance.text

    @cached_property
    def folded(self) -> str:
        """The message folded, as long as `text`."""
        return fold(self.text)

    @cached_property
    def figured(self) -> Figured:
        """The message folded, its numbers in words written in figures."""
        return Figured.of(self.text, self.typed)

    @cached_property
    def typed(self) -> tuple[Word, ...]:
        """The words as typed, with their places in `text`."""
        return tuple(words(self.text))

    @cached_property
    def _owners(self) -> tuple[int, ...]:
        """For each word of the utterance the typed word it comes from: an abbreviation makes several of one."""
        mine, theirs = self.utterance.words, [word.folded for word in self.typed]
        owners = [0] * len(mine)
        for _, start, end, first, last in SequenceMatcher(None, theirs, mine, autojunk=False).get_opcodes():
            for place in range(first, last):
                share = (place - first) * (end - start) // (last - first)
                owners[place] = min(start + share, len(theirs) - 1)
        return tuple(owners)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """The places of the signs that end a clause."""
        return tuple(match.start() for match in _BREAK.finditer(self.text))

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Where the words `start` to `end` of the utterance stand in the text."""
        first, last = self.typed[self._owners[start]], self.typed[self._owners[end - 1]]
        return first.start, max(last.end, first.end)

    def places(self, spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        """The words of the utterance that these stretches of the text hold, in part or whole."""
        held = tuple(spans)
        touched = {
            index
            for index, word in enumerate(self.typed)
            if any(start < word.end and word.start < end for start, end in held)
        }
        return frozenset(place for place, owner in enumerate(self._owners) if owner in touched)

    def clauses(self) -> Iterator[tuple[int, int]]:
        """The words of the utterance between two signs, from the first up to the one behind the last."""
        start = 0
        for place in range(1, len(self.utterance.words) + 1):
            if place == len(self.utterance.words) or not self.same_clause(place - 1, place):
                yield start, place
                start = place

    def clause_end(self, character: int) -> int:
        """Where the clause that holds a character of the text ends."""
        return next((place for place in self._ends if place >= character), len(self.text))

    def same_clause(self, first: int, second: int) -> bool:
        """Whether no sign stands between two words of the utterance."""
        early, late = sorted((first, second))
        start, end = self.characters(early, early + 1)[0], self.characters(late, late + 1)[0]
        return not any(start <= place < end for place in self._ends)
