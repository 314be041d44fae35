"""Reads what the plans in force say outside their tables: paragraphs and duties."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, select

from knowledge.batches import read_by_ids
from knowledge.deadlines.types import Deadline
from knowledge.filtering import in_force
from knowledge.schema import DeadlineRow, DutyLeadRow, DutyRow, PlanRow, ProseRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.schema.deadlines import read_deadline
from knowledge.types import DutyLine, ProseLine


class Prose:
    """The part of the store that knows the text around the tables."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_prose(self, plans: tuple[int, ...] | None = None) -> tuple[ProseLine, ...]:
        """The paragraphs in the order of import and document."""
        with self._database.reading() as connection:
            return read_prose(connection, *in_force(plans))

    def get_prose(self, ids: Sequence[int]) -> tuple[ProseLine, ...]:
        """The paragraphs with these ids in the order of `ids`, without those that are no longer in force."""
        with self._database.reading() as connection:
            return read_by_ids(ids, lambda batch: read_prose(connection, *in_force(), ProseRow.id.in_(batch)))

    def list_duties(self, plans: tuple[int, ...] | None = None) -> tuple[DutyLine, ...]:
        """The duties given outside the tables, in the order of import and document."""
        with self._database.reading() as connection:
            return read_duties(connection, *in_force(plans))

    def get_duties(self, ids: Sequence[int]) -> tuple[DutyLine, ...]:
        """The duties with these ids in the order of `ids`, without those that are no longer in force."""
        with self._database.reading() as connection:
            return read_by_ids(ids, lambda batch: read_duties(connection, *in_force(), DutyRow.id.in_(batch)))


def read_prose(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[ProseLine, ...]:
    """The paragraphs that satisfy `conditions`, in the order of import and document."""
    columns = (ProseRow.id, ProseRow.plan_id, PlanRow.file, ProseRow.position, ProseRow.where, ProseRow.text)
    query = select(*columns).join(PlanRow).where(*conditions)
    rows = connection.execute(query.order_by(PlanRow.imported_at, PlanRow.id, ProseRow.position))
    return tuple(ProseLine(*row) for row in rows)


def read_duties(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[DutyLine, ...]:
    """The duties that satisfy `conditions`, in the order of import and document."""
    leads, deadlines = _read_leads(connection, *conditions), _read_deadlines(connection, *conditions)
    query = select(DutyRow, PlanRow.file).join(PlanRow).where(*conditions)
    rows = connection.execute(query.order_by(PlanRow.imported_at, PlanRow.id, DutyRow.position))
    return tuple(
        DutyLine(
            id=row.id,
            plan_id=row.plan_id,
            plan_file=row.file,
            where=row.where,
            lead=tuple(leads.get(row.id, ())),
            content=row.content,
            deadline_text=row.deadline_text,
            deadlines=tuple(deadlines.get(row.id, ())),
            key=row.key,
        )
        for row in rows.all()
    )


def _read_leads(connection: Connection, *conditions: ColumnElement[bool]) -> Mapping[int, list[str]]:
    query = select(DutyLeadRow.duty_id, UnitNameRow.printed).join(UnitNameRow).join(DutyRow).join(PlanRow)
    leads = defaultdict(list)
    for duty_id, printed in connection.execute(query.where(*conditions).order_by(DutyLeadRow.position)):
        leads[duty_id].append(printed)
    return leads


def _read_deadlines(connection: Connection, *conditions: ColumnElement[bool]) -> Mapping[int, list[Deadline]]:
    query = select(DeadlineRow).join(DutyRow).join(PlanRow).where(*conditions)
    deadlines = defaultdict(list)
    for row in connection.execute(query.order_by(DeadlineRow.position)).all():
        deadlines[row.duty_id].append(read_deadline(row))
    return deadlines
