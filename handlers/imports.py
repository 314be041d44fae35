"""A plan sent as a file: read, compared with what is stored, shown, and put in force once its sender says so."""

import json
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from handlers.answer import Answer, Choice, heading, silent, text
from handlers.context import Context
from handlers.errors import FileRefusedError
from handlers.explain import explain
from handlers.focus import Focus
from handlers.import_summary import summary
from handlers.joining import answer_stranger
from handlers.orders import Order, called_off, keep, order_token, with_undo
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.tells import CardAnswer
from handlers.unit_sheets import answer_workbook
from knowledge.commands import ImportPlan
from knowledge.directory.workbook import is_units_workbook
from knowledge.errors import (
    DeniedError,
    PlanChangedError,
    PlanNotFoundError,
    PlanStandsApartError,
    UnreadableFileError,
    UnwritableSheetError,
)
from knowledge.importing.draft import PlanDraft
from knowledge.importing.plan_json import to_json
from knowledge.importing.session import ImportComparison, compare
from knowledge.perform import Performed, ensure_allowed, perform
from knowledge.rights import may_give
from knowledge.roles import Channel
from knowledge.types import PlanOutcome

# Characters of plan JSON that may wait for a yes; no plan an office writes comes near.
_LARGEST = 4_000_000
_LONGEST_NAME = 80
_SEVERAL = ".jsonl"


def decline_plan(context: Context) -> Answer | None:
    """Why a plan of this sender is not read; None where it is."""
    if context.sender.role is None:
        return answer_stranger(context)
    if may_give(ImportPlan, context.sender.role):
        return None
    return Answer((heading(say("import", "not_you")),), Facts(ReplyIntent.DENIED), context.focus)


def answer_how(context: Context, said: str) -> Answer:
    """How a plan is sent."""
    how = say("import", "how_terminal" if context.channel is Channel.TERMINAL else "how")
    return decline_plan(context) or Answer((heading(how),), Facts(ReplyIntent.HELP), context.focus)


def answer_plan(context: Context, file: Path) -> Answer:
    """What a file holds and what it would change; nothing is stored but that it waits for a choice.

    Raises UnreadableFileError where it can't be read as a plan.
    """
    name = _shown_name(file)
    context.report(say("import", "reading", file=name))
    if is_units_workbook(file):
        return answer_workbook(context, file)
    draft = _read(context, file)
    context.report(say("import", "comparing", file=name))
    return _shown(context, draft)


def refused_file(context: Context, file: Path, error: UnreadableFileError) -> Answer:
    """Why a file can't be read as a plan."""
    refused = FileRefusedError(Path(_shown_name(file)), error.reason, error.detail)
    return Answer((heading(explain(refused) or error.reason),), Facts(ReplyIntent.NONE), context.focus)


def answer_import(context: Context, token: str, command: ImportPlan, answer: CardAnswer) -> Answer:
    """What becomes of a plan that was shown."""
    match answer:
        case CardAnswer.CONFIRM | CardAnswer.APART:
            return _confirmed(context, token, command, apart=answer is CardAnswer.APART)
        case CardAnswer.EDIT | CardAnswer.SHOW:
            return _to_correct(context, token, command)
        case CardAnswer.CANCEL:
            return called_off(context, token)
        case CardAnswer.UNDO:
            return silent("nothing_to_undo", context.focus)
        case _:
            assert_never(answer)


def _read(context: Context, file: Path) -> PlanDraft:
    if file.suffix.lower() == _SEVERAL:
        raise UnreadableFileError(file, "several")
    draft = context.files.read(file)
    if len(json.dumps(to_json(draft), ensure_ascii=False)) > _LARGEST:
        raise UnreadableFileError(file, "too_much")
    return draft


def _shown(context: Context, draft: PlanDraft) -> Answer:
    """The plan as it would come in, and what may be done with it."""
    comparison = _compared(context, draft)
    if comparison.outcome is PlanOutcome.UNCHANGED:
        facts = Facts(ReplyIntent.DOCUMENT, count=len(draft.tasks))
        return Answer((heading(say("import", "unchanged", file=draft.file)),), facts, context.focus)
    command = ImportPlan(draft, comparison.replaces, comparison.over)
    if not _may(context, command):
        taken = say("import", "name_taken", file=draft.file, issuer=_issuer(comparison))
        return Answer((heading(taken),), Facts(ReplyIntent.DENIED), context.focus)
    token = order_token(context.message)
    keep(context, token, Order(command, ""))
    sheet = _workbook(context, draft) if draft.doubts else None
    files = (sheet,) if sheet else ()
    facts = Facts(ReplyIntent.CLARIFY, count=len(draft.tasks))
    focus = Focus(ReplyIntent.REPORT.value, pending=token)
    return Answer(summary(draft, comparison), facts, focus, _choices(comparison, token, bool(files)), files)


