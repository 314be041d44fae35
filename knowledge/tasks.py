"""Reads the tasks of the plans in force, whole."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Select, exists, func, select
from sqlalchemy.engine import Row

from knowledge.batches import read_by_ids
from knowledge.deadlines.types import Deadline
from knowledge.filtering import in_force, select_assignments, select_tasks
from knowledge.schema import AssignmentRow, AssignmentUnitRow, DeadlineRow, PlanRow, SectionRow, TaskRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.schema.deadlines import read_deadline
from knowledge.types import AssignmentLine, AssignmentRole, TaskFilter, TaskLine

_EVERYTHING = TaskFilter()


class Tasks:
    """The part of the store that knows the tasks; a task comes with all its assignments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_tasks(self, wanted: TaskFilter = _EVERYTHING) -> tuple[TaskLine, ...]:
        """The tasks of which an assignment satisfies `wanted`, in the order of import and document."""
        with self._database.reading() as connection:
            return read_tasks(connection, select_tasks(wanted))

    def find_assignments(self, wanted: TaskFilter) -> tuple[int, ...]:
        """The ids of the assignments that satisfy `wanted`, in the order of import and document."""
        chosen = select_assignments(wanted)
        ordered = chosen.order_by(PlanRow.imported_at, PlanRow.id, TaskRow.position, AssignmentRow.position)
        with self._database.reading() as connection:
            return tuple(connection.scalars(ordered))

    def get_tasks(self, ids: Sequence[int]) -> tuple[TaskLine, ...]:
        """The tasks with these ids in the order of `ids`, without those that are no longer in force."""
        with self._database.reading() as connection:
            return read_by_ids(ids, lambda batch: read_tasks(connection, _with_ids(batch)))

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


def read_tasks(connection: Connection, chosen: Select[int]) -> tuple[TaskLine, ...]:
    """The tasks whose ids `chosen` selects, in the order of import and document."""
    chosen = chosen.correlate(None)
    assignments = _read_assignments(connection, chosen)
    told = (TaskRow.number, TaskRow.section, TaskRow.content, TaskRow.key)
    columns = (TaskRow.id, TaskRow.plan_id, PlanRow.file, *told)
    query = select(*columns, func.coalesce(SectionRow.title, "").label("title")).select_from(TaskRow).join(PlanRow)
    query = query.outerjoin(SectionRow, SectionRow.id == TaskRow.section_id).where(TaskRow.id.in_(chosen))
    rows = connection.execute(query.order_by(PlanRow.imported_at, PlanRow.id, TaskRow.position))
    return tuple(
        TaskLine(
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
        for row in rows.all()
    )


def _with_ids(ids: Sequence[int]) -> Select[int]:
    return select(TaskRow.id).join(PlanRow).where(*in_force(), TaskRow.id.in_(ids))


def _read_assignments(connection: Connection, chosen: Select[int]) -> Mapping[int, list[AssignmentLine]]:
    units, deadlines = _read_units(connection, chosen), _read_deadlines(connection, chosen)
    columns = (AssignmentRow.task_id, AssignmentRow.id, AssignmentRow.position, AssignmentRow.key)
    query = select(*columns, AssignmentRow.product, AssignmentRow.deadline_text).order_by(AssignmentRow.position)
    lines = defaultdict(list)
    for row in connection.execute(query.where(AssignmentRow.task_id.in_(chosen))).all():
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


def _read_units(connection: Connection, chosen: Select[int]) -> Mapping[tuple[int, AssignmentRole], list[str]]:
    query = select(AssignmentUnitRow.assignment_id, AssignmentUnitRow.role, UnitNameRow.printed)
    query = (
        query.join(UnitNameRow)
        .join(AssignmentRow)
        .where(AssignmentRow.task_id.in_(chosen))
        .order_by(AssignmentUnitRow.position)
    )
    names = defaultdict(list)
    for assignment_id, role, printed in connection.execute(query).all():
        names[assignment_id, role].append(printed)
    return names


def _read_deadlines(connection: Connection, chosen: Select[int]) -> Mapping[int, list[Deadline]]:
    query = select(DeadlineRow).join(AssignmentRow).where(AssignmentRow.task_id.in_(chosen))
    deadlines = defaultdict(list)
    for row in connection.execute(query.order_by(DeadlineRow.position)).all():
        deadlines[row.assignment_id].append(read_deadline(row))
    return deadlines
