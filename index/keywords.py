"""Lexical search: BM25 over folded syllables and their pairs, in a snapshot that never changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.terms import is_code, text_terms

_SATURATION = 1.2
_LENGTH_SHARE = 0.75
_PAIR_WEIGHT = 0.6
# A number or code that is named is meant: "Nghị quyết 131" is no other resolution.
_CODE_WEIGHT = 2.0

Floats = NDArray[np.float32]


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


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of one plan's passages: which passage (from 0), which term, how often; and passage lengths."""

    passages: NDArray[np.int32]
    terms: NDArray[np.int32]
    counts: Floats
    lengths: Floats


def postings(texts: Iterable[str], lexicon: Lexicon) -> Postings:
    """Count the terms of each text, whose abbreviations are already written out."""
    passages: list[int] = []
    numbers: list[int] = []
    counts: list[int] = []
    lengths: list[int] = []
    for position, text in enumerate(texts):
        found, times = np.unique(np.fromiter(map(lexicon.add, text_terms(text)), np.int32), return_counts=True)
        passages.extend([position] * len(found))
        numbers.extend(found.tolist())
        counts.extend(times.tolist())
        lengths.append(int(times.sum()))
    return Postings(
        np.array(passages, np.int32), np.array(numbers, np.int32), np.array(counts, np.float32),
        np.array(lengths, np.float32),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """For each passage its BM25 score and the weighted share of the query it holds."""

    bm25: Floats
    coverage: Floats


@dataclass(frozen=True, slots=True)
class KeywordIndex:
    """An inverted index of all passages: rows of `passages` and `weights` from `starts[t]` on belong to term t."""

    size: int
    lexicon: Lexicon
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    weights: Floats
    rarity: Floats
    frequencies: Mapping[str, int]
    pairs: frozenset[str]

    def score(self, query: Mapping[str, float]) -> LexicalScores:
        """Score every passage for the weighted terms of a query."""
        bm25 = np.zeros(self.size, np.float32)
        held = np.zeros(self.size, np.float32)
        total = 0.0
        for term, weight in query.items():
            number = self._number(term)
            importance = self._importance(term, number) * weight
            total += importance
            if number is not None:
                rows = self.passages[self.starts[number] : self.starts[number + 1]]
                scores = self.weights[self.starts[number] : self.starts[number + 1]]
                bm25[rows] += scores * (weight * _term_weight(term))
                held[rows] += importance
        return LexicalScores(bm25, held / np.float32(total) if total else held)

    def _number(self, term: str) -> int | None:
        number = self.lexicon.find(term)
        return number if number is not None and number + 1 < len(self.starts) else None

    def _importance(self, term: str, number: int | None) -> float:
        if number is None and is_code(term):
            # A figure or a document that no plan mentions tells nothing about the subject: people report them.
            return 0.0
        rarity = float(self.rarity[number]) if number is not None else _rarest(self.size)
        return rarity * _term_weight(term)


def _term_weight(term: str) -> float:
    if " " in term:
        return _PAIR_WEIGHT
    return _CODE_WEIGHT if is_code(term) else 1.0


def _rarest(size: int) -> float:
    return float(np.log(1 + (size + 0.5) / 0.5))


def build_keywords(parts: Sequence[Postings], lexicon: Lexicon) -> KeywordIndex:
    """Join the postings of all plans, in order, into one index."""
    lengths = np.concatenate([part.lengths for part in parts]) if parts else np.zeros(0, np.float32)
    passages, terms, counts = _joined(parts)
    order = np.argsort(terms, kind="stable")
    passages, terms, counts = passages[order], terms[order], counts[order]
    spread = np.bincount(terms, minlength=len(lexicon))
    starts = np.concatenate([[0], np.cumsum(spread)])
    rarity = np.log(1 + (len(lengths) - spread + 0.5) / (spread + 0.5)).astype(np.float32)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    norm = _SATURATION * (1 - _LENGTH_SHARE + _LENGTH_SHARE * lengths[passages] / max(mean, 1.0))
    weights = (rarity[terms] * counts * (_SATURATION + 1) / (counts + norm)).astype(np.float32)
    totals = np.bincount(terms, weights=counts, minlength=len(lexicon))
    present = {lexicon.term(int(number)): int(totals[number]) for number in np.flatnonzero(spread)}
    return KeywordIndex(
        len(lengths), lexicon, starts, passages, weights, rarity,
        {term: count for term, count in present.items() if " " not in term},
        frozenset(term for term in present if " " in term),
    )  # fmt: skip


def _joined(parts: Sequence[Postings]) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats]:
    offsets = np.cumsum([0, *(len(part.lengths) for part in parts)])
    passages = [part.passages + np.int32(offset) for part, offset in zip(parts, offsets[:-1], strict=True)]
    return (
        np.concatenate([*passages, np.zeros(0, np.int32)]),
        np.concatenate([*(part.terms for part in parts), np.zeros(0, np.int32)]),
        np.concatenate([*(part.counts for part in parts), np.zeros(0, np.float32)]),
    )
