"""The seven kinds of deadline of the format dondoc-plan/1."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Every(StrEnum):
    """How often a recurring duty comes round."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class DateDeadline:
    """A day; `before` means it must be done earlier than that day ("trước ngày")."""

    due: date
    before: bool


@dataclass(frozen=True, slots=True)
class PeriodDeadline:
    """A month, quarter, half-year or year, both ends included."""

    start: date
    due: date


@dataclass(frozen=True, slots=True)
class RecurringDeadline:
    """Once every period; `due_day` is a day of the period's last month, `level` whom it binds ("cấp xã")."""

    every: Every
    due_day: int | None = None
    before: bool = False
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ContinuousDeadline:
    """All the time ("thường xuyên")."""


@dataclass(frozen=True, slots=True)
class RelativeDeadline:
    """So many days before or after an event; `days` is None where the text gives none ("ngay sau khi")."""

    days: int | None
    working_days: bool
    direction: str
    event: str


@dataclass(frozen=True, slots=True)
class ExternalDeadline:
    """When another document says ("theo Kế hoạch 8079/KH-UBND")."""

    reference: str


@dataclass(frozen=True, slots=True)
class AdhocDeadline:
    """When it is asked for ("đột xuất")."""


Deadline = (
    DateDeadline
    | PeriodDeadline
    | RecurringDeadline
    | ContinuousDeadline
    | RelativeDeadline
    | ExternalDeadline
    | AdhocDeadline
)
