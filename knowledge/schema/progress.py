"""Tables of what was done: reports, what takes them back, and commands that wait for a yes.

Reports name tasks, assignments and targets by their keys, so that a new version of a plan keeps what was reported.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema.columns import Labels, Record
from knowledge.types import ProgressStatus


class ReportRow(Record):
    """What one unit said of a task or a target; never changed, and `id` is the number people are told."""

    __tablename__ = "progress_reports"

    id: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str | None]
    task_key: Mapped[str | None] = mapped_column(String(32))
    target_key: Mapped[str | None] = mapped_column(String(32))
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), index=True)
    status: Mapped[ProgressStatus | None]
    percent: Mapped[float | None]
    completed_on: Mapped[date | None]
    note: Mapped[str]
    evidence: Mapped[Labels]
    value: Mapped[float | None]
    out_of: Mapped[float | None]
    measure: Mapped[str | None]
    period_start: Mapped[date | None]
    period_end: Mapped[date | None]
    said: Mapped[str]
    reporter_id: Mapped[str]
    reporter_name: Mapped[str]
    chat: Mapped[str]
    at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(task_key IS NULL) <> (target_key IS NULL)", name="one_subject"),
        Index(None, "task_key", "id"),
        Index(None, "target_key", "id"),
        Index(None, "task_key", "unit_name_id", "id"),
        Index(None, "target_key", "unit_name_id", "id"),
        Index(None, "status"),
        Index(None, "token"),
    )


class ReportPartRow(Record):
    """An assignment that a report speaks for, in the stead of the lead `unit_name_id`, if the plan names one."""

    __tablename__ = "report_parts"

    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    assignment_key: Mapped[str] = mapped_column(String(32), index=True)
    unit_name_id: Mapped[int | None] = mapped_column(ForeignKey("unit_names.id"), index=True)


class ReportFormerRow(Record):
    """A unit whose earlier reports on the same task or target a report goes on from, its place having been taken."""

    __tablename__ = "report_formers"

    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), primary_key=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), primary_key=True, index=True)


class SettledGroupRow(Record):
    """Everybody of a group that leads an assignment has reported it done; made anew whenever that may have changed."""

    __tablename__ = "settled_groups"

    assignment_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), primary_key=True)


class RetractionRow(Record):
    """A report was taken back, and by whom; holds unless a restoration names it."""

    __tablename__ = "retractions"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("progress_reports.id"), index=True)
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime]


class RestorationRow(Record):
    """A retraction was taken back in its turn."""

    __tablename__ = "restorations"

    retraction_id: Mapped[int] = mapped_column(ForeignKey("retractions.id"), primary_key=True)
    actor_id: Mapped[str]
    actor_name: Mapped[str]
    at: Mapped[datetime]


class PendingRow(Record):
    """What was understood and waits for a yes, as JSON text of whoever asked for it."""

    __tablename__ = "pending_commands"

    token: Mapped[str] = mapped_column(primary_key=True)
    chat: Mapped[str]
    sender: Mapped[str]
    payload: Mapped[str]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (Index(None, "chat", "sender"),)
