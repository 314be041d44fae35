"""/baocao leads through a report by choices: which task, of what time, how far, then since when, by what or why."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from handlers import report_wording, wording
from handlers.answer import Answer, Choice, heading, silent, source, text
from handlers.context import Context
from handlers.drafts import Draft, Drafts, find_drafts, keep
from handlers.focus import Focus
from handlers.occurrence import times_to_report
from handlers.offers import token_of
from handlers.own_work import OwnTask, own_targets, own_tasks
from handlers.phrases import say
from handlers.progress import gone, show_again
from handlers.reply import Block, Facts, ReplyIntent
from handlers.scope import PlanScope
from handlers.steps import CHOOSING, COMMAND, NOTE, Step, paged, read_step, to_step
from handlers.target_steps import answer_target_step
from handlers.tells import CardAnswer, ReportSaid
from knowledge.types import Period, ProgressStatus, TaskLine

# Of a task that is often reported so many times are offered, the latest.
_TIMES = 6
_CONTENT, _PLAN = 70, 40
# Of more times missed only the number is told.
_NAMED = 3
_PERCENTS = (25, 50, 75, 90)
# Of these what is typed next is the reason, whole.
_REASONED = frozenset({ProgressStatus.BLOCKED, ProgressStatus.NOT_STARTED})
# What is most often said of a task that is so far; keys of the phrases.
_OFTEN_SAID = {
    ProgressStatus.DONE: ("today", "yesterday"),
    ProgressStatus.IN_PROGRESS: (),
    ProgressStatus.BLOCKED: ("no_funds", "no_guidance", "no_answer"),
    ProgressStatus.NOT_STARTED: ("no_funds", "no_guidance", "no_staff"),
}


def answer_step(context: Context, said: str) -> Answer:
    """The next question, or the card once nothing more is asked."""
    if said.startswith(NOTE):
        return _noted(context, said.removeprefix(NOTE).strip())
    step = read_step(said) or Step()
    if step.targets or step.target is not None:
        return answer_target_step(context, step)
    if step.task is None:
        return _which(context, step)
    lines = context.store.tasks.get_tasks((step.task,))
    return _of_task(context, step, lines[0]) if lines else silent("expired", context.focus)


def led_on(context: Context, told: Answer) -> Answer:
    """The step that goes on from what was answered to the words behind the command."""
    if told.facts.intent in (ReplyIntent.REPORT, ReplyIntent.DENIED) or told.focus.pending:
        return told  # what was said was a report
    if len(told.focus.tasks) == 1 and not told.choices:
        return answer_step(context, Step(task=told.focus.tasks[0]).says.removeprefix(COMMAND).strip())
    offered = [choice for choice in told.choices if choice.task_id is not None]
    if offered:
        return replace(told, choices=tuple(to_step(each.label, Step(task=each.task_id)) for each in offered))
    if told.facts.targets:
        return answer_target_step(context, Step(target=next(iter(told.focus.targets), None), targets=True))
    which = _which(context, Step())
    return replace(which, blocks=(*told.blocks, *which.blocks)) if told.facts.intent is ReplyIntent.NONE else which


def steps(task: TaskLine, names: Mapping[ProgressStatus, str], time: Period | None = None) -> tuple[Choice, ...]:
    """The choices that tell how far a task is, under these names."""
    return tuple(to_step(name, Step(task.id, status=status, time=time)) for status, name in names.items())


def _which(context: Context, step: Step) -> Answer:
    own, targets = own_tasks(context), own_targets(context)
    if not own[step.start :] and not targets:
        return Answer((heading(say("steps", "nothing")),), Facts(ReplyIntent.NONE), context.focus)
    page, turning = paged(own, step)
    several = len({each.task.plan_id for each in own}) > 1
    choices = [to_step(_label(context, each, several), Step(each.task.id), _brief(each.task)) for each in page]
    if targets and not step.start:
        turning = (*turning, to_step(say("steps", "targets"), Step(targets=True)))
    tasks = tuple(each.task for each in own)
    facts = Facts(ReplyIntent.CLARIFY, tasks=tuple(map(wording.task_ref, tasks)))
    focus = Focus(CHOOSING, plans=tuple(dict.fromkeys(task.plan_id for task in tasks)))
    place = {"first": step.start + 1, "last": step.start + len(page), "count": len(own)}
    asked = heading(say("steps", "which" if own else "no_tasks", **place))
    return Answer((asked,), facts, focus, (*choices, *turning))


def _label(context: Context, own: OwnTask, several: bool) -> str:
    """A task as it is offered, with what is urgent about it, and its plan where there are several."""
    label, content = wording.task_label(own.task), wording.shorten(own.task.content, _CONTENT)
    said = say("steps", "task", label=label, state="".join(_urgent(own)), content=content)
    plan = wording.shorten(wording.plan_name(context.plan(own.task.plan_id)), _PLAN)
    return say("steps", "of_plan", task=said, plan=plan) if several else said


def _urgent(own: OwnTask) -> Iterator[str]:
    if own.late:
        yield say("steps", "late")
    if own.returned:
        yield say("steps", "returned")
    if own.missed:
        name = "missed" if len(own.missed) <= _NAMED else "missed_many"
        yield say("steps", name, times=wording.times(own.missed), count=len(own.missed))


def _brief(task: TaskLine) -> str:
    name = "brief" if task.number else "brief_bare"
    return say("steps", name, number=task.number, section=".".join(task.section))


def _of_task(context: Context, step: Step, task: TaskLine) -> Answer:
    if step.status is not None:
        return _what_more(context, step, task, step.status)
    times = times_to_report(context, task, context.sender.unit)
    if step.time is None and len(times) > 1:
        return _which_time(context, task, times)
    return _how_far(context, task, step.time or next(iter(times), None))


def _which_time(context: Context, task: TaskLine, times: tuple[Period, ...]) -> Answer:
    choices = (to_step(report_wording.period(time), Step(task.id, time=time)) for time in times)
    return _asked(context, task, "which_time", tuple(islice(choices, _TIMES)))


def _how_far(context: Context, task: TaskLine, time: Period | None) -> Answer:
    names = {status: say("steps", status.value) for status in ProgressStatus}
    of_time = (text(say("report", "period", period=report_wording.period(time))),) if time is not None else ()
    return _asked(context, task, "how_far", steps(task, names, time), of_time)


def _asked(
    context: Context, task: TaskLine, question: str, choices: tuple[Choice, ...], more: tuple[Block, ...] = ()
) -> Answer:
    """A question about the task, with what may be chosen."""
    named = text(wording.task_text(task)), *more, source(wording.task_source(task, context.plan(task.plan_id)))
    facts = Facts(ReplyIntent.CLARIFY, tasks=(wording.task_ref(task),))
    focus = Focus(CHOOSING, tasks=(task.id,), section=task.section, plans=(task.plan_id,))
    return Answer((heading(say("steps", question)), *named), facts, focus, choices)


def _what_more(context: Context, step: Step, task: TaskLine, status: ProgressStatus) -> Answer:
    """The report is kept as far as it is told; what is said next is added to it."""
    said = ReportSaid(say("steps", status.value), status=status, period=step.time)
    token, drafts = token_of(context.message), Drafts((Draft(said).of_task(task),), PlanScope(((task.plan_id,),)))
    keep(context, token, drafts)
    awaits = f"{COMMAND} {NOTE}" if status in _REASONED else ""
    focus = Focus(
        ReplyIntent.REPORT.value, tasks=(task.id,), plans=(task.plan_id,), pending=token, editing=True, awaits=awaits
    )
    choices = (*_often_said(status), Choice(say("steps", "skip"), card=CardAnswer.SHOW, pending=token))
    blocks = (heading(say("steps", f"ask_{status.value}")), text(wording.task_text(task)))
    facts = Facts(ReplyIntent.REPORT, tasks=(wording.task_ref(task),), status=status.value)
    return Answer(blocks, facts, focus, choices)


def _often_said(status: ProgressStatus) -> tuple[Choice, ...]:
    """What is said most often next, to be chosen instead of typed."""
    percents = _PERCENTS if status is ProgressStatus.IN_PROGRESS else ()
    told = [say("steps", "percent", percent=one) for one in percents]
    told += (say("often", name) for name in _OFTEN_SAID[status])
    return tuple(Choice(one, says=one) for one in told)


def _noted(context: Context, said: str) -> Answer:
    token = context.focus.pending
    drafts = find_drafts(context, token)
    if drafts is None:
        return gone(context)
    first, *others = drafts.drafts
    noted = replace(first, said=replace(first.said, note=said, said=f"{_status_said(first)} / {said}"))
    keep(context, token, replace(drafts, drafts=(noted, *others)))
    return show_again(context, token)


def _status_said(draft: Draft) -> str:
    """What was chosen before the reason: the same words, however often the reason is heard."""
    return say("steps", draft.said.status.value) if draft.said.status is not None else draft.said.said
