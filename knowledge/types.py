"""What the archive hands out: frozen lines made for the question, never database rows.

A line's `id` is of one version of its plan; its `key` names the same task, assignment, target or duty in every version.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge.deadlines.types import Deadline, Every
from knowledge.importing.draft import Comparator


class AssignmentRole(StrEnum):
    """What a unit does in an assignment."""

    LEAD = "lead"
    COORDINATE = "coordinate"


class TargetSource(StrEnum):
    """A row of a target table, or a figure promised inside a task or the prose."""

    TABLE = "table"
    INLINE = "inline"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A plan in force; `file` is its name everywhere outside."""

    id: int
    file: str
    number: str | None
    title: str
    issuer: str | None
    issued: date | None
    plan_year: int | None
    signer: str | None
    imported_at: datetime
    task_count: int
    target_count: int
    doubt_count: int


@dataclass(frozen=True, slots=True)
class PlanOrigin:
    """Of which year a plan is, and who issued it; None where it does not tell."""

    year: int | None
    issuer: str | None


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A heading of a plan's task table."""

    plan_id: int
    labels: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """One assignment of a task, in the order of the document (`position` from 0)."""

    id: int
    position: int
    lead: tuple[str, ...]
    coordinate: tuple[str, ...]
    product: str
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its assignments and the title of its innermost heading."""

    id: int
    plan_id: int
    plan_file: str
    number: str
    section: tuple[str, ...]
    section_title: str
    content: str
    assignments: tuple[AssignmentLine, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A figure promised; `number` for a row of a table, `where` and `text` for one inside a task or the prose."""

    id: int
    plan_id: int
    plan_file: str
    source: TargetSource
    number: str | None
    where: str | None
    name: str
    text: str
    unit: str
    comparator: Comparator
    value: float
    year: int | None
    owner: tuple[str, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty given outside the tables."""

    id: int
    plan_id: int
    plan_file: str
    where: str
    lead: tuple[str, ...]
    content: str
    deadline_text: str
    deadlines: tuple[Deadline, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class ProseLine:
    """A paragraph outside the tables with its place."""

    id: int
    plan_id: int
    plan_file: str
    position: int
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included."""

    start: date
    end: date


class ProgressStatus(StrEnum):
    """How far a unit says it is with a task."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"


class RuleKind(StrEnum):
    """How a target's figure follows from another: one given from above, or last year's result."""

    GIVEN = "given"
    PLUS_POINTS = "plus_points"
    PLUS_PERCENT = "plus_percent"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class RulePart:
    """One way to reckon a target: `amount` is given (None until it is told), or added to last year's result."""

    kind: RuleKind
    amount: float | None = 0.0


class RuleChoice(StrEnum):
    """Which of the alternatives of a rule holds; where it says but "or", that is left open."""

    OPEN = "open"
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class TargetRule:
    """By what rule a target is reckoned: in one way, or in alternative ones."""

    parts: tuple[RulePart, ...]
    choice: RuleChoice = RuleChoice.OPEN


class EvidenceKind(StrEnum):
    """What proves a report."""

    DOCUMENT = "document"
    PHOTO = "photo"
    VIDEO = "video"
    VOICE = "voice"
    LINK = "link"


class AnswerKind(StrEnum):
    """What is said to a report: a leader saw it, sends it back with a question, asks for proof; its unit replies."""

    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    EVIDENCE_ASKED = "evidence_asked"
    REPLIED = "replied"


class TaskState(StrEnum):
    """How a task stands by all that is reported of it: done once every unit that leads it has said so."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    NOT_STARTED = "not_started"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure reached and what it counts; `out_of` where it was told as a share ("7/10 đơn vị")."""

    value: float
    unit: str
    out_of: float | None = None


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report with who made it, where and when, and who took it back; `id` is its number."""

    id: int
    task_key: str | None
    target_key: str | None
    unit: str
    status: ProgressStatus | None
    percent: float | None
    completed_on: date | None
    note: str
    evidence: tuple[str, ...]
    figure: Figure | None
    period: Period | None
    said: str
    reporter_id: str
    reporter_name: str
    chat: str
    at: datetime
    retracted_at: datetime | None = None
    retracted_by: str = ""


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which assignments are asked for; every field given must hold of one and the same assignment.

    `plans` are plan ids; `units` are unit keys (`knowledge.units.unit_key`), any of which may stand in
    `role` (or in either role where that is None); `section` is a prefix of the label path, or, with
    `section_anywhere`, a run of labels anywhere in it; `due` keeps dates and periods whose due day lies in
    it; `kinds` are deadline kinds of the plan JSON ("date", "period", …), `every` rhythms of recurring ones;
    `undated` keeps what has no day; `keys` are of tasks; `states` are how the task stands, by the reports of the
    units with the keys `reporters` alone if given.
    """

    plans: tuple[int, ...] | None = None
    units: tuple[str, ...] | None = None
    role: AssignmentRole | None = None
    section: tuple[str, ...] = ()
    section_anywhere: bool = False
    number: str | None = None
    due: Period | None = None
    kinds: tuple[str, ...] = ()
    every: tuple[Every, ...] = ()
    undated: bool = False
    keys: tuple[str, ...] | None = None
    states: tuple[TaskState, ...] = ()
    reporters: tuple[str, ...] | None = None


class PlanState(StrEnum):
    """Whether a version of a plan holds, gave way to a later one, or was taken back."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """One version of a plan with what became of it; versions of one plan share a `lineage`."""

    plan: PlanLine
    lineage: str
    version: int
    state: PlanState
    until: datetime | None
    imported_by: str


class PlanOutcome(StrEnum):
    """What a command did to the plans in force."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


class MissKind(StrEnum):
    """What became of a question that was not answered at once."""

    NOT_FOUND = "not_found"
    NOT_UNDERSTOOD = "not_understood"
    ASKED_BACK = "asked_back"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class MissLine:
    """What was asked so many times, without personal data; `plans` are ids, none where all were looked in.

    For one chosen of those offered `chosen` is its key and `chosen_words` are the plan's own words for it.
    """

    kind: MissKind
    said: str
    chosen: str
    chosen_words: str
    plans: tuple[int, ...]
    first_on: date
    last_on: date
    times: int


@dataclass(frozen=True, slots=True)
class IndexChange:
    """A note in the outbox: the index no longer agrees with the store about this plan."""

    id: int
    plan_id: int
