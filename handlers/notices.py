"""News put into words for whom it is, as things stand when it is told; they did not ask, and nothing is awaited."""

from collections.abc import Callable, Iterator, Mapping

from handlers import report_wording
from handlers.answer import Answer, Choice, heading, item, quote, text
from handlers.answer_wording import made_by, subject
from handlers.context import Context
from handlers.evidence_wording import names
from handlers.phrases import say
from handlers.progress import subjects_of
from handlers.reply import Block, Facts, ReplyIntent
from handlers.report_shown import say_choice
from knowledge.answers import AnswerLine
from knowledge.notices import News, NewsKind
from knowledge.types import AnswerKind, ReportLine

Telling = Callable[[Context, AnswerLine, ReportLine], Answer | None]


def answer_news(context: Context, news: News) -> Answer | None:
    """What is told; None where it holds no longer, or is no affair of theirs any more."""
    line = context.store.answers.find(news.answer)
    report = next(iter(context.store.progress.get_reports((news.report,))), None)
    if context.sender.role is None or line is None or report is None:
        return None
    return _TELLING[news.kind](context, line, report)


def _answered(context: Context, line: AnswerLine, report: ReportLine) -> Answer | None:
    """What a leader says, told to who reported."""
    if line.retracted_at is not None:
        return None
    kind = line.kind.value
    blocks = [heading(say("notices", kind, who=line.actor_name, number=report.id))]
    blocks += _words(line)
    blocks += _of(context, report)
    if line.kind is AnswerKind.ACKNOWLEDGED:
        return _answer(report, blocks)
    return _answer(report, [*blocks, text(say("notices", f"how_{kind}"))], "reply", "show")


def _taken_back(context: Context, line: AnswerLine, report: ReportLine) -> Answer | None:
    if line.retracted_at is None:
        return None
    return _answer(report, [heading(say("notices", "taken_back", who=line.actor_name, number=report.id))], "show")


def _replied(context: Context, line: AnswerLine, report: ReportLine) -> Answer | None:
    """What the unit replies, told to who asked."""
    if line.retracted_at is not None:
        return None
    who = ", ".join(filter(None, (line.actor_name, report.unit)))
    opening = heading(say("notices", "replied", who=who, number=report.id))
    return _answer(report, [opening, *_words(line), *_of(context, report)], "seen", "return", "show")


def _reported(context: Context, line: AnswerLine, report: ReportLine) -> Answer | None:
    """The new report, told to who asked about the one before."""
    if report.retracted_at is not None:
        return None
    opening = heading(say("notices", "reported", who=made_by(report), number=report.id))
    told = report_wording.reading_lines if report.target_key is not None else report_wording.report_lines
    blocks = [opening, *map(item, told(report)), *_of(context, report), *_asked(line)]
    return _answer(report, blocks, "seen", "return", "show")


def _proven(context: Context, line: AnswerLine, report: ReportLine) -> Answer | None:
    """What was sent to prove the report, told to who asked for it."""
    proof = context.store.evidence.of_reports((report.id,)).get(report.id, ())
    if not proof:
        return None
    opening = say("notices", "proven", who=made_by(report), number=report.id, names=names(proof))
    return _answer(report, [heading(opening), *_of(context, report), *_asked(line)], "seen", "return", "evidence")


_TELLING: Mapping[NewsKind, Telling] = {
    NewsKind.ANSWERED: _answered,
    NewsKind.TAKEN_BACK: _taken_back,
    NewsKind.REPLIED: _replied,
    NewsKind.REPORTED: _reported,
    NewsKind.PROVEN: _proven,
}


def _words(line: AnswerLine) -> Iterator[Block]:
    if line.text:
        yield quote(line.text)


def _asked(line: AnswerLine) -> Iterator[Block]:
    if line.text:
        yield text(say("notices", "asked", words=line.text))


def _of(context: Context, report: ReportLine) -> Iterator[Block]:
    """What is reported on, in a few words."""
    yield from (text(subject(line)) for line in subjects_of(context, (report,)))


def _answer(report: ReportLine, blocks: list[Block], *offered: str) -> Answer:
    choices: tuple[Choice, ...] = tuple(say_choice(name, report.id) for name in offered)
    return Answer(tuple(blocks), Facts(ReplyIntent.HISTORY, reports=(report.id,)), choices=choices)
