"""Events from which relative deadlines are counted: told of, taken back, and which deadlines wait for one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, assert_never

from sqlalchemy import ColumnElement, Connection, Select, insert, select, update
from sqlalchemy.engine import Row

from knowledge.applied import Applied, Facts
from knowledge.commands import Actor, EventCommand, NewEvent, ReportEvent, RestoreEvent, RetractEvent
from knowledge.deadlines.types import RelativeDeadline
from knowledge.errors import SubjectGoneError
from knowledge.filtering import in_force
from knowledge.reported import is_answered
from knowledge.schema import AssignmentRow, DeadlineKind, DeadlineRow, EventRow, PlanRow, TaskRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.schema.keying import file_unit_names


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event told of, with its number, who told of it for which unit, and when."""

    id: int
    assignment_key: str
    event: str
    on_day: date
    due: date
    unit: str
    said: str
    reporter_name: str
    at: datetime
    retracted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A relative deadline in force, with the task (id) and assignment it is of."""

    plan_id: int
    task_id: int
    assignment_key: str
    deadline: RelativeDeadline


@dataclass(frozen=True, slots=True)
class Told:
    """The events that a command is about, whether it changed anything, and the command that would undo it."""

    events: tuple[int, ...]
    changed: bool
    undo: EventCommand | None


class Events:
    """The part of the store that knows from which events deadlines are counted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_assignments(self, keys: Sequence[str]) -> Mapping[str, tuple[EventLine, ...]]:
        """The events that hold of each of these assignments that have any, the earliest first."""
        found: dict[str, tuple[EventLine, ...]] = {}
        for line in self.list_events(keys):
            if line.retracted_at is None:
                found[line.assignment_key] = (*found.get(line.assignment_key, ()), line)
        return found

    def list_events(self, keys: Sequence[str]) -> tuple[EventLine, ...]:
        """The events that were told of these assignments, also those taken back, the earliest first."""
        with self._database.reading() as connection:
            return read_events(connection, EventRow.assignment_key.in_(keys))

    def answered(self, keys: Sequence[str], reporters: tuple[str, ...] | None = None) -> frozenset[int]:
        """Those of the events of these assignments (ids) since which what they ask for was reported done.

        By all that lead it, or by the units with the keys `reporters`.
        """
        ids = select(EventRow.id).join(AssignmentRow, AssignmentRow.key == EventRow.assignment_key)
        ids = ids.join(TaskRow).join(PlanRow).where(*in_force(), EventRow.assignment_key.in_(keys))
        with self._database.reading() as connection:
            return frozenset(connection.scalars(ids.where(is_answered(reporters))))

    def list_waiting(self) -> tuple[Waiting, ...]:
        """The relative deadlines of the assignments in force, in the order of import and document."""
        columns = (TaskRow.plan_id, AssignmentRow.task_id, AssignmentRow.key, DeadlineRow.__table__)
        query = select(*columns).select_from(DeadlineRow).join(AssignmentRow).join(TaskRow).join(PlanRow)
        query = query.where(*in_force(), DeadlineRow.kind == DeadlineKind.RELATIVE)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(PlanRow.id, TaskRow.position, DeadlineRow.id)).all()
        return tuple(Waiting(row.plan_id, row.task_id, row.key, _deadline(row)) for row in rows)


def _deadline(row: Row[Any]) -> RelativeDeadline:
    return RelativeDeadline(row.days, row.working_days, row.direction, row.event)


