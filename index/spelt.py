"""How the plans spell words that stand side by side, counted plan by plan."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.lexicon import Counts, Lexicon
from knowledge.vietnamese.fold import fold_word, nfc, spelling

_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_NONE = -1

Pair = tuple[str, str]


class SpeltLexicon(Lexicon):
    """Numbers for pairs of words as written ("thủ tục"), and what they are when folded and when spelt in one way."""

    def __init__(self) -> None:
        super().__init__()
        self.words = Lexicon()
        self._sides: list[tuple[int, int]] = []
        self._last: dict[Pair, int] = {}
        self._before: list[int] = []

    def add(self, term: str) -> int:
        """The number of a pair, a new one where it was unknown."""
        number = super().add(term)
        if number == len(self._before):
            left, right = written = split(term)
            folded = (fold_word(left), fold_word(right))
            self._before.append(self._last.get(folded, _NONE))
            self._last[folded] = number
            self._sides.append((self.words.add(spelling(written[0])), self.words.add(spelling(written[1]))))
        return number

    def written(self, folded: Pair) -> list[int]:
        """The numbers of the pairs that are this one when folded, the first met first."""
        found = []
        number = self._last.get(folded, _NONE)
        while number != _NONE:
            found.append(number)
            number = self._before[number]
        return found[::-1]

    def of_words(self, counts: Counts) -> Counts:
        """How often each word, by its number among `words`, is spelt so, if pairs stand so often in the texts."""
        sides = np.array(self._sides[: len(counts)], np.int64).reshape(-1, 2)
        return np.bincount(sides.ravel(), np.repeat(counts, 2)).astype(np.int64)


@dataclass(frozen=True, slots=True)
class SpeltCounts:
    """How often each pair of words stands in the texts of a plan."""

    pairs: NDArray[np.int32]
    counts: NDArray[np.int32]


def split(pair: str) -> Pair:
    """The two words of a pair."""
    left, _, right = pair.partition(" ")
    return left, right


def spelt_pairs(texts: Iterable[str], lexicon: SpeltLexicon) -> SpeltCounts:
    """How often two words stand side by side in the texts, in lower case as they are spelt."""
    found: Counter[Pair] = Counter()
    for text in texts:
        for run in _RUN.findall(nfc(text).lower()):
            found.update(pairwise(run.split(" ")))
    return spelt_counts(map(" ".join, found), found.values(), lexicon)


def spelt_counts(pairs: Iterable[str], counts: Iterable[int], lexicon: SpeltLexicon) -> SpeltCounts:
    """The counts of pairs under the numbers of a lexicon."""
    return SpeltCounts(np.fromiter(map(lexicon.add, pairs), np.int32), np.fromiter(counts, np.int32))


def added(parts: Iterable[SpeltCounts], lexicon: SpeltLexicon) -> Counts:
    """How often each pair of the lexicon stands in all plans together."""
    parts = tuple(parts)
    pairs = np.concatenate([np.zeros(0, np.int32), *(part.pairs for part in parts)])
    counts = np.concatenate([np.zeros(0, np.int32), *(part.counts for part in parts)])
    return np.bincount(pairs, counts, minlength=len(lexicon)).astype(np.int64)
