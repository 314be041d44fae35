"""/moi invites somebody to a unit; /loimoi shows the invitations that are open, and takes them back."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.answer import Answer, Choice, heading, item, text
from handlers.context import Context
from handlers.orders import Order, order_token, propose, with_undo
from handlers.people_wording import role_offered, standing, until
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.understanding.people_said import InvitationSaid, read_invitation, read_revocation
from handlers.unit_offers import offer_units
from knowledge.commands import Command, Invite, RevokeInvitation
from knowledge.directory.by_name import ByName
from knowledge.directory.types import UnitLine
from knowledge.errors import AmbiguousUnitError, DeniedError, InvitationRefusedError, UnitNotFoundError
from knowledge.people.tokens import digest_of, new_code, shown
from knowledge.people.types import InvitationLine, InvitationState
from knowledge.perform import perform
from knowledge.rights import may_give
from knowledge.roles import Role

INVITE, INVITATIONS = "/moi", "/loimoi"
_DAYS = 7
_CHOSEN_BEFORE = re.compile(r"^#\d+ (?=\S)")
# So many are offered by number; what is longer is narrowed by a name.
MOST_OFFERED = 10


def ensure_may_give(context: Context, kind: type[Command]) -> None:
    """Raise DeniedError where nobody of the sender's role does such things."""
    if not may_give(kind, context.sender.role):
        raise DeniedError(kind.__name__, "role")


def ask(
    context: Context, question: str, offered: tuple[Choice, ...], awaits: str = "", below: Sequence[Block] = ()
) -> Answer:
    """A question with what may be chosen; what is typed instead completes the command that it `awaits`."""
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value, awaits=awaits)
    return Answer((heading(question), *below), Facts(ReplyIntent.CLARIFY), focus, offered)


def forgetting(context: Context) -> Context:
    """The context where nothing is awaited: after a name that is not known the next message may be about anything."""
    return replace(context, focus=replace(context.focus, awaits=""))


def answer_invite(context: Context, said: str) -> Answer:
    """The code of an invitation, or what has to be said for one."""
    ensure_may_give(context, Invite)
    asked = read_invitation(said)
    # Who names a unit where a role was asked for means that unit instead.
    asked = replace(asked, unit=_CHOSEN_BEFORE.sub("", asked.unit))
    if asked.everywhere:
        return _invited(context, replace(asked, role=asked.role or Role.ADMIN), None)
    if not asked.unit:
        return _ask_unit(context, asked)
    try:
        unit = ByName(context.store.directory, context.sender.organisation).unit(asked.unit)
    except (UnitNotFoundError, AmbiguousUnitError) as error:
        return offer_units(forgetting(context), error, lambda name: _again(replace(asked, unit=name)))
    return _ask_role(context, asked, unit) if asked.role is None else _invited(context, asked, unit)


def answer_invitations(context: Context, said: str) -> Answer:
    """The invitations that are open, each to be taken back by its number."""
    ensure_may_give(context, RevokeInvitation)
    number = read_revocation(said)
    lines = context.store.people.list_invitations(context.now, context.sender.organisation)
    if number is not None:
        return _revoke(context, lines, number)
    there = tuple(line for line in lines if line.state is InvitationState.OPEN)
    if not there:
        return Answer((heading(say("inviting", "none_open")),), Facts(ReplyIntent.NONE), context.focus)
    blocks = [*(item(_described(context, line)) for line in there[:MOST_OFFERED])]
    if len(there) > MOST_OFFERED:
        blocks.append(text(say("inviting", "more", count=len(there) - MOST_OFFERED)))
    offered = tuple(map(_taking_back, there[:MOST_OFFERED]))
    return ask(context, say("inviting", "open", count=len(there)), offered, below=blocks)


def _again(asked: InvitationSaid) -> str:
    """The command that says as much as was said so far."""
    days = "" if asked.days is None else f"{asked.days} ngày"
    return " ".join(filter(None, (INVITE, asked.unit, asked.role or "", days)))


def _ask_unit(context: Context, asked: InvitationSaid) -> Answer:
    own = context.units.organisation
    lines = () if own is None else context.store.directory.list_units(own.id)[:MOST_OFFERED]
    offered = tuple(Choice(line.name, says=_again(replace(asked, unit=f"#{line.id}"))) for line in lines)
    return ask(context, say("inviting", "which_unit"), offered, _again(asked))


def _ask_role(context: Context, asked: InvitationSaid, unit: UnitLine) -> Answer:
    known = replace(asked, unit=f"#{unit.id}")
    offered = tuple(Choice(role_offered(role), says=_again(replace(known, role=role))) for role in Role)
    return ask(context, say("inviting", "which_role", unit=unit.name), offered, _again(known))


def _invited(context: Context, asked: InvitationSaid, unit: UnitLine | None) -> Answer:
    role, code = asked.role or Role.ADMIN, new_code()
    expires_at = context.now + timedelta(days=_DAYS if asked.days is None else asked.days)
    invite = Invite(role, None if unit is None else unit.id, digest_of(code), expires_at)
    number = perform(context.store, invite, context.actor, context.now).id
    line = next(line for line in context.store.people.list_invitations(context.now) if line.id == number)
    blocks = [heading(say("inviting", "made", code=shown(code), **standing(line)))]
    if context.join_link is not None:
        blocks.append(text(say("inviting", "link", link=f"{context.join_link}{code}")))
    blocks.append(text(say("inviting", "how", code=shown(code), until=until(context, line))))
    undo = Order(RevokeInvitation(number), say("inviting", "revoked", number=number), undoes=True)
    return with_undo(context, order_token(), Answer(tuple(blocks), Facts(ReplyIntent.CONFIRMED)), undo)


def _revoke(context: Context, lines: tuple[InvitationLine, ...], number: int) -> Answer:
    line = next((line for line in lines if line.id == number), None)
    if line is None or line.state is not InvitationState.OPEN:
        used = line is not None and line.state is InvitationState.USED
        raise InvitationRefusedError("taken" if used else "missing")
    order = Order(RevokeInvitation(number), say("inviting", "revoked", number=number))
    return propose(context, order, (heading(say("inviting", "revoke", invitation=_described(context, line))),))


def _described(context: Context, line: InvitationLine) -> str:
    return say("inviting", "item", number=line.id, inviter=line.inviter, until=until(context, line), **standing(line))


def _taking_back(line: InvitationLine) -> Choice:
    label = say("inviting", "option_revoke", number=line.id, **standing(line))
    return Choice(label, says=f"{INVITATIONS} {say('inviting', 'says_revoke', number=line.id)}")
