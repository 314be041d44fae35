"""Lists of reports for leaders, and of the questions about reports that wait for an answer."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from handlers import report_wording
from handlers.answer import Answer, Choice, heading, item, text
from handlers.answer_wording import moment, said, subject
from handlers.answer_words import AnswerAct, AnswerAsked
from handlers.context import Context
from handlers.focus import Focus
from handlers.phrases import say
from handlers.progress import subjects_of
from handlers.reply import Block, Facts, ReplyIntent
from handlers.report_shown import say_choice, show_report
from handlers.subjects import Line
from handlers.understanding.hear import Heard
from knowledge.answers import AnswerLine, ReportFilter
from knowledge.commands import AnswerReport
from knowledge.rights import may_give
from knowledge.types import Period, ReportLine
from knowledge.units import unit_key

Hears = Callable[[str], Heard]

_PAGE = 5


def wanted_reports(context: Context, asked: AnswerAsked, hears: Hears) -> ReportFilter | None:
    """Which reports a sentence asks for; None where its words tell of something else than units and days."""
    wanted = ReportFilter(context.organisations, unseen=asked.act is AnswerAct.NEW)
    if not asked.words:
        return wanted
    heard = hears(asked.words)
    if heard.topic() or heard.progress or not (heard.units or heard.periods):
        return None
    names = (name for unit in heard.units for name in context.units.named_as(unit.printed, context.today))
    wanted = replace(wanted, units=tuple(dict.fromkeys(map(unit_key, names))))
    return _within(context, wanted, heard.periods[0].period) if heard.periods else wanted


def list_reports(context: Context, asked: AnswerAsked, wanted: ReportFilter) -> Answer:
    """A page of the reports, or the only one of them whole."""
    count = context.store.answers.count_reports(wanted)
    page = context.store.answers.list_reports(wanted, _PAGE, (asked.page - 1) * _PAGE)
    if count == 1 and page:
        return show_report(context, page[0].id)
    name = "unseen" if wanted.unseen else "of_days"
    narrowed = say("answers", "narrowed", words=asked.words) if asked.words else ""
    if not page:
        told = say("answers", f"{name}_none", narrowed=narrowed) if count == 0 else say("answers", "last_page")
        return Answer((heading(told),), Facts(ReplyIntent.HISTORY, count=count, reports=()), context.focus)
    blocks = (heading(say("answers", name, count=count, narrowed=narrowed)), *_items(context, page))
    choices = [say_choice("show", line.id) for line in page]
    if count > asked.page * _PAGE:
        choices.append(Choice(say("answers", "option_more"), says=_further(asked)))
    facts = Facts(ReplyIntent.HISTORY, count=count, reports=tuple(line.id for line in page))
    return Answer(blocks, facts, Focus(ReplyIntent.CLARIFY.value), tuple(choices))


def list_questions(context: Context) -> Answer:
    """What leaders asked about reports and nobody has answered: of the own unit, or, for leaders, of all."""
    leads = may_give(AnswerReport, context.sender.role)
    lines = context.store.answers.list_questions(_leading(context) if leads else own_reports(context))
    name = "all_questions" if leads else "own_questions"
    if not lines:
        told = heading(say("answers", f"{name}_none"))
        return Answer((told,), Facts(ReplyIntent.HISTORY, count=0, reports=()), context.focus)
    numbers = tuple(dict.fromkeys(line.report for line in lines))
    if len(numbers) == 1:
        return show_report(context, numbers[0])
    blocks = (heading(say("answers", name, count=len(lines))), *_questions(context, lines[:_PAGE], numbers))
    if len(lines) > _PAGE:
        blocks = (*blocks, text(say("answers", "more_questions", count=len(lines) - _PAGE)))
    choices = tuple(say_choice("show", number) for number in numbers[:_PAGE])
    facts = Facts(ReplyIntent.HISTORY, count=len(lines), reports=numbers)
    return Answer(blocks, facts, Focus(ReplyIntent.CLARIFY.value), choices)


def own_reports(context: Context) -> ReportFilter:
    """The reports that the sender made, or the sender's unit."""
    unit = context.sender.unit
    names = context.units.named_as(unit, context.today) if unit else ()
    return ReportFilter(units=tuple(map(unit_key, names)), reporter=context.actor.id)


def _leading(context: Context) -> ReportFilter:
    return ReportFilter(context.organisations)


def _within(context: Context, wanted: ReportFilter, days: Period) -> ReportFilter:
    zone = context.now.tzinfo
    until = datetime.combine(days.end + timedelta(days=1), time(), zone)
    return replace(wanted, since=datetime.combine(days.start, time(), zone), until=until)


def _further(asked: AnswerAsked) -> str:
    return say("answers", "say_more", said=asked.said, page=asked.page + 1)


def _items(context: Context, reports: Sequence[ReportLine]) -> Iterator[Block]:
    subjects, talks = _subjects(context, reports), context.store.answers.of_reports([line.id for line in reports])
    for report in reports:
        at = report.at.astimezone(context.now.tzinfo)
        told = {
            "report": report_wording.recorded(report, at, people_named=not context.before_others),
            "subject": subject(subjects.get(report.task_key or report.target_key or "")),
        }
        held = [line for line in talks.get(report.id, ()) if line.retracted_at is None]
        name = "item_answered" if held else "item"
        yield item(say("answers", name, **told, answer=said(held[-1]) if held else ""))


def _questions(context: Context, lines: Sequence[AnswerLine], numbers: Sequence[int]) -> Iterator[Block]:
    reports = {report.id: report for report in context.store.progress.get_reports(numbers)}
    subjects = _subjects(context, tuple(reports.values()))
    for line in lines:
        report = reports[line.report]
        yield item(
            say(
                "answers",
                "question",
                number=line.report,
                subject=subject(subjects.get(report.task_key or report.target_key or "")),
                who=line.actor_name,
                at=moment(line.at, context.now.tzinfo),
                what=said(line),
            )
        )


def _subjects(context: Context, reports: Sequence[ReportLine]) -> Mapping[str, Line]:
    return {line.key: line for line in subjects_of(context, reports)}
