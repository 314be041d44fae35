"""Corrects what units are called."""

from typing import assert_never

from sqlalchemy import Connection, delete, insert, select, update

from knowledge.applied import Facts
from knowledge.commands import AddAlias, RemoveAlias, RenameUnit
from knowledge.directory.arranged import Done, organisation_name, unchanged
from knowledge.directory.lines import find_exact_organisation, get_unit
from knowledge.directory.names import checked_name, checked_unit_name, refuse_taken
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitRefusedError
from knowledge.schema import UnitAliasRow, UnitRow
from knowledge.schema.keying import alias_values, unit_values
from knowledge.units import unit_key


def change_names(connection: Connection, command: RenameUnit | AddAlias | RemoveAlias) -> Done:
    """Give a unit (id) a name or another name, or take one from it."""
    unit = get_unit(connection, command.unit)
    match command:
        case RenameUnit():
            return _rename(connection, unit, command)
        case AddAlias(name=name):
            return _add_alias(connection, unit, checked_name(name))
        case RemoveAlias(name=name):
            return _remove_alias(connection, unit, name)
        case _:
            assert_never(command)


def _rename(connection: Connection, unit: UnitLine, command: RenameUnit) -> Done:
    """The name it had is kept as another name, unless the two are but spelt differently."""
    name = checked_unit_name(command.name)
    if unit.name == name:
        return unchanged(unit.id)
    if unit.is_organisation and unit != (find_exact_organisation(connection, name) or unit):
        raise UnitRefusedError("exists", name)
    refuse_taken(connection, (name,), unit.organisation, own=(unit.id,))
    swapped = _drop_alias(connection, unit.id, name)
    if command.keep and (swapped or unit_key(unit.name) != unit_key(name)):
        _put_alias(connection, unit.id, unit.name)
    connection.execute(update(UnitRow).where(UnitRow.id == unit.id).values(unit_values(name, unit.is_organisation)))
    return _named(connection, unit, RenameUnit(unit.id, unit.name, keep=swapped), {"name": unit.name}, {"name": name})


def _add_alias(connection: Connection, unit: UnitLine, name: str) -> Done:
    if name == unit.name or name in _aliases(connection, unit.id):
        return unchanged(unit.id)
    refuse_taken(connection, (name,), unit.organisation, own=(unit.id,))
    _put_alias(connection, unit.id, name)
    return _named(connection, unit, RemoveAlias(unit.id, name), {}, {"alias": name})


def _remove_alias(connection: Connection, unit: UnitLine, said: str) -> Done:
    known = _aliases(connection, unit.id)
    alike = (name for name in known if unit_key(name) == unit_key(said))
    name = said if said in known else next(alike, None)
    if name is None:
        return unchanged(unit.id)
    _drop_alias(connection, unit.id, name)
    return _named(connection, unit, AddAlias(unit.id, name), {"alias": name}, {})


def _named(
    connection: Connection, unit: UnitLine, undo: RenameUnit | AddAlias | RemoveAlias, before: Facts, after: Facts
) -> Done:
    told: Facts = {"unit": unit.name}
    organisation = organisation_name(connection, unit)
    return Done((unit.id,), True, undo, told | before, told | after, organisation, unit.name)


def _aliases(connection: Connection, unit: int) -> list[str]:
    return list(connection.scalars(select(UnitAliasRow.name).where(UnitAliasRow.unit_id == unit)))


def _put_alias(connection: Connection, unit: int, name: str) -> None:
    connection.execute(insert(UnitAliasRow).values({"unit_id": unit, **alias_values(name)}))


def _drop_alias(connection: Connection, unit: int, name: str) -> bool:
    """Whether the unit had just this other name, which it has no more."""
    found = delete(UnitAliasRow).where(UnitAliasRow.unit_id == unit, UnitAliasRow.name == name)
    return bool(connection.execute(found).rowcount)
