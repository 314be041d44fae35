"""Deadlines as rows, and rows as deadlines."""

from collections.abc import Iterable
from typing import Any, assert_never

from sqlalchemy.engine import Row

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)
from knowledge.schema.columns import DeadlineKind
from knowledge.schema.duties import DeadlineRow

Values = dict[str, Any]
_EMPTY: Values = {column.key: None for column in DeadlineRow.__table__.columns if column.nullable}


def deadline_rows(deadlines: Iterable[Deadline], owner: str, owner_id: int) -> list[Values]:
    """The rows of one owner's deadlines; `owner` is "assignment_id" or "duty_id"."""
    return [
        {**_EMPTY, **_values(deadline), owner: owner_id, "position": position}
        for position, deadline in enumerate(deadlines)
    ]


def _values(deadline: Deadline) -> Values:
    match deadline:
        case DateDeadline(due, before):
            return {"kind": DeadlineKind.DATE, "due": due, "before": before}
        case PeriodDeadline(start, due):
            return {"kind": DeadlineKind.PERIOD, "start": start, "due": due}
        case RecurringDeadline(every, due_day, before, level):
            told = {"every": every, "due_day": due_day, "before": before, "level": level}
            return {"kind": DeadlineKind.RECURRING, **told}
        case ContinuousDeadline():
            return {"kind": DeadlineKind.CONTINUOUS}
        case RelativeDeadline(days, working_days, direction, event):
            told = {"days": days, "working_days": working_days, "direction": direction, "event": event}
            return {"kind": DeadlineKind.RELATIVE, **told}
        case ExternalDeadline(reference):
            return {"kind": DeadlineKind.EXTERNAL, "reference": reference}
        case AdhocDeadline():
            return {"kind": DeadlineKind.ADHOC}
        case _:
            assert_never(deadline)


def read_deadline(row: Row[Any]) -> Deadline:
    """The deadline that a row of the deadlines stands for."""
    kind: DeadlineKind = row.kind
    match kind:
        case DeadlineKind.DATE:
            return DateDeadline(row.due, row.before)
        case DeadlineKind.PERIOD:
            return PeriodDeadline(row.start, row.due)
        case DeadlineKind.RECURRING:
            return RecurringDeadline(row.every, row.due_day, row.before, row.level)
        case DeadlineKind.CONTINUOUS:
            return ContinuousDeadline()
        case DeadlineKind.RELATIVE:
            return RelativeDeadline(row.days, row.working_days, row.direction, row.event)
        case DeadlineKind.EXTERNAL:
            return ExternalDeadline(row.reference)
        case DeadlineKind.ADHOC:
            return AdhocDeadline()
        case _:
            assert_never(kind)
