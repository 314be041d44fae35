"""Keeps which groups have all their members' word that what they lead is done, so that a query need not ask each."""

from collections.abc import Callable, Collection, Sequence, Set
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from knowledge.batches import batches
from knowledge.directory.gathering import read_units_of
from knowledge.directory.members import is_common
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.expected import expected_members
from knowledge.filtering import in_force
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    PlanRow,
    ReportRow,
    SettledGroupRow,
    TaskRow,
    UnitNameRow,
)
from knowledge.schema.database import claim
from knowledge.sums import sum_of_group
from knowledge.types import AssignmentRole, ProgressStatus
from knowledge.words import Word, read_words

UnitsOf = Callable[[str | None], OrganisationUnits]


@dataclass(frozen=True, slots=True)
class _Lead:
    """A name (id, and as printed) that leads an assignment (key) of a task (key)."""

    assignment: str
    task: str
    name_id: int
    printed: str


def settle_all(connection: Connection, today: date) -> None:
    """Look again at every group that leads something: who belongs to it, or what it leads, may have changed."""
    claim(connection, "settled groups")
    connection.execute(delete(SettledGroupRow))
    for issuer in connection.scalars(select(PlanRow.issuer).where(*in_force()).distinct()).all():
        _settle(connection, _leads(connection, PlanRow.issuer == issuer), read_units_of(connection, issuer), today)


def settle_tasks(connection: Connection, units_of: UnitsOf, tasks: Collection[str], today: date) -> None:
    """Look again at the groups that lead these tasks (keys): something was said of them."""
    claim(connection, "settled groups")
    for task in sorted(tasks):
        found = connection.scalars(select(AssignmentRow.key).join(TaskRow).where(TaskRow.key == task)).all()
        connection.execute(delete(SettledGroupRow).where(SettledGroupRow.assignment_key.in_(found)))
        issuer = connection.scalar(select(PlanRow.issuer).join(TaskRow).where(*in_force(), TaskRow.key == task))
        _settle(connection, _leads(connection, TaskRow.key == task), units_of(issuer), today)


def _leads(connection: Connection, *wanted: ColumnElement[bool]) -> tuple[_Lead, ...]:
    """What leads assignments in force of tasks that somebody has reported done."""
    columns = (AssignmentRow.key, TaskRow.key, UnitNameRow.id, UnitNameRow.printed)
    query = select(*columns).select_from(AssignmentUnitRow).join(UnitNameRow).join(AssignmentRow).join(TaskRow)
    done = select(ReportRow.task_key).where(ReportRow.status == ProgressStatus.DONE)
    lead = AssignmentUnitRow.role == AssignmentRole.LEAD
    query = query.join(PlanRow).where(*in_force(), lead, TaskRow.key.in_(done), *wanted)
    return tuple(_Lead(*row) for row in connection.execute(query))


def _settle(connection: Connection, leads: Sequence[_Lead], units: OrganisationUnits, today: date) -> None:
    told = {lead.printed for lead in leads if is_common(units, lead.printed)}
    begun = _begun(connection, {lead.task for lead in leads if lead.printed in told})
    # Few groups come this far, and only of those is every word read.
    near = [lead for lead in leads if lead.printed in told and _may_be(units, lead, begun[lead.task], today)]
    said = _words(connection, {lead.task for lead in near})
    done = [lead for lead in near if sum_of_group(units, lead.printed, said.get(lead.task, ()), today).is_done]
    if done:
        rows = [{"assignment_key": lead.assignment, "unit_name_id": lead.name_id} for lead in done]
        connection.execute(insert(SettledGroupRow), rows)


def _may_be(units: OrganisationUnits, lead: _Lead, begun: Set[str], today: date) -> bool:
    """Whether each of a group is one of those (keys) who have said at any time that it is done."""
    return all(not begun.isdisjoint(each.keys) for each in expected_members(units, lead.printed, today))


def _begun(connection: Connection, tasks: Collection[str]) -> dict[str, set[str]]:
    """By task (key) the units (keys) of which a report says, or said, that it is done."""
    query = select(ReportRow.task_key, UnitNameRow.unit_key).join(UnitNameRow).distinct()
    query = query.where(ReportRow.status == ProgressStatus.DONE)
    found: dict[str, set[str]] = {task: set() for task in tasks}
    for batch in batches(sorted(tasks)):
        for task, unit in connection.execute(query.where(ReportRow.task_key.in_(batch))):
            found[task or ""].add(unit)
    return found


def _words(connection: Connection, tasks: Collection[str]) -> dict[str, list[Word]]:
    said: dict[str, list[Word]] = {}
    for word in read_words(connection, sorted(tasks)):
        said.setdefault(word.task, []).append(word)
    return said
