"""/baocao leads through a report by numbers: which task, how far, then since when, by what or why in one sentence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from handlers import wording
from handlers.answer import Answer, Choice, heading, silent, source, text
from handlers.context import Context
from handlers.drafts import Draft, Drafts, find_drafts, keep
from handlers.focus import Focus
from handlers.intents import CardAnswer, PlanScope, ReportSaid
from handlers.offers import new_token
from handlers.phrases import say
from handlers.progress import gone, show_again
from handlers.reply import Block, Facts, ReplyIntent
from handlers.subjects import parts_led
from knowledge.overdue import OverdueLine, list_overdue, list_upcoming
from knowledge.types import Period, ProgressStatus, TaskFilter, TaskLine, TaskState
from knowledge.units import same_unit

COMMAND = "/baocao"
_PAGE = 5
_FROM = re.compile(r"\+(\d{1,5})")
_TASK = re.compile(r"#(\d{1,12})(?: (\w+))?")
_NOTE = "~"
_PERCENTS = (25, 50, 75, 90)
_OPEN = tuple(state for state in TaskState if state is not TaskState.DONE)
# Of these what is typed next is the reason, whole.
_REASONED = frozenset({ProgressStatus.BLOCKED, ProgressStatus.NOT_STARTED})


def answer_step(context: Context, said: str) -> Answer:
    """The next question, or the card once nothing more is asked."""
    if said.startswith(_NOTE):
        return _noted(context, said.removeprefix(_NOTE).strip())
    task = _TASK.fullmatch(said)
    if task is None:
        page = _FROM.fullmatch(said)
        return _which(context, int(page[1]) if page else 0)
    lines = context.store.tasks.get_tasks((int(task[1]),))
    if not lines or (task[2] is not None and task[2] not in set(ProgressStatus)):
        return silent("expired", context.focus)
    return _how_far(context, lines[0]) if task[2] is None else _what_more(context, lines[0], ProgressStatus(task[2]))


def steps(task: TaskLine, names: Mapping[ProgressStatus, str]) -> tuple[Choice, ...]:
    """The choices that tell how far a task is, under these names."""
    return tuple(Choice(name, says=f"{COMMAND} #{task.id} {status.value}") for status, name in names.items())


def _which(context: Context, start: int) -> Answer:
    late, tasks = _own_tasks(context)
    if not tasks[start:]:
        return Answer((heading(say("steps", "nothing")),), Facts(ReplyIntent.NONE), context.focus)
    choices = [
        Choice(_label(task, late=task.id in late), says=f"{COMMAND} #{task.id}") for task in tasks[start:][:_PAGE]
    ]
    if len(tasks) > start + _PAGE:
        choices.append(Choice(say("steps", "more"), says=f"{COMMAND} +{start + _PAGE}"))
    facts = Facts(ReplyIntent.CLARIFY, tasks=tuple(map(wording.task_ref, tasks)))
    focus = Focus(ReplyIntent.CLARIFY.value, plans=tuple(dict.fromkeys(task.plan_id for task in tasks)))
    return Answer((heading(say("steps", "which")),), facts, focus, tuple(choices))


def _own_tasks(context: Context) -> tuple[frozenset[int], tuple[TaskLine, ...]]:
    """The tasks that are late (ids), and those of the sender's unit that are not done: the late, then the next due."""
    issued = [plan.id for plan in context.catalogue.plans if _own_plan(context, plan.issuer)]
    wanted = TaskFilter(plans=tuple(issued) or tuple(context.catalogue.plan_ids), states=_OPEN)
    tasks = context.store.tasks.list_tasks(wanted)
    parts = parts_led(context, tasks)
    late = _ids(list_overdue(context.store, context.today, wanted), parts)
    coming = _ids(list_upcoming(context.store, Period(context.today, date.max), wanted), parts)
    places = {task_id: place for place, task_id in enumerate(dict.fromkeys((*late, *coming)))}
    own = [task for task in tasks if any(part.id in parts for part in task.assignments)]
    return frozenset(late), tuple(sorted(own, key=lambda task: places.get(task.id, len(places))))


def _ids(lines: Iterable[OverdueLine], parts: frozenset[int]) -> tuple[int, ...]:
    """The tasks (ids) of which some of these parts are meant."""
    return tuple(line.task.id for line in lines if not parts.isdisjoint(line.assignments))


def _own_plan(context: Context, issuer: str | None) -> bool:
    organisation = context.sender.organisation
    return issuer is not None and organisation is not None and same_unit(issuer, organisation)


def _label(task: TaskLine, *, late: bool) -> str:
    label, content = wording.task_label(task), wording.shorten(task.content, 70)
    return say("steps", "late" if late else "task", label=label, content=content)


def _how_far(context: Context, task: TaskLine) -> Answer:
    names = {status: say("steps", status.value) for status in ProgressStatus}
    blocks = (heading(say("steps", "how_far")), *_named(context, task))
    facts = Facts(ReplyIntent.CLARIFY, tasks=(wording.task_ref(task),))
    focus = Focus(ReplyIntent.CLARIFY.value, tasks=(task.id,), section=task.section, plans=(task.plan_id,))
    return Answer(blocks, facts, focus, steps(task, names))


def _named(context: Context, task: TaskLine) -> tuple[Block, ...]:
    return text(wording.task_text(task)), source(wording.task_source(task, context.plan(task.plan_id)))


def _what_more(context: Context, task: TaskLine, status: ProgressStatus) -> Answer:
    """The report is kept as far as it is told; what is said next is added to it."""
    said = ReportSaid(say("steps", status.value), status=status)
    token, drafts = new_token(), Drafts((Draft(said).of_task(task),), PlanScope(((task.plan_id,),)))
    keep(context, token, drafts)
    awaits = f"{COMMAND} {_NOTE}" if status in _REASONED else ""
    focus = Focus(
        ReplyIntent.REPORT.value, tasks=(task.id,), plans=(task.plan_id,), pending=token, editing=True, awaits=awaits
    )
    percents = _PERCENTS if status is ProgressStatus.IN_PROGRESS else ()
    offered = [Choice(told, says=told) for told in (say("steps", "percent", percent=one) for one in percents)]
    offered.append(Choice(say("steps", "skip"), card=CardAnswer.SHOW, pending=token))
    blocks = (heading(say("steps", f"ask_{status.value}")), text(wording.task_text(task)))
    facts = Facts(ReplyIntent.REPORT, tasks=(wording.task_ref(task),), status=status.value)
    return Answer(blocks, facts, focus, tuple(offered))


def _noted(context: Context, said: str) -> Answer:
    token = context.focus.pending
    drafts = find_drafts(context, token)
    if drafts is None:
        return gone(context)
    first, *others = drafts.drafts
    noted = replace(first, said=replace(first.said, note=said, said=f"{first.said.said} / {said}"))
    keep(context, token, replace(drafts, drafts=(noted, *others)))
    return show_again(context, token)
