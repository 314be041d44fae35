"""One task: who leads, who coordinates, by when, to what result, or all of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import assert_never

from handlers import wording
from handlers.answer import Answer, Choice, heading, item, joined, silent, source, text
from handlers.context import Context
from handlers.directory import Roll, roll_for, roll_of_plan, share_of
from handlers.event_wording import event_history, started_blocks
from handlers.finding import HEDGED, Finding, Found, Subject, find_rows
from handlers.focus import Focus
from handlers.intents import AskFact, Field, Shape
from handlers.passages import answer_row, tells_facts
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.standing import history_answer, status_blocks, task_state
from knowledge.deadlines.types import DateDeadline, Deadline, PeriodDeadline, RecurringDeadline
from knowledge.types import AssignmentLine, TaskFilter, TaskLine

# Two parts of a task whose scores are closer than this are shown side by side.
_SAME_PART = 0.9
# A row of the shape asked for counts as near as the best from this share of its score on.
_AS_NEAR = 0.8
_MOST_OFFERED = 10
_ID, _PLAN = attrgetter("id"), attrgetter("plan_id")


def answer_fact(context: Context, ask: AskFact) -> Answer:
    """The asked facts of the task that is meant, or which tasks it may be, or that there is none."""
    answer = _fact(context, ask)
    choices = tuple(replace(choice, status=ask.status, history=ask.history) for choice in answer.choices)
    answer = replace(answer, choices=choices)
    if answer.facts.intent in (ReplyIntent.NONE, ReplyIntent.CLARIFY, ReplyIntent.PASSAGE):
        return answer
    if ask.history:
        told = [_history(context, task) for task in context.store.tasks.get_tasks(answer.focus.tasks)]
        return joined(told) if told else answer
    return _with_status(context, answer) if ask.status else answer


def _history(context: Context, task: TaskLine) -> Answer:
    """All that was reported of a task, and the events that were told of."""
    answer = history_answer(context, task)
    if answer.facts.intent is ReplyIntent.DENIED:
        return answer
    *blocks, origin = answer.blocks
    return replace(answer, blocks=(*blocks, *event_history(context, task), origin))


def _with_status(context: Context, answer: Answer) -> Answer:
    state = task_state(context, answer.focus.tasks)
    intent = ReplyIntent.STATUS if answer.facts.intent is ReplyIntent.TASK else answer.facts.intent
    facts = replace(answer.facts, intent=intent, status=state.value if state else None)
    return replace(answer, blocks=(*status_blocks(context, answer.focus.tasks), *answer.blocks), facts=facts)


def _fact(context: Context, ask: AskFact) -> Answer:
    if ask.tasks:
        tasks = context.store.tasks.get_tasks(ask.tasks)
        if tasks and ask.unit is not None:
            return _unit_part(context, tasks[0], ask.fields, ask.unit)
        return _told_or_offered(context, tasks, ask.fields) if tasks else silent("expired")
    if ask.number is not None:
        return joined([_by_number(context, ask, number) for number in (ask.number, *ask.more_numbers)])
    others = (Subject.DUTY, Subject.PROSE)
    finding = find_rows(context.retriever, ask.query, ask.scope, (Subject.TASK,), others, thread=ask.thread)
    return _by_words(context, ask, finding) if finding.rows else _near_only(context, ask, finding)


def _near_only(context: Context, ask: AskFact, finding: Finding) -> Answer:
    """That nothing is found, with the tasks that come nearest to choose from."""
    none = context.not_found(ask.scope)
    tasks = context.store.tasks.get_tasks([row.row_id for row in finding.near if row.subject is Subject.TASK])
    if not tasks:
        return none
    offered = offer_tasks(context, tasks, ask.fields)
    return replace(offered, blocks=(*none.blocks, text(say("clarify", "near"))), facts=none.facts)


def _unit_part(context: Context, task: TaskLine, fields: tuple[Field, ...], unit: str) -> Answer:
    """What of the task is the unit's; or that it has no part in it, told with who has."""
    printed = {name for part in task.assignments for name in (*part.lead, *part.coordinate)}
    member = share_of(context, unit, printed, (task.plan_id,))
    ids = tuple(part.id for part in task.assignments if member.takes_part(part, None))
    if ids:
        return _told(context, task, fields, ids)
    named = roll_for(context, unit, (task.plan_id,)).within_sentence(unit)
    answer = _told(context, task, (Field.OVERVIEW,), ())
    return replace(answer, blocks=(heading(say("fact", "no_part", unit=named)), *answer.blocks))


