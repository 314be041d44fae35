"""What the prose says: duties outside the tables, goals, legal bases, distribution; quoted with its place."""

from handlers import wording
from handlers.answer import Answer, quote, silent, source, text
from handlers.context import Context
from handlers.finding import Found, Subject, find_rows
from handlers.focus import Focus
from handlers.intents import AskPassage
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from knowledge.types import DutyLine, ProseLine


def answer_passage(context: Context, ask: AskPassage) -> Answer:
    """The passage that answers, or that there is none."""
    finding = find_rows(context.retriever, ask.query, ask.scope, (Subject.DUTY, Subject.PROSE))
    return answer_row(context, finding.best) if finding.rows else silent("not_found")


def answer_row(context: Context, row: Found) -> Answer:
    """Quote a duty or a paragraph that was found."""
    line = _line(context, row)
    words = line.content if isinstance(line, DutyLine) else line.text
    blocks = [text(say("passage", "found")), quote(words)]
    if isinstance(line, DutyLine) and line.lead:
        blocks.append(text(say("fact", "lead", units=wording.unit_list(line.lead))))
    blocks.append(source(wording.place_source(line.where, context.plan(line.plan_id))))
    return Answer(tuple(blocks), Facts(ReplyIntent.PASSAGE), Focus(ReplyIntent.PASSAGE.value, plans=(line.plan_id,)))


def _line(context: Context, row: Found) -> DutyLine | ProseLine:
    if row.subject is Subject.DUTY:
        return context.store.prose.get_duties((row.row_id,))[0]
    return context.store.prose.get_prose((row.row_id,))[0]
