"""The tables of the directory: units as a tree, their other names, their groups, and who took whose place."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.schema.columns import Record
from knowledge.units import Level


class UnitRow(Record):
    """A unit under its `parent`, in the nearest `organisation` above it or in itself if it is one.

    One `merged_into` another is but another name of it. `key` is the unit's key, an organisation's that of the place
    it governs, and `keyed_by` the vocabulary by which it was keyed.
    """

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    key: Mapped[str]
    keyed_by: Mapped[str] = mapped_column(String(64), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    is_organisation: Mapped[bool]
    level: Mapped[Level | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)

    __table_args__ = (Index(None, "organisation_id", "key"), Index(None, "is_organisation", "key"))


class UnitAliasRow(Record):
    """Another name of a unit, with its key."""

    __tablename__ = "unit_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    key: Mapped[str] = mapped_column(index=True)
    keyed_by: Mapped[str] = mapped_column(String(64), index=True)


class UnitGroupMemberRow(Record):
    """A unit is in a group of its organisation, or, if not `is_member`, is not, whatever the group's name says."""

    __tablename__ = "unit_group_members"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    group_name: Mapped[str]
    group_key: Mapped[str]
    keyed_by: Mapped[str] = mapped_column(String(64), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    is_member: Mapped[bool]

    __table_args__ = (Index(None, "organisation_id", "group_key"),)


class SuccessionRow(Record):
    """From the day `since` a unit has given way to another, or to none; never changed but for `retracted_at`."""

    __tablename__ = "successions"

    id: Mapped[int] = mapped_column(primary_key=True)
    former_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    since: Mapped[date]
    source: Mapped[str]
    retracted_at: Mapped[datetime | None]


class PlanOrganisationRow(Record):
    """A plan whose units have been put into the directory, and its issuer there, None where it tells none."""

    __tablename__ = "plan_organisations"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)


class DirectoryRevisionRow(Record):
    """Each change of the directory, so that whoever holds a copy knows it is old."""

    __tablename__ = "directory_revisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
