"""Evidence put into words: what came with a report, as a person would call it."""

from collections.abc import Iterable, Iterator

from handlers import wording
from handlers.answer import item
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Block
from knowledge.evidence import EvidenceLine


def called(line: EvidenceLine) -> str:
    """A piece of evidence: its name with its size and where it is held, or where the link leads."""
    if line.link is not None:
        return line.link
    size = (wording.size(line.size),) if line.size is not None else ()
    held = (say("evidence", "held", channel=say("channel", line.channel)),) if is_held(line) else ()
    told = ", ".join((*size, *held))
    return say("evidence", "file", name=line.name, told=told) if told else line.name


def is_held(line: EvidenceLine) -> bool:
    """Whether the file stays with its channel."""
    return line.link is None and line.sha256 is None


def names(lines: Iterable[EvidenceLine]) -> str:
    """Several of them one after another."""
    return ", ".join(map(called, lines))


def bare_names(lines: Iterable[EvidenceLine]) -> tuple[str, ...]:
    """What they are called by programs."""
    return tuple(line.link or line.name for line in lines)


def attached_blocks(context: Context, evidence: tuple[int, ...]) -> Iterator[Block]:
    """The line of a card that tells what comes with the report."""
    lines = context.store.evidence.get(evidence) if evidence else ()
    if lines:
        yield item(say("evidence", "attached", names=names(lines)))
    yield from held_blocks(lines)


def held_blocks(lines: Iterable[EvidenceLine]) -> Iterator[Block]:
    """What is to be known of files that stay with a channel."""
    for channel in dict.fromkeys(line.channel for line in lines if is_held(line)):
        yield item(say("evidence", "held_unread", channel=say("channel", channel)))
