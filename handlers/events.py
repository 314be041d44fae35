"""Events from which deadlines are counted: shown with the due day, told of once that is confirmed."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from handlers import wording
from handlers.answer import Answer, Choice, heading, item, source, text
from handlers.context import Context
from handlers.directory import roll_of_plan
from handlers.event_wording import calendar_lines, counted, event_name
from handlers.focus import Focus
from handlers.intents import Field
from handlers.orders import Order, keep, order_token
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.tells import CardAnswer, TellEvent
from knowledge.commands import NewEvent, ReportEvent
from knowledge.deadlines.counting import last_day
from knowledge.directory.members import is_common
from knowledge.perform import ensure_allowed
from knowledge.types import TaskLine
from knowledge.vietnamese.fold import fold

_CONTENT = 220
_MOST_OFFERED = 9


def answer_event(context: Context, tell: TellEvent) -> Answer:
    """The card of the event with the due day that follows, or the question which task it is for."""
    if not tell.events:
        return _ask_day(context, tell)
    command = ReportEvent(tell.events, context.sender.unit, tell.said)
    ensure_allowed(context.store, command, context.actor, context.now)
    told = context.store.events.of_assignments([event.assignment_key for event in tell.events])
    known = {(line.assignment_key, line.event, line.on_day) for lines in told.values() for line in lines}
    tasks = _tasks(context, tell.events)
    if all((event.assignment_key, event.event, event.on_day) in known for event in tell.events):
        lines = (item(_due_of(context, event, tasks)) for event in tell.events)
        return Answer((heading(say("event", "known")), *lines), Facts(ReplyIntent.NONE), context.focus)
    if len({task.id for task in tasks.values()}) > 1:
        return _offer(context, tell, tasks)
    return _card(context, tell, command, tasks)


def _ask_day(context: Context, tell: TellEvent) -> Answer:
    """Ask on which day it came about; nothing waits, for what is chosen is as good as said with its day."""
    lines = context.store.tasks.get_tasks(tell.tasks)
    days = [
        Choice(say("event", name, day=wording.day(day)), says=say("event", f"say_{name}", said=tell.said))
        for name, day in (("today", context.today), ("yesterday", context.today - timedelta(days=1)))
    ]
    facts = Facts(ReplyIntent.CLARIFY, tasks=tuple(map(wording.task_ref, lines)))
    focus = Focus(ReplyIntent.CLARIFY.value, (Field.DEADLINE,), tell.tasks, plans=(lines[0].plan_id,))
    blocks = (heading(say("event", "which_day")), text(wording.shorten(wording.task_text(lines[0]), _CONTENT)))
    return Answer(blocks, facts, focus, (*days, *_or_report(tell)))


def _tasks(context: Context, events: Sequence[NewEvent]) -> dict[str, TaskLine]:
    """The tasks of the events by the keys of their assignments."""
    keys = dict.fromkeys(event.assignment_key for event in events)
    ids = {event.waiting.assignment_key: event.waiting.task_id for event in context.events}
    lines = {task.id: task for task in context.store.tasks.get_tasks([ids[key] for key in keys])}
    return {key: lines[ids[key]] for key in keys}


def _card(context: Context, tell: TellEvent, command: ReportEvent, tasks: dict[str, TaskLine]) -> Answer:
    task, token = tasks[tell.events[0].assignment_key], tell.token or order_token()
    keep(context, token, _order(context, command, tasks))
    blocks = (
        heading(say("event", "card")),
        *map(item, _lines(context, tell.events)),
        *map(item, _whose(context, task, tell.events)),
        text(wording.shorten(wording.task_text(task), _CONTENT)),
        source(wording.task_source(task, context.plan(task.plan_id))),
    )
    answers = ((CardAnswer.CONFIRM, "order"), (CardAnswer.EDIT, "report"), (CardAnswer.CANCEL, "order"))
    choices = [Choice(say(table, f"option_{answer}"), card=answer, pending=token) for answer, table in answers]
    facts = Facts(ReplyIntent.CLARIFY, tasks=(wording.task_ref(task),))
    focus = Focus(ReplyIntent.REPORT.value, tasks=(task.id,), plans=(task.plan_id,), pending=token)
    return Answer(blocks, facts, focus, (*choices, *_or_report(tell)))


def _offer(context: Context, tell: TellEvent, tasks: dict[str, TaskLine]) -> Answer:
    """Ask for which tasks it is told; each choice tells what follows, so that choosing it is a yes."""
    by_key = {key: [event for event in tell.events if event.assignment_key == key] for key in tasks}
    offered = list(by_key.items())[:_MOST_OFFERED]
    choices = [_choice(context, tell, tuple(events), tasks) for _, events in offered]
    if len({fold(event.event) for event in tell.events}) == 1 and len(offered) == len(by_key):
        everything = _kept(context, tell, tell.events, tasks)
        choices.insert(0, Choice(say("event", "all", count=len(by_key)), card=CardAnswer.CONFIRM, pending=everything))
    lines = tuple({task.id: task for task in tasks.values()}.values())
    facts = Facts(ReplyIntent.CLARIFY, tasks=tuple(map(wording.task_ref, lines)))
    focus = Focus(ReplyIntent.CLARIFY.value, plans=tuple({task.plan_id for task in lines}))
    blocks = (
        heading(say("event", "choose", count=len(by_key))),
        item(say("event", "day", day=wording.day(tell.events[0].on_day))),
        *map(item, calendar_lines(context, tell.events)),
    )
    return Answer(blocks, facts, focus, (*choices, *_or_report(tell)))


def _choice(context: Context, tell: TellEvent, events: tuple[NewEvent, ...], tasks: dict[str, TaskLine]) -> Choice:
    event = events[0]
    label = wording.task_label(tasks[event.assignment_key])
    told = say("event", "choice", label=label, event=event_name(event.event), due=wording.day(event.due))
    return Choice(told, card=CardAnswer.CONFIRM, pending=_kept(context, tell, events, tasks))


def _kept(context: Context, tell: TellEvent, events: tuple[NewEvent, ...], tasks: dict[str, TaskLine]) -> str:
    """The token under which it waits to tell of these events."""
    token = order_token()
    keep(context, token, _order(context, ReportEvent(events, context.sender.unit, tell.said), tasks))
    return token


def _or_report(tell: TellEvent) -> Iterator[Choice]:
    if tell.reports:
        yield Choice(say("event", "option_report"), says=say("event", "say_report", said=tell.said))


def _order(context: Context, command: ReportEvent, tasks: dict[str, TaskLine]) -> Order:
    day = wording.day(command.events[0].on_day)
    lines = tuple(_due_of(context, event, tasks) for event in command.events)
    done, undone = say("event", "done", day=day), say("event", "undone", day=day)
    return Order(command, done, undone, then=lines, edit=say("event", "edit"))


def _lines(context: Context, events: Sequence[NewEvent]) -> Iterator[str]:
    yield say("event", "event", event=event_name(events[0].event))
    yield say("event", "day", day=wording.day(events[0].on_day))
    for event in events:
        yield say("event", "due", due=wording.day(event.due), counted=_counted(context, event))
    yield from calendar_lines(context, events)


def _whose(context: Context, task: TaskLine, events: Sequence[NewEvent]) -> Iterator[str]:
    """Of which part of a task with several the deadline is, and the group all of which it binds."""
    keys = {event.assignment_key for event in events}
    units = roll_of_plan(context, task.plan_id).units
    for part in task.assignments:
        if part.key in keys and len(task.assignments) > 1:
            yield say("event", "of_part", position=part.position + 1, product=wording.shorten(part.product))
        groups = [lead for lead in part.lead if part.key in keys and is_common(units, lead)]
        if groups:
            yield say("event", "for_group", groups=wording.unit_list(groups))


def _due_of(context: Context, event: NewEvent, tasks: dict[str, TaskLine]) -> str:
    label, how = wording.task_label(tasks[event.assignment_key]), _counted(context, event)
    return say("event", "due_of", label=label, due=wording.day(event.due), counted=how)


def _counted(context: Context, event: NewEvent) -> str:
    """How the due day follows; of two deadlines on one event the one that gives it."""
    same = [
        each.waiting.deadline
        for each in context.events
        if (each.waiting.assignment_key, each.waiting.deadline.event) == (event.assignment_key, event.event)
    ]
    fitting = (one for one in same if last_day(one, event.on_day, context.working_days) == event.due)
    return counted(next(fitting, same[0]), event.on_day)
