"""Reads the directory of units."""

from sqlalchemy import Connection, func, select

from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitNotFoundError
from knowledge.schema import UnitRow
from knowledge.schema.database import Database
from knowledge.units import same_organisation


class Directory:
    """The part of the store that knows the units."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def units_of(self, organisation: str | None) -> OrganisationUnits:
        """What is known of the organisation of this name; nothing where there is none."""
        with self._database.reading() as connection:
            return read_units_of(connection, organisation)


def read_units_of(connection: Connection, organisation: str | None) -> OrganisationUnits:
    """What the directory knows of the organisation of this name; nothing where there is none."""
    return OrganisationUnits()


def is_within(connection: Connection, organisation: str, root: str) -> bool:
    """Whether an organisation is `root` itself or stands under it in the directory, both told by their names."""
    return same_organisation(organisation, root)


def get_unit(connection: Connection, unit: int) -> UnitLine:
    """The unit with this id, or UnitNotFoundError."""
    row = connection.execute(_LINES.where(UnitRow.id == unit)).first()
    if row is None:
        raise UnitNotFoundError(str(unit))
    return UnitLine(*row)


_LINES = select(
    UnitRow.id,
    UnitRow.name,
    UnitRow.key,
    UnitRow.level,
    UnitRow.parent_id,
    func.coalesce(UnitRow.organisation_id, UnitRow.id),
    UnitRow.is_organisation,
)
