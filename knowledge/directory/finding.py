"""Finds units by their names, and lists them as a tree."""

from collections.abc import Collection, Iterator

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from knowledge.directory.lines import (
    find_organisation,
    get_unit,
    in_tree_order,
    keys_of,
    read_aliases,
    read_by_id,
    read_lines,
    read_members,
)
from knowledge.directory.types import UnitLine
from knowledge.schema import UnitAliasRow, UnitRow
from knowledge.units import same_unit
from knowledge.vietnamese.fold import fold

_MOST_NEAR = 5
_ALIKE = 70


def list_organisations(connection: Connection) -> tuple[UnitLine, ...]:
    """All organisations, each before those under it."""
    return in_tree_order(read_lines(connection, UnitRow.is_organisation.is_(True)))


def list_units(connection: Connection, organisation: int | None) -> tuple[UnitLine, ...]:
    """An organisation (id) and all that stands under it, or all units: each before those under it."""
    root = None if organisation is None else get_unit(connection, organisation).id
    return in_tree_order(read_lines(connection), root)


def find_units(connection: Connection, name: str, organisation: str | None) -> tuple[UnitLine, ...]:
    """The units of this name, abbreviation or other name, of one organisation if given; accents may be left out."""
    keys = keys_of(name)
    named = connection.scalars(select(UnitRow.id).where(UnitRow.key.in_(keys))).all()
    called = connection.scalars(select(UnitAliasRow.unit_id).where(UnitAliasRow.key.in_(keys))).all()
    found = in_tree_order(read_by_id(connection, {*named, *called}))
    if organisation is None:
        return found
    own = _units_of(connection, organisation)
    inside = {line.id for line in own}
    exact = tuple(line for line in found if line.id in inside)
    return exact or in_tree_order(line for line in own if same_unit(line.name, name))


def near_units(connection: Connection, name: str, organisation: str | None) -> tuple[UnitLine, ...]:
    """The units whose names look most like `name`, the most alike first; at most five."""
    lines = {line.id: line for line in _units_of(connection, organisation)}
    labels = dict(_labels(connection, lines.values()))
    alike = process.extract(fold(name), labels, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=None)
    nearest = dict.fromkeys(unit for _, _, (unit, _) in alike)
    return tuple(lines[unit] for unit in nearest)[:_MOST_NEAR]


def _units_of(connection: Connection, organisation: str | None) -> tuple[UnitLine, ...]:
    if organisation is None:
        return read_lines(connection)
    found = find_organisation(connection, organisation)
    return () if found is None else read_members(connection, (found.id,))


def _labels(connection: Connection, lines: Collection[UnitLine]) -> Iterator[tuple[tuple[int, str], str]]:
    aliases = read_aliases(connection, [line.id for line in lines])
    for line in lines:
        for name in (line.name, *aliases.get(line.id, ())):
            yield (line.id, name), fold(name)
