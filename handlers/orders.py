"""Orders: commands that were understood, shown, and wait for a yes; performed once, and undone by a word."""

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from handlers.answer import Answer, Choice, heading, item, silent
from handlers.context import Context
from handlers.explain import explain
from handlers.focus import Focus
from handlers.offers import UNDO_KEY, token_of
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.tells import CardAnswer
from knowledge.commands import ArrangeAll, Command, ImportPlan
from knowledge.errors import (
    InvitationRefusedError,
    PendingGoneError,
    PersonNotFoundError,
    PersonRefusedError,
    PlanChangedError,
    PlanNotFoundError,
    StoreUnavailableError,
    SubjectGoneError,
    UnitNotFoundError,
    UnitRefusedError,
)
from knowledge.importing.plan_json import from_json, to_json
from knowledge.pending import Pending
from knowledge.perform import perform

log = logging.getLogger(__name__)

WAITS = timedelta(hours=12)
# Why a command may not be possible by now; the order goes on waiting.
_REFUSALS = (
    InvitationRefusedError,
    PersonNotFoundError,
    PersonRefusedError,
    PlanChangedError,
    PlanNotFoundError,
    SubjectGoneError,
    UnitNotFoundError,
    UnitRefusedError,
)
# No token of a report holds a point.
_MARK = "order."
_KINDS = {kind.__name__: kind for kind in get_args(Command)}


@dataclass(frozen=True, slots=True)
class Order:
    """A command with the sentences that tell that it was done, and that it was undone; one that `undoes` another.

    What is told once it was done goes on in the lines `then`; one that a sentence can change asks for it in `edit`.
    """

    command: Command
    done: str
    undone: str = ""
    undoes: bool = False
    then: tuple[str, ...] = ()
    edit: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An order as it is kept: the command by its name and its values."""

    kind: str
    values: dict[str, Any]
    done: str
    undone: str
    undoes: bool
    then: tuple[str, ...] = ()
    edit: str = ""


_KEPT = TypeAdapter(_Kept)


def propose(context: Context, order: Order, blocks: tuple[Block, ...]) -> Answer:
    """Show what is to be done, and ask; nothing is done yet."""
    token = order_token(context.message)
    keep(context, token, order)
    choices = tuple(
        Choice(say("order", f"option_{answer.value}"), card=answer, pending=token)
        for answer in (CardAnswer.CONFIRM, CardAnswer.CANCEL)
    )
    focus = Focus(ReplyIntent.REPORT.value, pending=token)
    return Answer(blocks, Facts(ReplyIntent.CLARIFY), focus, choices)


def order_token(message: str = "") -> str:
    """A name for an order that waits, told from that of a report even when it is over; heard again it is the same."""
    return _MARK + token_of(message)


def is_order(token: str) -> bool:
    """Whether this is, or was, the token of an order."""
    return token.startswith(_MARK)


def find_order(context: Context, token: str) -> Order | None:
    """The order that waits under a token for this person in this chat, None once it was taken or its time is over."""
    pending = context.store.pendings.find(token, context.now) if token else None
    if pending is None or (pending.chat, pending.sender) != (context.chat, context.sender.id):
        return None
    return _load(pending.payload)


def answer_order(context: Context, token: str, order: Order, answer: CardAnswer) -> Answer:
    """What becomes of an order: done, called off, or, if it undoes another, done in its turn."""
    if answer is CardAnswer.EDIT and order.edit:
        focus = Focus(ReplyIntent.REPORT.value, pending=token, editing=True)
        return Answer((heading(order.edit),), Facts(ReplyIntent.CLARIFY), focus)
    if answer is CardAnswer.EDIT or order.undoes is not (answer is CardAnswer.UNDO):
        return silent("order_done" if order.undoes else "no_edit", context.focus)
    if answer is CardAnswer.CANCEL:
        return called_off(context, token)
    return _done(context, token, order)


def called_off(context: Context, token: str) -> Answer:
    """Nothing is done."""
    if not context.store.pendings.drop(token, context.now):
        return silent("order_gone", context.focus)
    return Answer((heading(say("order", "cancelled")),), Facts(ReplyIntent.CANCELLED))


def with_undo(context: Context, token: str, answer: Answer, undo: Order) -> Answer:
    """The answer that something was done, with the choice to take it back, which waits under `token`."""
    try:
        keep(context, token, undo)
    except StoreUnavailableError as error:
        log.error("what was done in chat %s can't be offered to be undone: %s", context.chat, error)
        return answer
    choice = Choice(say("order", "option_undo"), card=CardAnswer.UNDO, pending=token, key=UNDO_KEY)
    return replace(answer, focus=Focus(ReplyIntent.CONFIRMED.value, pending=token), choices=(choice,))


def keep(context: Context, token: str, order: Order) -> None:
    """Let an order wait under a token, in place of what waited there."""
    told = (order.done, order.undone, order.undoes, order.then, order.edit)
    kept = _Kept(type(order.command).__name__, _values(order.command), *told)
    payload = _KEPT.dump_json(kept).decode()
    pending = Pending(token, context.chat, context.sender.id, payload, context.now + WAITS)
    context.store.pendings.save(pending, context.now)


def _done(context: Context, token: str, order: Order) -> Answer:
    try:
        result = perform(context.store, order.command, context.actor, context.now, token)
    except PendingGoneError:
        return silent("order_gone", context.focus)
    except _REFUSALS as error:
        return Answer((heading(explain(error) or str(error)),), Facts(ReplyIntent.NONE), context.focus)
    blocks = (heading(order.done), *map(item, order.then))
    if order.undoes:
        return Answer(blocks, Facts(ReplyIntent.UNDONE))
    if result.undo is None or not order.undone:
        return Answer(blocks, Facts(ReplyIntent.CONFIRMED))
    done = Answer(blocks, Facts(ReplyIntent.CONFIRMED))
    return with_undo(context, order_token(), done, Order(result.undo, order.undone, undoes=True))


def _values(command: Command) -> dict[str, Any]:
    if isinstance(command, ArrangeAll):
        return {"steps": [{"kind": type(step).__name__, "values": _values(step)} for step in command.steps]}
    if isinstance(command, ImportPlan):
        return {"draft": to_json(command.draft), "replaces": command.replaces, "over": command.over}
    values: dict[str, Any] = TypeAdapter(type(command)).dump_python(command, mode="json")
    return values


def _load(payload: str) -> Order | None:
    try:
        kept = _KEPT.validate_json(payload, extra="forbid")
        command = _command(kept.kind, kept.values)
        return Order(command, kept.done, kept.undone, kept.undoes, kept.then, kept.edit)
    except ValidationError:
        return None  # no order, or kept by another version of the program


def _command(name: str, values: dict[str, Any]) -> Command:
    kind = _KINDS[name]
    if kind is ArrangeAll:
        steps: Any = tuple(_command(step["kind"], step["values"]) for step in values["steps"])
        return ArrangeAll(steps)
    if kind is ImportPlan:
        draft = from_json(values["draft"], Path(values["draft"]["file"]))
        return ImportPlan(draft, values["replaces"], values["over"])
    command: Command = TypeAdapter(kind).validate_python(values)
    return command
