"""What the prose says: duties outside the tables, goals, legal bases, distribution; quoted with its place."""

import re

from rapidfuzz.fuzz import ratio

from handlers import wording
from handlers.answer import Answer, quote, source, text
from handlers.catalogue import folded_words
from handlers.context import Context
from handlers.directory import roll_of_plan
from handlers.finding import Found, Subject, find_rows
from handlers.focus import Focus
from handlers.intents import AskPassage
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.types import DutyLine, ProseLine
from knowledge.vietnamese.fold import fold

# Two paragraphs at one place that differ in a word or a year contradict each other (rapidfuzz ratio, 0 to 100).
_ALIKE = 90.0
# Characters of the longest heading.
_HEADING = 120
_LETTER = frozenset({"Nơi nhận", "Người ký", "Tiêu đề"})
_FIGURE = re.compile(
    r"(?<![\w/.,-])(?<!số )(?<!ngày )(?<!tháng )(?<!năm )(?<!điều )(?<!Điều )(?<!khoản )(?<!mục )(?<!quý )"
    r"(?!(?:19|20)\d\d\b)\d+(?:[.,]\d+)?(?:%|/\d+ | ?[^\W\d])"
)


def answer_passage(context: Context, ask: AskPassage) -> Answer:
    """The passage that answers, or that there is none."""
    finding = find_rows(context.retriever, ask.query, ask.scope, (Subject.DUTY, Subject.PROSE))
    return answer_row(context, finding.best) if finding.rows else context.not_found(ask.scope)


def answer_row(context: Context, row: Found) -> Answer:
    """Quote a duty or a paragraph that was found, beside what contradicts it."""
    line = _line(context, row)
    if isinstance(line, DutyLine):
        blocks = [text(say("passage", "found")), quote(line.content)]
        lead = roll_of_plan(context, line.plan_id).named(line.lead)
        blocks += [text(say("fact", "lead", units=lead))] if lead else []
        if line.deadline_text and fold(line.deadline_text) not in fold(line.content):
            blocks.append(text(say("fact", "deadline", deadline=line.deadline_text.rstrip(" ."))))
    else:
        twins = _twins(context, line)
        above = _heading_above(context, line)
        blocks = [text(say("passage", "conflict" if twins else "found")), *above, quote(line.text), *map(quote, twins)]
    blocks.append(source(wording.place_source(line.where, context.plan(line.plan_id))))
    return Answer(tuple(blocks), Facts(ReplyIntent.PASSAGE), Focus(ReplyIntent.PASSAGE.value, plans=(line.plan_id,)))


def _heading_above(context: Context, line: ProseLine) -> list[Block]:
    """The heading that the paragraph stands under, which often says whose duty it is ("3. Sở Nội vụ")."""
    lines = [other for other in context.store.prose.list_prose((line.plan_id,)) if other.where == line.where]
    first = lines[0]
    is_heading = first.id != line.id and len(first.text) <= _HEADING and first.text[:1].isalnum()
    return [text(first.text)] if is_heading and first.where not in _LETTER else []


def tells_facts(context: Context, row: Found) -> bool:
    """Whether the row is no part of the letter around the plan, which answers only questions about the letter."""
    return row.subject is not Subject.PROSE or _line(context, row).where not in _LETTER


def has_figure(context: Context, row: Found) -> bool:
    """Whether the words found hold a figure that is no date, year or document number."""
    line = _line(context, row)
    return holds_figure(line.content if isinstance(line, DutyLine) else line.text)


def holds_figure(words: str) -> bool:
    """Whether a text holds a figure that is no date, year or document number."""
    return bool(_FIGURE.search(words))


def contradicts(line: ProseLine, other: ProseLine) -> bool:
    """Whether two paragraphs stand at one place in almost the same words, and so say different things."""
    if line.where != other.where or line.plan_id != other.plan_id:
        return False
    words = [" ".join(folded_words(one.text)) for one in (line, other)]
    return words[0] != words[1] and ratio(*words) >= _ALIKE


def _twins(context: Context, line: ProseLine) -> list[str]:
    return [other.text for other in context.store.prose.list_prose((line.plan_id,)) if contradicts(line, other)]


def _line(context: Context, row: Found) -> DutyLine | ProseLine:
    if row.subject is Subject.DUTY:
        return context.store.prose.get_duties((row.row_id,))[0]
    return context.store.prose.get_prose((row.row_id,))[0]
