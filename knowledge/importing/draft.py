"""What an import has understood of a document, before anything is stored.

A `key` names the same thing in every version of a plan; it is "" until the store has given one, and is no part of
what a draft says: drafts that differ in keys alone are equal.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from knowledge.deadlines.types import Deadline


class Comparator(StrEnum):
    """How a figure reached is held against the figure promised."""

    EQUAL = "="
    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"


@dataclass(frozen=True, slots=True)
class DocumentDraft:
    """The decision that issues the plan; None where the document leaves it blank."""

    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    plan_year: int | None
    signer: str | None


@dataclass(frozen=True, slots=True)
class SectionDraft:
    """A heading of the task table: its label path, outermost first, and its own title."""

    labels: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class AssignmentDraft:
    """Who does a part of a task, with whom, to what result and by when; units as printed, one an item."""

    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    product: str
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A row of the task table, joined over page breaks; `number` is "" where none is printed."""

    number: str
    section: tuple[str, ...]
    content: str
    assignments: tuple[AssignmentDraft, ...]
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A row of a target table."""

    number: str
    name: str
    unit: str
    comparator: Comparator
    value: float
    year: int | None
    owner: tuple[str, ...]
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class InlineTargetDraft:
    """A figure promised inside a task or the prose; `where` is "task 22", "task III.3" or "prose I.2"."""

    where: str
    text: str
    metric: str
    comparator: Comparator
    value: float
    unit: str
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class DutyDraft:
    """A duty given outside the tables; `where` is its place in the prose ("Điều 2.1.a", "IV.1")."""

    where: str
    lead: tuple[str, ...]
    content: str
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    key: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class ProseDraft:
    """A paragraph outside the tables with its place ("Căn cứ", "Điều 1", "I.2", "Nơi nhận")."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something a person should look at."""

    where: str
    what: str


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A whole document as understood; `file` is the name of the file it was read from."""

    file: str
    document: DocumentDraft
    sections: tuple[SectionDraft, ...]
    tasks: tuple[TaskDraft, ...]
    targets: tuple[TargetDraft, ...]
    inline_targets: tuple[InlineTargetDraft, ...]
    prose_duties: tuple[DutyDraft, ...]
    prose: tuple[ProseDraft, ...]
    doubts: tuple[Doubt, ...]
