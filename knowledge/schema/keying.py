"""Keys the names of units, and keys them anew when the vocabulary of units has changed."""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute

import knowledge.units
import knowledge.vietnamese
from knowledge.schema.database import Database, claim
from knowledge.schema.directory import UnitAliasRow, UnitGroupMemberRow, UnitRow
from knowledge.schema.names import UnitNameRow
from knowledge.units import organisation_key, unit_key

Values = dict[str, str | bool]
_Keyed = type[UnitNameRow] | type[UnitRow] | type[UnitAliasRow] | type[UnitGroupMemberRow]


def file_unit_names(connection: Connection, printed: Iterable[str]) -> dict[str, int]:
    """The ids of these names, of which those not known yet are put in."""
    claim(connection, "unit names")
    wanted = set(printed)
    known = _ids(connection)
    new = [_name_values(name) for name in sorted(wanted - known.keys())]
    if new:
        connection.execute(insert(UnitNameRow), new)
        known = _ids(connection)
    return {name: known[name] for name in wanted}


def unit_values(name: str, organisation: bool) -> Values:
    """What is kept of the name of a unit of the directory, or of an organisation."""
    key = organisation_key(name) if organisation else unit_key(name)
    return {"name": name, "is_organisation": organisation, "key": key, "keyed_by": vocabulary()}


def alias_values(name: str) -> Values:
    """What is kept of another name of a unit."""
    return {"name": name, "key": unit_key(name), "keyed_by": vocabulary()}


def group_values(name: str) -> Values:
    """What is kept of the name of a group."""
    return {"group_name": name, "group_key": unit_key(name), "keyed_by": vocabulary()}


def _name_values(printed: str) -> Values:
    return {"printed": printed, "unit_key": unit_key(printed), "keyed_by": vocabulary()}


# Each table of keyed names, the columns that make the key, and how.
_KEYED: tuple[tuple[_Keyed, tuple[InstrumentedAttribute[Any], ...], Callable[..., Values]], ...] = (
    (UnitNameRow, (UnitNameRow.printed,), _name_values),
    (UnitRow, (UnitRow.name, UnitRow.is_organisation), unit_values),
    (UnitAliasRow, (UnitAliasRow.name,), alias_values),
    (UnitGroupMemberRow, (UnitGroupMemberRow.group_name,), group_values),
)


def refresh_unit_keys(database: Database) -> None:
    """Key anew the names that were keyed by another vocabulary than that of this program."""
    for table, names, values in _KEYED:
        stale = select(table.id, *names).where(table.keyed_by != vocabulary())
        with database.reading() as connection:
            if connection.execute(stale.limit(1)).first() is None:
                continue
        with database.writing() as connection:
            for row_id, *name in connection.execute(stale).all():
                connection.execute(update(table).where(table.id == row_id).values(values(*name)))


@lru_cache(maxsize=1)
def vocabulary() -> str:
    """A fingerprint of all that decides about the key of a unit: rules and words."""
    digest = hashlib.sha256()
    for package in (knowledge.units, knowledge.vietnamese):
        for file in sorted(Path(package.__path__[0]).iterdir()):
            if file.suffix in (".py", ".toml"):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _ids(connection: Connection) -> dict[str, int]:
    return {name: row_id for row_id, name in connection.execute(select(UnitNameRow.id, UnitNameRow.printed)).all()}
