"""What a message tells, as plain data: reports, rules, events, and what is said to the card of one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from handlers.scope import PlanScope
from knowledge.commands import NewEvent
from knowledge.types import Figure, Period, ProgressStatus, RuleChoice


@dataclass(frozen=True, slots=True)
class ReportSaid:
    """What is reported of tasks told by number (with a section label said in one breath) or in words (`query`).

    `reading` tells whether the wording is one of a target's figure; None leaves it open; `aside` are words of the note
    that may name the task as well, `head` those in front of the first sign; `unit` is whose work it is
    where the message begins with its name. A correction `adds` to documents and notes, or else takes their place, and
    `drops` parts by their names.
    """

    said: str
    status: ProgressStatus | None = None
    percent: float | None = None
    completed_on: date | None = None
    evidence: tuple[str, ...] = ()
    figure: Figure | None = None
    note: str = ""
    period: Period | None = None
    query: str = ""
    numbers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    target_number: str | None = None
    section: tuple[str, ...] = ()
    reading: bool | None = False
    aside: str = ""
    head: str = ""
    unit: str | None = None
    adds: bool = False
    drops: tuple[str, ...] = ()

    @property
    def names_subject(self) -> bool:
        """Whether the words tell which task or target is meant."""
        return bool(self.query or self.numbers or self.target_number)


@dataclass(frozen=True, slots=True)
class TellProgress:
    """Reports to be shown, and recorded once they are confirmed; `links` prove them."""

    reports: tuple[ReportSaid, ...]
    scope: PlanScope
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChangePending:
    """What of the report that waits to be confirmed is to be changed, or which task it is of."""

    token: str
    change: ReportSaid
    scope: PlanScope
    links: tuple[str, ...] = ()


class RuleForm(StrEnum):
    """How a part of a target's rule is said; the keys of target_rules.toml."""

    PLUS = "plus"
    MINUS = "minus"
    MORE = "more"
    LESS = "less"
    LAST_YEAR = "last_year"
    GIVEN = "given"


@dataclass(frozen=True, slots=True)
class PartSaid:
    """One way to reckon a target, as it is said; of what is given from above the figure may be told later."""

    form: RuleForm
    amount: float | None = None
    per_cent: bool = False


@dataclass(frozen=True, slots=True)
class TellRule:
    """How a target, named by number or in words (`query`), is to be reckoned; without parts as the plan says."""

    said: str
    scope: PlanScope
    parts: tuple[PartSaid, ...] = ()
    choice: RuleChoice = RuleChoice.OPEN
    number: str | None = None
    query: str = ""


@dataclass(frozen=True, slots=True)
class TellEvent:
    """An event came about by which these deadlines are counted; `reports` where the words may report progress too.

    A correction takes the place of what waits under its `token`; of the `tasks` (ids) no day was told yet.
    """

    events: tuple[NewEvent, ...]
    said: str
    reports: bool = False
    token: str = ""
    tasks: tuple[int, ...] = ()


class CardAnswer(StrEnum):
    """What can be done with what was shown, or done just now.

    `SHOW` adds nothing to a report where more was asked for; a plan may be kept `APART` from the one it looks like.
    """

    CONFIRM = "confirm"
    EDIT = "edit"
    CANCEL = "cancel"
    UNDO = "undo"
    APART = "apart"
    SHOW = "show"


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """A button or a word for the report that waits under `token`."""

    answer: CardAnswer
    token: str


@dataclass(frozen=True, slots=True)
class ChooseSubject:
    """Which task or target (id) the report that waits under `token` is of."""

    token: str
    task_id: int | None = None
    target_id: int | None = None


Tell = TellProgress | TellRule | TellEvent | ChangePending | AnswerCard | ChooseSubject