def _by_number(context: Context, ask: AskFact, number: str) -> Answer:
    for plans in ask.scope.tiers:
        wanted = TaskFilter(plans=plans, number=number, section=ask.section, section_anywhere=True)
        tasks = context.store.tasks.list_tasks(wanted)
        tasks = tuple(task for task in tasks if ask.near and wording.within(ask.near, task.section)) or tasks
        if tasks:
            return _told_or_offered(context, tasks, ask.fields)
        if context.store.tasks.count_tasks(TaskFilter(plans=plans)):
            break
    section = say("none", "no_section", section=".".join(ask.section)) if ask.section else ""
    return silent("no_number", plan=context.plan_names(ask.scope.first), number=number, section=section)


def _told_or_offered(context: Context, tasks: Sequence[TaskLine], fields: tuple[Field, ...]) -> Answer:
    return _told(context, tasks[0], fields, ()) if len(tasks) == 1 else offer_tasks(context, tasks, fields)


def _by_words(context: Context, ask: AskFact, finding: Finding) -> Answer:
    if finding.best.subject is not Subject.TASK:
        told = tells_facts(context, finding.best)
        return answer_row(context, finding.best) if told else context.not_found(ask.scope)
    tasks = {task.id: task for task in context.store.tasks.get_tasks([row.row_id for row in finding.rows])}
    rows = tuple(row for row in finding.rows if row.row_id in tasks)
    if not rows:
        return context.not_found(ask.scope)
    rows = tuple(row for row in rows if wording.within(ask.section, tasks[row.row_id].section)) or rows
    shaped = tuple(row for row in rows if any(_has_shape(part, ask) for part in tasks[row.row_id].assignments))
    if ask.every and shaped:
        rows = shaped
    # Asked "trước ngày nào", a row that names a day is meant rather than one a little nearer that names none.
    as_near = [row for row in shaped if row.score >= rows[0].score * _AS_NEAR]
    better = ask.shape is Shape.DAY and len(as_near) == 1 and rows[0] not in shaped
    if finding.sure or len(shaped) == 1:
        rows = rows if finding.sure and not better else shaped
        answer = _told(context, tasks[rows[0].row_id], ask.fields, _fitting(rows[0]))
        hedge = (text(say("fact", "nearest")),) if rows[0].confidence < HEDGED else ()
        return replace(answer, blocks=(*answer.blocks, *hedge))
    return offer_tasks(context, [tasks[row.row_id] for row in rows], ask.fields)


def _fitting(row: Found) -> tuple[int, ...]:
    """The ids of the assignments that fit the question clearly better than the others."""
    scores = dict(row.assignments)
    top = max(scores.values(), default=0.0)
    return tuple(assignment for assignment, score in row.assignments if score >= top * _SAME_PART)


def _has_shape(part: AssignmentLine, ask: AskFact) -> bool:
    """Whether a deadline of the assignment is of the shape or rhythm the question's wording expects."""
    return any(_fits_shape(deadline, ask) for deadline in part.deadlines)


def _fits_shape(deadline: Deadline, ask: AskFact) -> bool:
    match deadline:
        case DateDeadline():
            return ask.shape in (Shape.DAY, Shape.MONTH)
        case PeriodDeadline(start, due):
            return ask.shape is (Shape.MONTH if start.month == due.month else Shape.QUARTER)
        case RecurringDeadline(every):
            return ask.shape is Shape.OFTEN or every in ask.every
        case _:
            return False


def offer_tasks(context: Context, tasks: Iterable[TaskLine], fields: tuple[Field, ...]) -> Answer:
    """Ask which of the tasks is meant."""
    offered = tuple(tasks)[:_MOST_OFFERED]
    several = len({task.plan_id for task in offered}) > 1
    choices = tuple(Choice(_choice_label(context, task, several), fields, task_id=task.id) for task in offered)
    ids, plans = (tuple(dict.fromkeys(getter(task) for task in offered)) for getter in (_ID, _PLAN))
    focus = Focus(ReplyIntent.CLARIFY.value, fields, ids, plans=plans)
    facts = Facts(ReplyIntent.CLARIFY, tasks=tuple(map(wording.task_ref, offered)))
    asked = say("clarify", "tasks", count=len(offered)) if len(offered) > 1 else say("clarify", "one_task")
    return Answer((heading(asked),), facts, focus, choices)


