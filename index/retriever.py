"""Search by word and by meaning over a snapshot that is swapped whole."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.accents import Accents
from index.embedder import Embedder, Vectors
from index.fusion import fused
from index.keywords import KeywordIndex, LexicalScores, build_keywords, spans
from index.parts import KnownRows, PartMaker, PlanPart, Rows
from index.passages import Hit, Passage, PassageKind
from index.questions import QuestionReader, QuestionWords, Synonyms, load_question_words
from index.spelling import Speller
from index.spelt import Pair
from index.tables import KINDS, PassageTable
from index.terms import text_terms
from index.vectors import VectorIndex
from knowledge.vietnamese.abbreviations import Abbreviations, packaged_abbreviations
from knowledge.vietnamese.fold import fold, nfc, raw_words, spelling

_CANDIDATES = 60
_CACHED_TEXTS = 4096
_CACHED_WORDS = 32_768

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search reads; made whole and never changed. Plans have places, in the order of `parts`."""

    parts: Mapping[int, PlanPart]
    tables: tuple[PassageTable, ...]
    places: Mapping[int, int]
    kinds: NDArray[np.int8]
    keywords: KeywordIndex
    vectors: VectorIndex
    speller: Speller
    accents: Accents

    def passage(self, row: int) -> Passage:
        """The passage in a row of the whole index."""
        until = self.keywords.rows_until
        place = int(np.searchsorted(until, row, side="right")) - 1
        return self.tables[place].passage(row - int(until[place]))

    def among(self, plans: Collection[int] | None) -> Positions:
        """The places of these plans, of all where None."""
        if plans is None:
            return np.arange(len(self.tables))
        return np.array(sorted(self.places[plan] for plan in set(plans) if plan in self.places), np.int64)


