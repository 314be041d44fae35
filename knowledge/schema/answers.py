"""Tables around reports: what proves and answers them, events that start a deadline, and rules of targets."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.roles import Channel
from knowledge.schema.columns import Record
from knowledge.types import AnswerKind, EvidenceKind


class EvidenceRow(Record):
    """A file or a link that proves a report, or waits in a talk for the report it belongs to.

    The file lies under the home at `stored`, by its checksum, or only with the channel, under `channel_file`. By
    `message` the one is known in which it came, where the channel numbers its messages.
    """

    __tablename__ = "evidence"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int | None] = mapped_column(ForeignKey("progress_reports.id"), index=True)
    kind: Mapped[EvidenceKind]
    name: Mapped[str]
    link: Mapped[str | None]
    size: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    stored: Mapped[str | None]
    channel: Mapped[Channel]
    channel_file: Mapped[str | None]
    chat: Mapped[str]
    sender: Mapped[str]
    at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
    message: Mapped[str | None] = mapped_column(String(32), index=True)

    __table_args__ = (Index(None, "chat", "sender", "report_id"),)


class ReportAnswerRow(Record):
    """What was said to a report, by a leader or by its unit in return; never changed, but it can be taken back."""

    __tablename__ = "report_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), index=True)
    kind: Mapped[AnswerKind]
    text: Mapped[str]
    actor_id: Mapped[str] = mapped_column(index=True)
    actor_name: Mapped[str]
    at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]


class EventRow(Record):
    """The event from which a relative deadline of an assignment is counted has come about on a day.

    `due` is the deadline counted from it when it was told, `event` what the plan says of it; its day began at `since`.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_key: Mapped[str] = mapped_column(String(32), index=True)
    event: Mapped[str]
    on_day: Mapped[date]
    since: Mapped[datetime]
    due: Mapped[date] = mapped_column(index=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), index=True)
    said: Mapped[str]
    reporter_id: Mapped[str] = mapped_column(index=True)
    reporter_name: Mapped[str]
    at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]


class TargetRuleRow(Record):
    """A rule by which a target's value follows from other figures, as JSON; the newest not taken back holds."""

    __tablename__ = "target_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    target_key: Mapped[str] = mapped_column(String(32), index=True)
    rule: Mapped[dict[str, Any]] = mapped_column(JSON())
    said: Mapped[str]
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime]
    retracted_at: Mapped[datetime | None]
