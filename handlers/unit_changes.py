"""A sentence that changes the directory of units: shown as what it would do, and done once it is confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import assert_never

from handlers.answer import Answer, heading, item, text
from handlers.context import Context
from handlers.explain import explain
from handlers.focus import Focus
from handlers.orders import Order, propose
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.understanding.unit_changes import ChangeKind, UnitChange, read_level, sentence
from handlers.unit_offers import Unclear, offer_units
from handlers.unit_wording import UnitWording
from knowledge import commands as give
from knowledge.commands import UnitCommand
from knowledge.directory.drafting import Drafting
from knowledge.errors import AmbiguousUnitError, UnitNotFoundError, UnitRefusedError
from knowledge.perform import ensure_allowed
from knowledge.rights import may_give

COMMAND = "/donvi"
# Of more changes the rest are counted.
_SHOWN = 15


def answer_change(context: Context, changes: Sequence[UnitChange]) -> Answer:
    """The card of the first way to read the sentence in which all names mean units."""
    if not may_give(give.ArrangeAll, context.sender.role):
        return Answer((heading(say("units", "not_you")),), Facts(ReplyIntent.DENIED), context.focus)
    drafting = Drafting(context.store.directory, context.sender.organisation)
    unclear: list[tuple[UnitChange, Unclear]] = []
    for change in changes:
        try:
            return _drafted(context, drafting, change)
        except (UnitNotFoundError, AmbiguousUnitError) as error:
            unclear.append((change, error))
        except UnitRefusedError as error:
            return Answer((heading(explain(error) or str(error)),), Facts(ReplyIntent.NONE), context.focus)
    change, failure = next((each for each in unclear if isinstance(each[1], AmbiguousUnitError)), unclear[0])
    return offer_units(context, failure, lambda unit: f"{COMMAND} {_with(drafting, change, failure.unit, unit)}")


def propose_change(context: Context, command: UnitCommand, *notes: str) -> Answer:
    """What a command would change, with how many tasks and people it touches; it waits for a yes."""
    ensure_allowed(context.store, command, context.actor, context.now)
    wording = UnitWording(context.store.directory, command)
    sentences = tuple(wording.sentences())
    done = say("units", "done", what=sentences[0])
    if len(sentences) > 1:
        done = say("units", "done_several", count=len(sentences))
    blocks = tuple(_card(sentences, (wording.affected(), *notes)))
    adds = isinstance(command, give.ArrangeAll) and any(isinstance(step, give.AddUnit) for step in command.steps)
    undone = say("units", "undone_but_added" if adds else "undone")
    return propose(context, Order(command, done, undone), blocks)


def _drafted(context: Context, drafting: Drafting, change: UnitChange) -> Answer:
    command = _command(context, drafting, change)
    if command is None:
        return Answer((heading(say("units", "no_level")),), Facts(ReplyIntent.NONE), context.focus)
    if change.since is None and change.kind in (ChangeKind.SUCCEED, ChangeKind.END):
        return _which_day(change)
    return propose_change(context, command, *_alike(drafting, command))


def _command(context: Context, drafting: Drafting, change: UnitChange) -> UnitCommand | None:  # noqa: C901, PLR0912 - one case a kind
    """The command a change means; None where it names no level."""
    these, those, own = change.these, change.those, context.sender.organisation
    several = drafting.by_name.several
    match change.kind:
        case ChangeKind.MERGE if change.since is None:
            return drafting.merge(several(these), those)
        case ChangeKind.RENAME if change.since is None:
            return drafting.rename(these, those)
        case ChangeKind.SUCCEED | ChangeKind.MERGE | ChangeKind.RENAME:
            return drafting.succeed(several(these), several(those), change.since or context.today, change.source)
        case ChangeKind.END:
            return drafting.succeed(several(these), (), change.since or context.today, change.source)
        case ChangeKind.PART:
            return drafting.part(several(these))
        case ChangeKind.ALIAS:
            return drafting.alias(these, several(those))
        case ChangeKind.UNALIAS:
            return drafting.unalias(these, several(those))
        case ChangeKind.PLACE:
            return drafting.place(these, those)
        case ChangeKind.LEVEL:
            level = read_level(those)
            return None if level is None else drafting.place(these, level=level)
        case ChangeKind.INCLUDE:
            return drafting.group(these, own, several(those), ())
        case ChangeKind.EXCLUDE:
            return drafting.group(these, own, (), several(those))
        case ChangeKind.ADD:
            return drafting.add(these, those or own)
        case _:
            assert_never(change.kind)


def _which_day(change: UnitChange) -> Answer:
    """The question for the day from which it holds; the answer completes the sentence."""
    awaits = f"{COMMAND} {sentence(change)} {say('units', 'since_mark')}"
    return Answer((heading(say("units", "since")),), Facts(ReplyIntent.CLARIFY), Focus(awaits=awaits))


def _alike(drafting: Drafting, command: UnitCommand) -> Iterator[str]:
    """A warning where a unit that is put in may be one that is there."""
    steps = command.steps if isinstance(command, give.ArrangeAll) else (command,)
    for step in steps:
        alike = drafting.by_name.alike(step.name) if isinstance(step, give.AddUnit) else ()
        if alike:
            yield say("units", "alike", names="; ".join(map(drafting.by_name.label, alike)))


def _with(drafting: Drafting, change: UnitChange, name: str, unit: str) -> str:
    """The sentence with a unit in place of a name."""

    def cleared(place: str) -> str:
        names = drafting.by_name.several(place)
        return "; ".join(unit if each == name else f"“{each}”" for each in names) if name in names else place

    return sentence(replace(change, these=cleared(change.these), those=cleared(change.those)))


def _card(sentences: Sequence[str], notes: Sequence[str | None]) -> Iterator[Block]:
    yield heading(say("units", "card"))
    yield from map(item, sentences[:_SHOWN])
    if len(sentences) > _SHOWN:
        yield text(say("units", "more", count=len(sentences) - _SHOWN))
    yield from (text(note) for note in notes if note)
