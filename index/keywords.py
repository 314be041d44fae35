"""Lexical search: BM25 over folded syllables and their pairs, in a snapshot that never changes.

The postings of a plan stand together, so that a search in a few plans reads nothing of the others.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.lexicon import Counts, Lexicon, PresentPairs
from index.terms import is_code, text_terms

_SATURATION = 1.2
_LENGTH_SHARE = 0.75
_PAIR_WEIGHT = 0.6
# A number or code that is named is meant: "Nghị quyết 131" is no other resolution.
_CODE_WEIGHT = 2.0
# A place of a plan and the number of a term make one key, the place before the number.
_NUMBER_BITS = 32
_NUMBER_MASK = (1 << _NUMBER_BITS) - 1
_MOST_COUNTED = np.iinfo(np.uint16).max

Floats = NDArray[np.float32]
Positions = NDArray[np.int64]
Sizes = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of one plan's passages: each term once, ascending, with the passages that hold it and how often.

    The first `spread[0]` of `passages` (counted from 0) and of `counts` belong to the first term, and so on;
    `totals` is how often a term occurs in all.
    """

    terms: NDArray[np.int32]
    spread: Sizes
    totals: Sizes
    passages: NDArray[np.int32]
    counts: NDArray[np.uint16]
    lengths: Floats


def postings(texts: Iterable[str], lexicon: Lexicon) -> Postings:
    """Count the terms of each text, whose abbreviations are already written out."""
    numbers = [np.fromiter(map(lexicon.add, text_terms(text)), np.int64) for text in texts]
    lengths = np.array([len(found) for found in numbers], np.int64)
    holding = np.repeat(np.arange(len(numbers)), lengths)
    joined = np.concatenate([*numbers, np.zeros(0, np.int64)])
    pairs, times = np.unique((joined << _NUMBER_BITS) | holding, return_counts=True)
    terms, firsts, spread = np.unique(pairs >> _NUMBER_BITS, return_index=True, return_counts=True)
    return Postings(
        terms.astype(np.int32),
        spread.astype(np.int32),
        (np.add.reduceat(times, firsts) if len(firsts) else times).astype(np.int32),
        (pairs & _NUMBER_MASK).astype(np.int32),
        np.minimum(times, _MOST_COUNTED).astype(np.uint16),
        lengths.astype(np.float32),
    )


