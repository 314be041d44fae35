"""What starts a deadline that hangs on an event, as data."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NewEvent:
    """The event of a relative deadline of an assignment came about on a day; `due` is the deadline counted from it."""

    assignment_key: str
    event: str
    on_day: date
    due: date


@dataclass(frozen=True, slots=True)
class ReportEvent:
    """Let the deadlines of assignments be counted from an event that a unit tells of in these words."""

    events: tuple[NewEvent, ...]
    unit: str | None
    said: str


@dataclass(frozen=True, slots=True)
class RetractEvent:
    """Take events back by their numbers; they stay on record as taken back."""

    events: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreEvent:
    """Let events that were taken back hold again, each as of when it was told."""

    events: tuple[int, ...]


EventCommand = ReportEvent | RetractEvent | RestoreEvent
