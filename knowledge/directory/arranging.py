"""Changes the directory of units."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from knowledge.applied import Applied
from knowledge.commands import (
    AddAlias,
    AddUnit,
    ArrangeAll,
    MergeUnits,
    NewSuccession,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    SetGroup,
    SucceedUnits,
    UnitCommand,
    UnitStep,
)
from knowledge.directory.arranged import Arranged, Done
from knowledge.directory.correcting import add_unit, place_unit
from knowledge.directory.grouping import set_group
from knowledge.directory.merging import merge_units, part_units
from knowledge.directory.naming import change_names
from knowledge.directory.putting import note_revision
from knowledge.directory.succeeding import change_successions
from knowledge.errors import UnitNotFoundError

__all__ = ["Arranged", "arrange"]


def arrange(connection: Connection, command: UnitCommand, at: datetime) -> Applied[Arranged]:
    """Apply a command about units."""
    if isinstance(command, ArrangeAll):
        applied = _together(command.steps, _all(connection, command, at))
    else:
        done = _step(connection, command, at)
        arranged = Arranged(done.ids, done.changed, done.undo)
        applied = Applied(arranged, done.changed, done.before, done.after, done.organisation, done.unit)
    if applied.changed:
        note_revision(connection, at)
    return applied


def _step(connection: Connection, step: UnitStep, at: datetime) -> Done:
    match step:
        case AddUnit():
            return add_unit(connection, step)
        case PlaceUnit():
            return place_unit(connection, step)
        case RenameUnit() | AddAlias() | RemoveAlias():
            return change_names(connection, step)
        case MergeUnits():
            return merge_units(connection, step)
        case PartUnits():
            return part_units(connection, step)
        case SetGroup():
            return set_group(connection, step)
        case _:
            return change_successions(connection, step, at)


def _all(connection: Connection, command: ArrangeAll, at: datetime) -> list[Done]:
    """What each step did; each may name the units that those before it have made."""
    done: list[Done] = []
    made: list[int] = []
    for step in command.steps:
        done.append(_step(connection, _with_made(step, made), at))
        if isinstance(step, AddUnit):
            made += done[-1].ids
    return done


def _together(steps: Sequence[UnitStep], done_steps: Sequence[Done]) -> Applied[Arranged]:
    """All steps as one; they are undone from the last to the first if each can be, but units put in stay."""
    changed = [done for done in done_steps if done.changed]
    undos = [done.undo for done in reversed(changed) if done.undo is not None]
    steps_back = tuple(step for undo in undos for step in (undo.steps if isinstance(undo, ArrangeAll) else (undo,)))
    lasting = [step for step, done in zip(steps, done_steps, strict=True) if done.changed and done.undo is None]
    can_be_undone = steps_back and all(isinstance(step, AddUnit) for step in lasting)
    undo = ArrangeAll(steps_back) if can_be_undone else None
    ids = tuple(dict.fromkeys(found for done in done_steps for found in done.ids))
    before, after = {"steps": [done.before for done in changed]}, {"steps": [done.after for done in changed]}
    organisations = {done.organisation for done in changed}
    organisation = organisations.pop() if len(organisations) == 1 else None
    return Applied(Arranged(ids, bool(changed), undo), bool(changed), before, after, organisation)


def _with_made(step: UnitStep, made: Sequence[int]) -> UnitStep:
    """The step with the ids of units that steps before it have made: -1 is the first of them."""

    def told(unit: int) -> int:
        if -unit > len(made):
            raise UnitNotFoundError(str(unit))
        return made[-unit - 1] if unit < 0 else unit

    match step:
        case AddUnit(parent=int(parent)):
            return replace(step, parent=told(parent))
        case PlaceUnit(unit, parent):
            return replace(step, unit=told(unit), parent=parent and told(parent))
        case RenameUnit(unit) | AddAlias(unit) | RemoveAlias(unit):
            return replace(step, unit=told(unit))
        case MergeUnits(units, into):
            return MergeUnits(tuple(map(told, units)), told(into))
        case PartUnits(units):
            return PartUnits(tuple(map(told, units)))
        case SucceedUnits(pairs):
            named = (NewSuccession(told(pair.former), pair.successor and told(pair.successor)) for pair in pairs)
            return replace(step, successions=tuple(named))
        case SetGroup(organisation, name, members, others):
            return SetGroup(told(organisation), name, tuple(map(told, members)), tuple(map(told, others)))
        case _:
            return step
