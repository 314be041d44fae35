"""Groups: one may stand for a unit, which is then meant by "bên mình" in it."""

from dataclasses import replace

from handlers.answer import Answer, heading, text
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.unit_offers import offer_units
from knowledge.commands import BindChat, PeopleCommand, UnbindChat
from knowledge.directory.by_name import ByName
from knowledge.errors import AmbiguousUnitError, UnitNotFoundError
from knowledge.perform import perform

BIND = "/gannhom"


def answer_bind(context: Context, said: str) -> Answer:
    """What follows /gannhom: the unit that the group is to stand for."""
    if not context.before_others:
        return _said(context, "elsewhere")
    if not said:
        return _said(context, "which")
    try:
        unit = ByName(context.store.directory, context.actor.organisation).unit(said)
    except (UnitNotFoundError, AmbiguousUnitError) as error:
        return offer_units(context, error, lambda name: f"{BIND} {name}")
    _do(context, BindChat(context.channel, context.chat, unit.id))
    return _done(context, "bound", unit.name)


def answer_unbind(context: Context, said: str) -> Answer:
    """What /gonhom does."""
    if not context.before_others:
        return _said(context, "elsewhere")
    unit = context.store.people.unit_of_chat(context.channel, context.chat)
    if unit is None:
        return _said(context, "unbound")
    _do(context, UnbindChat(context.channel, context.chat))
    return _done(context, "released", unit.name)


def for_the_unit(context: Context, answer: Answer) -> Answer:
    """The answer to a question of "bên mình", with whose it was taken for where a group stands for a unit."""
    if context.person == context.sender:
        return answer
    return replace(answer, blocks=(*answer.blocks, text(say("group", "for_unit", unit=context.sender.unit))))


def _do(context: Context, command: PeopleCommand) -> None:
    perform(context.store, command, context.actor, context.now)


def _said(context: Context, name: str) -> Answer:
    return Answer((heading(say("group", name)),), Facts(ReplyIntent.NONE), context.focus)


def _done(context: Context, name: str, unit: str) -> Answer:
    return Answer((heading(say("group", name, unit=unit)),), Facts(ReplyIntent.CONFIRMED), context.focus)
