"""Reads the plans in force: what they are, their headings, their doubts, and whole again as drafts."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from knowledge.errors import PlanNotFoundError
from knowledge.filtering import in_force
from knowledge.importing.draft import (
    AssignmentDraft,
    DocumentDraft,
    Doubt,
    DutyDraft,
    InlineTargetDraft,
    PlanDraft,
    ProseDraft,
    SectionDraft,
    TargetDraft,
    TaskDraft,
)
from knowledge.prose import read_duties, read_prose
from knowledge.schema import DoubtRow, PlanRow, SectionRow, TargetRow, TaskRow
from knowledge.schema.database import Database
from knowledge.schema.filing import digest
from knowledge.targets import read_targets
from knowledge.tasks import read_tasks
from knowledge.types import PlanLine, PlanOrigin, SectionLine, TargetLine, TargetSource, TaskLine


class Plans:
    """The part of the store that knows the plans."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_plans(self) -> tuple[PlanLine, ...]:
        """The plans in force, the newest import last."""
        with self._database.reading() as connection:
            return read_plans(connection, *in_force())

    def list_ids(self) -> frozenset[int]:
        """The ids of the plans in force; cheap enough to ask before every answer."""
        with self._database.reading() as connection:
            return frozenset(connection.scalars(select(PlanRow.id).where(*in_force())))

    def list_origins(self) -> dict[int, PlanOrigin]:
        """The year and the issuer of each plan in force, by its id."""
        with self._database.reading() as connection:
            rows = connection.execute(select(PlanRow.id, PlanRow.plan_year, PlanRow.issuer).where(*in_force()))
            return {row.id: PlanOrigin(row.plan_year, row.issuer) for row in rows}

    def fingerprints(self, plan_ids: Collection[int]) -> dict[int, str]:
        """What tells each of these plans from any other, also from one of the same id in another database."""
        columns = (PlanRow.id, PlanRow.lineage, PlanRow.version, PlanRow.digest)
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).where(*in_force())).all()
        return {row.id: f"{row.lineage} {row.version} {row.digest}" for row in rows if row.id in plan_ids}

    def get_plan(self, file: str) -> PlanLine:
        """The plan in force with this file name, or `PlanNotFoundError`."""
        with self._database.reading() as connection:
            return get_plan(connection, file)

    def find_plan(self, file: str) -> PlanLine | None:
        """The plan in force with this file name, if there is one."""
        with self._database.reading() as connection:
            return find_plan(connection, file)

    def list_sections(self, plan_ids: tuple[int, ...] | None = None) -> tuple[SectionLine, ...]:
        """The headings of the task tables in the order of import and document."""
        with self._database.reading() as connection:
            return _read_sections(connection, *in_force(plan_ids))

    def list_doubts(self, file: str) -> tuple[Doubt, ...]:
        """What a person should look at in this plan."""
        with self._database.reading() as connection:
            return _read_doubts(connection, get_plan(connection, file).id)

    def export(self, file: str) -> PlanDraft:
        """The plan as the draft that was imported."""
        with self._database.reading() as connection:
            return read_draft(connection, get_plan(connection, file))


def read_plans(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[PlanLine, ...]:
    """The plans that satisfy `conditions`, the newest import last."""
    query = _select_plans().where(*conditions).order_by(PlanRow.imported_at, PlanRow.id)
    return tuple(PlanLine(*row) for row in connection.execute(query))


def find_plan(connection: Connection, file: str) -> PlanLine | None:
    """The plan in force with this file name, if there is one."""
    return next(iter(read_plans(connection, *in_force(), PlanRow.file == file)), None)


def get_plan(connection: Connection, file: str) -> PlanLine:
    """The plan in force with this file name, or `PlanNotFoundError`."""
    plan = find_plan(connection, file)
    if plan is None:
        raise PlanNotFoundError(file)
    return plan


def says_the_same(connection: Connection, plan: PlanLine, draft: PlanDraft) -> bool:
    """Whether importing `draft` over `plan` would change nothing."""
    return connection.scalar(select(PlanRow.digest).where(PlanRow.id == plan.id)) == digest(draft)


def version_of(connection: Connection, plan: PlanLine) -> int:
    """Which version of its plan this is, counted from 1."""
    return connection.scalars(select(PlanRow.version).where(PlanRow.id == plan.id)).one()


def read_draft(connection: Connection, plan: PlanLine) -> PlanDraft:
    """All that was imported of `plan`, in force or not, with the keys of its things."""
    condition = PlanRow.id == plan.id
    of_plan = select(TaskRow.id).where(TaskRow.plan_id == plan.id).order_by(TaskRow.position)
    tasks = read_tasks(connection, connection.scalars(of_plan).all())
    targets = read_targets(connection, condition)
    return PlanDraft(
        file=plan.file,
        document=DocumentDraft(plan.number, plan.title, plan.issuer, plan.issued, plan.plan_year, plan.signer),
        sections=tuple(SectionDraft(line.labels, line.title) for line in _read_sections(connection, condition)),
        tasks=tuple(_task_draft(task) for task in tasks),
        targets=tuple(_target_draft(line) for line in targets if line.source is TargetSource.TABLE),
        inline_targets=tuple(_inline_draft(line) for line in targets if line.source is TargetSource.INLINE),
        prose_duties=tuple(
            DutyDraft(duty.where, duty.lead, duty.content, duty.deadline_text, duty.deadlines, duty.key)
            for duty in read_duties(connection, condition)
        ),
        prose=tuple(ProseDraft(line.where, line.text) for line in read_prose(connection, condition)),
        doubts=_read_doubts(connection, plan.id),
    )


def _select_plans() -> Select[Any]:
    of_tables = TargetRow.source == TargetSource.TABLE
    return select(
        PlanRow.id,
        PlanRow.file,
        PlanRow.number,
        PlanRow.title,
        PlanRow.issuer,
        PlanRow.issued,
        PlanRow.plan_year,
        PlanRow.signer,
        PlanRow.imported_at,
        select(func.count()).where(TaskRow.plan_id == PlanRow.id).scalar_subquery(),
        select(func.count()).where(TargetRow.plan_id == PlanRow.id, of_tables).scalar_subquery(),
        select(func.count()).where(DoubtRow.plan_id == PlanRow.id).scalar_subquery(),
    )


def _read_sections(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[SectionLine, ...]:
    query = select(SectionRow.plan_id, SectionRow.labels, SectionRow.title).join(PlanRow).where(*conditions)
    ordered = query.order_by(PlanRow.imported_at, PlanRow.id, SectionRow.position)
    return tuple(SectionLine(*row) for row in connection.execute(ordered))


def _read_doubts(connection: Connection, plan_id: int) -> tuple[Doubt, ...]:
    query = select(DoubtRow.where, DoubtRow.what).where(DoubtRow.plan_id == plan_id)
    return tuple(Doubt(*row) for row in connection.execute(query.order_by(DoubtRow.position)))


def _task_draft(task: TaskLine) -> TaskDraft:
    assignments = tuple(
        AssignmentDraft(line.lead, line.coordinate, line.product, line.deadline_text, line.deadlines, line.key)
        for line in task.assignments
    )
    return TaskDraft(task.number, task.section, task.content, assignments, task.key)


def _target_draft(line: TargetLine) -> TargetDraft:
    number = line.number or ""
    return TargetDraft(number, line.name, line.unit, line.comparator, line.value, line.year, line.owner, line.key)


def _inline_draft(line: TargetLine) -> InlineTargetDraft:
    return InlineTargetDraft(line.where or "", line.text, line.name, line.comparator, line.value, line.unit, line.key)
