"""How many tasks of the plans in force give units work by their names."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from knowledge.directory.lines import read_merges
from knowledge.directory.types import UnitLine
from knowledge.filtering import in_force
from knowledge.schema import AssignmentRow, AssignmentUnitRow, PlanOrganisationRow, PlanRow, TaskRow, UnitNameRow
from knowledge.types import AssignmentRole
from knowledge.units import unit_key


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts of tasks by the organisation (id) that issues the plan, the key of the name printed, and the role."""

    counts: Mapping[tuple[int, str, AssignmentRole], int]
    parents: Mapping[int, int | None]
    organisations: Mapping[int, int]

    def of(self, line: UnitLine, aliases: Iterable[str], role: AssignmentRole) -> int:
        """How many tasks a unit has in a role, in the plans of its own organisation and of those above."""
        keys = dict.fromkeys(map(unit_key, (line.name, *aliases)))
        return sum(self.counts.get((issuer, key, role), 0) for issuer in self._issuers(line) for key in keys)

    def _issuers(self, line: UnitLine) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._above(line)))

    def _above(self, line: UnitLine) -> Iterator[int]:
        yield line.organisation
        above = line.parent
        while above is not None and above in self.organisations:
            yield self.organisations[above]
            above = self.parents[above]


def read_shares(connection: Connection, lines: Iterable[UnitLine], keys: Iterable[str] | None = None) -> Shares:
    """The counts for names of these keys, for all if not given; `lines` tell which unit stands under which."""
    known = tuple(lines)
    merges = read_merges(connection)
    counts: dict[tuple[int, str, AssignmentRole], int] = {}
    group = (PlanOrganisationRow.organisation_id, UnitNameRow.unit_key, AssignmentUnitRow.role)
    query = select(*group, func.count(AssignmentRow.task_id.distinct())).select_from(AssignmentUnitRow)
    query = query.join(UnitNameRow).join(AssignmentRow).join(TaskRow).join(PlanRow)
    query = query.join(PlanOrganisationRow, PlanOrganisationRow.plan_id == PlanRow.id)
    if keys is not None:
        query = query.where(UnitNameRow.unit_key.in_(tuple(keys)))
    for issuer, key, role, count in connection.execute(query.where(*in_force()).group_by(*group)).all():
        if issuer is not None:
            place = (merges.get(issuer, issuer), key, role)
            counts[place] = counts.get(place, 0) + count
    return Shares(counts, {line.id: line.parent for line in known}, {line.id: line.organisation for line in known})
