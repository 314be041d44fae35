"""Follows a reorganisation through an organisation: itself, its departments, its districts and its communes."""

import re
from collections.abc import Iterator
from datetime import date

from knowledge.commands.units import NamedSuccession, NamedUnit
from knowledge.directory.types import UnitLine
from knowledge.reorganisations.becoming import become
from knowledge.reorganisations.formers import kind_of_name
from knowledge.reorganisations.office import Office
from knowledge.reorganisations.places import committee_of
from knowledge.reorganisations.prepared import LeftOpen, Reason
from knowledge.reorganisations.types import Commune, Department
from knowledge.units import Level, organisation_key, same_organisation, unit_key
from knowledge.units.vocabulary import kinds

Finding = NamedSuccession | LeftOpen

_BORNE = frozenset({Reason.RENAMED, Reason.STAYS})
_OF_PROVINCE = re.compile(r"\btỉnh\b.*", re.IGNORECASE)


def follow_departments(office: Office, since: date | None) -> Iterator[Finding]:
    """The departments it has that gave way to others, on the day of the law or one of its own."""
    step = office.data.of_departments
    if step is None or office.level is not Level.PROVINCE:
        return
    for department in office.data.departments:
        line = office.units.find(department.former)
        if line is not None and line in office.own:
            yield from _department(office, line, department, since or step.since)


def _department(office: Office, line: UnitLine, department: Department, since: date) -> Iterator[Finding]:
    if any(same_organisation(office.name, name) for name in department.otherwise):
        yield LeftOpen(line.name, Reason.OTHERWISE, department.successors)
        return
    for successor in department.successors:
        if unit_key(successor) != unit_key(line.name):
            yield NamedSuccession(line.name, office.name, successor, office.name, since)
    if department.note:
        yield LeftOpen(line.name, Reason.NOTED, department.successors, department.note)


def follow_organisation(office: Office) -> Iterator[Finding]:
    """The organisation itself: a province that merged, a district that ended, a commune that merged."""
    match office.level:
        case Level.PROVINCE:
            yield from _province(office)
        case Level.DISTRICT:
            yield from _district(office, office.line, office.name)
        case Level.COMMUNE:
            yield from _commune_itself(office)
        case None:
            return


def _province(office: Office) -> Iterator[Finding]:
    step = office.data.of_provinces
    if step is not None and office.became is not None:
        name = committee_of(office.became.name)
        yield NamedSuccession(office.name, office.name, name, name, step.since)
    formers = office.province.formers if office.province else ()
    others = tuple(committee_of(former) for former in formers if not same_organisation(office.name, former))
    if others:
        yield LeftOpen(office.name, Reason.MERGED_IN, others)


def follow_bodies(office: Office) -> Iterator[Finding]:
    """The common bodies of a province whose names say "tỉnh", where it has become or become part of a city.

    All others pass to those of the same name by themselves.
    """
    step = office.data.of_provinces
    if step is None or office.became is None or kind_of_name(office.became.name) != "Thành phố":
        return
    city = committee_of(office.became.name)
    common = {name.key for kind in kinds() if kind.id in office.data.bodies for name in kind.names}
    for line in office.own:
        name = _OF_PROVINCE.sub("thành phố", line.name)
        if line.key in common and name != line.name:
            yield NamedSuccession(line.name, office.name, name, city, step.since)


def follow_districts(office: Office) -> Iterator[Finding]:
    """The districts it has: they end, but for islands that became communes."""
    for line in office.districts:
        yield from _district(office, line, office.name)


def _district(office: Office, line: UnitLine, of: str) -> Iterator[Finding]:
    step = office.data.of_districts
    if step is None:
        return
    heirs = tuple(dict.fromkeys(passing.commune for passing in office.places.passings(line.name)))
    if not heirs:
        yield NamedSuccession(line.name, of, None, None, step.since)
    for heir in heirs:
        yield NamedSuccession(line.name, of, committee_of(heir.name), committee_of(heir.province), step.since)


def follow_communes(office: Office) -> Iterator[Finding]:
    """The communes under it, each by what it has become.

    Where all of today's are there, a name that one of them bears is taken to be hers.
    """
    for line in office.communes:
        made = become(office.places, line.name, office.where)
        if isinstance(made, LeftOpen):
            if made.reason not in _BORNE or not office.holds_todays:
                yield made
        elif made is not None:
            yield from _passed(office, line.name, office.name, made)


def _passed(office: Office, name: str, of: str, made: tuple[Commune, ...]) -> Iterator[Finding]:
    step = office.data.of_communes
    if step is None:
        return
    for commune in made:
        successor, province = committee_of(commune.name), committee_of(commune.province)
        if organisation_key(successor) != organisation_key(name):
            yield NamedSuccession(name, of, successor, province, step.since)
        else:
            yield LeftOpen(name, Reason.ALIKE, (successor,))


def _commune_itself(office: Office) -> Iterator[Finding]:
    made = become(office.places, office.name, office.where)
    if isinstance(made, LeftOpen):
        yield made
    elif made is not None:
        yield from _passed(office, office.name, office.name, made)
        sections = tuple(line.name for line in office.own)
        if sections:
            yield LeftOpen(office.name, Reason.SECTIONS, sections)


def added_communes(office: Office) -> Iterator[NamedUnit | LeftOpen]:
    """The communes of the province that the directory does not have yet.

    The directory tells no two names apart that differ by their accents alone, so only one of them is put in.
    """
    taken: dict[str, str] = {}
    for commune in office.places.communes_of(office.province) if office.province is not None else ():
        name = committee_of(commune.name)
        alike = taken.setdefault(unit_key(name), name)
        if alike != name:
            yield LeftOpen(name, Reason.ALIKE, (alike,))
        elif office.units.find(name) is None:
            yield NamedUnit(name, office.name)
