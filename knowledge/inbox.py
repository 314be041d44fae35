"""Messages as they came, kept until they are answered, so that none is lost and none is heard twice."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from knowledge.roles import Channel
from knowledge.schema import InboxRow
from knowledge.schema.database import Database, claim

# Longer than any channel sends a message again.
_REMEMBERED = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as the channel tells it: the number it is known by there, the account it is of, and all of it."""

    number: str
    sender: str
    payload: str


class Inbox:
    """The part of the store that keeps what came in; whoever calls says what time it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, channel: Channel, arrivals: Sequence[Arrival], now: datetime) -> frozenset[str]:
        """Keep for good, in their order, those that never came before; their numbers."""
        came = {arrival.number: arrival for arrival in arrivals}
        if not came:
            return frozenset()
        with self._database.writing() as connection:
            claim(connection, f"inbox {channel}")
            known = select(InboxRow.number).where(_numbered(channel, tuple(came)))
            for number in connection.scalars(known):
                del came[number]
            rows = [{"channel": channel, "received_at": now, "attempts": 1, **asdict(each)} for each in came.values()]
            if rows:
                connection.execute(insert(InboxRow), rows)
        return frozenset(came)

    def list_unanswered(self, channel: Channel) -> tuple[Arrival, ...]:
        """What waits for an answer, in the order it came."""
        query = select(InboxRow.number, InboxRow.sender, InboxRow.payload)
        query = query.where(InboxRow.channel == channel, InboxRow.answered_at.is_(None)).order_by(InboxRow.id)
        with self._database.reading() as connection:
            return tuple(Arrival(*row) for row in connection.execute(query))

    def try_again(self, channel: Channel, number: str) -> int | None:
        """Count one more attempt to answer; which it is, None where an answer was given meanwhile."""
        unanswered = and_(_numbered(channel, (number,)), InboxRow.answered_at.is_(None))
        counted = update(InboxRow).where(unanswered).values(attempts=InboxRow.attempts + 1)
        with self._database.writing(lightly=True) as connection:
            return connection.scalar(counted.returning(InboxRow.attempts))

    def mark_answered(self, channel: Channel, numbers: Sequence[str], now: datetime) -> None:
        """Keep of these only that they came, and forget even that of those that came long ago."""
        over = and_(InboxRow.received_at < now - _REMEMBERED, InboxRow.answered_at.is_not(None))
        bare = {"sender": "", "payload": "", "answered_at": now}
        with self._database.writing(lightly=True) as connection:
            connection.execute(update(InboxRow).where(_numbered(channel, numbers)).values(bare))
            connection.execute(delete(InboxRow).where(over))


def _numbered(channel: Channel, numbers: Sequence[str]) -> ColumnElement[bool]:
    return and_(InboxRow.channel == channel, InboxRow.number.in_(numbers))
