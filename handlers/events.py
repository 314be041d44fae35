"""Events from which deadlines are counted: recognised, shown with the due day, told of once that is confirmed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers import wording
from handlers.answer import Answer, Choice, heading, item, source, text
from handlers.context import Context
from handlers.directory import roll_of_plan, share_of
from handlers.event_wording import calendar_lines, counted, event_name
from handlers.focus import Focus
from handlers.intents import CardAnswer, ChangePending, Intent, PlanScope, SmallTalk, TellEvent, TellProgress, TellRule
from handlers.orders import Order, find_order, is_order, keep, order_token
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.understanding.events import EventSaid, EventWords, read_correction, read_event
from handlers.understanding.hear import Heard
from knowledge.commands import NewEvent, ReportEvent
from knowledge.deadlines.counting import last_day
from knowledge.directory.members import is_common
from knowledge.events import Waiting
from knowledge.perform import ensure_allowed
from knowledge.roles import Role
from knowledge.types import TaskLine
from knowledge.vietnamese.fold import fold

_CONTENT = 220
_MOST_OFFERED = 9
# Of what is heard these are surely no events.
_SURE = ChangePending | TellRule | SmallTalk
# Events named about as well as the best are meant as well as it.
_AS_GOOD = 0.9


def told_event(context: Context, heard: Heard, intent: Intent) -> TellEvent | None:
    """The event that a message tells of, or the correction of the one just shown; None where it does neither."""
    if not context.events:
        return None
    changed = _changed(context, heard)
    if changed is not None or isinstance(intent, _SURE):
        return changed
    said = read_event(heard)
    if said is None:
        return None
    found = _fitting(context, said, heard.sought.scope) or _talked_of(context, said)
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
    return said.day_for(event.waiting) is not None


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
    """The deadlines of the one task whose deadline was told just now: "ban hành hôm qua rồi"."""
    if context.focus.intent != ReplyIntent.DEADLINE or len(context.focus.tasks) != 1 or said.numbers:
        return []
    of_task = (event for event in context.events if event.waiting.task_id == context.focus.tasks[0])
    return [event.waiting for event in of_task if said.words <= event.all]


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


def answer_event(context: Context, tell: TellEvent) -> Answer:
    """The card of the event with the due day that follows, or the question which task it is for."""
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
