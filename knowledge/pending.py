"""Commands that were understood and wait for a yes: kept under a token for a time, and taken exactly once."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from knowledge.schema import PendingRow
from knowledge.schema.database import Database


@dataclass(frozen=True, slots=True)
class Pending:
    """What waits for the yes of one person in one chat; `payload` is JSON text of whoever asked."""

    token: str
    chat: str
    sender: str
    payload: str
    expires_at: datetime


class Pendings:
    """The part of the store that keeps what waits to be confirmed; whoever calls says what time it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, pending: Pending, now: datetime) -> None:
        """Keep it until its time is over, in place of what its token named, and delete those whose time is."""
        with self._database.writing() as connection:
            over = PendingRow.expires_at <= now
            connection.execute(delete(PendingRow).where((PendingRow.token == pending.token) | over))
            connection.execute(insert(PendingRow), asdict(pending))

    def find(self, token: str, now: datetime) -> Pending | None:
        """What waits under `token`, unless its time is over; it goes on waiting."""
        columns = (PendingRow.token, PendingRow.chat, PendingRow.sender, PendingRow.payload, PendingRow.expires_at)
        with self._database.reading() as connection:
            row = connection.execute(select(*columns).where(PendingRow.token == token)).first()
        return Pending(*row) if row is not None and row.expires_at > now else None

    def drop(self, token: str, now: datetime) -> bool:
        """Call it off; whether it was still waiting."""
        with self._database.writing() as connection:
            return take_pending(connection, token, now)


def take_pending(connection: Connection, token: str, now: datetime) -> bool:
    """Take what waits under `token` within a transaction; of all who try only one is told True."""
    taken = delete(PendingRow).where(PendingRow.token == token).returning(PendingRow.expires_at)
    expires_at = connection.scalars(taken).first()
    return expires_at is not None and expires_at > now
