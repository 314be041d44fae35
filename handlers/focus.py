"""What the talk is about: kept in the store between messages, so that "thế còn hạn?" has a meaning after a restart."""

from dataclasses import dataclass
from datetime import timedelta

from pydantic import TypeAdapter, ValidationError

from handlers.intents import (
    AskDocument,
    AskFact,
    AskLetter,
    AskList,
    AskPassage,
    AskReading,
    AskReadings,
    AskTarget,
    AskTargets,
    AskUnits,
    Field,
    Question,
)

LIFETIME = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question asked last; of these, one is set."""

    fact: AskFact | None = None
    target: AskTarget | None = None
    targets: AskTargets | None = None
    reading: AskReading | None = None
    readings: AskReadings | None = None
    units: AskUnits | None = None
    list: AskList | None = None
    document: AskDocument | None = None
    letter: AskLetter | None = None
    passage: AskPassage | None = None

    @property
    def question(self) -> Question | None:
        """The one that is set."""
        told = (self.fact, self.target, self.targets, self.reading, self.readings, self.units)
        others = (self.list, self.document, self.letter, self.passage)
        return next((question for question in (*told, *others) if question is not None), None)


@dataclass(frozen=True, slots=True)
class Focus:
    """The last question, its kind and subject (`tasks`, `targets`: ids).

    Of a list the tasks `listed` from `opened` up to `shown` were shown last; `pending` is the token of the report
    that was shown last, and it is `editing` where what to change was asked. What is said next is joined to the command
    it `awaits`. Of the reports on record that were told one by one `reports` are the numbers. A question or an offer in
    answer to the message `heard` last is the `reply` (JSON text).
    """

    intent: str = ""
    fields: tuple[Field, ...] = ()
    tasks: tuple[int, ...] = ()
    targets: tuple[int, ...] = ()
    section: tuple[str, ...] = ()
    plans: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()
    opened: int = 0
    shown: int = 0
    asked: Asked = Asked()
    pending: str = ""
    editing: bool = False
    awaits: str = ""
    reports: tuple[int, ...] = ()
    heard: str = ""
    reply: str = ""

    @property
    def all_plans(self) -> frozenset[int]:
        """Every plan the talk refers to, also where the question asked last was looked for."""
        question = self.asked.question
        sought = question.scope.tiers if question is not None else ()
        return frozenset(self.plans).union(*sought)

    def dump(self) -> str:
        """As JSON text for the store."""
        return _FOCUS.dump_json(self).decode()


NO_FOCUS = Focus()
_FOCUS = TypeAdapter(Focus)


def load_focus(payload: str | None) -> Focus:
    """The focus stored as `payload`; an empty one where nothing is stored, or another version stored it."""
    if payload is None:
        return NO_FOCUS
    try:
        return _FOCUS.validate_json(payload, extra="forbid")
    except ValidationError:
        return NO_FOCUS


def asked(question: Question) -> Asked:  # noqa: C901 - one case for each kind of question
    """A question as it is kept."""
    match question:
        case AskFact():
            return Asked(fact=question)
        case AskTarget():
            return Asked(target=question)
        case AskTargets():
            return Asked(targets=question)
        case AskReading():
            return Asked(reading=question)
        case AskReadings():
            return Asked(readings=question)
        case AskUnits():
            return Asked(units=question)
        case AskList():
            return Asked(list=question)
        case AskDocument():
            return Asked(document=question)
        case AskLetter():
            return Asked(letter=question)
        case AskPassage():
            return Asked(passage=question)
