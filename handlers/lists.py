"""Lists and counts of tasks, what is late and what falls due: whole and exact, from the store."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from handlers import report_wording, wording
from handlers.answer import Answer, heading, item, source, text
from handlers.catalogue import folded_words
from handlers.context import Context
from handlers.directory import roll_for, share_of, taken_over
from handlers.event_wording import event_name
from handlers.focus import Focus
from handlers.intents import AskList, ListMode
from handlers.membership import Membership
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from knowledge.deadlines.occurrences import Occurrence
from knowledge.missing import list_missing
from knowledge.overdue import OverdueLine, Started, list_overdue, list_upcoming
from knowledge.types import AssignmentLine, AssignmentRole, Period, ReportLine, TaskFilter, TaskLine
from knowledge.units import unit_key

PAGE = 10
_AHEAD = timedelta(days=30)
_CONTENT = 100
_PLAN = 60
# Deadlines that name no day.
_NO_DAY = ("continuous", "recurring", "adhoc")
_INTENTS = {
    ListMode.TASKS: ReplyIntent.TASKS,
    ListMode.COUNT: ReplyIntent.COUNT,
    ListMode.OVERDUE: ReplyIntent.OVERDUE,
    ListMode.UPCOMING: ReplyIntent.UPCOMING,
    ListMode.MISSING: ReplyIntent.TASKS,
}
# A condition that is not given leaves a space before the mark that follows it.
_SPACE_BEFORE = re.compile(r" ([,.:])")


@dataclass(frozen=True, slots=True)
class _Listed:
    """A task of a list: the assignments (ids) that fit, its due day and the days late or left, or times missed."""

    task: TaskLine
    assignments: tuple[int, ...] = ()
    due: date | None = None
    days: int = 0
    missing: tuple[Occurrence, ...] = ()
    report: ReportLine | None = None
    started: Started | None = None

    @property
    def parts(self) -> tuple[AssignmentLine, ...]:
        """The assignments that fit."""
        return tuple(part for part in self.task.assignments if part.id in self.assignments)


def answer_list(context: Context, ask: AskList) -> Answer:
    """The tasks that fit, or how many they are."""
    if ask.states and not all(map(context.sees_reports, ask.scope.first)):
        return Answer((heading(say("fact", "not_shown")),), Facts(ReplyIntent.DENIED), context.focus)
    member = _membership(context, ask)
    wanted = _filter(ask, member)
    lines = tuple(_listed(context, ask, wanted))
    listed = tuple(line for line in lines if _fits(line, ask, member))
    if not listed and ask.topic and not ask.topic_meant:
        ask = replace(ask, topic="", topic_left=ask.topic_said)
        listed = tuple(line for line in lines if _fits(line, ask, member))
    tasks = tuple(line.task for line in listed)
    intent = _INTENTS[ask.mode]
    facts = Facts(intent, tasks=tuple(map(wording.task_ref, tasks)), count=len(tasks))
    shown = 0 if ask.mode is ListMode.COUNT and len(tasks) > PAGE else min(len(tasks), PAGE)
    ids = tuple(task.id for task in tasks)
    focus = Focus(intent.value, plans=ask.scope.first, section=ask.section, listed=ids, shown=shown)
    blocks = [heading(_opening(context, ask, len(tasks)))]
    if ask.topic_left:
        blocks.append(text(say("list", "topic_left", words=ask.topic_left)))
    if shown:
        blocks += _page(context, ask.scope.first, ask.mode, listed[:shown], len(tasks))
    blocks += _notes(context, ask, member, listed)
    blocks.append(source(context.plan_names(ask.scope.first)))
    return Answer(tuple(blocks), facts, focus)


def answer_more(context: Context) -> Answer:
    """The next page of the list shown last."""
    focus = context.focus
    if focus.shown >= len(focus.listed):
        return Answer((text(say("list", "nothing_more")),), Facts(ReplyIntent.TASKS), focus)
    ids = focus.listed[focus.shown : focus.shown + PAGE]
    tasks = context.store.tasks.get_tasks(ids)
    shown = focus.shown + len(ids)
    left = len(focus.listed) - focus.shown
    dated = _still_dated(context, focus)
    listed = [dated.get(task.id, _Listed(task)) for task in tasks]
    mode = ListMode.OVERDUE if focus.intent == ReplyIntent.OVERDUE else ListMode.TASKS
    blocks = _page(context, focus.plans, mode, listed, left)
    blocks.append(source(context.plan_names(focus.plans)))
    facts = Facts(ReplyIntent.TASKS, tasks=tuple(map(wording.task_ref, context.store.tasks.get_tasks(focus.listed))))
    return Answer(tuple(blocks), facts, replace(focus, opened=focus.shown, shown=shown))


def _still_dated(context: Context, focus: Focus) -> dict[int, _Listed]:
    """The tasks of a list of what is late or coming, with their days as they are today."""
    wanted = TaskFilter(plans=focus.plans)
    if focus.intent == ReplyIntent.OVERDUE:
        lines = list_overdue(context.store, context.today, wanted)
    elif focus.intent == ReplyIntent.UPCOMING:
        lines = list_upcoming(context.store, Period(context.today, date.max), wanted)
    else:
        lines = ()
    return {line.task.id: _dated(line) for line in reversed(lines) if line.task.id in focus.listed}


def _membership(context: Context, ask: AskList) -> Membership | None:
    if ask.unit is None:
        return None
    units, plans = context.catalogue.units, ask.scope.first
    return share_of(context, ask.unit, units, plans, by_name_only=ask.by_name_only)


def _filter(ask: AskList, member: Membership | None) -> TaskFilter:
    return TaskFilter(
        plans=ask.scope.first,
        units=member.keys if member else None,
        role=ask.role,
        section=ask.section,
        section_anywhere=True,
        due=ask.period if ask.mode in (ListMode.TASKS, ListMode.COUNT) else None,
        kinds=ask.kinds,
        every=ask.every,
        undated=ask.undated,
        states=ask.states,
        reporters=member.own_keys if member else None,
    )


def _fits(line: _Listed, ask: AskList, member: Membership | None) -> bool:
    """Whether the unit truly has its part, and the task holds the words asked for."""
    if member is not None and not any(member.takes_part(part, ask.role) for part in line.parts):
        return False
    said = set(ask.topic.split())
    texts = (line.task.content, line.task.section_title, *(part.product for part in line.task.assignments))
    return said <= {word for text_ in texts for word in folded_words(text_)}


def _listed(context: Context, ask: AskList, wanted: TaskFilter) -> Iterator[_Listed]:
    match ask.mode:
        case ListMode.TASKS | ListMode.COUNT:
            fitting = context.store.tasks.find_assignments(wanted)
            tasks = context.store.tasks.list_tasks(wanted)
            newest = context.store.progress.newest([task.key for task in tasks]) if ask.states else {}
            yield from (_Listed(task, fitting, report=next(iter(newest.get(task.key, ())), None)) for task in tasks)
        case ListMode.OVERDUE:
            within = replace(wanted, due=ask.period)
            yield from map(_dated, list_overdue(context.store, context.today, within))
        case ListMode.UPCOMING:
            yield from map(_dated, list_upcoming(context.store, _coming(context, ask), wanted))
        case ListMode.MISSING:
            for line in list_missing(context.store, context.today, wanted):
                yield _Listed(line.task, line.assignments, missing=line.occurrences)
        case _:
            assert_never(ask.mode)


def _dated(line: OverdueLine) -> _Listed:
    return _Listed(line.task, line.assignments, line.due, line.days, started=line.started)


def _coming(context: Context, ask: AskList) -> Period:
    """From today on, as far as the period asked for, or thirty days."""
    asked = ask.period or Period(context.today, context.today + _AHEAD)
    return Period(max(asked.start, context.today), max(asked.end, context.today))


def _page(context: Context, plans: Sequence[int], mode: ListMode, listed: Sequence[_Listed], total: int) -> list[Block]:
    blocks = [item(_line(mode, line) + (_of_plan(context, line) if len(plans) > 1 else "")) for line in listed]
    if total > len(listed):
        blocks.append(text(say("list", "more", count=total - len(listed))))
    return blocks


def _line(mode: ListMode, line: _Listed) -> str:
    values = {"label": wording.task_label(line.task), "content": wording.shorten(line.task.content, _CONTENT)}
    if line.missing:
        return say("list", "item_missing", **values, times=wording.times(line.missing))
    if line.report is not None:
        return say("list", "item_reported", **values, report=report_wording.in_short(line.report))
    if line.due is None:
        return say("list", "item", **values)
    name = "item_late" if mode is ListMode.OVERDUE and line.days else "item_due"
    told = say("list", name, **values, due=wording.day(line.due), days=line.days)
    return told + (_from_event(line.started) if line.started is not None else "")


def _from_event(started: Started) -> str:
    return say("event", "within_list", day=wording.day(started.on_day), event=event_name(started.event))


def _of_plan(context: Context, line: _Listed) -> str:
    """Which plan it stands in, where several make one list: every plan has its task 1."""
    plan = context.plan(line.task.plan_id)
    return say("list", "of_plan", plan=plan.number or wording.shorten(wording.plan_title(plan), _PLAN))


def _opening(context: Context, ask: AskList, count: int) -> str:
    what = " ".join(_conditions(context, ask)).strip()
    values = {"count": count, "what": what, "date": wording.day(context.today)}
    if ask.mode is ListMode.UPCOMING:
        coming = _coming(context, ask)
        values |= {"start": wording.day(coming.start), "end": wording.day(coming.end)}
    name = {ListMode.TASKS: "none", ListMode.COUNT: "none"}.get(ask.mode, f"{ask.mode.value}_none")
    return _SPACE_BEFORE.sub(r"\1", " ".join(say("list", ask.mode.value if count else name, **values).split()))


def _conditions(context: Context, ask: AskList) -> Iterator[str]:
    if ask.unit is not None:
        names = {AssignmentRole.LEAD: "unit_lead", AssignmentRole.COORDINATE: "unit_coordinate", None: "unit"}
        unit = roll_for(context, ask.unit, ask.scope.first).within_sentence(ask.unit)
        yield say("what", names[ask.role], unit=unit)
    if ask.every:
        yield say("what", "every", every=", ".join(say("every", every.value) for every in ask.every))
    if ask.undated:
        yield say("what", "undated")
    if ask.kinds and ask.mode is not ListMode.MISSING:
        yield say("what", "kinds", kinds=", ".join(say("kinds", kind) for kind in ask.kinds))
    if ask.period is not None and ask.mode in (ListMode.TASKS, ListMode.COUNT):
        yield say("what", "period", start=wording.day(ask.period.start), end=wording.day(ask.period.end))
    if ask.section:
        yield say("what", "section", section=".".join(ask.section))
    if ask.states:
        yield say("what", "states", states=", ".join(say("status", state.value) for state in ask.states))
    if ask.topic:
        yield say("what", "topic", topic=ask.topic_said or ask.topic)


def _notes(context: Context, ask: AskList, member: Membership | None, listed: Sequence[_Listed]) -> Iterator[Block]:
    """What the list leaves out, which groups brought tasks in, and in how many more tasks the unit coordinates."""
    if ask.mode is ListMode.OVERDUE:
        yield from _counted(context, replace(ask, mode=ListMode.MISSING), member, "also_missing")
    if ask.period is not None and ask.mode in (ListMode.TASKS, ListMode.COUNT):
        yield from _counted(context, replace(ask, period=None, kinds=_NO_DAY), member, "also_rhythmic")
    if member is None:
        return
    vague = replace(_filter(ask, member), units=tuple(map(unit_key, member.indefinite)))
    count = context.store.tasks.count_tasks(vague) if member.indefinite else 0
    if count and ask.mode in (ListMode.TASKS, ListMode.COUNT):
        yield text(say("list", "indefinite", count=count))
    yield from _through_formers(context, ask, member, listed)
    if not listed and not member.names and not member.groups:
        yield text(say("list", "not_named", unit=ask.unit))
    used = {group for line in listed for part in line.parts for group in member.groups_in(part, ask.role)}
    if used:
        named = {unit_key(group): group for group in sorted(used, reverse=True)}
        yield text(say("list", "through_groups", unit=ask.unit, groups=wording.unit_list(sorted(named.values()))))
    if ask.role is AssignmentRole.LEAD and ask.mode is ListMode.TASKS:
        yield from _counted(context, replace(ask, role=AssignmentRole.COORDINATE), member, "also_coordinates")


def _through_formers(context: Context, ask: AskList, member: Membership, listed: Sequence[_Listed]) -> Iterator[Block]:
    """Which tasks came to the unit together with the place of another, and since when."""
    if ask.unit is None:
        return
    used = {name for line in listed for part in line.parts for name in member.names_in(part, ask.role)}
    for former, since in taken_over(roll_for(context, ask.unit, ask.scope.first), ask.unit, used):
        yield text(say("list", "through_former", unit=ask.unit, former=former, date=wording.day(since)))


def _counted(context: Context, other: AskList, member: Membership | None, phrase: str) -> Iterator[Block]:
    """How many tasks another list would hold, unless none."""
    count = sum(_fits(line, other, member) for line in _listed(context, other, _filter(other, member)))
    if count:
        yield text(say("list", phrase, count=count))