def _compared(context: Context, draft: PlanDraft) -> ImportComparison:
    """What importing would do; what only looks like a plan that the sender may not touch is a plan of its own."""
    comparison = compare(context.store, draft)
    if comparison.replaces and not _may(context, ImportPlan(draft, comparison.replaces)):
        return compare(context.store, draft, apart=True)
    return comparison


def _may(context: Context, command: ImportPlan) -> bool:
    try:
        ensure_allowed(context.store, command, context.actor, context.now)
    except DeniedError:
        return False
    return True


def _issuer(comparison: ImportComparison) -> str:
    current = comparison.current
    return (current.issuer if current else None) or say("draft", "unknown")


def _choices(comparison: ImportComparison, token: str, has_workbook: bool) -> tuple[Choice, ...]:
    takes_place = comparison.current is not None
    offered = {CardAnswer.CONFIRM: "option_replace" if takes_place else "option_add"}
    if comparison.replaces:
        offered[CardAnswer.APART] = "option_apart"
    if not has_workbook:
        offered[CardAnswer.EDIT] = "option_edit"
    offered[CardAnswer.CANCEL] = "option_drop"
    return tuple(Choice(say("import", name), card=answer, pending=token) for answer, name in offered.items())


def _confirmed(context: Context, token: str, command: ImportPlan, apart: bool) -> Answer:
    draft = command.draft
    declined = decline_plan(context)
    if declined is not None:
        return declined
    now = _compared(context, draft)
    if now.outcome is not PlanOutcome.UNCHANGED and (now.replaces, now.over) != (command.replaces, command.over):
        return _shown_again(context, token, draft)
    chosen = replace(command, replaces=None, over=0) if apart else command
    try:
        # Said twice, it is done once: the same plan over itself changes nothing, and over another it is refused.
        performed = perform(context.store, chosen, context.actor, context.now)
    except (PlanChangedError, PlanNotFoundError, PlanStandsApartError):
        return _shown_again(context, token, draft)
    return _in_force(context, token, command, performed)


def _shown_again(context: Context, token: str, draft: PlanDraft) -> Answer:
    """The plan as it would come in now; what was offered before means nothing any more."""
    context.store.pendings.drop(token, context.now)
    answer = _shown(context, draft)
    return replace(answer, blocks=(heading(say("import", "changed_meanwhile")), *answer.blocks))


def _in_force(context: Context, token: str, command: ImportPlan, performed: Performed) -> Answer:
    plan = performed.plan
    values = {"file": plan.file, "tasks": plan.task_count, "targets": plan.target_count}
    blocks = (heading(say("import", f"done_{performed.outcome.value}", **values)), text(say("import", "ask_now")))
    answer = Answer(blocks, Facts(ReplyIntent.CONFIRMED, count=plan.task_count))
    if performed.undo is None:
        return answer
    undone = say("import", f"undone_{performed.outcome.value}", file=command.replaces or plan.file)
    return with_undo(context, token, answer, Order(performed.undo, undone, undoes=True))


def _to_correct(context: Context, token: str, command: ImportPlan) -> Answer:
    sheet = _workbook(context, command.draft)
    if sheet is None:
        return silent("no_workbook", context.focus)
    focus = Focus(ReplyIntent.REPORT.value, pending=token)
    return Answer((heading(say("import", "workbook")),), Facts(ReplyIntent.CLARIFY), focus, files=(sheet,))


def _workbook(context: Context, draft: PlanDraft) -> Path | None:
    """The plan as a workbook to correct and send back; None where no workbook can hold it."""
    from knowledge.importing.correction.plan_xlsx import write_xlsx

    stem = say("import", "workbook_name", name=Path(draft.file).stem)
    path = context.files.outgoing.place(stem, ".xlsx", context.today)
    try:
        write_xlsx(draft, path)
    except UnwritableSheetError:
        return None
    return path


def _shown_name(file: Path) -> str:
    """The name of a file, without where it lies and what can't be shown."""
    return "".join(letter for letter in file.name if letter.isprintable())[:_LONGEST_NAME]
