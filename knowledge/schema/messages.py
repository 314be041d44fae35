"""Tables of messages on their way: those that came in, kept before they are answered, and notices to be sent."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.roles import Channel
from knowledge.schema.columns import Record


class InboxRow(Record):
    """An update of a channel, as it came, stored before it is answered; one that comes again is known by its number.

    Once it is answered, its sender and payload are empty.
    """

    __tablename__ = "inbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    number: Mapped[str]
    sender: Mapped[str] = mapped_column(index=True)
    payload: Mapped[str]
    attempts: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(index=True)
    answered_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("channel", "number"), Index(None, "channel", "answered_at"))


class NoticeRow(Record):
    """Something to be told to a person who did not ask, as JSON text; sent once, by whichever worker takes it first."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    account: Mapped[str]
    payload: Mapped[str]
    made_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "channel", "sent_at"), Index(None, "channel", "account"))
