"""Who belongs to a group that a plan gives work to, as far as the directory knows."""

from collections.abc import Iterator
from datetime import date

from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import UnitLine
from knowledge.units import Coverage, covers, is_group
from knowledge.vietnamese.fold import fold

# Nobody can tell from the plan who "các đơn vị có liên quan" are, unless it was said.
_INDEFINITE = "lien quan"


def is_common(units: OrganisationUnits, printed: str) -> bool:
    """Whether the printed name stands for several units."""
    return is_group(printed) or units.is_group(printed)


def members(units: OrganisationUnits, group: str, on: date) -> tuple[UnitLine, ...]:
    """The units that belong to the printed group on that day; none where nobody can tell who does."""
    if _INDEFINITE in fold(group) and not units.is_group(group):
        return ()
    return tuple(line for line in _standing(units, on) if belongs(units, group, line.name))


def belongs(units: OrganisationUnits, group: str, unit: str) -> bool:
    """Whether a unit is in the printed group: as was said of it, else as the names have it."""
    said = units.in_group(group, unit)
    if said is not None:
        return said
    organisation = units.organisation.name if units.organisation is not None else None
    return covers(group, unit, organisation) is Coverage.GROUP


def _standing(units: OrganisationUnits, on: date) -> Iterator[UnitLine]:
    return (line for line in units.own if units.now(line.name, on) is None)
