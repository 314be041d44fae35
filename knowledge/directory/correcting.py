"""Adds single units, and corrects where they stand."""

from sqlalchemy import Connection, select, update

from knowledge.commands import AddUnit, PlaceUnit
from knowledge.directory.arranged import Done, organisation_name, place_facts, unchanged
from knowledge.directory.lines import find_exact_organisation, get_unit, upwards
from knowledge.directory.names import all_names, called, checked_unit_name, refuse_taken
from knowledge.directory.putting import organisation_above, put_unit, subtree
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitRefusedError
from knowledge.schema import UnitRow
from knowledge.units import organisation_key


def add_unit(connection: Connection, command: AddUnit) -> Done:
    """Put a unit in; one that is there already is left as it is."""
    name, own = checked_unit_name(command.name), command.organisation or command.parent is None
    parent = None if command.parent is None else get_unit(connection, command.parent)
    known = _known(connection, name, parent, own)
    if known is not None:
        return _found(known, command, parent, own)
    unit = get_unit(connection, put_unit(connection, name, command.parent, level=command.level, organisation=own))
    facts = place_facts(connection, unit)
    return Done((unit.id,), True, None, {}, facts, organisation_name(connection, unit), unit.name)


def _known(connection: Connection, name: str, parent: UnitLine | None, own: bool) -> UnitLine | None:
    """The unit that is called so, in the same organisation or as an organisation."""
    held = () if parent is None else called(connection, (name,), parent.organisation)[name]
    if held:
        return get_unit(connection, held[0])
    return find_exact_organisation(connection, name) if own else None


def _found(known: UnitLine, command: AddUnit, parent: UnitLine | None, own: bool) -> Done:
    same = organisation_key(known.name) == organisation_key(command.name) and known.is_organisation == own
    stands = known.parent == (parent.id if parent else None) and known.level == (command.level or known.level)
    if not same or not stands:
        raise UnitRefusedError("exists", known.name)
    return unchanged(known.id)


def place_unit(connection: Connection, command: PlaceUnit) -> Done:
    """Let a unit stand elsewhere, with all that is under it."""
    unit = get_unit(connection, command.unit)
    row = connection.execute(select(UnitRow.parent_id, UnitRow.level).where(UnitRow.id == unit.id)).one()
    parent = command.parent if command.exactly else command.parent or row.parent_id
    level = command.level if command.exactly else command.level or row.level
    if (parent, level) == (row.parent_id, row.level):
        return unchanged(unit.id)
    if parent != row.parent_id:
        _move(connection, unit, parent)
    connection.execute(update(UnitRow).where(UnitRow.id == unit.id).values(parent_id=parent, level=level))
    undo = PlaceUnit(unit.id, row.parent_id, row.level, exactly=True)
    before, after = place_facts(connection, unit), place_facts(connection, get_unit(connection, unit.id))
    return Done((unit.id,), True, undo, before, after, organisation_name(connection, unit), unit.name)


def _move(connection: Connection, unit: UnitLine, parent: int | None) -> None:
    """Check that a unit can stand under another (id), and let what is under it belong to the organisation there."""
    if parent is None:
        if not unit.is_organisation:
            raise UnitRefusedError("parentless", unit.name)
        return
    above = get_unit(connection, parent)
    if unit in upwards(connection, above):
        raise UnitRefusedError("circle", unit.name)
    if above.organisation == unit.organisation:
        return
    moved = {unit.id, *(() if unit.is_organisation else subtree(connection, unit.id))}
    refuse_taken(connection, all_names(connection, moved), above.organisation, own=moved)
    if not unit.is_organisation:
        organisation = organisation_above(connection, parent)
        connection.execute(update(UnitRow).where(UnitRow.id.in_(moved)).values(organisation_id=organisation))
