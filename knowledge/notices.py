"""What people are to be told who did not ask: put with what causes it, taken by one worker, sent once."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select, update

from knowledge.roles import Channel
from knowledge.schema import NoticeRow, PersonRow
from knowledge.schema.database import Database

# Whoever took a notice and has not marked it by then has died over it; sending takes far less.
LEASE = timedelta(minutes=2)
_REMEMBERED = timedelta(days=3)


class NewsKind(StrEnum):
    """What there is to tell."""

    ANSWERED = "answered"
    TAKEN_BACK = "taken_back"
    REPLIED = "replied"
    REPORTED = "reported"
    PROVEN = "proven"


@dataclass(frozen=True, slots=True)
class News:
    """What a notice tells, by numbers alone: it is put into words when it is sent, as things stand by then."""

    kind: NewsKind
    answer: int
    report: int

    def dump(self) -> str:
        """As JSON text for the store."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class Notice:
    """News on its way to a person, by their account."""

    id: int
    account: str
    news: News


class Notices:
    """The part of the store that keeps notices until they are sent; whoever calls says what time it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, channel: Channel, now: datetime, most: int) -> tuple[Notice, ...]:
        """The oldest of a channel that nobody is sending; they are the caller's until the lease is over.

        What was sent long ago is forgotten meanwhile.
        """
        oldest = select(NoticeRow.id).where(_free(channel, now)).order_by(NoticeRow.id).limit(most)
        with self._database.reading() as connection:
            if connection.scalar(oldest.limit(1)) is None:
                return ()
        with self._database.writing() as connection:
            ids = connection.scalars(oldest.with_for_update(skip_locked=True)).all()
            taken = update(NoticeRow).where(NoticeRow.id.in_(ids), _free(channel, now)).values(taken_at=now)
            connection.execute(delete(NoticeRow).where(NoticeRow.made_at < now - _REMEMBERED, ~_unsettled()))
            rows = connection.execute(taken.returning(NoticeRow.id, NoticeRow.account, NoticeRow.payload)).all()
        return tuple(Notice(row.id, row.account, _news(row.payload)) for row in sorted(rows))

    def mark_sent(self, notice: int, now: datetime) -> None:
        """Keep only that it was sent."""
        self._settle(notice, {"sent_at": now})

    def mark_failed(self, notice: int, now: datetime) -> None:
        """Keep only that it can't be sent: it is not tried again."""
        self._settle(notice, {"failed_at": now})

    def _settle(self, notice: int, values: dict[str, datetime]) -> None:
        bare = {"account": "", "payload": ""}
        with self._database.writing() as connection:
            connection.execute(update(NoticeRow).where(NoticeRow.id == notice).values(**bare, **values))


def put(connection: Connection, accounts: Iterable[str], news: News, now: datetime) -> tuple[str, ...]:
    """Let the people of these accounts be told, where their channel tells unasked; whom it reached so far."""
    known = (PersonRow.channel, PersonRow.account, PersonRow.unreachable_since)
    people = select(*known).where(PersonRow.account.in_(sorted(set(accounts))))
    people = people.where(PersonRow.removed_at.is_(None), PersonRow.erased_at.is_(None))
    told = [row for row in connection.execute(people) if not row.channel.vouches]
    payload = {"payload": news.dump(), "made_at": now}
    if told:
        rows = [{"channel": row.channel, "account": row.account, **payload} for row in told]
        connection.execute(insert(NoticeRow), rows)
    return tuple(row.account for row in told if row.unreachable_since is None)


def withdraw(connection: Connection, news: News) -> bool:
    """Leave untold what nobody has begun to send; whether there was any such notice."""
    untold = delete(NoticeRow).where(NoticeRow.payload == news.dump(), NoticeRow.taken_at.is_(None))
    return bool(connection.scalars(untold.returning(NoticeRow.id)).all())


def read_notices(connection: Connection, channel: Channel, account: str) -> Sequence[tuple[str, datetime]]:
    """What a person is still to be told, as it is kept, and since when."""
    own = (NoticeRow.channel == channel, NoticeRow.account == account)
    query = select(NoticeRow.payload, NoticeRow.made_at).where(*own).order_by(NoticeRow.id)
    return [(row.payload, row.made_at) for row in connection.execute(query)]


def forget_notices(connection: Connection, channel: Channel, account: str) -> None:
    """Tell a person nothing more."""
    connection.execute(delete(NoticeRow).where(NoticeRow.channel == channel, NoticeRow.account == account))


def _unsettled() -> ColumnElement[bool]:
    return and_(NoticeRow.sent_at.is_(None), NoticeRow.failed_at.is_(None))


def _free(channel: Channel, now: datetime) -> ColumnElement[bool]:
    unclaimed = or_(NoticeRow.taken_at.is_(None), NoticeRow.taken_at <= now - LEASE)
    return and_(NoticeRow.channel == channel, _unsettled(), unclaimed)


def _news(payload: str) -> News:
    values = json.loads(payload)
    return News(NewsKind(values["kind"]), values["answer"], values["report"])
