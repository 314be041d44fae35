"""What the index holds of one plan, made from its passages or read from where it was saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedder import Embedder
from index.keywords import Postings, postings, sums
from index.lexicon import Lexicon
from index.passages import Passage
from index.spelt import SpeltCounts, SpeltLexicon, spelt_pairs
from index.tables import PassageTable, table_of
from index.vectors import Halves, text_id
from knowledge.vietnamese.abbreviations import Abbreviations

Known = Mapping[int, Halves]
Rows = tuple[NDArray[np.int64], Halves]


class KnownRows(Mapping[int, Halves]):
    """The vectors of texts, by `text_id`, found in arrays of ids and vectors."""

    def __init__(self, rows: Sequence[Rows]) -> None:
        self._rows = rows
        self._starts = sums([len(ids) for ids, _ in rows])
        self._ids = np.concatenate([np.zeros(0, np.int64), *(ids for ids, _ in rows)])
        self._order = np.argsort(self._ids, kind="stable")

    def __getitem__(self, one: int) -> Halves:
        place = int(np.searchsorted(self._ids, one, sorter=self._order))
        if place == len(self._ids) or self._ids[self._order[place]] != one:
            raise KeyError(one)
        row = int(self._order[place])
        part = int(np.searchsorted(self._starts, row, side="right")) - 1
        return np.asarray(self._rows[part][1][row - int(self._starts[part])])

    def __iter__(self) -> Iterator[int]:
        return iter(dict.fromkeys(self._ids.tolist()))

    def __len__(self) -> int:
        return len(np.unique(self._ids))


@dataclass(frozen=True, slots=True)
class PlanPart:
    """The passages of one plan with the ids, terms, spellings and vectors of their searched texts."""

    table: PassageTable
    text_ids: NDArray[np.int64]
    postings: Postings
    spelt: SpeltCounts
    vectors: Halves


class PartMaker:
    """Makes the parts of one index, which share its lexicons."""

    def __init__(self, embedder: Embedder, abbreviations: Abbreviations) -> None:
        self.lexicon = Lexicon()
        self.spelt = SpeltLexicon()
        self.embedder = embedder
        self.abbreviations = abbreviations

    def make(self, plan_id: int, passages: Sequence[Passage], known: Known) -> PlanPart:
        """The part of a plan; only texts whose vectors are not `known` are embedded."""
        texts = [self._searched_text(passage) for passage in passages]
        ids = list(map(text_id, texts))
        vectors = self._vectors(ids, texts, known)
        return PlanPart(
            table_of(plan_id, passages), np.array(ids, np.int64), postings(texts, self.lexicon),
            spelt_pairs(texts, self.spelt), vectors,
        )  # fmt: skip

    def _searched_text(self, passage: Passage) -> str:
        text = f"{passage.heading}. {passage.text}" if passage.heading else passage.text
        return self.abbreviations.expand(text, chat=False)

    def _vectors(self, ids: Sequence[int], texts: Sequence[str], known: Known) -> Halves:
        new = {one: text for one, text in zip(ids, texts, strict=True) if one not in known}
        embedded = dict(zip(new, self.embedder.encode_passages(list(new.values())).astype(np.float16), strict=True))
        rows = np.zeros((len(ids), self.embedder.dimensions), np.float16)
        for place, one in enumerate(ids):
            rows[place] = embedded[one] if one in embedded else known[one]
        return rows
