"""Prepares what a reorganisation means for one organisation of the directory."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from knowledge.commands.units import NamedSuccession, NamedUnit, RetractSuccessions
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.errors import UnitNotFoundError
from knowledge.reorganisations.following import (
    Finding,
    added_communes,
    follow_bodies,
    follow_communes,
    follow_departments,
    follow_districts,
    follow_organisation,
)
from knowledge.reorganisations.office import Office
from knowledge.reorganisations.places import places_of
from knowledge.reorganisations.prepared import LeftOpen, Prepared
from knowledge.reorganisations.written import unwritten, written_by

_Sort = TypeVar("_Sort", NamedSuccession, NamedUnit, LeftOpen)


def prepare(name: str, units: OrganisationUnits, organisation: str, departments_since: date | None = None) -> Prepared:
    """What the reorganisation `name` means for an organisation; its departments may have changed on a day of its own.

    Raises UnitNotFoundError where the directory does not have the organisation.
    """
    office = _office(name, units, organisation)
    departments = tuple(unwritten(office, follow_departments(office, departments_since)))
    organisations = tuple(unwritten(office, (*follow_organisation(office), *follow_bodies(office))))
    districts = tuple(unwritten(office, follow_districts(office)))
    communes = tuple(unwritten(office, follow_communes(office)))
    added = tuple(added_communes(office))
    return Prepared(
        name=name,
        source=office.data.title,
        organisations=_only(NamedSuccession, organisations),
        departments=_only(NamedSuccession, departments),
        districts=_only(NamedSuccession, districts),
        communes=_only(NamedSuccession, communes),
        added=_only(NamedUnit, added),
        left_open=_only(LeftOpen, (*departments, *organisations, *districts, *communes, *added)),
    )


def prepare_undo(name: str, units: OrganisationUnits, organisation: str) -> RetractSuccessions | None:
    """What takes a reorganisation back that an organisation has followed; None where it has not."""
    written = written_by(_office(name, units, organisation))
    return RetractSuccessions(written) if written else None


def _office(name: str, units: OrganisationUnits, organisation: str) -> Office:
    if units.organisation is None:
        raise UnitNotFoundError(organisation)
    return Office(units.organisation, units, places_of(name))


def _only(sort: type[_Sort], found: Iterable[Finding | NamedUnit]) -> tuple[_Sort, ...]:
    return tuple(each for each in found if isinstance(each, sort))
