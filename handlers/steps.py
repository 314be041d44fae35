"""What was chosen so far on the way through a report: said by a button, read again when it is pressed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from json import JSONDecodeError, JSONDecoder
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from handlers.answer import Choice
from handlers.phrases import say
from handlers.understanding.bare_figures import is_bare_figure
from knowledge.types import Period, ProgressStatus
from knowledge.vietnamese.fold import fold

COMMAND = "/baocao"
# What follows is noted with the report that waits, word by word.
NOTE = "~"
# What the talk is about while a step is chosen: what is typed is a report of its own, whatever card waits.
CHOOSING = "step"
_PAGE = 5
_Line = TypeVar("_Line")
_DECODER = JSONDecoder()
# No reason why something is stuck: a question, or what begins with a task's number.
_NUMBER = re.compile(r"(?:[A-Za-z]+\.)*\d{1,4}(?:\.\d{1,4})*[a-z]?")
_OTHER_TALK = re.compile(r".*\?\s*|(?:nv|nhiem vu) ?\d.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Step:
    """A task or a target (id), the time it is reported of, and how far it is; without either, a page of what to choose.

    `targets` are paged in place of tasks, from `start` on. What was typed then are the `words`.
    """

    task: int | None = None
    target: int | None = None
    time: Period | None = None
    status: ProgressStatus | None = None
    targets: bool = False
    start: int = 0
    words: str = ""

    @property
    def says(self) -> str:
        """The step as a button says it."""
        return f"{COMMAND} {_STEP.dump_json(self, exclude_defaults=True).decode()}"


_STEP = TypeAdapter(Step)


def read_step(said: str) -> Step | None:
    """The step that was said behind the command, the first one where nothing was said; None for a sentence."""
    if not said:
        return Step()
    if fold(said) in (fold(say("steps", "targets")), fold(say("steps", "targets_said"))):
        return Step(targets=True)
    try:
        _, end = _DECODER.raw_decode(said)
        step = _STEP.validate_json(said[:end], extra="forbid")
    except (JSONDecodeError, ValidationError):
        return None
    return replace(step, words=said[end:].strip())


def is_sentence(said: str) -> bool:
    """Whether what follows the command was written by a person, and is no answer to what was asked."""
    return not said.startswith(NOTE) and read_step(said) is None


def names_more(said: str) -> bool:
    """Whether a sentence says more than the number of a task."""
    return _NUMBER.fullmatch(said) is None


def answers(awaits: str, said: str) -> bool:
    """Whether what is said is what was asked for, and not talk of something else."""
    command, _, asked = awaits.partition(" ")
    if command != COMMAND:
        return True
    return not _OTHER_TALK.fullmatch(fold(said)) if asked == NOTE else is_bare_figure(said)


def to_step(label: str, step: Step, brief: str = "") -> Choice:
    """A choice that leads on to a step."""
    return Choice(label, says=step.says, brief=brief)


def paged(own: Sequence[_Line], step: Step) -> tuple[Sequence[_Line], tuple[Choice, ...]]:
    """The page of what may be chosen that begins where the step tells, and the choices that turn the pages."""
    after, before = step.start + _PAGE, max(0, step.start - _PAGE)
    turning = []
    if after < len(own):
        turning.append(to_step(say("steps", "more"), replace(step, start=after)))
    if step.start:
        turning.append(to_step(say("steps", "back"), replace(step, start=before)))
    return own[step.start : after], tuple(turning)
