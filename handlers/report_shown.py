"""One report whole: what it says and proves, the talk about it, and what the sender may say to it."""

from collections.abc import Iterator
from dataclasses import replace

from handlers import report_wording, wording
from handlers.answer import Answer, Choice, heading, item, source, text
from handlers.answer_wording import made_by, moment, talk
from handlers.answer_words import AnswerAct
from handlers.context import Context
from handlers.evidence_wording import names
from handlers.focus import Focus
from handlers.phrases import say
from handlers.progress import subjects_of
from handlers.reply import Block, Facts, ReplyIntent
from handlers.standing import sees_report
from handlers.subjects import Line
from knowledge.answers import ReportFilter
from knowledge.commands import AnswerReport
from knowledge.rights import may_give
from knowledge.types import ReportLine, TargetLine, TaskLine

_CONTENT = 220


def show_report(context: Context, number: int) -> Answer:
    """The report, if the sender may see it."""
    report = next(iter(context.store.progress.get_reports((number,))), None)
    if report is None or not sees_report(context, report):
        told = say("answers", "not_shown", number=number)
        return Answer((heading(told),), Facts(ReplyIntent.DENIED), context.focus)
    lines = subjects_of(context, (report,))
    facts = Facts(
        ReplyIntent.HISTORY,
        tasks=tuple(wording.task_ref(line) for line in lines if isinstance(line, TaskLine)),
        targets=tuple(wording.target_ref(line) for line in lines if isinstance(line, TargetLine)),
        reports=(report.id,),
    )
    blocks = (*_opening(context, report), *_told(context, report, lines))
    return Answer(blocks, facts, _focus(report, lines), report_choices(context, report))


def report_choices(context: Context, report: ReportLine) -> tuple[Choice, ...]:
    """What the sender may say to a report, by buttons."""
    if report.retracted_at is not None:
        return ()
    if may_give(AnswerReport, context.sender.role) and report.reporter_id != context.actor.id:
        return _offered(report, AnswerAct.SEEN, AnswerAct.RETURN, AnswerAct.PROVE)
    waiting = context.store.answers.list_questions(ReportFilter(numbers=(report.id,)))
    return _offered(report, AnswerAct.REPLY) if waiting else ()


def say_choice(name: str, number: int) -> Choice:
    """To say something to a report by a button."""
    return Choice(
        say("answers", f"option_{name}", number=number), says=say("answers", f"say_{name}", number=number, words="")
    )


def focused(answer: Answer, number: int) -> Answer:
    """The answer, after which the report is spoken of."""
    return replace(answer, focus=replace(answer.focus, reports=(number,)))


def _offered(report: ReportLine, *acts: AnswerAct) -> tuple[Choice, ...]:
    return tuple(say_choice(act.value, report.id) for act in acts)


def _opening(context: Context, report: ReportLine) -> Iterator[Block]:
    who = made_by(report, people_named=not context.before_others)
    yield heading(say("answers", "report", number=report.id, at=moment(report.at, context.now.tzinfo), who=who))
    if report.retracted_at is not None:
        yield text(say("answers", "retracted"))


def _told(context: Context, report: ReportLine, lines: tuple[Line, ...]) -> Iterator[Block]:
    for line in lines:
        yield text(_subject(line))
    told = report_wording.reading_lines if report.target_key is not None else report_wording.report_lines
    yield from map(item, told(report))
    proof = context.store.evidence.of_reports((report.id,)).get(report.id, ())
    if proof:
        yield item(say("evidence", "attached", names=names(proof)))
    talked = context.store.answers.of_reports((report.id,)).get(report.id, ())
    yield from map(item, talk(talked, context.now.tzinfo, people_named=not context.before_others))
    for line in lines:
        yield source(_source(context, line))


def _subject(line: Line) -> str:
    if isinstance(line, TaskLine):
        return wording.shorten(wording.task_text(line), _CONTENT)
    return say("target", "figure", name=line.name.rstrip(" .:;"), value=wording.figure(line))


def _source(context: Context, line: Line) -> str:
    plan = context.plan(line.plan_id)
    if isinstance(line, TaskLine):
        return wording.task_source(line, plan)
    return wording.place_source(line.where or say("source", "at_target", number=line.number), plan)


def _focus(report: ReportLine, lines: tuple[Line, ...]) -> Focus:
    tasks = tuple(line.id for line in lines if isinstance(line, TaskLine))
    targets = tuple(line.id for line in lines if isinstance(line, TargetLine))
    plans = tuple(line.plan_id for line in lines)
    return Focus(ReplyIntent.CLARIFY.value, tasks=tasks, targets=targets, plans=plans, reports=(report.id,))