def _choice_label(context: Context, task: TaskLine, several: bool) -> str:
    label = say("clarify", "task", label=wording.task_label(task), content=wording.shorten(task.content, 90))
    return f"{label} ({wording.plan_name(context.plan(task.plan_id))})" if several else label


def _told(context: Context, task: TaskLine, fields: tuple[Field, ...], fitting: tuple[int, ...]) -> Answer:
    shown = [part for part in task.assignments if part.id in fitting] or list(task.assignments)
    roll = roll_of_plan(context, task.plan_id)
    if Field.OVERVIEW in fields:
        blocks = [heading(wording.task_text(task)), *_overview(roll, task.assignments)]
    elif len(shown) == 1:
        blocks = [*_one_part(roll, task, shown[0], fields), text(wording.task_text(task))]
        blocks += _others(roll, task, shown[0], fields)
    else:
        blocks = [block for field in fields for block in _each_part(roll, shown, field)]
        blocks.append(text(wording.task_text(task)))
    if {Field.OVERVIEW, Field.DEADLINE} & {*fields}:
        blocks += started_blocks(context, task, task.assignments if Field.OVERVIEW in fields else shown)
    blocks.append(source(wording.task_source(task, context.plan(task.plan_id))))
    intent = ReplyIntent.TASK if len(fields) > 1 else ReplyIntent(fields[0].value)
    focus = Focus(intent.value, fields, (task.id,), section=task.section, plans=(task.plan_id,))
    return Answer(tuple(blocks), Facts(intent, tasks=(wording.task_ref(task),)), focus)


def _overview(roll: Roll, parts: Iterable[AssignmentLine]) -> Iterator[Block]:
    parts = tuple(parts)
    for part in parts:
        if len(parts) > 1:
            yield item(say("fact", "part", position=part.position + 1, product=part.product))
        elif part.product:
            yield text(say("fact", "product", product=part.product))
        for field in (Field.LEAD, Field.COORDINATOR, Field.DEADLINE):
            if _value(roll, part, field) or field is not Field.COORDINATOR:
                yield text(_sentence(roll, part, field))


def _one_part(roll: Roll, task: TaskLine, part: AssignmentLine, fields: tuple[Field, ...]) -> Iterator[Block]:
    yield from (heading(_sentence(roll, part, field)) for field in fields)
    if len(task.assignments) > 1 and Field.PRODUCT not in fields:
        yield text(say("fact", "part", position=part.position + 1, product=wording.shorten(part.product)))


def _each_part(roll: Roll, parts: Sequence[AssignmentLine], field: Field) -> Iterator[Block]:
    yield heading(say("fact", f"{_NAMES[field][0]}_parts"))
    yield from (item(_part_line(roll, part, (field,))) for part in parts)


def _others(roll: Roll, task: TaskLine, shown: AssignmentLine, fields: tuple[Field, ...]) -> Iterator[Block]:
    others = [part for part in task.assignments if part.id != shown.id]
    if others:
        yield text(say("fact", "others"))
    yield from (item(_part_line(roll, part, fields)) for part in others)


def _part_line(roll: Roll, part: AssignmentLine, fields: Sequence[Field]) -> str:
    """A part of a task on one line: what it brings forth, then what is asked of it."""
    if tuple(fields) == (Field.PRODUCT,):
        return say("fact", "part", position=part.position + 1, product=part.product or say("fact", "unsaid"))
    value = "; ".join(_value(roll, part, field) or say("fact", "unsaid") for field in fields)
    product = wording.shorten(part.product) or say("fact", "unsaid")
    return say("fact", "other_part", position=part.position + 1, product=product, value=value)


def _value(roll: Roll, part: AssignmentLine, field: Field) -> str:
    match field:
        case Field.LEAD:
            return roll.named(part.lead)
        case Field.COORDINATOR:
            return roll.named(part.coordinate)
        case Field.DEADLINE:
            return wording.deadline_words(part, roll.today)
        case Field.PRODUCT:
            return part.product
        case Field.OVERVIEW:
            raise ValueError(field)
        case _:
            assert_never(field)


_NAMES = {
    Field.LEAD: ("lead", "units"),
    Field.COORDINATOR: ("coordinate", "units"),
    Field.DEADLINE: ("deadline", "deadline"),
    Field.PRODUCT: ("product", "product"),
}


def _sentence(roll: Roll, part: AssignmentLine, field: Field) -> str:
    name, slot = _NAMES[field]
    value = _value(roll, part, field)
    if not value:
        return say("fact", f"{name}_none")
    return say("fact", name, **{slot: value}).replace("..", ".")
