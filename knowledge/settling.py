"""Keeps which groups have all their members' word that what they lead is done, so that a query need not ask each."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select

from knowledge.directory.gathering import read_units_of
from knowledge.directory.members import is_common
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.expected import Expected, expected_members
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

# So many members are asked for at once.
_SAMPLE = 200
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


def settle_tasks(
    connection: Connection, units_of: UnitsOf, tasks: Collection[str], today: date, *, can_be: bool | None = None
) -> None:
    """Look again at the groups that lead these tasks (keys): something was said of them.

    Where that can only have settled a group, or only have opened it (`can_be`), the others are not looked at.
    """
    claim(connection, "settled groups")
    for task in sorted(tasks):
        leads = _leads(connection, TaskRow.key == task)
        settled = _settled(connection, leads)
        again = [lead for lead in leads if can_be is None or can_be is not ((lead.assignment, lead.name_id) in settled)]
        if again:
            issuer = connection.scalar(select(PlanRow.issuer).join(TaskRow).where(*in_force(), TaskRow.key == task))
            _open(connection, [lead for lead in again if (lead.assignment, lead.name_id) in settled])
            _settle(connection, again, units_of(issuer), today)


def _settled(connection: Connection, leads: Sequence[_Lead]) -> frozenset[tuple[str, int]]:
    """The assignments (keys) of these whose leads (ids) are through."""
    columns = (SettledGroupRow.assignment_key, SettledGroupRow.unit_name_id)
    query = select(*columns).where(SettledGroupRow.assignment_key.in_([lead.assignment for lead in leads]))
    return frozenset((assignment, name) for assignment, name in connection.execute(query))


def _open(connection: Connection, leads: Sequence[_Lead]) -> None:
    for lead in leads:
        of_lead = (SettledGroupRow.assignment_key == lead.assignment, SettledGroupRow.unit_name_id == lead.name_id)
        connection.execute(delete(SettledGroupRow).where(*of_lead))


def _leads(connection: Connection, *wanted: ColumnElement[bool]) -> tuple[_Lead, ...]:
    """What leads assignments in force of tasks that somebody has reported done."""
    columns = (AssignmentRow.key, TaskRow.key, UnitNameRow.id, UnitNameRow.printed)
    query = select(*columns).select_from(AssignmentUnitRow).join(UnitNameRow).join(AssignmentRow).join(TaskRow)
    done = exists().where(ReportRow.task_key == TaskRow.key, ReportRow.status == ProgressStatus.DONE)
    lead = AssignmentUnitRow.role == AssignmentRole.LEAD
    query = query.join(PlanRow).where(*in_force(), lead, done.correlate(TaskRow), *wanted)
    return tuple(_Lead(*row) for row in connection.execute(query))


def _settle(connection: Connection, leads: Sequence[_Lead], units: OrganisationUnits, today: date) -> None:
    told = {lead.printed for lead in leads if is_common(units, lead.printed)}
    # Few groups come this far, and only of those is every word read.
    near = [lead for lead in leads if lead.printed in told and _may_be(connection, units, lead, today)]
    said = _words(connection, {lead.task for lead in near})
    done = [lead for lead in near if sum_of_group(units, lead.printed, said.get(lead.task, ()), today).is_done]
    if done:
        rows = [{"assignment_key": lead.assignment, "unit_name_id": lead.name_id} for lead in done]
        connection.execute(insert(SettledGroupRow), rows)


def _may_be(connection: Connection, units: OrganisationUnits, lead: _Lead, today: date) -> bool:
    """Whether each of a group has said once that it is done: asked of samples spread over it, until one has not."""
    each = expected_members(units, lead.printed, today)
    samples = -(-len(each) // _SAMPLE)
    return all(_have_said(connection, lead.task, each[start::samples]) for start in range(samples))


def _have_said(connection: Connection, task: str, each: Sequence[Expected]) -> bool:
    keys = {key for one in each for key in one.keys}
    query = select(UnitNameRow.unit_key).join(ReportRow, ReportRow.unit_name_id == UnitNameRow.id).distinct()
    of_task = (ReportRow.task_key == task, ReportRow.status == ProgressStatus.DONE)
    said = frozenset(connection.scalars(query.where(UnitNameRow.unit_key.in_(keys), *of_task)))
    return all(not said.isdisjoint(one.keys) for one in each)


def _words(connection: Connection, tasks: Collection[str]) -> dict[str, list[Word]]:
    said: dict[str, list[Word]] = {}
    for word in read_words(connection, sorted(tasks)):
        said.setdefault(word.task, []).append(word)
    return said
