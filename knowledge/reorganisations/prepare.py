"""Prepares what a reorganisation means for one organisation of the directory."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from knowledge.commands.units import NamedSuccession, NamedUnit
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
from knowledge.reorganisations.written import unwritten

_Sort = TypeVar("_Sort", NamedSuccession, NamedUnit, LeftOpen)


def prepare(name: str, units: OrganisationUnits, organisation: str, departments_since: date | None = None) -> Prepared:
    """What the reorganisation `name` means for an organisation; its departments may have changed on a day of its own.

    Raises UnitNotFoundError where the directory does not have the organisation.
    """
    if units.organisation is None:
        raise UnitNotFoundError(organisation)
    office = Office(units.organisation, units, places_of(name))
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


def _only(sort: type[_Sort], found: Iterable[Finding | NamedUnit]) -> tuple[_Sort, ...]:
    return tuple(each for each in found if isinstance(each, sort))
