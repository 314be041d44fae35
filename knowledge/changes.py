"""The outbox: notes of what the index has yet to learn, written in the transaction that changed the store."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from knowledge.schema import IndexChangeRow
from knowledge.schema.database import Database
from knowledge.types import IndexChange


class Changes:
    """The part of the store from which the index learns what has changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pending(self, limit: int) -> tuple[IndexChange, ...]:
        """The oldest notes, at most `limit`."""
        query = select(IndexChangeRow.id, IndexChangeRow.plan_id).order_by(IndexChangeRow.id).limit(limit)
        with self._database.reading() as connection:
            return tuple(IndexChange(*row) for row in connection.execute(query))

    def done(self, ids: Sequence[int]) -> None:
        """Strike out notes that the index has taken in."""
        with self._database.writing() as connection:
            connection.execute(delete(IndexChangeRow).where(IndexChangeRow.id.in_(ids)))


def note_changes(connection: Connection, plan_ids: Sequence[int]) -> None:
    """Note that the index no longer agrees with the store about these plans."""
    connection.execute(insert(IndexChangeRow), [{"plan_id": plan_id} for plan_id in plan_ids])
