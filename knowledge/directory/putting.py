"""Puts organisations and units into the directory where they are not there yet."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select, update

from knowledge.batches import batches
from knowledge.directory.lines import find_exact_organisation, keys_of, read_lines, upwards
from knowledge.directory.names import called, tidy_name
from knowledge.directory.types import UnitLine
from knowledge.schema import DirectoryRevisionRow, UnitRow
from knowledge.schema.keying import unit_values
from knowledge.units import (
    Level,
    full_name,
    is_known,
    level_of,
    organisation_key,
    same_organisation,
    same_unit,
)


def note_revision(connection: Connection, at: datetime) -> None:
    """Note that the directory has changed."""
    connection.execute(insert(DirectoryRevisionRow).values(at=at))


def put_unit(
    connection: Connection, name: str, parent: int | None, *, level: Level | None = None, organisation: bool = False
) -> int:
    """Put a unit under another (id), and return its id."""
    above = None if organisation or parent is None else organisation_above(connection, parent)
    return _insert(connection, [_values(name, parent, above, level, organisation)])[0]


def _values(name: str, parent: int | None, organisation: int | None, level: Level | None, own: bool) -> dict[str, Any]:
    told = {"parent_id": parent, "organisation_id": organisation, "level": level or level_of(name)}
    return {**unit_values(name, own), **told}


def _insert(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    if not rows:
        return ()
    return connection.scalars(insert(UnitRow).returning(UnitRow.id, sort_by_parameter_order=True), rows).all()


def organisation_above(connection: Connection, unit: int) -> int:
    """The organisation (id) that the row of a unit (id) belongs to, itself where it is one."""
    found = connection.execute(select(UnitRow.organisation_id).where(UnitRow.id == unit)).one()
    return found.organisation_id or unit


def put_organisation(connection: Connection, name: str) -> tuple[int, bool]:
    """The organisation (id) called so, and whether the directory has changed for it.

    A unit that is called so and is the only one becomes an organisation of its own.
    """
    known = find_exact_organisation(connection, name)
    if known is not None:
        return known.id, False
    unit = _only_unit(connection, name)
    if unit is None:
        return put_unit(connection, full_name(tidy_name(name)), None, organisation=True), True
    _make_organisation(connection, unit)
    return unit.id, True


def _only_unit(connection: Connection, name: str) -> UnitLine | None:
    found = read_lines(connection, UnitRow.key.in_(keys_of(name)), UnitRow.is_organisation.is_(False))
    return found[0] if len(found) == 1 else None


def _make_organisation(connection: Connection, unit: UnitLine) -> None:
    below = subtree(connection, unit.id)
    values = {**unit_values(unit.name, organisation=True), "organisation_id": None}
    connection.execute(update(UnitRow).where(UnitRow.id == unit.id).values(values))
    connection.execute(update(UnitRow).where(UnitRow.id.in_(below)).values(organisation_id=unit.id))


def subtree(connection: Connection, unit: int) -> tuple[int, ...]:
    """The rows (ids) of its organisation that stand under a unit (id), and those merged into any of these."""
    organisation = organisation_above(connection, unit)
    of_organisation = select(UnitRow.id).where(UnitRow.organisation_id == organisation)
    found, new = {unit}, [unit]
    while new:
        next_to = or_(UnitRow.parent_id.in_(new), UnitRow.merged_into_id.in_(new))
        new = [row for row in connection.scalars(of_organisation.where(next_to)).all() if row not in found]
        found.update(new)
    return tuple(sorted(found - {unit}))


def put_units(
    connection: Connection, names: Iterable[str], organisation: UnitLine, may_put: Callable[[str], bool]
) -> tuple[Mapping[str, int], bool]:
    """The units (ids) of an organisation by these names, and whether the directory has changed for them.

    Those that it has not are put in where they may be; an organisation that stands under none comes under it.
    """
    placed = _placed(connection, names, organisation)
    missing = [name for name in sorted(set(names) - placed.keys()) if may_put(name)]
    adopted = _adopted(connection, missing, organisation)
    new = _by_unit(name for name in missing if name not in adopted)
    above = organisation_above(connection, organisation.id)
    rows = [_values(full_name(tidy_name(names[0])), organisation.id, above, None, own=False) for names in new]
    made = {name: unit for unit, names in zip(_insert(connection, rows), new, strict=True) for name in names}
    return placed | adopted | made, bool(adopted or made)


def _placed(connection: Connection, names: Iterable[str], organisation: UnitLine) -> dict[str, int]:
    own = {name for name in names if same_unit(name, organisation.name) or same_organisation(name, organisation.name)}
    known = called(connection, set(names) - own, organisation.id)
    return dict.fromkeys(own, organisation.id) | {name: units[0] for name, units in known.items() if units}


def _by_unit(names: Iterable[str]) -> list[list[str]]:
    """The names of each unit together, the fullest first."""
    units: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (not is_known(name), len(name), name)):
        units.setdefault(organisation_key(name), []).append(name)
    return list(units.values())


def _adopted(connection: Connection, names: Collection[str], organisation: UnitLine) -> dict[str, int]:
    """The organisations (ids) called by these names that stood under none and stand under this one from now on."""
    keys = {name: organisation_key(name) for name in names}
    by_key: dict[str, UnitLine] = {}
    for batch in batches(sorted(set(keys.values()))):
        for line in read_lines(connection, UnitRow.is_organisation.is_(True), UnitRow.key.in_(batch)):
            by_key.setdefault(line.key, line)
    above = {line.id for line in upwards(connection, organisation)}
    free = {key: line.id for key, line in by_key.items() if line.parent is None and line.id not in above}
    for unit in free.values():
        connection.execute(update(UnitRow).where(UnitRow.id == unit).values(parent_id=organisation.id))
    return {name: free[key] for name, key in keys.items() if key in free}
