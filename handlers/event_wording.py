"""Deadlines counted from events put into words: from what day they follow, who told of it, or that nobody has yet."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from handlers import wording
from handlers.answer import item, text
from handlers.context import Context
from handlers.directory import roll_for
from handlers.phrases import say
from handlers.reply import Block
from handlers.standing import sees_task
from knowledge.commands import NewEvent
from knowledge.deadlines.counting import is_counted
from knowledge.deadlines.types import RelativeDeadline
from knowledge.events import EventLine
from knowledge.roles import Role
from knowledge.types import AssignmentLine, TaskLine
from knowledge.units import unit_key

_EVENT, _WORDS = 90, 14


def counted(deadline: RelativeDeadline, happened: date) -> str:
    """How the last day follows from the day of the event: "5 ngày làm việc kể từ 03/04/2026"."""
    name = deadline.direction + ("_working" if deadline.working_days else "")
    return say("event", "before_bare" if deadline.days is None else name, days=deadline.days, day=wording.day(happened))


def event_name(event: str) -> str:
    """What the plan calls an event, in short."""
    return wording.shorten(event, _EVENT)


def calendar_lines(context: Context, events: Sequence[NewEvent]) -> Iterator[str]:
    """Which holidays were left out, and whether those of the year are still to be announced."""
    first = min(min(event.on_day, event.due) for event in events)
    last = max(max(event.on_day, event.due) for event in events)
    off = list(context.working_days.holidays(first, last))
    if off:
        days = ", ".join(say("event", "holiday", day=wording.day(day), name=name) for day, name in off)
        yield say("event", "holidays", days=days)
    if last.year not in context.working_days.announced:
        yield say("event", "unannounced", year=last.year)


def started_blocks(context: Context, task: TaskLine, parts: Sequence[AssignmentLine]) -> Iterator[Block]:
    """The days that follow from events for parts of a task, or that nobody has told of the event yet."""
    waiting = [part for part in parts if any(_counted(part))]
    if not waiting or not sees_task(context, task):
        return
    told = context.store.events.of_assignments([part.key for part in waiting])
    answered = _answered(context, task, [*told])
    for part in waiting:
        for deadline in _counted(part):
            lines = [line for line in told.get(part.key, ()) if line.event == deadline.event]
            said = _told(context, deadline, lines, answered) if lines else _untold(context, task, deadline)
            several = len(task.assignments) > 1
            yield text(say("event", "part", position=part.position + 1, told=said) if several else said)


def _answered(context: Context, task: TaskLine, keys: Sequence[str]) -> frozenset[int]:
    """The events (ids) of which what they ask for is done; of an officer's own unit that is enough."""
    if not keys:
        return frozenset()
    unit = context.sender.unit if context.sender.role is Role.OFFICER else None
    done = context.store.events.answered(keys)
    if unit is None:
        return done
    named = roll_for(context, unit, (task.plan_id,)).units.named_as(unit, context.today)
    return done | context.store.events.answered(keys, tuple(map(unit_key, named)))


def event_history(context: Context, task: TaskLine) -> Iterator[Block]:
    """Every event that was told of the task, and what was taken back."""
    for line in context.store.events.list_events([part.key for part in task.assignments]):
        values = {"day": wording.day(line.on_day), "event": event_name(line.event), "due": wording.day(line.due)}
        told = say("event", "history", **values, who=_who(context, line), at=_day_of(context, line.at))
        retracted = line.retracted_at
        yield item(told + (say("event", "retracted", at=_day_of(context, retracted)) if retracted else ""))


def _who(context: Context, line: EventLine) -> str:
    named = "" if context.before_others else line.reporter_name
    return named or line.unit or say("event", "somebody")


def _day_of(context: Context, at: datetime) -> str:
    return wording.day(at.astimezone(context.now.tzinfo).date())


def _counted(part: AssignmentLine) -> tuple[RelativeDeadline, ...]:
    relative = (deadline for deadline in part.deadlines if isinstance(deadline, RelativeDeadline))
    return tuple(dict.fromkeys(deadline for deadline in relative if is_counted(deadline)))


def _told(context: Context, deadline: RelativeDeadline, lines: Sequence[EventLine], answered: frozenset[int]) -> str:
    """The due day that is open longest, else the last one."""
    line = next((line for line in lines if line.id not in answered), lines[-1])
    return say(
        "event",
        "told",
        due=wording.day(line.due),
        counted=counted(deadline, line.on_day),
        event=event_name(line.event),
        who=_who(context, line),
        at=_day_of(context, line.at),
        standing=_standing(context, line, answered),
    )


def _standing(context: Context, line: EventLine, answered: frozenset[int]) -> str:
    if line.id in answered:
        return say("event", "answered")
    left = (line.due - context.today).days
    if left == 0:
        return say("event", "last_today")
    return say("event", "left" if left > 0 else "passed", days=abs(left))


def _untold(context: Context, task: TaskLine, deadline: RelativeDeadline) -> str:
    """That nobody has told of the event, with a sentence that would."""
    shown = " ".join(deadline.event.split()[:_WORDS])
    values = {"event": shown, "day": f"{context.today.day}/{context.today.month}", "number": task.number}
    example = say("event", "example" if task.number else "example_bare", **values)
    return say("event", f"untold_{deadline.direction}", event=event_name(deadline.event), example=example)
