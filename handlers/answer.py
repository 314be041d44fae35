"""What a handler hands back: the answer's blocks and facts, what the talk is now about, and what may be chosen."""

from dataclasses import dataclass, replace

from handlers.focus import NO_FOCUS, Focus
from handlers.intents import Field
from handlers.phrases import say
from handlers.reply import Block, BlockKind, Facts, ReplyIntent


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing offered; choosing it answers `fields` of the task, the target's figure, or the passage."""

    label: str
    fields: tuple[Field, ...] = ()
    task_id: int | None = None
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply before its options are stored."""

    blocks: tuple[Block, ...]
    facts: Facts
    focus: Focus = NO_FOCUS
    choices: tuple[Choice, ...] = ()


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


def joined(first: Answer, second: Answer) -> Answer:
    """Two answers to one message as one; the first leads."""
    return replace(first, blocks=(*first.blocks, *second.blocks), focus=second.focus)
