"""Tables of a plan as a document: the plan, its headings, its prose and what is doubtful in it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema.columns import Labels, Record


class PlanRow(Record):
    """One version of a plan; it is in force until `withdrawn_at`, and its rows stay for what was reported on them.

    Versions of one plan share a `lineage`, whatever their files are called; `replaced` tells one that gave way to
    another version from one that was taken back.
    """

    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str]
    version: Mapped[int]
    number: Mapped[str | None]
    title: Mapped[str]
    issuer: Mapped[str | None]
    issued: Mapped[date | None]
    plan_year: Mapped[int | None]
    signer: Mapped[str | None]
    digest: Mapped[str] = mapped_column(String(64))
    imported_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    replaced: Mapped[bool] = mapped_column(default=False)
    lineage: Mapped[str] = mapped_column(String(32), index=True)

    __table_args__ = (UniqueConstraint("file", "version"),)


# The database itself keeps two versions of one file from being in force at once.
Index(
    "uq_plans_file_in_force",
    PlanRow.file,
    unique=True,
    sqlite_where=PlanRow.withdrawn_at.is_(None),
    postgresql_where=PlanRow.withdrawn_at.is_(None),
)


class SectionRow(Record):
    """A heading of the task table."""

    __tablename__ = "sections"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    labels: Mapped[Labels]
    title: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "position"),)


class ProseRow(Record):
    """A paragraph outside the tables."""

    __tablename__ = "prose"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    where: Mapped[str]
    text: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "position"),)


class DoubtRow(Record):
    """Something a person should look at."""

    __tablename__ = "doubts"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    position: Mapped[int]
    where: Mapped[str]
    what: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "position"),)
