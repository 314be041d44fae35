"""How a task stands by what was reported of it: the newest report of each unit, and the whole history."""

from collections.abc import Iterable, Iterator, Sequence

from handlers import report_wording
from handlers.answer import Answer, heading, item, source, text
from handlers.answer_wording import talk
from handlers.context import Context
from handlers.evidence_wording import names
from handlers.focus import Focus
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.sums import TaskSum, find_sum, reported_words, silent_blocks
from handlers.wording import task_ref, task_source, task_text, times
from knowledge.missing import list_missing
from knowledge.types import ReportLine, TaskFilter, TaskLine, TaskState
from knowledge.units import Coverage, covers

# Of the reports of several units so many are told one by one.
_FEW = 5
# Of more reports only the newest are told one by one.
_SHOWN = 10


def status_blocks(context: Context, task_ids: Sequence[int]) -> Iterator[Block]:
    """Who said what of the tasks last, or that nobody said anything yet."""
    tasks = context.store.tasks.get_tasks(task_ids)
    sums = {task.id: find_sum(context, task) for task in tasks if sees_task(context, task)}
    newest = context.store.progress.newest([task.key for task in tasks])
    states = context.store.progress.states([task.key for task in tasks])
    for task in tasks:
        if not sees_task(context, task):
            yield heading(say("fact", "not_shown"))
            continue
        reports, summed = newest.get(task.key, ()), sums[task.id]
        if summed is not None and (summed.total.known or reports):
            yield from _summed(context, summed, reports)
            continue
        if not reports:
            yield heading(say("fact", "no_progress"))
            continue
        yield heading(_state(states[task.key], reports))
        yield from reports_told(context, reports)
        if any(report.period for report in reports):
            yield from _times_missing(context, task)


def _summed(context: Context, summed: TaskSum, reports: Sequence[ReportLine]) -> Iterator[Block]:
    """How many have reported, what they said, obstacles first, and who has not."""
    said = {each.word.report: place for place, each in enumerate(summed.told)}
    yield heading(reported_words(summed))
    told = sorted((report for report in reports if report.id in said), key=lambda report: said[report.id])
    yield from reports_told(context, [*told, *(report for report in reports if report.id not in said)][:_FEW])
    yield from silent_blocks(summed)
    if summed.period is not None and reports:
        yield from _times_missing(context, summed.task)
    if len(reports) > _FEW:
        yield text(say("sum", "older", count=len(reports) - _FEW, number=summed.task.number))


def _times_missing(context: Context, task: TaskLine) -> Iterator[Block]:
    wanted = TaskFilter(plans=(task.plan_id,), keys=(task.key,))
    for line in list_missing(context.store, context.today, wanted):
        yield text(say("fact", "times_missing", times=times(line.occurrences)))


def task_state(context: Context, task_ids: Sequence[int]) -> TaskState | None:
    """How the first of the tasks stands."""
    tasks = context.store.tasks.get_tasks(task_ids[:1])
    if not tasks or not sees_task(context, tasks[0]):
        return None
    return context.store.progress.states([tasks[0].key])[tasks[0].key]


def history_answer(context: Context, task: TaskLine) -> Answer:
    """Everything that was reported of a task, the newest first, and what was taken back."""
    if not sees_task(context, task):
        return Answer((heading(say("fact", "not_shown")),), Facts(ReplyIntent.DENIED), context.focus)
    reports = context.store.progress.list_reports(task.key)
    name = "history" if reports else "no_history"
    blocks = [heading(say("fact", name, count=len(reports))), *reports_told(context, reports), text(task_text(task))]
    blocks.append(source(task_source(task, context.plan(task.plan_id))))
    numbers = tuple(report.id for report in reports)
    facts = Facts(ReplyIntent.HISTORY, tasks=(task_ref(task),), count=len(reports), reports=numbers)
    focus = Focus(ReplyIntent.HISTORY.value, tasks=(task.id,), section=task.section, plans=(task.plan_id,))
    return Answer(tuple(blocks), facts, focus)


def sees_task(context: Context, task: TaskLine) -> bool:
    """Whether the sender sees what is reported of a task: of an own plan, or given to the own organisation."""
    own = context.sender.organisation
    given = (name for part in task.assignments for name in (*part.lead, *part.coordinate))
    return context.sees_reports(task.plan_id) or any(own and covers(name, own) is not Coverage.NO for name in given)


def sees_report(context: Context, report: ReportLine) -> bool:
    """Whether the sender sees a report, of which the plan is in force."""
    if report.task_key is not None:
        tasks = context.store.tasks.list_tasks(TaskFilter(keys=(report.task_key,)))
        return any(sees_task(context, task) for task in tasks)
    targets = context.store.targets.with_keys((report.target_key or "",))
    return any(context.sees_reports(target.plan_id) for target in targets)


def _state(state: TaskState, reports: Sequence[ReportLine]) -> str:
    """The state of the whole task; where several units report, how many of them have spoken."""
    if len(reports) == 1:
        return say("fact", "state", state=say("status", state.value))
    return say("fact", "state_of_units", state=say("status", state.value), count=len(reports))


def reports_told(context: Context, reports: Iterable[ReportLine]) -> Iterator[Block]:
    """A line for each of the newest reports, with what proves it."""
    told = tuple(reports)
    numbers = [report.id for report in told[:_SHOWN]]
    evidence, talks = context.store.evidence.of_reports(numbers), context.store.answers.of_reports(numbers)
    for report in told[:_SHOWN]:
        at = report.at.astimezone(context.now.tzinfo)
        line = report_wording.recorded(report, at, people_named=not context.before_others)
        proof = evidence.get(report.id)
        yield item(line + say("evidence", "tail", names=names(proof)) if proof else line)
        said = talks.get(report.id, ())
        yield from map(item, talk(said, context.now.tzinfo, people_named=not context.before_others))
    if len(told) > _SHOWN:
        yield text(say("fact", "older_reports", count=len(told) - _SHOWN))
