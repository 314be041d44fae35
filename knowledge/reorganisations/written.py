"""Compares what a reorganisation would write with what the directory has already."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from knowledge.commands.units import NamedSuccession
from knowledge.reorganisations.following import Finding
from knowledge.reorganisations.office import Office
from knowledge.reorganisations.prepared import LeftOpen, Reason
from knowledge.units import organisation_key


def unwritten(office: Office, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is not in the directory yet; where a unit gives way otherwise already, that is left as it is."""
    for former, each in groupby(found, key=_former):
        findings = tuple(each)
        written = _successors(office, former) if former else {}
        if not written:
            yield from findings
        elif _keys(findings) != written.keys():
            yield LeftOpen(former, Reason.DECIDED, tuple(filter(None, written.values())))


def written_by(office: Office) -> tuple[int, ...]:
    """The successions (ids) of the organisation and its units that were written by this reorganisation."""
    own = {office.line.id, *(line.id for line in office.own)}
    written = (each for each in office.units.successions if each.source == office.data.title)
    return tuple(each.id for each in written if each.former in own)


def _former(finding: Finding) -> str:
    return finding.former if isinstance(finding, NamedSuccession) else ""


def _keys(findings: Iterable[Finding]) -> set[str]:
    successions = (each for each in findings if isinstance(each, NamedSuccession))
    return {organisation_key(each.successor) if each.successor else "" for each in successions}


def _successors(office: Office, former: str) -> dict[str, str]:
    """The names of those that have the place of a unit by what is written, each by its key; "" is nobody."""
    line = office.units.find(former)
    names = {unit.id: unit.name for unit in office.units.units}
    written = (each for each in office.units.successions if line is not None and each.former == line.id)
    taken = ("" if each.successor is None else names[each.successor] for each in written)
    return {organisation_key(name) if name else "": name for name in taken}
