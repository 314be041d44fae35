"""What all tables share: the registry, the names of constraints and the types of columns."""

import json
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import DateTime, Dialect, Double, Enum, MetaData, Text
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from knowledge.deadlines.types import Every
from knowledge.importing.draft import Comparator
from knowledge.roles import Channel, Role
from knowledge.types import AnswerKind, AssignmentRole, EvidenceKind, MissKind, ProgressStatus, TargetSource
from knowledge.units import Level

Labels = tuple[str, ...]


class DeadlineKind(StrEnum):
    """The kinds of deadline by their names in the plan JSON."""

    DATE = "date"
    PERIOD = "period"
    RECURRING = "recurring"
    CONTINUOUS = "continuous"
    RELATIVE = "relative"
    EXTERNAL = "external"
    ADHOC = "adhoc"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in UTC and handed out in UTC; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an instant to UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back, which SQLite does not keep."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LabelPath(TypeDecorator[Labels]):
    """A path of labels as JSON text, in which a run of whole labels is a run of characters."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Labels | None, dialect: Dialect) -> str | None:
        """Write the labels."""
        return None if value is None else path_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Labels | None:
        """Read the labels."""
        return None if value is None else tuple(json.loads(value))


def path_text(labels: Labels) -> str:
    """The labels as `LabelPath` writes them."""
    return json.dumps(labels, ensure_ascii=False, separators=(",", ":"))


def _values(names: type[StrEnum]) -> list[str]:
    return [member.value for member in names]


def _closed(names: type[StrEnum]) -> Enum:
    return Enum(names, native_enum=False, length=16, values_callable=_values)


class Record(DeclarativeBase):
    """The registry of tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 (the form that SQLAlchemy documents)
        str: Text(),
        float: Double(),
        datetime: UtcDateTime(),
        Labels: LabelPath(),
        AnswerKind: _closed(AnswerKind),
        AssignmentRole: _closed(AssignmentRole),
        Channel: _closed(Channel),
        Comparator: _closed(Comparator),
        DeadlineKind: _closed(DeadlineKind),
        EvidenceKind: _closed(EvidenceKind),
        Every: _closed(Every),
        Level: _closed(Level),
        MissKind: _closed(MissKind),
        ProgressStatus: _closed(ProgressStatus),
        Role: _closed(Role),
        TargetSource: _closed(TargetSource),
    }