def read_events(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[EventLine, ...]:
    """The events that satisfy `conditions`, by their days."""
    query = select(EventRow, UnitNameRow.printed).join(UnitNameRow, UnitNameRow.id == EventRow.unit_name_id)
    rows = connection.execute(query.where(*conditions).order_by(EventRow.on_day, EventRow.id)).all()
    told = [(row.id, row.assignment_key, row.event, row.on_day, row.due, row.printed, row.said) for row in rows]
    return tuple(
        EventLine(*line, row.reporter_name, row.at, row.retracted_at) for line, row in zip(told, rows, strict=True)
    )


def event_claims(command: EventCommand) -> tuple[str, ...]:
    """What no other command may touch at the same time."""
    if isinstance(command, ReportEvent):
        return tuple(f"events {event.assignment_key}" for event in command.events)
    return tuple(f"event {number}" for number in command.events)


def tell(connection: Connection, command: EventCommand, actor: Actor, at: datetime) -> Applied[Told]:
    """Apply a command about events."""
    events: tuple[int, ...]
    undo: EventCommand
    match command:
        case ReportEvent():
            events = _record(connection, command, actor, at)
            undo = RetractEvent(events)
        case RetractEvent(numbers):
            events = _mark(connection, numbers, at)
            undo = RestoreEvent(events)
        case RestoreEvent(numbers):
            events = _mark(connection, numbers, None)
            undo = RetractEvent(events)
        case _:
            assert_never(command)
    lines = read_events(connection, EventRow.id.in_(events))
    facts: Facts = {"events": [_facts(connection, line) for line in lines]}
    unit = next((line.unit for line in lines if line.unit), None)
    told = Told(events, bool(events), undo if events else None)
    return Applied(told, bool(events), after=facts, organisation=_issuer(connection, lines), unit=unit)


def _record(connection: Connection, command: ReportEvent, actor: Actor, at: datetime) -> tuple[int, ...]:
    """The numbers of the events that were not known yet."""
    names = file_unit_names(connection, {command.unit or ""})
    by = {"unit_name_id": names[command.unit or ""], "said": command.said}
    by |= {"reporter_id": actor.id, "reporter_name": actor.name, "at": at}
    numbers = []
    for event in dict.fromkeys(command.events):
        _ensure_awaited(connection, event)
        if not _is_known(connection, event):
            values = {"assignment_key": event.assignment_key, "event": event.event, "due": event.due, **by}
            values |= {"on_day": event.on_day, "since": datetime.combine(event.on_day, time.min, at.tzinfo)}
            numbers.append(connection.scalars(insert(EventRow).values(values).returning(EventRow.id)).one())
    return tuple(numbers)


def _ensure_awaited(connection: Connection, event: NewEvent) -> None:
    """Raise SubjectGoneError unless a deadline of the assignment in force hangs on such an event."""
    query = select(DeadlineRow.id).join(AssignmentRow).join(TaskRow).join(PlanRow)
    query = query.where(*in_force(), AssignmentRow.key == event.assignment_key, DeadlineRow.event == event.event)
    if connection.scalar(query.limit(1)) is None:
        raise SubjectGoneError(event.assignment_key)


def _is_known(connection: Connection, event: NewEvent) -> bool:
    same = (EventRow.assignment_key == event.assignment_key, EventRow.event == event.event)
    same_days = (EventRow.on_day == event.on_day, EventRow.due == event.due, EventRow.retracted_at.is_(None))
    return connection.scalar(select(EventRow.id).where(*same, *same_days).limit(1)) is not None


def _mark(connection: Connection, numbers: tuple[int, ...], at: datetime | None) -> tuple[int, ...]:
    """Those of the events that are now taken back (`at`), or hold again, and were not before."""
    other = EventRow.retracted_at.is_not(None) if at is None else EventRow.retracted_at.is_(None)
    marked = update(EventRow).where(EventRow.id.in_(numbers), other).values(retracted_at=at)
    return tuple(sorted(connection.scalars(marked.returning(EventRow.id))))


def _facts(connection: Connection, line: EventLine) -> Facts:
    """The event and its task, for the trail."""
    days = {"on_day": line.on_day.isoformat(), "due": line.due.isoformat()}
    row = connection.execute(_task_of(line.assignment_key)).first()
    place = {} if row is None else {"plan": row.file, "task": row.number, "where": row.section}
    return {"id": line.id, "event": line.event, **days, **place}


def _issuer(connection: Connection, lines: Iterable[EventLine]) -> str | None:
    found = (connection.execute(_task_of(line.assignment_key)).first() for line in lines)
    return next((row.issuer for row in found if row is not None), None)


def _task_of(assignment_key: str) -> Select[str, str | None, str, tuple[str, ...]]:
    """The task of an assignment in the newest version of its plan."""
    query = select(PlanRow.file, PlanRow.issuer, TaskRow.number, TaskRow.section).select_from(AssignmentRow)
    query = query.join(TaskRow).join(PlanRow).where(AssignmentRow.key == assignment_key)
    return query.order_by(PlanRow.id.desc()).limit(1)
