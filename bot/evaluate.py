"""Question sets put through the JSON Lines channel and scored: right, wrong, or honestly unsure."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from bot.errors import UnreadableQuestionsError
from knowledge.vietnamese.fold import fold

_SINGLE = frozenset({"lead", "coordinator", "deadline", "product", "task"})
_LISTS = frozenset({"tasks", "overdue", "upcoming"})
_SILENT = frozenset({"none", "clarify"})
# The parts of a report, besides the task or target that it is of.
REPORTED = ("status", "percent", "completed_on", "evidence", "measure", "period", "note")
_REQUIRED = ("id", "at", "from", "turns", "expect")

Fields = dict[str, Any]
Exchange = Callable[[Sequence[Fields]], list[Fields]]


class Grade(StrEnum):
    """How a reply is judged; `unsure` asked back or declined where an answer was due."""

    RIGHT = "right"
    WRONG = "wrong"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Question:
    """What a person sends, turn by turn, and what the reply to the last turn must say; `held` is tuned on by nobody."""

    id: str
    at: str
    sender: Fields
    turns: tuple[str, ...]
    expect: Fields
    held: bool = False

    @property
    def intent(self) -> str:
        """What is asked for."""
        return str(self.expect["intent"])


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with its reply, its grade and why it is not right."""

    question: Question
    reply: Fields
    grade: Grade
    why: str


def load_questions(path: Path) -> list[Question]:
    """The questions of a JSON Lines file."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError) as error:
        raise UnreadableQuestionsError(path) from error
    return [_question(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def evaluate(questions: Sequence[Question], exchange: Exchange) -> list[Judged]:
    """Put every question through the channel and judge the reply to its last turn."""
    sent = [message for question in questions for message in messages_of(question)]
    replies = iter(exchange(sent))
    return [judge(question, [next(replies) for _ in question.turns][-1]) for question in questions]


def messages_of(question: Question) -> Iterator[Fields]:
    """What a person sends, message by message, in a chat of its own."""
    at = question.at if "T" in question.at else f"{question.at}T09:00:00"
    for turn in question.turns:
        yield {"chat": question.id, "at": at, "from": question.sender, "text": turn}


def task_key(task: Fields) -> tuple[str, tuple[str, ...], str]:
    """A task of the facts, or of what is expected, in a form that can be compared."""
    return Path(str(task.get("plan"))).name, tuple(map(letters, task.get("section", ()))), letters(task.get("number"))


def letters(value: object) -> str:
    """A value as compared: without accents, case and punctuation."""
    # Signs such as ">=" are all that a comparator holds, so a value without letters stays as it is.
    text = fold(str(value or ""))
    return "".join(c for c in text if c.isalnum() or c == "%") or text


def judge(question: Question, reply: Fields) -> Judged:
    """Hold a reply against what was expected; the first difference decides."""
    why = next(_differences(question.expect, reply), "")
    if not why:
        return Judged(question, reply, Grade.RIGHT, "")
    declined = _facts(reply).get("intent") in _SILENT and question.intent not in _SILENT
    return Judged(question, reply, Grade.UNSURE if declined else Grade.WRONG, why)


def tally(judged: Sequence[Judged]) -> dict[str, Counter[Grade]]:
    """Grades by intent, in the order of the alphabet."""
    grades: dict[str, Counter[Grade]] = {}
    for one in sorted(judged, key=lambda one: one.question.intent):
        grades.setdefault(one.question.intent, Counter())[one.grade] += 1
    return grades


def _question(path: Path, number: int, line: str) -> Question:
    try:
        fields = json.loads(line)
        identity, at, sender, turns, expect = (fields[name] for name in _REQUIRED)
        question = Question(identity, at, {"id": identity, **sender}, tuple(turns), expect, bool(fields.get("held")))
        question.expect["intent"]
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableQuestionsError(path, number) from error
    return question


def _differences(expect: Fields, reply: Fields) -> Iterator[str]:
    facts, asked = _facts(reply), str(expect["intent"])
    got = str(facts.get("intent"))
    if got != asked and not (asked in _SINGLE and got == "task"):
        yield f"intent {got}"
    yield from _wrong_tasks(asked, expect, facts)
    yield from _wrong_target(expect, facts)
    for wanted, told in each_report(expect, facts):
        yield from () if told is facts else wrong_subject(wanted, told)
        yield from (f"{name} {told.get(name)}" for name in REPORTED if name in wanted and not holds(name, wanted, told))
    if "count" in expect and facts.get("count") != expect["count"]:
        yield f"count {facts.get('count')} ≠ {expect['count']}"
    text = letters(reply.get("text"))
    yield from (f"text lacks {needed!r}" for needed in expect.get("must", ()) if letters(needed) not in text)


def _wrong_tasks(asked: str, expect: Fields, facts: Fields) -> Iterator[str]:
    wanted = [task_key(task) for task in expect.get("tasks", ())]
    got = [task_key(task) for task in facts.get("tasks", ())]
    match asked:
        case _ if not wanted and asked not in _LISTS:
            return
        case "clarify":
            if len(set(wanted) & set(got)) < min(2, len(wanted)):
                yield f"offered {got}"
        case _ if asked in _LISTS:
            if set(wanted) != set(got):
                yield f"{len(set(got) - set(wanted))} too many, {len(set(wanted) - set(got))} missing"
        case _:
            if not got or got[0] not in wanted:
                yield f"task {got[:1]}"


def _wrong_target(expect: Fields, facts: Fields) -> Iterator[str]:
    wanted, got = expect.get("targets", ()), facts.get("targets", ())
    if wanted and not (got and any(_agrees(one, got[0]) for one in wanted)):
        yield f"target {list(got[:1])}"


def each_report(expect: Fields, facts: Fields) -> list[tuple[Fields, Fields]]:
    """What is expected of each report of a message, beside what was understood of it."""
    several, told = expect.get("each"), facts.get("each") or []
    if several is None:
        return [(expect, facts)]
    return [(wanted, told[place] if place < len(told) else {}) for place, wanted in enumerate(several)]


def wrong_subject(expect: Fields, facts: Fields) -> Iterator[str]:
    """Why a report is not of the task or target that was expected."""
    yield from _wrong_tasks("report", expect, facts)
    yield from _wrong_target(expect, facts)


def holds(name: str, expect: Fields, facts: Fields) -> bool:
    """Whether a part of a report was understood as expected."""
    wanted, got = expect.get(name), facts.get(name)
    match name:
        case "measure":
            return _agrees(wanted or {}, got or {})
        case "evidence" | "note":
            text = letters(json.dumps(got, ensure_ascii=False))
            return all(letters(needed) in text for needed in wanted or ())
        case _:
            return bool(got == wanted)


def _agrees(wanted: Fields, got: Fields) -> bool:
    return all(_same(value, got.get(name)) for name, value in wanted.items())


def _same(wanted: object, got: object) -> bool:
    if isinstance(wanted, int | float) and isinstance(got, int | float):
        return abs(wanted - got) < 1e-6
    return wanted == got if not isinstance(wanted, str) else letters(wanted) == letters(got)


def _facts(reply: Fields) -> Fields:
    facts = reply.get("facts")
    return facts if isinstance(facts, dict) else {}
