"""Reads the targets of the plans in force."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, select

from knowledge.batches import read_by_ids
from knowledge.filtering import in_force
from knowledge.schema import PlanRow, TargetOwnerRow, TargetRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.types import TargetLine, TargetSource


class Targets:
    """The part of the store that knows the targets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_targets(self, plans: tuple[int, ...] | None = None) -> tuple[TargetLine, ...]:
        """The targets in the order of import and document, those of tables before those inside the text."""
        with self._database.reading() as connection:
            return read_targets(connection, *in_force(plans))

    def get_targets(self, ids: Sequence[int]) -> tuple[TargetLine, ...]:
        """The targets with these ids in the order of `ids`, without those that are no longer in force."""
        with self._database.reading() as connection:
            return read_by_ids(ids, lambda batch: read_targets(connection, *in_force(), TargetRow.id.in_(batch)))

    def with_keys(self, keys: Sequence[str]) -> tuple[TargetLine, ...]:
        """The targets in force with these keys."""
        if not keys:
            return ()
        with self._database.reading() as connection:
            return read_targets(connection, *in_force(), TargetRow.key.in_(keys))


def read_targets(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[TargetLine, ...]:
    """The targets that satisfy `conditions`, in the order of import and document."""
    owners = _read_owners(connection, *conditions)
    query = select(TargetRow, PlanRow.file).join(PlanRow).where(*conditions)
    inside = TargetRow.source != TargetSource.TABLE
    rows = connection.execute(query.order_by(PlanRow.imported_at, PlanRow.id, inside, TargetRow.position))
    return tuple(
        TargetLine(
            id=row.id,
            plan_id=row.plan_id,
            plan_file=row.file,
            source=row.source,
            number=row.number,
            where=row.where,
            name=row.name,
            text=row.text,
            unit=row.unit,
            comparator=row.comparator,
            value=row.value,
            year=row.year,
            owner=tuple(owners.get(row.id, ())),
            key=row.key,
        )
        for row in rows.all()
    )


def _read_owners(connection: Connection, *conditions: ColumnElement[bool]) -> Mapping[int, list[str]]:
    query = select(TargetOwnerRow.target_id, UnitNameRow.printed).join(UnitNameRow).join(TargetRow).join(PlanRow)
    owners = defaultdict(list)
    for target_id, printed in connection.execute(query.where(*conditions).order_by(TargetOwnerRow.position)):
        owners[target_id].append(printed)
    return owners
