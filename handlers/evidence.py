"""What people send to prove a report: taken in, joined to the report that is being made, or to one made before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from handlers.answer import Answer, Choice, heading, silent, text
from handlers.context import Context
from handlers.drafts import WAITS, find_drafts
from handlers.errors import FileRefusedError
from handlers.evidence_wording import bare_names, held_blocks, names
from handlers.evidence_words import EvidenceAct, EvidenceAsked, kind_of
from handlers.files import HeldFile
from handlers.handing import hand_over
from handlers.imports import answer_plan, refused_file
from handlers.joining import answer_stranger
from handlers.offers import token_of
from handlers.orders import Order, order_token, with_undo
from handlers.phrases import say
from handlers.progress import answer_joined
from handlers.refusing import recorded
from handlers.reply import Facts, ReplyIntent
from handlers.replying import reports_replied_to
from knowledge.answers import ReportFilter
from knowledge.commands import AttachEvidence, ImportPlan, ReportProgress
from knowledge.errors import EvidenceRefusedError, UnreadableFileError
from knowledge.evidence import MOST, EvidenceLine, NewEvidence
from knowledge.file_names import safe_name
from knowledge.rights import may_give
from knowledge.types import EvidenceKind, ReportLine

# Why a file is no plan, though it may well prove something.
_NO_PLAN = frozenset({"no_plan", "picture", "media", "slides", "unsupported"})


def decline_file(context: Context) -> Answer | None:
    """Why a file of this sender is not taken; None where it is."""
    role = context.sender.role
    if role is None:
        return answer_stranger(context)
    if may_give(ReportProgress, role) or may_give(ImportPlan, role):
        return None
    return Answer((heading(say("evidence", "not_you")),), Facts(ReplyIntent.DENIED), context.focus)


def answer_sent(context: Context, sent: Path | HeldFile, *, reported: bool) -> Answer | None:
    """What becomes of a file; None where it was taken and what is `reported` under it is to be answered."""
    declined = decline_file(context)
    if declined is not None:
        return declined
    may_be_plan = kind_of(sent.name) is EvidenceKind.DOCUMENT and may_give(ImportPlan, context.sender.role)
    if may_be_plan and not reported and isinstance(sent, Path):
        return _as_plan(context, sent)
    number = _take(context, sent)
    if reported:
        return None
    answer = _taken(context, (number,))
    return replace(answer, blocks=(*answer.blocks, text(say("evidence", "no_plan")))) if may_be_plan else answer


def answer_links(context: Context, links: tuple[str, ...]) -> Answer:
    """What becomes of links that were sent without a word."""
    declined = decline_file(context)
    if declined is not None:
        return declined
    return _taken(context, keep_links(context, links))


def keep_links(context: Context, links: Iterable[str]) -> tuple[int, ...]:
    """Let links wait for the report they belong to; their numbers."""
    return tuple(_keep_link(context, link) for link in links)


def _keep_link(context: Context, link: str) -> int:
    _ensure_room(context)
    return context.store.evidence.keep(replace(_new(context, EvidenceKind.LINK, ""), link=link), context.now)


def _taken(context: Context, numbers: Sequence[int]) -> Answer:
    """Ask where it belongs; of what came in a message that is heard again, tell what became of it."""
    lines = context.store.evidence.get(numbers)
    if any(line.report is None and line.retracted_at is None for line in lines):
        return answer_waiting(context)
    reports = sorted({line.report for line in lines if line.report is not None and line.retracted_at is None})
    name, told = "known" if reports else "dropped", ", ".join(map(str, reports))
    facts = replace(_facts(ReplyIntent.CONFIRMED if reports else ReplyIntent.CANCELLED, lines), reports=tuple(reports))
    return Answer((heading(say("evidence", name, names=names(lines), number=told)),), facts, context.focus)


def answer_waiting(context: Context) -> Answer:
    """Ask where it belongs, unless a report is being made: then it belongs to that."""
    replied = _standing(reports_replied_to(context))
    if replied:
        return _offer(context, "replied_report", replied)
    token = context.focus.pending
    drafts = find_drafts(context, token)
    if drafts is not None:
        return answer_joined(context, drafts, token)
    reported = _standing(context.store.progress.find_confirmed(token)) if token else ()
    if reported:
        return _offer(context, "which_report", reported)
    questioned = _questioned(context)
    return _offer(context, "asked_report", questioned) if questioned else _ask_which(context, _waiting(context))


def _questioned(context: Context) -> tuple[ReportLine, ...]:
    """The sender's own reports about which a question of a leader waits."""
    own = context.store.answers.list_questions(ReportFilter(reporter=context.actor.id))
    return context.store.progress.get_reports([line.report for line in own])


def answer_evidence(context: Context, asked: EvidenceAsked) -> Answer:
    """What was said of evidence that waits, or that a report has."""
    match asked.act:
        case EvidenceAct.ATTACH:
            return _attached(context, asked.report or 0)
        case EvidenceAct.OTHER:
            lines = _waiting(context)
            return _ask_which(context, lines) if lines else silent("nothing_waits", context.focus)
        case EvidenceAct.DROP:
            return _dropped(context)
        case EvidenceAct.HAND:
            return hand_over(context, (asked.report or 0,))
        case _:
            assert_never(asked.act)


