"""Keys the names of units, and keys them anew when the vocabulary of units has changed."""

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, insert, select, update

import knowledge.units
import knowledge.vietnamese
from knowledge.schema.database import Database, claim
from knowledge.schema.names import UnitNameRow
from knowledge.units import unit_key


def file_unit_names(connection: Connection, printed: Iterable[str]) -> dict[str, int]:
    """The ids of these names, of which those not known yet are put in."""
    claim(connection, "unit names")
    wanted = set(printed)
    known = _ids(connection)
    new = [_keyed(name) for name in sorted(wanted - known.keys())]
    if new:
        connection.execute(insert(UnitNameRow), new)
        known = _ids(connection)
    return {name: known[name] for name in wanted}


def refresh_unit_keys(database: Database) -> None:
    """Key anew the names that were keyed by another vocabulary than that of this program."""
    stale = select(UnitNameRow.id, UnitNameRow.printed).where(UnitNameRow.keyed_by != vocabulary())
    with database.reading() as connection:
        if connection.execute(stale.limit(1)).first() is None:
            return
    with database.writing() as connection:
        for row_id, printed in connection.execute(stale).all():
            connection.execute(update(UnitNameRow).where(UnitNameRow.id == row_id).values(_keyed(printed)))


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


def _keyed(printed: str) -> dict[str, str]:
    return {"printed": printed, "unit_key": unit_key(printed), "keyed_by": vocabulary()}
