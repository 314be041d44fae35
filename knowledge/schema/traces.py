"""Tables of what goes on around the plans: talks, offers, misses, the audit trail and the notes for the index."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema.columns import Record
from knowledge.types import MissKind


class ConversationRow(Record):
    """What a talk is about at the moment, as JSON text."""

    __tablename__ = "conversations"

    chat: Mapped[str] = mapped_column(primary_key=True)
    sender: Mapped[str] = mapped_column(primary_key=True)
    focus: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class OfferRow(Record):
    """Options that were offered, under a token, as JSON text; `id` tells which came last.

    What was offered `unasked`, under a notice, is chosen by its button alone: a number typed means what was asked for.
    """

    __tablename__ = "offers"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    chat: Mapped[str]
    sender: Mapped[str]
    payload: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    unasked: Mapped[bool]

    __table_args__ = (Index(None, "chat", "sender"),)


class MissRow(Record):
    """What was asked and not answered at once, counted; nothing in it tells who asked."""

    __tablename__ = "misses"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MissKind]
    folded: Mapped[str]
    chosen: Mapped[str] = mapped_column(String(32))
    said: Mapped[str]
    chosen_words: Mapped[str]
    plans: Mapped[list[int]] = mapped_column(JSON())
    first_on: Mapped[date]
    last_on: Mapped[date] = mapped_column(index=True)
    times: Mapped[int]

    __table_args__ = (UniqueConstraint("kind", "folded", "chosen"),)


class AuditRow(Record):
    """Who did what, when and through which channel, to what, and how that stood before and after; never changed.

    `organisation` and `unit` name whose affair it is, None where it is everybody's.
    """

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[str] = mapped_column(index=True)
    actor_name: Mapped[str]
    actor_role: Mapped[str]
    channel: Mapped[str]
    command: Mapped[str]
    organisation: Mapped[str | None]
    unit: Mapped[str | None]
    before: Mapped[dict[str, Any]] = mapped_column(JSON())
    facts: Mapped[dict[str, Any]] = mapped_column(JSON())


class IndexChangeRow(Record):
    """A note that the index no longer agrees with the store about a plan."""

    __tablename__ = "index_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))

    # A note's id is never used again: whoever drains the notes may strike out an id that is already gone.
    __table_args__ = ({"sqlite_autoincrement": True},)
