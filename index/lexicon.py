"""Numbers for terms, and which of the terms the plans now indexed hold."""

from collections.abc import Iterable, Iterator, Set
from typing import Any

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]


class Lexicon:
    """Numbers for terms; only ever grows, so that snapshots made earlier stay true."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._terms: list[str] = []

    def __len__(self) -> int:
        return len(self._terms)

    def add(self, term: str) -> int:
        """The number of `term`, a new one where it was unknown."""
        number = self._ids.setdefault(term, len(self._terms))
        if number == len(self._terms):
            self._terms.append(term)
        return number

    def find(self, term: str) -> int | None:
        """The number of `term`, None where no text ever held it."""
        return self._ids.get(term)

    def term(self, number: int) -> str:
        """The term of a number."""
        return self._terms[number]


class PresentPairs(Set[str]):
    """The pairs of neighbouring syllables that occur, without a copy of them."""

    def __init__(self, lexicon: Lexicon, spread: Counts) -> None:
        self._lexicon = lexicon
        self._spread = spread

    @classmethod
    def _from_iterable(cls, it: Iterable[Any]) -> Set[Any]:
        # What remains of it in a difference or a union is a plain set.
        return frozenset(it)

    def __contains__(self, pair: object) -> bool:
        number = self._lexicon.find(pair) if isinstance(pair, str) and " " in pair else None
        return number is not None and number < len(self._spread) and bool(self._spread[number])

    def __iter__(self) -> Iterator[str]:
        present = (self._lexicon.term(number) for number in np.flatnonzero(self._spread).tolist())
        return (term for term in present if " " in term)

    def __len__(self) -> int:
        return sum(1 for _ in self)
