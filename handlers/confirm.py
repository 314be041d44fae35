"""The answers to a card: recorded on a yes, changed, called off, or taken back afterwards."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import assert_never

from handlers import report_wording, wording
from handlers.answer import Answer, Choice, heading, silent, text
from handlers.context import Context
from handlers.drafts import find_drafts
from handlers.evidence_wording import attached_blocks
from handlers.focus import Focus
from handlers.imports import answer_import
from handlers.offers import UNDO_KEY
from handlers.orders import answer_order, find_order, is_order
from handlers.phrases import say
from handlers.progress import ask_what_to_change, gone, show_again, subjects_of
from handlers.readings import recorded_blocks
from handlers.refusing import recorded
from handlers.reply import Facts, ReplyIntent
from handlers.subjects import Line
from handlers.tells import AnswerCard, CardAnswer
from knowledge.commands import ImportPlan, RetractReport
from knowledge.errors import PendingGoneError, SubjectGoneError
from knowledge.types import ReportLine, TargetLine, TaskLine
from knowledge.vietnamese.fold import fold, words

_WORDS = Path(__file__).parent / "understanding" / "report_words.toml"
# Said of nothing else, so they are understood whatever was answered last.
_PLAIN = {CardAnswer.CONFIRM: frozenset({"xac nhan"}), CardAnswer.CANCEL: frozenset({"huy bao cao"})}


@cache
def _answers() -> dict[str, CardAnswer]:
    table = tomllib.loads(_WORDS.read_text("utf-8"))["answers"]
    return {_bare(phrase): CardAnswer(name) for name, phrases in table.items() for phrase in phrases}


@cache
def _courtesies() -> frozenset[str]:
    return frozenset(map(fold, tomllib.loads(_WORDS.read_text("utf-8"))["tail"]["words"]))


@cache
def _skipping() -> frozenset[str]:
    return frozenset(map(_bare, tomllib.loads(_WORDS.read_text("utf-8"))["skipping"]["words"]))


def _bare(message: str) -> str:
    return " ".join(word.folded for word in words(message))


def calls_off(message: str) -> bool:
    """Whether a message is nothing but "thôi", "huỷ" or "bỏ qua"."""
    said = _bare(message)
    return said in _skipping() or _answer_in(said) is CardAnswer.CANCEL


def undoes(message: str) -> bool:
    """Whether a message is nothing but "hoàn tác"."""
    return _answer_in(_bare(message)) is CardAnswer.UNDO


def typed_answer(message: str, focus: Focus) -> AnswerCard | None:
    """What a message that is nothing but "đúng rồi" or "hoàn tác" says of the report shown or recorded last."""
    if not focus.pending:
        return None
    said = _bare(message)
    if focus.editing and said in _skipping():
        return AnswerCard(CardAnswer.SHOW, focus.pending)
    answer = _answer_in(said)
    if answer is None:
        return None
    if focus.intent == ReplyIntent.REPORT:
        return AnswerCard(answer, focus.pending) if answer is not CardAnswer.UNDO else None
    plainly = answer is CardAnswer.UNDO or said in _PLAIN.get(answer, frozenset())
    return AnswerCard(answer, focus.pending) if plainly else None


def _answer_in(said: str) -> CardAnswer | None:
    """The answer, words of courtesy behind it left out one by one."""
    parts = said.split()
    while parts:
        answer = _answers().get(" ".join(parts))
        if answer is not None:
            return answer
        if parts[-1] not in _courtesies():
            return None
        parts.pop()
    return None


def answer_card(context: Context, card: AnswerCard) -> Answer:
    """What becomes of a report or an order that was shown, or of what was done just now."""
    order = find_order(context, card.token)
    if order is not None and isinstance(order.command, ImportPlan):
        return answer_import(context, card.token, order.command, card.answer)
    if order is not None:
        return answer_order(context, card.token, order, card.answer)
    if is_order(card.token):
        return silent("order_gone", context.focus)
    match card.answer:
        case CardAnswer.CONFIRM:
            return _confirmed(context, card.token)
        case CardAnswer.EDIT:
            drafts = find_drafts(context, card.token)
            return gone(context) if drafts is None else ask_what_to_change(context, drafts, card.token)
        case CardAnswer.CANCEL:
            return _called_off(context, card.token)
        case CardAnswer.UNDO:
            return _undone(context, card.token)
        case CardAnswer.SHOW:
            return show_again(context, card.token)
        case CardAnswer.APART:
            return gone(context)
        case _:
            assert_never(card.answer)


def _confirmed(context: Context, token: str) -> Answer:
    drafts = find_drafts(context, token)
    if drafts is None:
        known = context.store.progress.find_confirmed(token)
        return _recorded(context, token, known, "known") if known else gone(context)
    if drafts.open is not None:
        return silent("report_open", context.focus)
    if drafts.asks_time:
        return silent("report_time_open", context.focus)
    try:
        done = recorded(context, drafts.command(context, token))
    except PendingGoneError:
        return gone(context)
    except SubjectGoneError:
        return silent("report_subject_gone", replace(context.focus, pending=""))
    reports = context.store.progress.get_reports(done.reports)
    return _recorded(context, token, reports, "recorded" if done.changed else "known")


def _recorded(context: Context, token: str, reports: tuple[ReportLine, ...], name: str) -> Answer:
    numbers = tuple(sorted(report.id for report in reports))
    told = ", ".join(map(str, numbers))
    at = report_wording.moment(max(report.at for report in reports).astimezone(context.now.tzinfo))
    choices = (Choice(say("report", "option_undo"), card=CardAnswer.UNDO, pending=token, key=UNDO_KEY),)
    lines = subjects_of(context, reports)
    tasks = tuple(line.id for line in lines if isinstance(line, TaskLine))
    targets = tuple(line.id for line in lines if isinstance(line, TargetLine))
    focus = replace(
        context.focus, intent=ReplyIntent.CONFIRMED.value, pending=token, editing=False, tasks=tasks, targets=targets
    )
    evidence = context.store.evidence.of_reports(numbers)
    attached = dict.fromkeys(line.id for found in evidence.values() for line in found)
    proof = attached_blocks(context, tuple(attached))
    blocks = (heading(say("report", name, numbers=told, at=at)), *recorded_blocks(context, reports), *proof)
    return Answer(blocks, _facts(ReplyIntent.CONFIRMED, numbers, lines), focus, choices)


def _facts(intent: ReplyIntent, reports: tuple[int, ...], lines: Iterable[Line]) -> Facts:
    tasks = tuple(wording.task_ref(line) for line in lines if isinstance(line, TaskLine))
    targets = tuple(wording.target_ref(line) for line in lines if isinstance(line, TargetLine))
    return Facts(intent, tasks=tasks, targets=targets, reports=reports)


def _called_off(context: Context, token: str) -> Answer:
    drafts = find_drafts(context, token)
    if drafts is not None and drafts.evidence:
        context.store.evidence.drop(drafts.evidence, context.now)
    if not context.store.pendings.drop(token, context.now):
        known = context.store.progress.find_confirmed(token)
        return _recorded(context, token, known, "known") if known else gone(context)
    blocks = (heading(say("report", "cancelled")),)
    focus = replace(context.focus, intent=ReplyIntent.CANCELLED.value, editing=False, awaits="")
    return Answer(blocks, Facts(ReplyIntent.CANCELLED), focus)


def _undone(context: Context, token: str) -> Answer:
    reports = context.store.progress.find_confirmed(token)
    if not reports:
        return silent("nothing_to_undo", context.focus)
    numbers = tuple(sorted(report.id for report in reports))
    done = recorded(context, RetractReport(numbers))
    told = ", ".join(map(str, numbers))
    facts = _facts(ReplyIntent.UNDONE, numbers, subjects_of(context, reports))
    focus = replace(context.focus, intent=ReplyIntent.UNDONE.value)
    blocks = [heading(say("report", "undone" if done.changed else "undone_before", numbers=told))]
    blocks.append(text(say("report", "still_on_record")))
    return Answer(tuple(blocks), facts, focus)
