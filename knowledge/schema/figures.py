"""Tables of what is to be reached: targets and who answers for them."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.importing.draft import Comparator
from knowledge.schema.columns import Record
from knowledge.types import TargetSource


class TargetRow(Record):
    """A figure promised in a target table, or inside a task or the prose."""

    __tablename__ = "targets"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    source: Mapped[TargetSource]
    position: Mapped[int]
    number: Mapped[str | None]
    where: Mapped[str | None]
    name: Mapped[str]
    text: Mapped[str]
    unit: Mapped[str]
    comparator: Mapped[Comparator]
    value: Mapped[float]
    year: Mapped[int | None]
    key: Mapped[str] = mapped_column(String(32))

    __table_args__ = (
        UniqueConstraint("plan_id", "source", "position"),
        Index("uq_targets_plan_id_key", "plan_id", "key", unique=True),
        Index(None, "key"),
    )


class TargetOwnerRow(Record):
    """A unit that answers for a target."""

    __tablename__ = "target_owners"

    target_id: Mapped[int] = mapped_column(ForeignKey("targets.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    unit_name_id: Mapped[int] = mapped_column(ForeignKey("unit_names.id"), index=True)
