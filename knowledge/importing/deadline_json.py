"""Deadlines as objects of the format dondoc-plan/1, and back."""

from typing import Any, assert_never

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)
from knowledge.importing.checking import Checked


def deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    """The object of a deadline."""
    match deadline:
        case DateDeadline(due, before):
            return {"kind": "date", "due": due.isoformat(), "before": before}
        case PeriodDeadline(start, due):
            return {"kind": "period", "start": start.isoformat(), "due": due.isoformat()}
        case RecurringDeadline(every, due_day, before, level):
            rhythm = {"kind": "recurring", "every": every.value, "due_day": due_day, "before": before}
            return rhythm if level is None else {**rhythm, "for": level}
        case ContinuousDeadline():
            return {"kind": "continuous"}
        case RelativeDeadline(days, working_days, direction, event):
            return {
                "kind": "relative",
                "days": days,
                "working_days": working_days,
                "direction": direction,
                "event": event,
            }
        case ExternalDeadline(reference):
            return {"kind": "external", "reference": reference}
        case AdhocDeadline():
            return {"kind": "adhoc"}
        case _:
            assert_never(deadline)


def deadline_from_json(deadline: Checked) -> Deadline:
    """The deadline of an object, checked."""
    kind = deadline.field("kind")
    match kind.text():
        case "date":
            return DateDeadline(deadline.field("due").day(), deadline.field("before").flag())
        case "period":
            return _period(deadline)
        case "recurring":
            return _recurring(deadline)
        case "continuous":
            return ContinuousDeadline()
        case "relative":
            return _relative(deadline)
        case "external":
            return ExternalDeadline(deadline.field("reference").text())
        case "adhoc":
            return AdhocDeadline()
        case other:
            raise kind.wrong(f"không có loại thời hạn “{other}”")


def _period(deadline: Checked) -> PeriodDeadline:
    start, due = deadline.field("start").day(), deadline.field("due").day()
    if start > due:
        raise deadline.field("due").wrong("trước ngày bắt đầu")
    return PeriodDeadline(start, due)


def _recurring(deadline: Checked) -> RecurringDeadline:
    return RecurringDeadline(
        deadline.field("every").choice(Every),
        deadline.field("due_day").optional_whole(1, 31),
        deadline.field("before").flag(),
        deadline.field("for").optional_text() if deadline.has("for") else None,
    )


def _relative(deadline: Checked) -> RelativeDeadline:
    direction = deadline.field("direction")
    if direction.text() not in {"before", "after"}:
        raise direction.wrong("phải là before hoặc after")
    return RelativeDeadline(
        deadline.field("days").optional_whole(0, 100_000),
        deadline.field("working_days").flag(),
        direction.text(),
        deadline.field("event").text(),
    )
