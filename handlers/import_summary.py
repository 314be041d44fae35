"""What a file that was sent holds, what it would change and what is doubtful in it, short enough for one message."""

from collections.abc import Iterator

from handlers.answer import heading, item, text
from handlers.phrases import say
from handlers.plan_wording import (
    change_counts,
    counted,
    counts_of_texts,
    document_facts,
    field_change,
    one_line,
    place_of,
    told_singly,
    version_of_what,
)
from handlers.reply import Block
from handlers.wording import shorten
from knowledge.differences import Difference
from knowledge.importing.draft import Doubt, PlanDraft
from knowledge.importing.session import ImportComparison

SHOWN_DOUBTS = 10
_SHOWN_DIFFERENCES = 6
_SHOWN_FIELDS = 2
# Characters; with these all there is to say fits one message of any channel.
_LONGEST = 100
_LONGEST_FIELD = 40


def summary(draft: PlanDraft, comparison: ImportComparison) -> tuple[Block, ...]:
    """The blocks that let a person decide."""
    return (*_plan(draft), *_changes(draft, comparison), *_doubts(draft.doubts), text(say("import", "nothing_yet")))


def _plan(draft: PlanDraft) -> Iterator[Block]:
    yield heading(say("import", "read", file=draft.file))
    for name, value in document_facts(draft.document):
        yield item(f"{name}: {shorten(one_line(value), _LONGEST)}")
    counts = ((name, count) for name, count in counted(draft) if count and name != say("draft", "doubts"))
    yield item(" · ".join(f"{count} {_lower(name)}" for name, count in counts))


def _changes(draft: PlanDraft, comparison: ImportComparison) -> Iterator[Block]:
    version = version_of_what(draft, comparison)
    if version is None:
        return
    yield heading(version)
    yield from map(text, change_counts(comparison))
    told = told_singly(comparison.differences)
    yield from (item(_told(difference)) for difference in told[:_SHOWN_DIFFERENCES])
    if len(told) > _SHOWN_DIFFERENCES:
        yield text(say("import", "more_changes", count=len(told) - _SHOWN_DIFFERENCES))
    yield from map(item, counts_of_texts(comparison.differences))


def _told(difference: Difference) -> str:
    values = {"place": _lower(place_of(difference)), "words": shorten(one_line(difference.text), _LONGEST)}
    fields = [field_change(change, _LONGEST_FIELD) for change in difference.fields[:_SHOWN_FIELDS]]
    if len(difference.fields) > _SHOWN_FIELDS:
        fields.append("…")
    return say("import", difference.change.value, **values, fields="; ".join(fields))


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]


def _doubts(doubts: tuple[Doubt, ...]) -> Iterator[Block]:
    if not doubts:
        return
    yield heading(say("import", "doubts", count=len(doubts)))
    for doubt in doubts[:SHOWN_DOUBTS]:
        yield item(
            say(
                "import",
                "doubt",
                where=shorten(doubt.where, _LONGEST_FIELD),
                what=shorten(one_line(doubt.what), _LONGEST),
            )
        )
    if len(doubts) > SHOWN_DOUBTS:
        yield text(say("import", "more_doubts", count=len(doubts) - SHOWN_DOUBTS))
    yield text(say("import", "workbook"))
