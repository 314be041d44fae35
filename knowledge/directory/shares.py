"""How many tasks of the plans in force give units work by their names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from knowledge.directory.lines import read_aliases, read_lines, read_merges
from knowledge.directory.types import UnitLine
from knowledge.filtering import in_force
from knowledge.schema import AssignmentRow, AssignmentUnitRow, PlanOrganisationRow, PlanRow, TaskRow, UnitNameRow
from knowledge.types import AssignmentRole
from knowledge.units import unit_key

_ROLES = (AssignmentRole.LEAD, AssignmentRole.COORDINATE)


@dataclass(frozen=True, slots=True)
class Share:
    """How many tasks a unit leads, and in how many it coordinates."""

    leads: int
    coordinates: int


def read_shares(connection: Connection) -> Mapping[int, Share]:
    """The share of each unit (id), by any of its names, in the plans of its own organisation and of those above."""
    lines = read_lines(connection)
    aliases, counts = read_aliases(connection), _counts(connection)
    by_id = {line.id: line for line in lines}
    shares: dict[int, Share] = {}
    for line in lines:
        issuers = tuple(dict.fromkeys(_issuers(line, by_id)))
        keys = dict.fromkeys(map(unit_key, (line.name, *aliases.get(line.id, ()))))
        found = [counts.get((issuer, key), {}) for issuer in issuers for key in keys]
        leads, coordinates = (sum(each.get(role, 0) for each in found) for role in _ROLES)
        shares[line.id] = Share(leads, coordinates)
    return shares


def _issuers(line: UnitLine, by_id: Mapping[int, UnitLine]) -> Iterator[int]:
    yield line.organisation
    above = by_id.get(line.parent) if line.parent is not None else None
    while above is not None:
        yield above.organisation
        above = by_id.get(above.parent) if above.parent is not None else None


def _counts(connection: Connection) -> Mapping[tuple[int, str], Mapping[AssignmentRole, int]]:
    """How many tasks name a unit in a role, by the organisation (id) that issues the plan and the key of the name."""
    merges = read_merges(connection)
    counts: dict[tuple[int, str], Counter[AssignmentRole]] = {}
    group = (PlanOrganisationRow.organisation_id, UnitNameRow.unit_key, AssignmentUnitRow.role)
    query = select(*group, func.count(AssignmentRow.task_id.distinct())).select_from(AssignmentUnitRow)
    query = query.join(UnitNameRow).join(AssignmentRow).join(TaskRow).join(PlanRow)
    query = query.join(PlanOrganisationRow, PlanOrganisationRow.plan_id == PlanRow.id)
    for issuer, key, role, count in connection.execute(query.where(*in_force()).group_by(*group)).all():
        if issuer is not None:
            counts.setdefault((merges.get(issuer, issuer), key), Counter())[role] += count
    return counts
