"""The tables of people: who has joined, who was invited, who guessed, and which group chats stand for a unit."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.roles import Channel, Role
from knowledge.schema.columns import Record


class PersonRow(Record):
    """Who has joined, by the account of a channel; without a unit it is all of them.

    `removed_at` ends all rights; `erased_at` tells that the account and the name were blotted out.
    """

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    account: Mapped[str]
    name: Mapped[str]
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    joined_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    unreachable_since: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("channel", "account"),)


class InvitationRow(Record):
    """Lets one person in, once, until it expires; only a digest of its token is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    invited_by: Mapped[str]
    inviter: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class WrongCodeRow(Record):
    """A code that lets nobody in was given by an account; kept for no longer than that counts."""

    __tablename__ = "wrong_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    account: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "channel", "account"),)


class GroupChatRow(Record):
    """A group chat that stands for a unit."""

    __tablename__ = "group_chats"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[Channel]
    chat: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)

    __table_args__ = (UniqueConstraint("channel", "chat"),)
