"""What a handler hands back: the answer's blocks and facts, what the talk is now about, and what may be chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handlers.files import HeldFile
from handlers.focus import NO_FOCUS, Focus
from handlers.intents import Field, UnitsAsked
from handlers.phrases import say
from handlers.reply import Block, BlockKind, Facts, ReplyIntent
from handlers.tells import CardAnswer
from knowledge.types import Period


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing offered; choosing it answers `fields` of the task, the target's figure, or the passage.

    With `pending` it is what the report waiting under that token is of, or, as a `card`, what becomes of it; `key`
    stands in place of the option's place, and `period` is the time of a recurring task that it is of. `status` and
    `history` ask what was reported of the task, `units` which units have, `status` what was reached of the target.
    What it `says` is taken as if it had been typed. A button that has no room for the label says it `brief`; one that
    is not `typed` is offered as a button alone, and no number typed means it.
    """

    label: str
    fields: tuple[Field, ...] = ()
    task_id: int | None = None
    target_id: int | None = None
    card: CardAnswer | None = None
    pending: str = ""
    key: str = ""
    status: bool = False
    history: bool = False
    says: str = ""
    period: Period | None = None
    units: UnitsAsked | None = None
    brief: str = ""
    typed: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply before its options are stored; a `personal` one is for the eyes of whoever asked alone."""

    blocks: tuple[Block, ...]
    facts: Facts
    focus: Focus = NO_FOCUS
    choices: tuple[Choice, ...] = ()
    files: tuple[Path, ...] = ()
    personal: bool = False
    held: tuple[HeldFile, ...] = ()


def text(line: str) -> Block:
    """A plain paragraph."""
    return Block(BlockKind.TEXT, line)


def item(line: str) -> Block:
    """A line of a list."""
    return Block(BlockKind.ITEM, line)


def heading(line: str) -> Block:
    """The line that says the answer in short."""
    return Block(BlockKind.HEADING, line)


def quote(line: str) -> Block:
    """Words of the document."""
    return Block(BlockKind.QUOTE, line)


def source(line: str) -> Block:
    """Where it stands."""
    return Block(BlockKind.SOURCE, line)


def silent(reason: str, focus: Focus | None = None, **values: object) -> Answer:
    """An honest "not there", "not clear" or "not possible"."""
    return Answer((text(say("none", reason, **values)),), Facts(ReplyIntent.NONE), focus or NO_FOCUS)


def joined(answers: Sequence[Answer]) -> Answer:
    """The answers to one message one after another; the first that found something leads."""
    leading = next((answer for answer in answers if answer.facts.intent is not ReplyIntent.NONE), answers[0])
    tasks = tuple(task for answer in answers for task in answer.facts.tasks)
    return Answer(
        tuple(block for answer in answers for block in answer.blocks),
        replace(leading.facts, tasks=tasks),
        replace(leading.focus, tasks=tuple(task for answer in answers for task in answer.focus.tasks)),
        tuple(choice for answer in answers for choice in answer.choices),
        tuple(file for answer in answers for file in answer.files),
        any(answer.personal for answer in answers),
    )
