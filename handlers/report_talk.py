"""What is said about a report on record: seen, sent back, proof asked for, replied; it can be undone."""

from dataclasses import replace
from typing import assert_never

from handlers.answer import Answer, Choice, heading, quote, text
from handlers.answer_words import AnswerAct, AnswerAsked
from handlers.context import Context
from handlers.drafts import find_drafts
from handlers.focus import Focus
from handlers.intents import AskFact, Intent, NotUnderstood
from handlers.orders import Order, order_token, with_undo
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.replying import reports_replied_to
from handlers.report_lists import Hears, list_questions, list_reports, own_reports, wanted_reports
from handlers.report_shown import show_report
from handlers.tells import ChangePending, ReportSaid, TellProgress
from knowledge.answers import AnswerLine, ReportFilter
from knowledge.commands import AnswerReport, ReplyToAnswer
from knowledge.errors import ReportNotFoundError
from knowledge.perform import ensure_allowed, perform
from knowledge.rights import may_give
from knowledge.types import AnswerKind
from knowledge.vietnamese.fold import fold

_Talk = AnswerReport | ReplyToAnswer
_KINDS = {
    AnswerAct.SEEN: AnswerKind.ACKNOWLEDGED,
    AnswerAct.RETURN: AnswerKind.RETURNED,
    AnswerAct.PROVE: AnswerKind.EVIDENCE_ASKED,
}
# What is said next goes on after these.
_AWAITING = {AnswerAct.RETURN: "/tralai", AnswerAct.REPLY: "/traloi"}


def answer_talk(context: Context, asked: AnswerAsked, hears: Hears) -> Answer | None:
    """What becomes of a sentence about reports on record; None where it means something else here."""
    leads = may_give(AnswerReport, context.sender.role)
    match asked.act:
        case AnswerAct.NEWS:
            return _news(context) if leads else list_questions(context)
        case AnswerAct.NEW | AnswerAct.OF_DAYS:
            wanted = wanted_reports(context, asked, hears) if leads else None
            return None if wanted is None else list_reports(context, asked, wanted)
        case AnswerAct.QUESTIONS:
            return list_questions(context)
        case AnswerAct.SEEN | AnswerAct.RETURN | AnswerAct.PROVE:
            return _of_report(context, asked) if leads or asked.report is not None else None
        case AnswerAct.REPLY | AnswerAct.SHOW:
            return _of_report(context, asked)
        case _:
            assert_never(asked.act)


def answer_in_thread(context: Context, said: str, intent: Intent) -> Answer | None:
    """What becomes of a reply to the assistant's message about a report; None where it is nothing said to that."""
    reports = [line for line in reports_replied_to(context) if line.retracted_at is None]
    if len(reports) != 1:
        return None
    number = reports[0].id
    if may_give(AnswerReport, context.sender.role) and reports[0].reporter_id != context.actor.id:
        return _return_or_not(context, number, said) if isinstance(intent, NotUnderstood) else None
    questions = context.store.answers.list_questions(replace(own_reports(context), numbers=(number,)))
    if not any(_quotes(context, line) for line in questions) or _plainly_asks(intent):
        return None
    if isinstance(intent, TellProgress | ChangePending):
        return None if _plainly_reports(intent) else _reply_or_report(context, number, said)
    return _of_report(context, AnswerAsked(AnswerAct.REPLY, number, said))


def _news(context: Context) -> Answer:
    new = AnswerAsked(AnswerAct.NEW, said=say("answers", "say_new"))
    return list_reports(context, new, ReportFilter(context.organisations, unseen=True))


def _of_report(context: Context, asked: AnswerAsked) -> Answer | None:
    numbers = _meant(context, asked)
    if len(numbers) != 1:
        return _ask_which(context, asked, numbers) if numbers else None
    [number] = numbers
    if asked.act is AnswerAct.SHOW:
        return show_report(context, number)
    command = _command(asked, number)
    if asked.act in _AWAITING and not asked.words:
        return _ask_words(context, asked.act, command)
    return _said(context, asked, command)


def _meant(context: Context, asked: AnswerAsked) -> tuple[int, ...]:
    """The reports (numbers) that may be meant: the one named, replied to, spoken of, or asked about last."""
    if asked.report is not None:
        return (asked.report,)
    spoken_of = tuple(line.id for line in reports_replied_to(context)) or context.focus.reports
    if spoken_of or asked.act is not AnswerAct.REPLY:
        return spoken_of
    return tuple({line.report: None for line in context.store.answers.list_questions(own_reports(context))})


def _command(asked: AnswerAsked, number: int) -> _Talk:
    kind = _KINDS.get(asked.act)
    return ReplyToAnswer(number, asked.words) if kind is None else AnswerReport(number, kind, asked.words)


