"""Reads the directory of units."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock

from sqlalchemy import Connection, func, select

from knowledge.directory.describing import describe_unit, list_successions
from knowledge.directory.finding import find_units, list_organisations, list_units, near_units
from knowledge.directory.gathering import read_units_of
from knowledge.directory.lines import find_organisation, get_unit, upwards
from knowledge.directory.shares import Share, read_shares
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import SuccessionDetails, UnitDetails, UnitLine
from knowledge.directory.whole import MergedUnit, Whole, list_merged, read_whole
from knowledge.schema import DirectoryRevisionRow
from knowledge.schema.database import Database
from knowledge.units import organisation_key, same_organisation

__all__ = ["Directory", "get_unit", "is_within", "read_units_of"]

_MOST_KEPT = 48


class Directory:
    """The part of the store that knows the units."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[str, tuple[int, OrganisationUnits]] = OrderedDict()
        self._lock = Lock()

    def units_of(self, organisation: str | None) -> OrganisationUnits:
        """What is known of the organisation of this name; nothing where there is none."""
        with self._database.reading() as connection:
            return self.units_within(connection, organisation)

    def units_within(self, connection: Connection, organisation: str | None) -> OrganisationUnits:
        """The same as `units_of`, in a transaction that changes nothing of the directory."""
        key = organisation_key(organisation) if organisation else ""
        revision = _revision(connection)
        kept = self._recall(key, revision)
        return kept or self._keep(key, revision, read_units_of(connection, organisation))

    def list_organisations(self) -> tuple[UnitLine, ...]:
        """All organisations, each before those under it."""
        with self._database.reading() as connection:
            return list_organisations(connection)

    def list_units(self, organisation_id: int | None = None) -> tuple[UnitLine, ...]:
        """An organisation (id) and all that stands under it, or all units: each before those under it."""
        with self._database.reading() as connection:
            return list_units(connection, organisation_id)

    def list_merged(self) -> tuple[MergedUnit, ...]:
        """The units that are but other names of one."""
        with self._database.reading() as connection:
            return list_merged(connection)

    def shares(self) -> Mapping[int, Share]:
        """How many tasks of the plans in force each unit (id) has."""
        with self._database.reading() as connection:
            return read_shares(connection)

    def whole(self, organisation_id: int | None = None) -> Whole:
        """All that is known of an organisation (id) and of what stands under it, or of all units."""
        with self._database.reading() as connection:
            return read_whole(connection, organisation_id)

    def get_unit(self, unit: int) -> UnitLine:
        """The unit with this id, or UnitNotFoundError."""
        with self._database.reading() as connection:
            return get_unit(connection, unit)

    def find_units(self, name: str, organisation: str | None = None) -> tuple[UnitLine, ...]:
        """The units of this name, abbreviation or other name, of one organisation if given; accents may be left out."""
        with self._database.reading() as connection:
            return find_units(connection, name, organisation)

    def near_units(self, name: str, organisation: str | None = None) -> tuple[UnitLine, ...]:
        """The units whose names look most like `name`, the most alike first; at most five."""
        with self._database.reading() as connection:
            return near_units(connection, name, organisation)

    def list_successions(self, organisation_id: int | None = None) -> tuple[SuccessionDetails, ...]:
        """Who has given way to whom in an organisation (id), in all if not given; the earliest first."""
        with self._database.reading() as connection:
            return list_successions(connection, organisation_id)

    def details(self, unit: int) -> UnitDetails:
        """All that is known of the unit with this id, or UnitNotFoundError."""
        with self._database.reading() as connection:
            return describe_unit(connection, unit)

    def _recall(self, key: str, revision: int) -> OrganisationUnits | None:
        with self._lock:
            kept = self._kept.get(key)
            if kept is None or kept[0] != revision:
                return None
            self._kept.move_to_end(key)
            return kept[1]

    def _keep(self, key: str, revision: int, units: OrganisationUnits) -> OrganisationUnits:
        with self._lock:
            self._kept[key] = (revision, units)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return units


def is_within(connection: Connection, organisation: str, root: str) -> bool:
    """Whether an organisation is `root` itself or stands under it in the directory, both told by their names."""
    if same_organisation(organisation, root):
        return True
    low, high = find_organisation(connection, organisation), find_organisation(connection, root)
    return low is not None and high is not None and high in upwards(connection, low)


def _revision(connection: Connection) -> int:
    return connection.scalar(select(func.max(DirectoryRevisionRow.id))) or 0
