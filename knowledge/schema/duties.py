"""Tables of what is to be done: tasks, their assignments, duties outside the tables, and deadlines.

A `key` names the same task, assignment or duty in every version of its plan.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.deadlines.types import Every
from knowledge.schema.columns import DeadlineKind, Labels, Record
from knowledge.types import AssignmentRole


class TaskRow(Record):
    """A row of the task table."""

    __tablename__ = "tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    number: Mapped[str]
    section: Mapped[Labels]
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"))
    content: Mapped[str]
    key: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index(None, "number"),
        Index("uq_tasks_plan_id_key", "plan_id", "key", unique=True),
        Index(None, "key"),
    )


class AssignmentRow(Record):
    """Who does a part of a task, to what result and by when."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"))
    position: Mapped[int]
    product: Mapped[str]
    deadline_text: Mapped[str]
    key: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("task_id", "position"),
        Index("uq_assignments_task_id_key", "task_id", "key", unique=True),
        Index(None, "key"),
    )


class AssignmentUnitRow(Record):
    """A unit in an assignment."""

    __tablename__ = "assignment_units"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    role: Mapped[AssignmentRole] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"))

    __table_args__ = (Index(None, "unit_name_id", "role"),)


class DutyRow(Record):
    """A duty given outside the tables."""

    __tablename__ = "duties"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    where: Mapped[str]
    content: Mapped[str]
    deadline_text: Mapped[str]
    key: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index("uq_duties_plan_id_key", "plan_id", "key", unique=True),
        Index(None, "key"),
    )


class DutyLeadRow(Record):
    """A unit that leads a duty."""

    __tablename__ = "duty_leads"

    duty_id: Mapped[int] = mapped_column(ForeignKey("duties.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), index=True)


class DeadlineRow(Record):
    """A deadline of an assignment or of a duty; which columns are filled depends on its kind."""

    __tablename__ = "deadlines"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    duty_id: Mapped[int | None] = mapped_column(ForeignKey("duties.id"), index=True)
    position: Mapped[int]
    kind: Mapped[DeadlineKind]
    start: Mapped[date | None]
    due: Mapped[date | None]
    before: Mapped[bool | None]
    every: Mapped[Every | None]
    due_day: Mapped[int | None]
    level: Mapped[str | None]
    days: Mapped[int | None]
    working_days: Mapped[bool | None]
    direction: Mapped[str | None]
    event: Mapped[str | None]
    reference: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("(assignment_id IS NULL) <> (duty_id IS NULL)", name="one_owner"),
        Index(None, "due"),
        Index(None, "kind", "every"),
    )
