"""The passages of a plan as arrays: little memory, and a passage is made only when it is looked at."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.passages import Passage, PassageKind

KINDS = tuple(PassageKind)
_NONE = -1


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts in one array of UTF-8; `until` is where each of them ends."""

    letters: NDArray[np.uint8]
    until: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.until)

    def text(self, place: int) -> str:
        """The text at a place."""
        start = self.until[place - 1] if place else 0
        return self.letters[start : self.until[place]].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        written, start = self.letters.tobytes(), 0
        for end in self.until.tolist():
            yield written[start:end].decode()
            start = end


def packed(texts: Iterable[str]) -> Texts:
    """The texts in one array."""
    written = [text.encode() for text in texts]
    letters = np.frombuffer(b"".join(written), np.uint8)
    return Texts(letters, np.cumsum([len(text) for text in written], dtype=np.int64))


@dataclass(frozen=True, slots=True)
class PassageTable:
    """The passages of one plan in order; many share a heading, so each heading stands once."""

    plan_id: int
    kinds: NDArray[np.int8]
    row_ids: NDArray[np.int64]
    task_ids: NDArray[np.int64]
    texts: Texts
    headings: Texts
    heading_of: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.kinds)

    def passage(self, place: int) -> Passage:
        """The passage at a place."""
        kind, row_id, task_id = KINDS[self.kinds[place]], int(self.row_ids[place]), int(self.task_ids[place])
        text, heading = self.texts.text(place), self.headings.text(int(self.heading_of[place]))
        in_task = None if task_id == _NONE else task_id
        return Passage(f"{kind.value}:{row_id}", kind, self.plan_id, row_id, text, heading, in_task)


def table_of(plan_id: int, passages: Sequence[Passage]) -> PassageTable:
    """The passages of one plan, whose keys are made of their kind and row."""
    headings = {heading: place for place, heading in enumerate(dict.fromkeys(one.heading for one in passages))}
    return PassageTable(
        plan_id,
        np.array([KINDS.index(one.kind) for one in passages], np.int8),
        np.array([one.row_id for one in passages], np.int64),
        np.array([_NONE if one.task_id is None else one.task_id for one in passages], np.int64),
        packed(one.text for one in passages),
        packed(headings),
        np.array([headings[one.heading] for one in passages], np.int32),
    )
