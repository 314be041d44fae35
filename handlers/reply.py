"""What is answered: blocks of text, options to choose from, files, and the facts behind them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from pydantic import TypeAdapter

from handlers.files import HeldFile


class BlockKind(StrEnum):
    """How a block is set: a channel may draw each kind its own way."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    QUOTE = "quote"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph that is never cut if it fits a message; `text` is plain, unescaped, NFC."""

    kind: BlockKind
    text: str


@dataclass(frozen=True, slots=True)
class Option:
    """A numbered choice: typing `key` and pressing the button are the same, unless it is not `typed`.

    A button that has no room for the label says it `brief`.
    """

    key: str
    label: str
    brief: str = ""
    typed: bool = True


class ReplyIntent(StrEnum):
    """What a reply is about; the values of `facts.intent` in the JSON Lines channel."""

    LEAD = "lead"
    COORDINATOR = "coordinator"
    DEADLINE = "deadline"
    PRODUCT = "product"
    TARGET = "target"
    TASK = "task"
    TASKS = "tasks"
    COUNT = "count"
    OVERDUE = "overdue"
    UPCOMING = "upcoming"
    STATUS = "status"
    PASSAGE = "passage"
    DOCUMENT = "document"
    REPORT = "report"
    READING = "reading"
    HISTORY = "history"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    UNDONE = "undone"
    HELP = "help"
    DENIED = "denied"
    CLARIFY = "clarify"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TaskRef:
    """A task as other programs name it: the plan's file name, the labels of its section, its number."""

    plan: str
    section: tuple[str, ...]
    number: str


@dataclass(frozen=True, slots=True)
class TargetRef:
    """A target as other programs name it; a row has a `number`, a figure inside the text a `where`."""

    plan: str
    number: str | None
    where: str | None
    name: str
    comparator: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure reached and what it counts; `out_of` where it was told as a share."""

    value: float
    unit: str
    out_of: float | None = None


@dataclass(frozen=True, slots=True)
class PeriodRef:
    """The days for which a figure was told, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Facts:
    """What the reply says, for programs: best first, whole even where the text pages.

    From `status` to `period` they are of the report that was understood, `each` are those of several told in one
    message; `reports` are the numbers of those recorded, `attached` the names of files, and the links, that prove them
    or wait for them.
    """

    intent: ReplyIntent
    tasks: tuple[TaskRef, ...] = ()
    targets: tuple[TargetRef, ...] = ()
    count: int | None = None
    status: str | None = None
    percent: float | None = None
    completed_on: date | None = None
    evidence: tuple[str, ...] | None = None
    measure: Measure | None = None
    note: str | None = None
    period: PeriodRef | None = None
    reports: tuple[int, ...] | None = None
    attached: tuple[str, ...] | None = None
    each: tuple["Facts", ...] | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer; `offer` names the stored set of options, so that a late button still means what it meant.

    The files `held` by the channel are sent from where they are. A `personal` one is for the eyes of whoever asked
    alone.
    """

    blocks: tuple[Block, ...]
    facts: Facts
    options: tuple[Option, ...] = ()
    offer: str | None = None
    files: tuple[Path, ...] = ()
    personal: bool = False
    held: tuple[HeldFile, ...] = ()

    def dump(self) -> str:
        """As JSON text for the store."""
        return _REPLY.dump_json(self).decode()


_REPLY = TypeAdapter(Reply)


def load_reply(payload: str) -> Reply:
    """The reply stored as `payload`."""
    return _REPLY.validate_json(payload)