def _ask_which(context: Context, asked: AnswerAsked, numbers: tuple[int, ...]) -> Answer:
    says = (say("answers", f"say_{asked.act.value}", number=number, words=asked.words) for number in numbers)
    choices = tuple(
        Choice(say("answers", "option_number", number=number), says=said)
        for number, said in zip(numbers, says, strict=True)
    )
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value)
    return Answer((heading(say("answers", "which")),), Facts(ReplyIntent.CLARIFY, reports=numbers), focus, choices)


def _ask_words(context: Context, act: AnswerAct, command: _Talk) -> Answer:
    """Ask what to say; whatever is said next goes to whom it concerns."""
    if not context.store.progress.get_reports((command.report,)):
        raise ReportNotFoundError(command.report)
    ensure_allowed(context.store, command, context.actor, context.now)
    awaits = f"{_AWAITING[act]} {command.report}"
    focus = replace(context.focus, intent=ReplyIntent.HISTORY.value, editing=False, awaits=awaits)
    asks = heading(say("answers", f"ask_{act.value}", number=command.report))
    return Answer((asks,), Facts(ReplyIntent.CLARIFY, reports=(command.report,)), focus)


def _said(context: Context, asked: AnswerAsked, command: _Talk) -> Answer:
    """It is on record, told to whom it concerns, and can be undone."""
    number, name = command.report, asked.act.value
    done = perform(context.store, command, context.actor, context.now)
    facts = Facts(ReplyIntent.CONFIRMED, reports=(number,))
    if not done.changed or done.undo is None:
        known = heading(say("answers", "known", number=number))
        return Answer((known,), facts, replace(context.focus, awaits="", reports=(number,)))
    words = (quote(asked.words),) if asked.words else ()
    blocks = (
        heading(say("answers", f"done_{name}", number=number)),
        *words,
        *map(text, _told(context, asked, done.told)),
    )
    undone = say("answers", f"undone_{name}", number=number)
    answer = with_undo(
        context, order_token(context.message), Answer(blocks, facts), Order(done.undo, undone, undoes=True)
    )
    return replace(answer, focus=_going_on(context, answer.focus, number))


def _going_on(context: Context, focus: Focus, number: int) -> Focus:
    """The talk goes on about the report; a card that waits is meant by the next yes all the same."""
    if find_drafts(context, context.focus.pending) is None:
        return replace(focus, reports=(number,))
    return replace(context.focus, intent=ReplyIntent.REPORT.value, awaits="", reports=(number,))


def _told(context: Context, asked: AnswerAsked, accounts: tuple[str, ...]) -> tuple[str, ...]:
    """Whether whoever is concerned is told at once, or only on asking."""
    if asked.act is AnswerAct.REPLY:
        return (say("answers", "told", who=say("answers", "asker")),) if accounts else ()
    [report] = context.store.progress.get_reports(_meant(context, asked))
    if report.reporter_id == context.actor.id or (asked.act is AnswerAct.SEEN and not accounts):
        return ()
    who = report.reporter_name or say("answers", "reporter")
    return (say("answers", "told" if accounts else "untold", who=who),)


def _quotes(context: Context, question: AnswerLine) -> bool:
    """Whether the message replied to tells of the question, and not of the report alone."""
    quoted = " ".join(fold(context.replying_to).split())
    told = (" ".join(fold(words).split()) for words in (question.actor_name, question.text))
    return all(words in quoted for words in told)


def _return_or_not(context: Context, number: int, said: str) -> Answer:
    return _offer(context, "return_or_not", number, said, AnswerAct.RETURN, ("option_no", say("answers", "say_no")))


def _reply_or_report(context: Context, number: int, said: str) -> Answer:
    return _offer(context, "reply_or_report", number, said, AnswerAct.REPLY, ("option_report", said))


def _offer(context: Context, asks: str, number: int, said: str, act: AnswerAct, other: tuple[str, str]) -> Answer:
    """Ask whether what was said goes to whom the report concerns, or means something else."""
    label, instead = other
    choices = (
        Choice(
            say("answers", f"option_{act.value}_words"),
            says=say("answers", f"say_{act.value}", number=number, words=said),
        ),
        Choice(say("answers", label), says=instead),
    )
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value)
    blocks = (heading(say("answers", asks, number=number)), quote(said))
    return Answer(blocks, Facts(ReplyIntent.CLARIFY, reports=(number,)), focus, choices)


def _plainly_asks(intent: Intent) -> bool:
    """Whether a field of the task is asked for, and no words are left over that may well be an explanation."""
    return isinstance(intent, AskFact) and bool(intent.fields) and not intent.query


def _plainly_reports(intent: TellProgress | ChangePending) -> bool:
    """Whether the whole of what was said is a report: no words are left over that may well be an explanation."""
    told = intent.reports if isinstance(intent, TellProgress) else (intent.change,)
    return not any(map(_explains, told))


def _explains(said: ReportSaid) -> bool:
    return bool(said.note or said.query) and not said.numbers
