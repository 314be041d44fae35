"""Search by word and by meaning over a snapshot that is swapped whole."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.accents import Accents, Pair, SpeltPairs, spelt_pairs
from index.embedder import Embedder, Vectors
from index.keywords import KeywordIndex, LexicalScores, Lexicon, Postings, build_keywords, postings
from index.passages import Hit, Passage, PassageKind
from index.questions import QuestionReader, QuestionWords, Synonyms, load_question_words
from index.spelling import Speller
from index.terms import text_terms
from index.vectors import VectorIndex, text_id
from knowledge.vietnamese.abbreviations import Abbreviations, packaged_abbreviations
from knowledge.vietnamese.fold import spelling, words

_CANDIDATES = 60
_KINDS = tuple(PassageKind)

Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The passages of one plan, their searched texts, the terms of these and how they are spelt."""

    passages: tuple[Passage, ...]
    texts: tuple[str, ...]
    postings: Postings
    spelt: SpeltPairs


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a search reads; made whole and never changed."""

    parts: Mapping[int, PlanPart]
    passages: tuple[Passage, ...]
    plans: Positions
    kinds: NDArray[np.int8]
    keywords: KeywordIndex
    vectors: VectorIndex
    speller: Speller
    accents: Accents


class Retriever:
    """Finds passages; searches may run while another thread replaces plans."""

    def __init__(
        self,
        embedder: Embedder,
        abbreviations: Abbreviations | None = None,
        question_words: QuestionWords | None = None,
        known_words: Set[str] = frozenset(),
        synonyms: Synonyms | None = None,
        spoken: Collection[Pair] = (),
    ) -> None:
        self._embedder = embedder
        self._abbreviations = abbreviations or packaged_abbreviations()
        asking = question_words or load_question_words()
        self._reader = QuestionReader(self._abbreviations, asking, synonyms)
        self._known = known_words | asking.folded | _expanded_words(self._abbreviations)
        self._spoken = spoken
        self._lexicon = Lexicon()
        self._snapshot = self._made({}, np.zeros((0, embedder.dimensions), np.float32))

    @property
    def embedder(self) -> Embedder:
        """The encoder the passages were embedded with."""
        return self._embedder

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
        return len(self._snapshot.passages)

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
        allowed = _allowed(snapshot, plans, kinds)
        if not len(allowed) or not question.terms:
            return ()
        lexical = snapshot.keywords.score(question.terms)
        vector = self._embedder.encode_queries([question.text])[0]
        near = snapshot.vectors.nearest(vector, _CANDIDATES, allowed)
        candidates = np.union1d(_best(lexical.bm25, allowed, _CANDIDATES), near)
        cosines = snapshot.vectors.cosines(vector, candidates)
        hits = self._ranked(snapshot, lexical, candidates, cosines)[:limit]
        return tuple(replace(hit, miswritten=_miswritten(hit.passage, question.accented)) for hit in hits)

    def _ranked(
        self, snapshot: Snapshot, lexical: LexicalScores, candidates: Positions, cosines: Vectors
    ) -> tuple[Hit, ...]:
        bm25 = lexical.bm25[candidates]
        scores = bm25 / max(float(bm25.max()), 1e-9) + self._embedder.fusion_weight * cosines
        order = np.argsort(-scores, kind="stable")
        return tuple(
            Hit(
                snapshot.passages[candidates[rank]], float(scores[rank]),
                float(lexical.coverage[candidates[rank]]), float(cosines[rank]),
            )
            for rank in order
        )  # fmt: skip

    def replace(
        self,
        changed: Mapping[int, Sequence[Passage]],
        gone: Collection[int] = (),
        known: Mapping[int, Vectors] | None = None,
    ) -> None:
        """Take these plans' passages for what was there, drop the plans `gone`, embed only texts not yet `known`.

        One thread at a time may call this; searches go on with the old snapshot until the new one stands.
        """
        vectors = {**(known or {}), **self.vectors()}
        parts = {plan: part for plan, part in self._snapshot.parts.items() if plan not in gone}
        parts |= {plan: self._part(passages) for plan, passages in changed.items()}
        texts = [text for part in parts.values() for text in part.texts]
        vectors |= self._embedded(text for text in texts if text_id(text) not in vectors)
        rows = np.zeros((len(texts), self._embedder.dimensions), np.float32)
        for position, text in enumerate(texts):
            rows[position] = vectors[text_id(text)]
        self._snapshot = self._made(parts, rows)

    def vectors(self) -> dict[int, Vectors]:
        """The vectors of all texts now indexed, by `text_id`."""
        snapshot = self._snapshot
        texts = [text for part in snapshot.parts.values() for text in part.texts]
        rows = snapshot.vectors.rows(np.arange(len(texts)))
        return dict(zip(map(text_id, texts), rows, strict=True))

    def _embedded(self, texts: Iterable[str]) -> dict[int, Vectors]:
        new = {text_id(text): text for text in texts}
        return dict(zip(new, self._embedder.encode_passages(list(new.values())), strict=True))

    def _part(self, passages: Sequence[Passage]) -> PlanPart:
        texts = tuple(self._searched_text(passage) for passage in passages)
        return PlanPart(tuple(passages), texts, postings(texts, self._lexicon), spelt_pairs(texts))

    def _searched_text(self, passage: Passage) -> str:
        text = f"{passage.heading}. {passage.text}" if passage.heading else passage.text
        return self._abbreviations.expand(text, chat=False)

    def _made(self, parts: Mapping[int, PlanPart], rows: Vectors) -> Snapshot:
        passages = tuple(passage for part in parts.values() for passage in part.passages)
        keywords = build_keywords([part.postings for part in parts.values()], self._lexicon)
        return Snapshot(
            parts,
            passages,
            np.array([passage.plan_id for passage in passages], np.int64),
            np.array([_KINDS.index(passage.kind) for passage in passages], np.int8),
            keywords,
            VectorIndex(np.ascontiguousarray(rows, np.float32)),
            Speller(keywords.frequencies, keywords.pairs, self._known),
            Accents((part.spelt for part in parts.values()), self._spoken),
        )


def _miswritten(passage: Passage, accented: Collection[tuple[str, str]]) -> float:
    """The share of the words typed with accents that the passage holds, but spelt otherwise ("lượng" for "lương")."""
    if not accented:
        return 0.0
    spelt, folded = _written(f"{passage.heading} {passage.text}")
    return sum(word in folded and typed not in spelt for typed, word in accented) / len(accented)


@lru_cache(maxsize=4096)
def _written(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text as spelt, and folded."""
    found = tuple(words(text))
    return frozenset(spelling(word.raw) for word in found), frozenset(word.folded for word in found)


def _allowed(snapshot: Snapshot, plans: Collection[int] | None, kinds: Collection[PassageKind] | None) -> Positions:
    keep = np.ones(len(snapshot.passages), bool)
    if plans is not None:
        keep &= np.isin(snapshot.plans, list(plans))
    if kinds is not None:
        keep &= np.isin(snapshot.kinds, [_KINDS.index(kind) for kind in kinds])
    return np.flatnonzero(keep)


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