def renumbered(part: Postings, numbers: Positions) -> Postings:
    """The postings with another number for each of the terms, as another lexicon has them."""
    order = np.argsort(numbers, kind="stable")
    moved = spans(sums(part.spread)[:-1][order], part.spread[order])
    return Postings(
        numbers[order].astype(np.int32), part.spread[order], part.totals[order], part.passages[moved],
        part.counts[moved], part.lengths,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """For each passage its BM25 score and the weighted share of the query it holds."""

    bm25: Floats
    coverage: Floats


@dataclass(frozen=True)
class KeywordIndex:
    """The postings of all plans, plan after plan; `terms_until` and `rows_until` are where each plan ends, from 0 on.

    What is counted over all plans is counted once, when it is first asked for.
    """

    lexicon: Lexicon
    postings: Postings
    terms_until: Positions
    rows_until: Positions

    @property
    def size(self) -> int:
        """How many passages there are."""
        return len(self.postings.lengths)

    def part(self, place: int) -> Postings:
        """The postings of the plan at a place."""
        first, last = self.terms_until[place : place + 2]
        rows = slice(*self.rows_until[place : place + 2])
        held = slice(self._starts[first], self._starts[last])
        all_ = self.postings
        return Postings(
            all_.terms[first:last], all_.spread[first:last], all_.totals[first:last], all_.passages[held],
            all_.counts[held], all_.lengths[rows],
        )  # fmt: skip

    def score(self, query: Mapping[str, float], places: Positions | None = None) -> LexicalScores:
        """Score the passages of the plans at `places` (all where None), plan after plan, for weighted terms."""
        places = np.arange(len(self.rows_until) - 1) if places is None else places
        sizes = np.diff(self.rows_until)[places]
        norms = self._norms[spans(self.rows_until[places], sizes)]
        known = {term: number for term in query if (number := self._number(term)) is not None}
        shares = {term: self._importance(term, known.get(term)) * weight for term, weight in query.items()}
        scale = [self._rarity(number) * query[term] * _term_weight(term) for term, number in known.items()]
        which, rows, counts = self._found(np.array([*known.values()], np.int64), places, sizes)
        gained = np.array(scale, np.float64)[which] * _saturated(counts, norms[rows])
        held = np.array([shares[term] for term in known], np.float64)[which]
        total = sum(shares.values()) or 1.0
        return LexicalScores(_summed(rows, gained, len(norms)), _summed(rows, held / total, len(norms)))

    def _found(
        self, numbers: Positions, places: Positions, sizes: Positions
    ) -> tuple[Positions, Positions, NDArray[np.uint16]]:
        """Of each posting of the terms in these plans: which term it is of, its row among theirs, its count."""
        wanted = ((places[:, None] << _NUMBER_BITS) | numbers[None, :]).ravel()
        found = np.searchsorted(self._keys, wanted)
        held = np.flatnonzero(np.append(self._keys, -1)[found] == wanted)
        spread = self.postings.spread[found[held]]
        stretch = spans(self._starts[found[held]], spread)
        plan, which = np.divmod(np.repeat(held, spread), max(len(numbers), 1))
        return which, self.postings.passages[stretch] + sums(sizes)[plan], self.postings.counts[stretch]

    @cached_property
    def pairs(self) -> PresentPairs:
        """The neighbouring syllables that the plans know."""
        return PresentPairs(self.lexicon, self._spread)

    @cached_property
    def frequencies(self) -> Mapping[str, int]:
        """How often each single word occurs, in the order in which they were met."""
        totals = np.bincount(self.postings.terms, self.postings.totals, minlength=len(self._spread)).astype(np.int64)
        present = ((self.lexicon.term(number), number) for number in np.flatnonzero(self._spread).tolist())
        return {term: int(totals[number]) for term, number in present if " " not in term}

    @cached_property
    def _starts(self) -> Positions:
        return sums(self.postings.spread)

    @cached_property
    def _keys(self) -> Positions:
        places = np.repeat(np.arange(len(self.terms_until) - 1), np.diff(self.terms_until))
        return (places << _NUMBER_BITS) | self.postings.terms

    @cached_property
    def _norms(self) -> Floats:
        lengths = self.postings.lengths
        mean = max(float(lengths.mean()), 1.0) if len(lengths) else 1.0
        return np.asarray(_SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths / mean), np.float32)

    @cached_property
    def _spread(self) -> Counts:
        """In how many passages each term stands."""
        counted = np.bincount(self.postings.terms, self.postings.spread, minlength=len(self.lexicon))
        return counted.astype(np.int64)

    def _number(self, term: str) -> int | None:
        number = self.lexicon.find(term)
        return number if number is not None and number < len(self._spread) and self._spread[number] else None

    def _rarity(self, number: int) -> float:
        spread = float(self._spread[number])
        return float(np.log(1 + (self.size - spread + 0.5) / (spread + 0.5)))

    def _importance(self, term: str, number: int | None) -> float:
        if number is None and is_code(term):
            # A figure or a document that no plan mentions tells nothing about the subject: people report them.
            return 0.0
        rarity = self._rarity(number) if number is not None else _rarest(self.size)
        return rarity * _term_weight(term)


def build_keywords(parts: Sequence[Postings], lexicon: Lexicon) -> KeywordIndex:
    """Join the postings of all plans, in order, into one index."""
    empty = postings((), lexicon)
    joined = zip(*map(columns, (*parts, empty)), strict=True)
    return KeywordIndex(
        lexicon,
        Postings(*map(np.concatenate, joined)),
        sums([len(part.terms) for part in parts]),
        sums([len(part.lengths) for part in parts]),
    )


def columns(part: Postings) -> tuple[NDArray[np.generic], ...]:
    """All that postings are made of, in order."""
    return part.terms, part.spread, part.totals, part.passages, part.counts, part.lengths


def spans(starts: Positions, sizes: NDArray[np.int32] | Positions) -> Positions:
    """The whole numbers of each stretch one after another: from its start on, as many as its size."""
    ends = np.cumsum(sizes, dtype=np.int64)
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray(np.arange(total) + np.repeat(starts - (ends - sizes), sizes), np.int64)


def sums(sizes: Sequence[int] | NDArray[np.int32] | Positions) -> Positions:
    """Where each stretch ends when they stand one behind the other, from 0 on."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])


def _saturated(counts: NDArray[np.uint16], norms: Floats) -> Floats:
    return np.asarray(counts * np.float32(_SATURATION + 1) / (counts + norms), np.float32)


def _summed(rows: Positions, values: NDArray[np.float64], size: int) -> Floats:
    return np.bincount(rows, values, size).astype(np.float32)


def _term_weight(term: str) -> float:
    if " " in term:
        return _PAIR_WEIGHT
    return _CODE_WEIGHT if is_code(term) else 1.0


def _rarest(size: int) -> float:
    return float(np.log(1 + (size + 0.5) / 0.5))
