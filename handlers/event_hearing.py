"""Which deadlines a message is told for that tells of an event, or corrects the one shown just now."""

from collections.abc import Sequence
from dataclasses import replace

from handlers import wording
from handlers.context import Context
from handlers.directory import share_of
from handlers.intents import Field, Intent, SmallTalk
from handlers.orders import find_order, is_order
from handlers.reply import ReplyIntent
from handlers.scope import PlanScope
from handlers.tells import ChangePending, TellEvent, TellProgress, TellRule
from handlers.understanding.events import EventSaid, EventWords, read_correction, read_event
from handlers.understanding.hear import Heard
from knowledge.commands import NewEvent, ReportEvent
from knowledge.deadlines.counting import last_day
from knowledge.events import Waiting
from knowledge.roles import Role
from knowledge.types import TaskLine

# Of what is heard these are surely no events.
_SURE = ChangePending | TellRule | SmallTalk
# After these the talk is of a task.
_OF_TASK = frozenset({ReplyIntent.TASK, ReplyIntent.STATUS})
# Events named about as well as the best are meant as well as it.
_AS_GOOD = 0.9


def told_event(context: Context, heard: Heard, intent: Intent) -> TellEvent | None:
    """The event that a message tells of, or the correction of the one just shown; None where it does neither."""
    if not context.events:
        return None
    changed = _changed(context, heard)
    if changed is not None or (isinstance(intent, _SURE) and not _asked_day(context)):
        return changed
    said = read_event(heard)
    if said is None or not (said.names_day or isinstance(intent, TellProgress)):
        return None
    found = _fitting(context, said, heard.sought.scope) or _talked_of(context, said)
    if not said.names_day:
        tasks = tuple(dict.fromkeys(waiting.task_id for waiting in found))
        return TellEvent((), heard.utterance.text, True, tasks=tasks) if tasks else None
    events = tuple(filter(None, (_new_event(context, waiting, said) for waiting in found)))
    return TellEvent(events, heard.utterance.text, isinstance(intent, TellProgress)) if events else None


def _fitting(context: Context, said: EventSaid, scope: PlanScope) -> list[Waiting]:
    """The deadlines whose event is named best, those of the sender's unit alone if there are any."""
    # "quyết định công bố" sounds like the name of a plan, so none is left out for another being named.
    for plans in (*scope.tiers, context.catalogue.plan_ids):
        rated = [(said.fits(event), event) for event in context.events if event.waiting.plan_id in plans]
        fitting = _own(context, said, [(rate, event) for rate, event in rated if rate and _may_be(said, event)])
        if fitting:
            best = max(rate for rate, _ in fitting)
            return [event.waiting for rate, event in fitting if rate >= best * _AS_GOOD]
    return []


def _may_be(said: EventSaid, event: EventWords) -> bool:
    return not said.names_day or said.day_for(event.waiting) is not None


def _own(
    context: Context, said: EventSaid, rated: Sequence[tuple[float, EventWords]]
) -> Sequence[tuple[float, EventWords]]:
    """Those of the tasks named by number and of the sender's unit; others only of whoever speaks for all."""
    tasks = {task.id: task for task in context.store.tasks.get_tasks([event.waiting.task_id for _, event in rated])}
    if said.numbers:
        named = [(rate, event) for rate, event in rated if _is_named(said, tasks[event.waiting.task_id])]
        rated = named
    unit = context.sender.unit
    if unit is None:
        return rated
    own = [(rate, event) for rate, event in rated if _takes_part(context, unit, event.waiting, tasks)]
    return own or (() if context.sender.role is Role.OFFICER else rated)


def _is_named(said: EventSaid, task: TaskLine) -> bool:
    return any(number == task.number and wording.within(section, task.section) for number, section in said.numbers)


def _takes_part(context: Context, unit: str, waiting: Waiting, tasks: dict[int, TaskLine]) -> bool:
    task = tasks[waiting.task_id]
    [part] = [part for part in task.assignments if part.key == waiting.assignment_key]
    member = share_of(context, unit, (*part.lead, *part.coordinate), (task.plan_id,))
    return member.takes_part(part, None)


def _talked_of(context: Context, said: EventSaid) -> list[Waiting]:
    """The deadlines of the one task that was told of just now: "ban hành hôm qua rồi"; a bare day is of a deadline."""
    focus = context.focus
    of_deadline = focus.intent == ReplyIntent.DEADLINE or _asked_day(context)
    if len(focus.tasks) != 1 or said.numbers or not (of_deadline or (focus.intent in _OF_TASK and said.words)):
        return []
    of_task = (event for event in context.events if event.waiting.task_id == focus.tasks[0])
    return [event.waiting for event in of_task if said.words <= event.all]


def _asked_day(context: Context) -> bool:
    """Whether it was asked just now on which day an event came about."""
    return (context.focus.intent, context.focus.fields) == (ReplyIntent.CLARIFY, (Field.DEADLINE,))


def _changed(context: Context, heard: Heard) -> TellEvent | None:
    """The event shown just now with another day, or for another task."""
    command = _shown(context)
    said = read_correction(heard) if command is not None else None
    if command is None or said is None:
        return None
    known = {(event.assignment_key, event.event) for event in command.events}
    waiting = [event.waiting for event in context.events]
    meant = [each for each in waiting if (each.assignment_key, each.deadline.event) in known]
    day = command.events[0].on_day
    if said.numbers:
        plans = {each.plan_id for each in meant}
        tasks = {task.id: task for task in context.store.tasks.get_tasks([each.task_id for each in waiting])}
        meant = [each for each in waiting if each.plan_id in plans and _is_named(said, tasks[each.task_id])]
    if not said.past and not said.coming:
        said = replace(said, past=day, coming=day)
    events = tuple(filter(None, (_new_event(context, each, said) for each in meant)))
    return TellEvent(events, command.said, token=context.focus.pending) if events else None


def _shown(context: Context) -> ReportEvent | None:
    """The event that was shown last and waits for a yes."""
    waits = context.focus.intent == ReplyIntent.REPORT and is_order(context.focus.pending)
    order = find_order(context, context.focus.pending) if waits else None
    return order.command if order is not None and isinstance(order.command, ReportEvent) else None


def _new_event(context: Context, waiting: Waiting, said: EventSaid) -> NewEvent | None:
    day = said.day_for(waiting)
    if day is None:
        return None
    due = last_day(waiting.deadline, day, context.working_days)
    return NewEvent(waiting.assignment_key, waiting.deadline.event, day, due)