def _as_plan(context: Context, file: Path) -> Answer:
    """The plan that a document holds; what is none may prove something."""
    try:
        return answer_plan(context, file)
    except UnreadableFileError as error:
        refused = refused_file(context, file, error)
        if error.reason not in _NO_PLAN:
            return refused
    waiting = _taken(context, (_take(context, file),))
    return replace(waiting, blocks=(*refused.blocks, *waiting.blocks))


def _take(context: Context, sent: Path | HeldFile) -> int:
    """Keep a file, or where it is held, which waits for its report; its number."""
    _ensure_room(context)
    name = safe_name(sent.name)
    new = _new(context, kind_of(name), name)
    if isinstance(sent, HeldFile):
        held = replace(new, channel_file=sent.id, size=sent.size or None)
        return context.store.evidence.keep(held, context.now)
    day = context.now.replace(hour=0, minute=0, second=0, microsecond=0)
    try:
        return context.store.evidence.keep_file(context.files.evidence, sent, new, context.now, day)
    except OSError as error:
        raise FileRefusedError(Path(name), "unkept", str(error)) from error


def _new(context: Context, kind: EvidenceKind, name: str) -> NewEvidence:
    message = token_of(context.message) if context.message else None
    return NewEvidence(kind, name, context.channel, context.chat, context.sender.id, message=message)


def _ensure_room(context: Context) -> None:
    if len(_waiting(context)) >= MOST:
        raise EvidenceRefusedError("too_many", MOST)


def _waiting(context: Context) -> tuple[EvidenceLine, ...]:
    return context.store.evidence.list_waiting(context.chat, context.sender.id, context.now - WAITS)


def _standing(reports: Iterable[ReportLine]) -> tuple[ReportLine, ...]:
    return tuple(report for report in reports if report.retracted_at is None)


def _offer(context: Context, asks: str, reports: Iterable[ReportLine]) -> Answer:
    """Ask whether what waits is to prove one of the reports."""
    lines = _waiting(context)
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value)
    asked = say("evidence", asks, names=names(lines))
    blocks = (heading(asked), *held_blocks(lines))
    return Answer(blocks, _facts(ReplyIntent.CLARIFY, lines), focus, _choices(reports))


def _ask_which(context: Context, lines: tuple[EvidenceLine, ...]) -> Answer:
    asked = say("evidence", "which", names=names(lines))
    return Answer((heading(asked), *held_blocks(lines)), _facts(ReplyIntent.CLARIFY, lines), context.focus)


def _choices(reports: Iterable[ReportLine]) -> tuple[Choice, ...]:
    """To attach to one of the reports, to report something else, or to drop what was sent."""
    numbers = sorted(report.id for report in reports)
    attach = (
        Choice(
            say("evidence", "option_attach", number=number),
            says=say("evidence", f"say_{EvidenceAct.ATTACH}", number=number),
        )
        for number in numbers
    )
    others = (
        Choice(say("evidence", f"option_{act}"), says=say("evidence", f"say_{act}"))
        for act in (EvidenceAct.OTHER, EvidenceAct.DROP)
    )
    return (*attach, *others)


def _attached(context: Context, number: int) -> Answer:
    """All that waits is let prove the report, which can be undone."""
    lines = _waiting(context)
    if not lines:
        return silent("nothing_waits", context.focus)
    command = AttachEvidence(number, tuple(line.id for line in lines))
    done = recorded(context, command)
    told = {"names": names(lines), "number": number}
    facts = replace(_facts(ReplyIntent.CONFIRMED, lines), reports=(number,))
    if done.undo is None or not done.changed:
        context.store.evidence.drop(command.evidence, context.now)
        return Answer((heading(say("evidence", "known", **told)),), facts, context.focus)
    answer, token = Answer((heading(say("evidence", "done", **told)),), facts), order_token()
    undone = say("evidence", "undone", number=number)
    answer = with_undo(context, token, answer, Order(done.undo, undone, undoes=True))
    return replace(answer, focus=replace(context.focus, intent=ReplyIntent.CONFIRMED.value, pending=token))


def _dropped(context: Context) -> Answer:
    """What waits is dropped, also from the report that is being made."""
    lines, token = _waiting(context), context.focus.pending
    if not lines:
        return silent("nothing_waits", context.focus)
    context.store.evidence.drop([line.id for line in lines], context.now)
    drafts = find_drafts(context, token)
    if drafts is not None:
        return answer_joined(context, replace(drafts, evidence=()), token)
    told = say("evidence", "dropped", names=names(lines))
    return Answer((heading(told),), _facts(ReplyIntent.CANCELLED, lines), context.focus)


def _facts(intent: ReplyIntent, lines: tuple[EvidenceLine, ...]) -> Facts:
    return Facts(intent, attached=bare_names(lines))
