"""Units that may have been meant, where a name names none or several."""

from collections.abc import Callable
from dataclasses import replace

from handlers.answer import Answer, Choice, heading
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from knowledge.directory.by_name import ByName
from knowledge.errors import AmbiguousUnitError, UnitNotFoundError

Unclear = UnitNotFoundError | AmbiguousUnitError


def offer_units(context: Context, error: Unclear, command: Callable[[str], str]) -> Answer:
    """The units near to a name, or called so, each with what is said where it takes the place of the name."""
    by_name = ByName(context.store.directory, context.sender.organisation)
    is_ambiguous = isinstance(error, AmbiguousUnitError)
    choices = error.choices if isinstance(error, AmbiguousUnitError) else [line.id for line in by_name.near(error.unit)]
    lines = [context.store.directory.get_unit(unit) for unit in choices]
    if not lines:
        return Answer((heading(say("units", "not_found", unit=error.unit)),), Facts(ReplyIntent.NONE), context.focus)
    opening = say("units", "several" if is_ambiguous else "near", unit=error.unit, count=len(lines))
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value)
    offered = tuple(Choice(by_name.label(line), says=command(f"#{line.id}")) for line in lines)
    return Answer((heading(opening),), Facts(ReplyIntent.CLARIFY), focus, offered)
