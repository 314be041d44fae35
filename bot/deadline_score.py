"""The phrase set of deadlines put to our grammar and, beside it, to dateparser: right, wrong, or nothing said."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from knowledge.deadlines.parse import parse_deadlines
from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)

OUR_PHRASES = Path(__file__).parents[1] / "tests" / "knowledge" / "deadline_phrases.toml"
PLAN_YEAR = 2026


class Verdict(StrEnum):
    """How a reading is judged; `silent` said nothing where something was to be said."""

    RIGHT = "right"
    WRONG = "wrong"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording with what it means, one notation a deadline; nothing where nobody can tell."""

    text: str
    means: tuple[str, ...]


def load_phrases(path: Path = OUR_PHRASES) -> list[Phrase]:
    """The phrases of a file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))["phrase"]
    return [Phrase(entry["text"], tuple(entry["means"])) for entry in table]


def in_words(deadline: Deadline) -> str:
    """A deadline in the notation of the phrase set."""
    match deadline:
        case DateDeadline(due, before):
            return f"{due} before" if before else f"{due}"
        case PeriodDeadline(start, due):
            return f"{start} .. {due}"
        case RecurringDeadline(every, day, before, level):
            parts = ["every", every.value, f"on {day}" if day else "", "before" if before else ""]
            return " ".join(filter(None, [*parts, f"for {level}" if level else ""]))
        case RelativeDeadline(days, working, direction, event):
            return f"{'?' if days is None else days}{' working' if working else ''} {direction}: {event}"
        case ExternalDeadline(reference):
            return f"external: {reference}"
        case ContinuousDeadline():
            return "continuous"
        case AdhocDeadline():
            return "adhoc"


def read_ours(text: str) -> tuple[str, ...]:
    """What our grammar reads."""
    return tuple(map(in_words, parse_deadlines(text, PLAN_YEAR).deadlines))


def dateparser_reader() -> Callable[[str], tuple[str, ...]]:
    """A reader by dateparser; ImportError where it is not installed. It gives a day, so "before" is forgiven."""
    from dateparser import parse

    base = datetime(PLAN_YEAR, 1, 1, tzinfo=UTC)

    def read(text: str) -> tuple[str, ...]:
        found = parse(text, languages=["vi"], settings={"RELATIVE_BASE": base, "DATE_ORDER": "DMY"})
        return (f"{found.date()}",) if found else ()

    return read


def score(phrases: Iterable[Phrase], read: Callable[[str], Sequence[str]]) -> Counter[Verdict]:
    """How often a reader is right, wrong or silent."""
    return Counter(_judge(phrase.means, tuple(read(phrase.text))) for phrase in phrases)


def _judge(means: tuple[str, ...], said: tuple[str, ...]) -> Verdict:
    if said == means or said == tuple(one.removesuffix(" before") for one in means):
        return Verdict.RIGHT
    return Verdict.WRONG if said else Verdict.SILENT
