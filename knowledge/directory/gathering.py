"""Gathers what the directory knows of one organisation, with what was before and came after it."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from knowledge.directory.lines import (
    find_organisation,
    read_aliases,
    read_by_id,
    read_members,
    read_merges,
    read_successions,
    with_merged,
)
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.schema import UnitGroupMemberRow

Steps = Mapping[int, Collection[int]]


def read_units_of(connection: Connection, organisation: str | None) -> OrganisationUnits:
    """What the directory knows of the organisation of this name; nothing where there is none."""
    found = find_organisation(connection, organisation)
    return OrganisationUnits() if found is None else _gather(connection, found)


def _gather(connection: Connection, organisation: UnitLine) -> OrganisationUnits:
    successions = read_successions(connection)
    organisations = _before_and_after(successions, frozenset({organisation.id}))
    own = read_members(connection, organisations)
    known = frozenset(line.id for line in own)
    chain = _before_and_after(successions, known)
    touching = tuple(each for each in successions if each.former in chain or each.successor in chain)
    others = {end for each in touching for end in (each.former, each.successor) if end is not None} - known
    beyond = read_by_id(connection, others)
    homes = {line.organisation for line in beyond} - known - others
    units = (*own, *beyond, *read_by_id(connection, homes))
    return OrganisationUnits(
        organisation=organisation,
        units=units,
        aliases=read_aliases(connection, [line.id for line in units]),
        successions=touching,
        members=read_group_members(connection, organisations),
    )


def _before_and_after(successions: Collection[SuccessionLine], units: frozenset[int]) -> frozenset[int]:
    """These units, all that have taken their place in the end, and all whose place they have taken (ids)."""
    pairs = [(each.former, each.successor) for each in successions if each.successor is not None]
    onward = reached(steps(pairs), units)
    back = reached(steps((successor, former) for former, successor in pairs), units)
    return units | onward | back


def steps(pairs: Iterable[tuple[int, int]]) -> Steps:
    """For each first of the pairs all its seconds."""
    found: dict[int, list[int]] = {}
    for first, second in pairs:
        found.setdefault(first, []).append(second)
    return found


def reached(onward: Steps, start: Collection[int]) -> frozenset[int]:
    """Where one comes to from `start` by one step or more."""
    found: set[int] = set()
    waiting = list(start)
    while waiting:
        new = set(onward.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return frozenset(found)


def read_group_members(connection: Connection, organisations: Collection[int]) -> Mapping[tuple[str, int], bool]:
    """What was said of the groups of these organisations (ids): by group (key) and unit, whether it is in it."""
    merges = read_merges(connection)
    columns = (UnitGroupMemberRow.group_key, UnitGroupMemberRow.unit_id, UnitGroupMemberRow.is_member)
    said = UnitGroupMemberRow.organisation_id.in_(with_merged(merges, organisations))
    rows = connection.execute(select(*columns).where(said).order_by(UnitGroupMemberRow.id)).all()
    return {(group, merges.get(unit, unit)): is_member for group, unit, is_member in rows}
