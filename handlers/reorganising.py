"""/sapxep: an administrator lets the organisation follow a reorganisation that ships as data."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.answer import Answer, Choice, heading, item, silent, text
from handlers.context import Context
from handlers.explain import explain
from handlers.focus import Focus
from handlers.orders import Order, propose
from handlers.phrases import say
from handlers.reorganisation_wording import left_open, summary
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.commands import Reorganise
from knowledge.errors import DeniedError, UnitNotFoundError
from knowledge.reorganisations import known_reorganisations, read_reorganisation
from knowledge.reorganisations.prepare import prepare
from knowledge.reorganisations.prepared import LeftOpen
from knowledge.rights import may_give

MOST_OPEN = 8

_NAME = re.compile(r"\s*(\d{4})\b")
_DAY = re.compile(r"\b(\d{1,2}/\d{1,2}/\d{4})\b")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which reorganisation, of which organisation, and the day on which its departments changed, where told."""

    name: str
    organisation: str | None
    departments_since: date | None


def answer_reorganise(context: Context, said: str) -> Answer:
    """What the reorganisation would change, and whether to follow it."""
    if not may_give(Reorganise, context.actor.role):
        raise DeniedError(Reorganise.__name__, "role")
    name = _NAME.match(said)
    if name is None or name[1] not in known_reorganisations():
        return _which()
    try:
        asked = _asked(name[1], said[name.end() :])
    except ValueError:
        return silent("reorganise_day", context.focus)
    return _proposed(context, asked)


def _which() -> Answer:
    choices = tuple(
        Choice(say("reorganise", "choice", name=name, title=read_reorganisation(name).title), says=f"/sapxep {name}")
        for name in known_reorganisations()
    )
    focus = Focus(ReplyIntent.CLARIFY.value)
    return Answer((heading(say("reorganise", "which")),), Facts(ReplyIntent.CLARIFY), focus, choices)


def _asked(name: str, said: str) -> _Asked:
    told = _DAY.search(said)
    since = date(*map(int, reversed(told[1].split("/")))) if told else None
    return _Asked(name, _DAY.sub("", said).strip(" ,;") or None, since)


def _proposed(context: Context, asked: _Asked) -> Answer:
    organisation = asked.organisation or context.actor.organisation
    if organisation is None:
        return silent("reorganise_where", context.focus, name=asked.name)
    units = context.store.directory.units_of(organisation)
    try:
        prepared = prepare(asked.name, units, organisation, asked.departments_since)
    except UnitNotFoundError as error:
        return Answer((text(explain(error) or str(error)),), Facts(ReplyIntent.NONE), context.focus)
    told = {"title": read_reorganisation(asked.name).title, "organisation": organisation}
    changes = (*map(item, summary(prepared)), *_open(prepared.left_open))
    if prepared.command is None:
        return Answer((text(say("reorganise", "nothing", **told)), *changes), Facts(ReplyIntent.NONE))
    blocks = (heading(say("reorganise", "about", **told)), *changes, text(say("reorganise", "nothing_yet")))
    order = Order(prepared.command, say("reorganise", "done", **told), say("reorganise", "undone", **told))
    return propose(context, order, blocks)


def _open(left: Sequence[LeftOpen]) -> tuple[Block, ...]:
    if not left:
        return ()
    more = (text(say("reorganise", "more_open", count=len(left) - MOST_OPEN)),) if len(left) > MOST_OPEN else ()
    shown = (item(left_open(each)) for each in left[:MOST_OPEN])
    return (text(say("reorganise", "open", count=len(left))), *shown, *more)