class Retriever:
    """Finds passages; searches may run while another thread replaces plans."""

    def __init__(
        self,
        embedder: Embedder,
        abbreviations: Abbreviations | None = None,
        question_words: QuestionWords | None = None,
        known_words: Set[str] = frozenset(),
        synonyms: Synonyms | None = None,
        spoken: Set[Pair] = frozenset(),
    ) -> None:
        self._embedder = embedder
        self.maker = PartMaker(embedder, abbreviations or packaged_abbreviations())
        self._learn(question_words, known_words, synonyms, spoken)
        self._snapshot = self._joined({})

    def reworded(
        self,
        question_words: QuestionWords,
        known_words: Set[str],
        synonyms: Synonyms,
        spoken: Set[Pair],
    ) -> "Retriever":
        """One that finds the same passages, asked for in other words."""
        other, snapshot = copy(self), self._snapshot
        other._learn(question_words, known_words, synonyms, spoken)
        speller, accents = other._speller(snapshot.keywords), other._accents(snapshot.parts.values())
        other._snapshot = replace(snapshot, speller=speller, accents=accents)
        return other

    def _learn(
        self,
        question_words: QuestionWords | None,
        known_words: Set[str],
        synonyms: Synonyms | None,
        spoken: Set[Pair],
    ) -> None:
        abbreviations, asking = self.maker.abbreviations, question_words or load_question_words()
        self._reader = QuestionReader(abbreviations, asking, synonyms)
        # A word that people say and no plan has is not mended into one that a plan has.
        said = frozenset(fold(word) for phrase in synonyms or () for word in phrase)
        self._known = known_words | asking.folded | said | _expanded_words(abbreviations)
        self._spoken = spoken
        self._said = frozenset(fold(" ".join(pair)) for pair in spoken)

    @property
    def speller(self) -> Speller:
        """Repairs words against the plans now indexed."""
        return self._snapshot.speller

    @property
    def accents(self) -> Accents:
        """Restores accents as the plans now indexed have them."""
        return self._snapshot.accents

    @property
    def plans(self) -> frozenset[int]:
        """The plans now indexed."""
        return frozenset(self._snapshot.parts)

    def __len__(self) -> int:
        return self._snapshot.keywords.size

    def search(
        self,
        query: str,
        *,
        plans: Collection[int] | None = None,
        kinds: Collection[PassageKind] | None = None,
        limit: int = 10,
    ) -> tuple[Hit, ...]:
        """The passages that best answer `query`, best first, only of these plans and kinds where they are given."""
        snapshot = self._snapshot
        question = self._reader.read(query, snapshot.speller, snapshot.keywords.pairs, snapshot.accents)
        places = snapshot.among(plans)
        rows = _rows(snapshot.keywords, places)
        allowed = np.flatnonzero(_of_kinds(snapshot.kinds[rows], kinds))
        if not len(allowed) or not question.terms:
            return ()
        lexical = snapshot.keywords.score(question.terms, places)
        vector = self._embedder.encode_queries([question.text])[0]
        near = np.searchsorted(rows, snapshot.vectors.nearest(vector, _CANDIDATES, rows[allowed]))
        candidates = np.union1d(_best(lexical.bm25, allowed, _CANDIDATES), near)
        cosines = snapshot.vectors.cosines(vector, rows[candidates])
        hits = self._ranked(snapshot, rows, lexical, candidates, cosines, limit)
        return tuple(replace(hit, miswritten=_miswritten(hit.passage, question.accented)) for hit in hits)

    def _ranked(
        self,
        snapshot: Snapshot,
        rows: Positions,
        lexical: LexicalScores,
        candidates: Positions,
        cosines: Vectors,
        limit: int,
    ) -> tuple[Hit, ...]:
        coverage = lexical.coverage[candidates]
        scores = fused(lexical.bm25[candidates], coverage, cosines, self._embedder.fusion_weight)
        order = np.argsort(-scores, kind="stable")[:limit]
        return tuple(
            Hit(
                snapshot.passage(int(rows[candidates[rank]])), float(scores[rank]),
                float(coverage[rank]), float(cosines[rank]),
            )
            for rank in order
        )  # fmt: skip

    def replace(self, changed: Mapping[int, Sequence[Passage]], gone: Collection[int] = ()) -> None:
        """Take these plans' passages for what was there and drop the plans `gone`; see `take`."""
        known = KnownRows([*self.rows()])
        self.take({plan: self.maker.make(plan, passages, known) for plan, passages in changed.items()}, gone)

    def rows(self) -> Iterator[Rows]:
        """The vectors now indexed, plan by plan; they live no longer than until the next `take`."""
        return ((part.text_ids, part.vectors) for part in self._snapshot.parts.values())

    def take(self, parts: Mapping[int, PlanPart], gone: Collection[int] = ()) -> None:
        """Take parts in for what was there, and drop the plans `gone`.

        One thread at a time may call this; searches go on with the old snapshot until the new one stands.
        """
        kept = {plan: part for plan, part in self._snapshot.parts.items() if plan not in gone}
        self._snapshot = self._joined({**kept, **parts})

    def _joined(self, parts: Mapping[int, PlanPart]) -> Snapshot:
        keywords = build_keywords([part.postings for part in parts.values()], self.maker.lexicon)
        vectors = VectorIndex(self._embedder.dimensions, [part.vectors for part in parts.values()])
        until = keywords.rows_until
        # The parts hold on to no rows of their own: all stand in the joined arrays.
        viewed = {
            plan: replace(part, postings=keywords.part(at), vectors=vectors.halves(int(until[at]), int(until[at + 1])))
            for at, (plan, part) in enumerate(parts.items())
        }
        return Snapshot(
            viewed,
            tuple(part.table for part in parts.values()),
            {plan: place for place, plan in enumerate(parts)},
            np.concatenate([np.zeros(0, np.int8), *(part.table.kinds for part in parts.values())]),
            keywords,
            vectors,
            self._speller(keywords),
            self._accents(parts.values()),
        )

    def _speller(self, keywords: KeywordIndex) -> Speller:
        return Speller(keywords.frequencies, keywords.pairs, self._known, self._said)

    def _accents(self, parts: Iterable[PlanPart]) -> Accents:
        return Accents([part.spelt for part in parts], self.maker.spelt, self._spoken)


def _rows(keywords: KeywordIndex, places: Positions) -> Positions:
    return spans(keywords.rows_until[places], np.diff(keywords.rows_until)[places])


def _of_kinds(rows: NDArray[np.int8], kinds: Collection[PassageKind] | None) -> NDArray[np.bool_]:
    wanted = np.array([kinds is None or kind in kinds for kind in KINDS])
    return np.asarray(wanted[rows], np.bool_)


def _miswritten(passage: Passage, accented: Collection[tuple[str, str]]) -> float:
    """The share of the words typed with accents that the passage holds, but spelt otherwise ("lượng" for "lương")."""
    if not accented:
        return 0.0
    spelt, folded = _written(f"{passage.heading} {passage.text}")
    return sum(word in folded and typed not in spelt for typed, word in accented) / len(accented)


@lru_cache(maxsize=_CACHED_TEXTS)
def _written(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text as spelt, and folded."""
    pairs = [_both(raw) for raw in raw_words(nfc(text))]
    return frozenset(spelt for spelt, _ in pairs), frozenset(folded for _, folded in pairs)


@lru_cache(maxsize=_CACHED_WORDS)
def _both(raw: str) -> tuple[str, str]:
    return spelling(raw), fold(raw)


def _best(scores: Vectors, allowed: Positions, limit: int) -> Positions:
    found = allowed[scores[allowed] > 0]
    if len(found) <= limit:
        return found
    return found[np.argpartition(-scores[found], limit)[:limit]]


def _expanded_words(abbreviations: Abbreviations) -> frozenset[str]:
    return frozenset(
        term
        for entry in abbreviations.entries
        for expansion in entry.expansions
        for term in text_terms(expansion)
        if " " not in term
    )
