"""Evidence put into words: what came with a report, as a person would call it."""

from collections.abc import Iterable, Iterator

from handlers import wording
from handlers.answer import item
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Block
from knowledge.evidence import EvidenceLine


def called(line: EvidenceLine) -> str:
    """A piece of evidence: its name with its size, or where the link leads."""
    if line.link is not None:
        return line.link
    return line.name if line.size is None else say("evidence", "file", name=line.name, size=wording.size(line.size))


def names(lines: Iterable[EvidenceLine]) -> str:
    """Several of them one after another."""
    return ", ".join(map(called, lines))


def bare_names(lines: Iterable[EvidenceLine]) -> tuple[str, ...]:
    """What they are called by programs."""
    return tuple(line.link or line.name for line in lines)


def attached_blocks(context: Context, evidence: tuple[int, ...]) -> Iterator[Block]:
    """The line of a card that tells what comes with the report."""
    if evidence:
        yield item(say("evidence", "attached", names=names(context.store.evidence.get(evidence))))
