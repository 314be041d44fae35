"""Evidence handed back to those who may see the reports it proves."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from handlers.answer import Answer, heading, item
from handlers.context import Context
from handlers.evidence_wording import bare_names, called, is_held, names
from handlers.files import HeldFile
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.standing import sees_report
from knowledge.evidence import EvidenceLine


def hand_over(context: Context, numbers: Sequence[int]) -> Answer:
    """The evidence of reports, as far as the sender sees them: files, and where links lead."""
    seen = tuple(sorted(line.id for line in context.store.progress.get_reports(numbers) if sees_report(context, line)))
    if not seen:
        told = say("evidence", "not_shown", number=", ".join(map(str, numbers)))
        return Answer((heading(told),), Facts(ReplyIntent.DENIED), context.focus)
    evidence = context.store.evidence.of_reports(seen)
    if not evidence:
        told = say("evidence", "none_of_report", numbers=", ".join(map(str, seen)))
        return Answer((heading(told),), Facts(ReplyIntent.HISTORY, reports=seen, attached=()), context.focus)
    lines = tuple(line for found in evidence.values() for line in found)
    files = {line.id: _laid_out(context, line) for line in lines if line.sha256 is not None}
    held = {line.channel_file: line for line in lines if is_held(line)}
    blocks = (
        heading(say("evidence", "handed", numbers=", ".join(map(str, sorted(evidence))))),
        *(item(say("evidence", "of_report", number=number, names=names(evidence[number]))) for number in evidence),
        *_lost(lines, files),
        *_elsewhere(context, held.values()),
    )
    facts = Facts(ReplyIntent.HISTORY, reports=tuple(sorted(evidence)), attached=bare_names(lines))
    return Answer(
        blocks, facts, context.focus, files=tuple(_one_each(lines, files)), held=tuple(_here(context, held.values()))
    )


def _laid_out(context: Context, line: EvidenceLine) -> Path | None:
    """A copy of the file under the name it came with; None where it is no longer there."""
    kept = context.files.evidence.place(line.sha256 or "")
    if not kept.is_file():
        return None
    name = Path(line.name)
    return Path(shutil.copyfile(kept, context.files.outgoing.place(name.stem, name.suffix, context.today)))


def _lost(lines: Iterable[EvidenceLine], files: dict[int, Path | None]) -> Iterator[Block]:
    for line in lines:
        if line.id in files and files[line.id] is None:
            yield item(say("evidence", "lost", name=called(line)))


def _here(context: Context, held: Iterable[EvidenceLine]) -> Iterator[HeldFile]:
    """What the channel of the talk hands out itself."""
    for line in held:
        if line.channel is context.channel and line.channel_file is not None:
            yield HeldFile(line.channel_file, line.name, line.size or 0)


def _elsewhere(context: Context, held: Iterable[EvidenceLine]) -> Iterator[Block]:
    for line in held:
        if line.channel is not context.channel:
            yield item(say("evidence", "held_elsewhere", name=line.name, channel=say("channel", line.channel)))


def _one_each(lines: Iterable[EvidenceLine], files: dict[int, Path | None]) -> Iterator[Path]:
    """The files, one that proves several reports once."""
    first = {line.sha256: path for line in reversed(tuple(lines)) if (path := files.get(line.id)) is not None}
    return reversed(first.values())
