"""Reads the tasks of the plans in force, whole."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, select
from sqlalchemy.engine import Row

from knowledge.batches import batches, read_by_ids
from knowledge.deadlines.types import Deadline
from knowledge.filtering import in_force, select_assignments, select_tasks
from knowledge.schema import AssignmentRow, AssignmentUnitRow, DeadlineRow, PlanRow, SectionRow, TaskRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.schema.deadlines import read_deadline
from knowledge.types import AssignmentLine, AssignmentRole, TaskFilter, TaskLine

_EVERYTHING = TaskFilter()
# Of tasks joined with their plans: the order of import and document.
DOCUMENT_ORDER = (PlanRow.imported_at, PlanRow.id, TaskRow.position)


class Tasks:
    """The part of the store that knows the tasks; a task comes with all its assignments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_tasks(self, wanted: TaskFilter = _EVERYTHING) -> tuple[TaskLine, ...]:
        """The tasks of which an assignment satisfies `wanted`, in the order of import and document."""
        with self._database.reading() as connection:
            return read_tasks(connection, connection.scalars(select_tasks(wanted).order_by(*DOCUMENT_ORDER)).all())

    def find_assignments(self, wanted: TaskFilter) -> tuple[int, ...]:
        """The ids of the assignments that satisfy `wanted`, in the order of import and document."""
        ordered = select_assignments(wanted).order_by(*DOCUMENT_ORDER, AssignmentRow.position)
        with self._database.reading() as connection:
            return tuple(connection.scalars(ordered))

    def get_tasks(self, ids: Sequence[int]) -> tuple[TaskLine, ...]:
        """The tasks with these ids in the order of `ids`, without those that are no longer in force."""
        with self._database.reading() as connection:
            return read_tasks(connection, ids, *in_force())

    def list_units(self) -> frozenset[str]:
        """The names of units as the assignments in force print them."""
        assigned = select(AssignmentUnitRow.unit_name_id).join(AssignmentRow).join(TaskRow).join(PlanRow)
        printed = exists(assigned.where(AssignmentUnitRow.unit_name_id == UnitNameRow.id, *in_force()))
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(UnitNameRow.printed).where(printed)))

    def count_tasks(self, wanted: TaskFilter = _EVERYTHING) -> int:
        """How many tasks `list_tasks` would give."""
        with self._database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(select_tasks(wanted).subquery())) or 0


def read_tasks(connection: Connection, ids: Sequence[int], *conditions: ColumnElement[bool]) -> tuple[TaskLine, ...]:
    """The tasks with these ids, in their order, that satisfy `conditions`."""
    return read_by_ids(ids, lambda batch: _read_tasks(connection, batch, *conditions))


def _read_tasks(connection: Connection, ids: Sequence[int], *conditions: ColumnElement[bool]) -> Iterator[TaskLine]:
    assignments = _read_assignments(connection, ids)
    told = (TaskRow.number, TaskRow.section, TaskRow.content, TaskRow.key)
    columns = (TaskRow.id, TaskRow.plan_id, PlanRow.file, *told)
    query = select(*columns, func.coalesce(SectionRow.title, "").label("title")).select_from(TaskRow).join(PlanRow)
    query = query.outerjoin(SectionRow, SectionRow.id == TaskRow.section_id)
    for row in connection.execute(query.where(TaskRow.id.in_(ids), *conditions)).all():
        yield TaskLine(
            id=row.id,
            plan_id=row.plan_id,
            plan_file=row.file,
            number=row.number,
            section=row.section,
            section_title=row.title,
            content=row.content,
            assignments=tuple(assignments.get(row.id, ())),
            key=row.key,
        )


def _read_assignments(connection: Connection, tasks: Sequence[int]) -> Mapping[int, list[AssignmentLine]]:
    columns = (AssignmentRow.task_id, AssignmentRow.id, AssignmentRow.position, AssignmentRow.key)
    query = select(*columns, AssignmentRow.product, AssignmentRow.deadline_text).order_by(AssignmentRow.position)
    rows = connection.execute(query.where(AssignmentRow.task_id.in_(tasks))).all()
    ids = [row.id for row in rows]
    units, deadlines = _read_units(connection, ids), _read_deadlines(connection, ids)
    lines = defaultdict(list)
    for row in rows:
        lines[row.task_id].append(_assignment_line(row, units, deadlines))
    return lines


def _assignment_line(
    row: Row[int, int, int, str, str, str],
    units: Mapping[tuple[int, AssignmentRole], list[str]],
    deadlines: Mapping[int, list[Deadline]],
) -> AssignmentLine:
    return AssignmentLine(
        id=row.id,
        position=row.position,
        lead=tuple(units.get((row.id, AssignmentRole.LEAD), ())),
        coordinate=tuple(units.get((row.id, AssignmentRole.COORDINATE), ())),
        product=row.product,
        deadline_text=row.deadline_text,
        deadlines=tuple(deadlines.get(row.id, ())),
        key=row.key,
    )


def _read_units(connection: Connection, ids: Sequence[int]) -> Mapping[tuple[int, AssignmentRole], list[str]]:
    query = select(AssignmentUnitRow.assignment_id, AssignmentUnitRow.role, UnitNameRow.printed).join(UnitNameRow)
    query = query.order_by(AssignmentUnitRow.position)
    names = defaultdict(list)
    for batch in batches(ids):
        chosen = query.where(AssignmentUnitRow.assignment_id.in_(batch))
        for assignment_id, role, printed in connection.execute(chosen).all():
            names[assignment_id, role].append(printed)
    return names


def _read_deadlines(connection: Connection, ids: Sequence[int]) -> Mapping[int, list[Deadline]]:
    query = select(DeadlineRow).order_by(DeadlineRow.position)
    deadlines = defaultdict(list)
    for batch in batches(ids):
        for row in connection.execute(query.where(DeadlineRow.assignment_id.in_(batch))).all():
            deadlines[row.assignment_id].append(read_deadline(row))
    return deadlines
