"""What a message asks, as plain data: one class a kind of question."""

from dataclasses import dataclass
from enum import StrEnum

from handlers.scope import PlanScope
from handlers.tells import Tell
from knowledge.deadlines.types import Every
from knowledge.importing.draft import Comparator
from knowledge.types import AssignmentRole, Period, TaskState


class Field(StrEnum):
    """One thing to know of a task."""

    LEAD = "lead"
    COORDINATOR = "coordinator"
    DEADLINE = "deadline"
    PRODUCT = "product"
    OVERVIEW = "task"


class Shape(StrEnum):
    """The shape of deadline that the wording of a question expects."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    OFTEN = "often"


class DocumentField(StrEnum):
    """One thing to know of the decision that issues a plan."""

    NUMBER = "number"
    ISSUED = "issued"
    ISSUER = "issuer"
    SIGNER = "signer"


class ListMode(StrEnum):
    """What is wanted of the tasks that fit."""

    TASKS = "tasks"
    COUNT = "count"
    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    MISSING = "missing"


class Courtesy(StrEnum):
    """Talk that asks nothing of the plans."""

    GREETING = "greeting"
    THANKS = "thanks"
    HELP = "help"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Thread:
    """What the talk hands on to a question in words: the words asked before, and the tasks told or offered (ids)."""

    query: str = ""
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskFact:
    """Facts of one task, told by number (in a section), in words, or already chosen (`tasks`, ids).

    `near` is the section the talk is in, which decides where a number alone leaves several; `status` and
    `history` say that what was reported is asked for, the newest or all of it; of several parts those of `unit` are
    told.
    """

    fields: tuple[Field, ...]
    scope: PlanScope
    query: str = ""
    number: str | None = None
    more_numbers: tuple[str, ...] = ()
    status: bool = False
    history: bool = False
    section: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    shape: Shape | None = None
    every: tuple[Every, ...] = ()
    tasks: tuple[int, ...] = ()
    unit: str | None = None
    thread: Thread = Thread()


@dataclass(frozen=True, slots=True)
class AskTarget:
    """The figure of a target, told by number, in words, or already chosen (`target_id`).

    `comparators` and `measure` (folded) are those the wording expects: "tối đa mấy phút"; the targets `but` (ids)
    were told just now, and another is asked for, one that holds the words `instead` (folded).
    """

    scope: PlanScope
    query: str = ""
    number: str | None = None
    comparators: tuple[Comparator, ...] = ()
    measure: str = ""
    but: tuple[int, ...] = ()
    instead: str = ""
    thread: Thread = Thread()
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class AskList:
    """All tasks that fit: by unit and role, section, period, rhythm, kind of deadline, how they stand, topic.

    A topic is `topic_meant` by its wording, or where nothing else limits the list; one that is not limits it only where
    tasks hold its words, else it is `topic_left` out.
    """

    mode: ListMode
    scope: PlanScope
    unit: str | None = None
    by_name_only: bool = False
    role: AssignmentRole | None = None
    section: tuple[str, ...] = ()
    period: Period | None = None
    every: tuple[Every, ...] = ()
    kinds: tuple[str, ...] = ()
    undated: bool = False
    states: tuple[TaskState, ...] = ()
    topic: str = ""
    topic_said: str = ""
    topic_meant: bool = False
    topic_left: str = ""


@dataclass(frozen=True, slots=True)
class AskTargets:
    """Which targets the plans set, all or one unit's, and how many."""

    scope: PlanScope
    unit: str | None = None


class TargetState(StrEnum):
    """How a target stands by what was reported of it."""

    MET = "met"
    NOT_MET = "not_met"
    UNREAD = "unread"


class ReadingView(StrEnum):
    """What of the readings of a target is wanted."""

    NEWEST = "newest"
    COURSE = "course"
    CHANGE = "change"
    LOWEST = "lowest"
    HIGHEST = "highest"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class AskReading:
    """What was reached of a target, told by number, in words, or already chosen (`target_id`), in a period or last.

    A change is that from the `period` to the one it is held `against`.
    """

    scope: PlanScope
    query: str = ""
    number: str | None = None
    period: Period | None = None
    target_id: int | None = None
    view: ReadingView = ReadingView.NEWEST
    against: Period | None = None


@dataclass(frozen=True, slots=True)
class AskReadings:
    """Which targets stand so, all or one unit's."""

    scope: PlanScope
    state: TargetState
    unit: str | None = None


class UnitsAsked(StrEnum):
    """Which of the units that have a task are asked for, by what they have reported of it; keys of the phrases."""

    SILENT = "silent"
    REPORTED = "reported"
    DONE = "done"
    UNFINISHED = "unfinished"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class AskUnits:
    """Which units have reported a task, told by number, in words, or already chosen (`tasks`, ids), and which not.

    In a `period` it is of the time of a recurring task that it names; `noun` (folded) tells which kind of unit.
    """

    which: UnitsAsked
    scope: PlanScope
    query: str = ""
    number: str | None = None
    section: tuple[str, ...] = ()
    period: Period | None = None
    noun: str = ""
    tasks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskDocument:
    """Facts of the decision itself."""

    fields: tuple[DocumentField, ...]
    scope: PlanScope


class LetterPart(StrEnum):
    """A part of the document around the tables."""

    GOAL = "goal"
    BASIS = "basis"
    RECIPIENT = "recipient"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class AskLetter:
    """One part of the document, whole: "căn cứ pháp lý nào", "gửi cho những ai"; `named` as the question calls it."""

    part: LetterPart
    scope: PlanScope
    named: str = ""


@dataclass(frozen=True, slots=True)
class AskPassage:
    """What the prose says."""

    scope: PlanScope
    query: str


@dataclass(frozen=True, slots=True)
class AskMore:
    """The next page of the list shown last."""


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Courtesy, answered in kind."""

    courtesy: Courtesy


@dataclass(frozen=True, slots=True)
class SayAgain:
    """A choice that is as good as typing this."""

    text: str


class Unmatched(StrEnum):
    """Why a message was not understood; a key of the phrases."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOTHING_ASKED = "nothing_asked"
    COMMAND = "command"
    NEGATION = "negation"
    NO_YEAR = "no_year"


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Nothing the assistant answers was recognised."""

    reason: Unmatched


Question = (
    AskFact
    | AskTarget
    | AskTargets
    | AskReading
    | AskReadings
    | AskUnits
    | AskList
    | AskDocument
    | AskLetter
    | AskPassage
)
Intent = Question | AskMore | Tell | SmallTalk | NotUnderstood
