"""Passages: the pieces of text that are searched, each pointing back to its row in the store."""

from dataclasses import dataclass
from enum import StrEnum


class PassageKind(StrEnum):
    """Which table of the store a passage was made from."""

    TASK = "task"
    ASSIGNMENT = "assignment"
    TARGET = "target"
    DUTY = "duty"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Passage:
    """`key` is unique and stable ("assignment:17"); `row_id` is the row of its kind, `task_id` the task of an assignment."""

    key: str
    kind: PassageKind
    plan_id: int
    row_id: int
    text: str
    heading: str = ""
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `score` ranks within one search; `coverage` in 0..1 is the weighted share of the
    query's words the passage holds, comparable between searches; `cosine` is that of the vectors, 0 if none."""

    passage: Passage
    score: float
    coverage: float
    cosine: float
