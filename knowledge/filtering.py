"""Puts a filter into conditions of the database."""

from sqlalchemy import ColumnElement, Select, Text, and_, exists, false, func, or_, select, type_coerce

from knowledge.reported import in_states
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    DeadlineKind,
    DeadlineRow,
    EventRow,
    PlanRow,
    TaskRow,
    UnitNameRow,
    path_text,
)
from knowledge.types import TaskFilter

Conditions = list[ColumnElement[bool]]


def in_force(plans: tuple[int, ...] | None = None) -> Conditions:
    """What holds of a plan in force, of `plans` only if given."""
    conditions: Conditions = [PlanRow.withdrawn_at.is_(None)]
    if plans is not None:
        conditions.append(PlanRow.id.in_(plans))
    return conditions


def select_tasks(wanted: TaskFilter) -> Select[int]:
    """The ids of tasks in force of which an assignment satisfies `wanted`."""
    chosen = select(TaskRow.id).join(PlanRow).where(*_task_conditions(wanted))
    conditions = [*_unit_conditions(wanted), *_with_deadline(wanted)]
    if not conditions:
        return chosen
    if wanted.plans is not None:
        return chosen.where(exists().where(AssignmentRow.task_id == TaskRow.id, *conditions))
    return chosen.where(TaskRow.id.in_(select(AssignmentRow.task_id).where(*conditions)))


def select_assignments(wanted: TaskFilter) -> Select[int]:
    """The ids of assignments in force that satisfy `wanted`."""
    conditions = [*_task_conditions(wanted), *_unit_conditions(wanted), *_with_deadline(wanted)]
    return select(AssignmentRow.id).join(TaskRow).join(PlanRow).where(*conditions)


def deadline_conditions(wanted: TaskFilter) -> Conditions:
    """What holds of a deadline in force that is meant by `wanted`, joined with its assignment, task and plan."""
    return [*_task_conditions(wanted), *_unit_conditions(wanted), *_deadline_conditions(wanted)]


def event_conditions(wanted: TaskFilter) -> Conditions:
    """What holds of an event that starts a deadline meant by `wanted`, joined with its assignment, task and plan."""
    return [*_task_conditions(wanted), *_unit_conditions(wanted), *_event_conditions(wanted)]


def _task_conditions(wanted: TaskFilter) -> Conditions:
    conditions = in_force(wanted.plans)
    if wanted.section:
        conditions.append(_in_section(wanted.section, wanted.section_anywhere))
    if wanted.number is not None:
        conditions.append(TaskRow.number == wanted.number)
    if wanted.keys is not None:
        conditions.append(TaskRow.key.in_(wanted.keys))
    if wanted.states:
        conditions.append(in_states(wanted.states, wanted.reporters))
    return conditions


def _in_section(labels: tuple[str, ...], anywhere: bool) -> ColumnElement[bool]:
    # Not LIKE, which on SQLite takes "a" for "A".
    path = type_coerce(TaskRow.section, Text)
    run = path_text(labels)[1:-1]
    outermost = func.substr(path, 1, len(run) + 1) == f"[{run}"
    return or_(outermost, func.replace(path, f",{run}", "") != path) if anywhere else outermost


def _unit_conditions(wanted: TaskFilter) -> Conditions:
    if wanted.units is None and wanted.role is None:
        return []
    standing = select(AssignmentUnitRow.assignment_id)
    if wanted.units is not None:
        standing = standing.join(UnitNameRow).where(UnitNameRow.unit_key.in_(wanted.units))
    if wanted.role is not None:
        standing = standing.where(AssignmentUnitRow.role == wanted.role)
    if wanted.plans is not None:
        return [standing.where(AssignmentUnitRow.assignment_id == AssignmentRow.id).exists()]
    # As a set of ids and not as a correlated EXISTS: where no plan is named, the unit is what narrows most.
    return [AssignmentRow.id.in_(standing)]


def _with_deadline(wanted: TaskFilter) -> Conditions:
    conditions = _deadline_conditions(wanted)
    held: Conditions = []
    if conditions:
        own = exists().where(DeadlineRow.assignment_id == AssignmentRow.id, *conditions)
        held.append(own if wanted.due is None else or_(own, _started(wanted)))
    if wanted.undated:
        dated = exists().where(DeadlineRow.assignment_id == AssignmentRow.id, DeadlineRow.due.is_not(None))
        held += [~dated, ~_started(wanted)]
    return held


def _started(wanted: TaskFilter) -> ColumnElement[bool]:
    """Whether an event that was told of has given the assignment a day that is meant by `wanted`."""
    # As a set of keys: there are few events beside so many deadlines.
    keys = select(EventRow.assignment_key).join(AssignmentRow, AssignmentRow.key == EventRow.assignment_key)
    return AssignmentRow.key.in_(keys.where(*_event_conditions(wanted)))


def _event_conditions(wanted: TaskFilter) -> Conditions:
    """What holds of events by which deadlines in force are counted, each joined with its assignment."""
    relative = and_(DeadlineRow.kind == DeadlineKind.RELATIVE, DeadlineRow.event == EventRow.event)
    conditions: Conditions = [
        EventRow.retracted_at.is_(None),
        exists().where(DeadlineRow.assignment_id == AssignmentRow.id, relative).correlate(AssignmentRow, EventRow),
    ]
    if wanted.due is not None:
        conditions.append(EventRow.due.between(wanted.due.start, wanted.due.end))
    if wanted.every or (wanted.kinds and DeadlineKind.RELATIVE not in wanted.kinds):
        conditions.append(false())
    return conditions


def _deadline_conditions(wanted: TaskFilter) -> Conditions:
    conditions: Conditions = []
    if wanted.due is not None:
        conditions.append(DeadlineRow.due.between(wanted.due.start, wanted.due.end))
    if wanted.kinds:
        conditions.append(DeadlineRow.kind.in_([DeadlineKind(kind) for kind in wanted.kinds]))
    if wanted.every:
        conditions.append(DeadlineRow.every.in_(wanted.every))
    return conditions
