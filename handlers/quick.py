"""The most common reports of a task, one press away under an answer that tells of it."""

from dataclasses import replace

from handlers.answer import Answer, Choice
from handlers.context import Context
from handlers.own_work import is_own, leads
from handlers.phrases import say
from handlers.reply import ReplyIntent
from handlers.steps import Step, to_step
from knowledge.commands import NewReport, ReportProgress
from knowledge.errors import DeniedError
from knowledge.perform import ensure_allowed
from knowledge.rights import may_give
from knowledge.types import ProgressStatus, ReportLine, TaskLine
from knowledge.units import same_unit

# Their keys are no numbers, so that a number typed after a plain answer means what it did.
_COMMON = {"a": ProgressStatus.DONE, "b": ProgressStatus.IN_PROGRESS, "c": ProgressStatus.BLOCKED}
_TELLING = frozenset(
    {ReplyIntent.TASK, ReplyIntent.DEADLINE, ReplyIntent.STATUS, ReplyIntent.OVERDUE, ReplyIntent.UPCOMING}
)


def with_quick_reports(context: Context, answer: Answer) -> Answer:
    """The answer, with reports to press where it tells how one task stands or when it is due.

    Only where there are buttons: in a numbered list they would be in the way of every answer, and whoever types says
    as much by "xong hôm qua". None in a group, where what one reports is not for all.
    """
    told = answer.focus.tasks or answer.focus.listed
    plain = answer.facts.intent in _TELLING and not answer.choices and len(told) == 1
    if not plain or context.before_others or not context.channel.has_buttons:
        return answer
    tasks = context.store.tasks.get_tasks(told)
    return replace(answer, choices=tuple(choice for task in tasks for choice in quick_reports(context, task)))


def quick_reports(context: Context, task: TaskLine) -> tuple[Choice, ...]:
    """The buttons, for those whose unit leads the task and has not reported it done, if they may report on it."""
    if not leads(context, task) or _is_done(context, task) or not _may_report(context, task):
        return ()
    return tuple(
        replace(to_step(say("quick", status.value), Step(task.id, status=status)), key=key, typed=False)
        for key, status in _COMMON.items()
    )


def _may_report(context: Context, task: TaskLine) -> bool:
    """Of a plan of the own organisation the role alone tells; of another's, what is its affair has to be looked up."""
    if not may_give(ReportProgress, context.sender.role):
        return False
    return is_own(context, context.plan(task.plan_id).issuer) or _is_allowed(context, task)


def _is_allowed(context: Context, task: TaskLine) -> bool:
    report = NewReport(task_key=task.key, status=ProgressStatus.DONE)
    sender = context.sender
    try:
        command = ReportProgress((report,), sender.unit, sender.organisation, context.chat, "", "")
        ensure_allowed(context.store, command, context.actor, context.now)
    except DeniedError:
        return False
    return True


def _is_done(context: Context, task: TaskLine) -> bool:
    """Whether the newest report of the sender's unit says that the task, or its time under way, is done."""
    names = context.units.named_as(context.sender.unit or "", context.today)
    newest = context.store.progress.newest((task.key,)).get(task.key, ())
    return any(_closes(context, report) and any(same_unit(report.unit, name) for name in names) for report in newest)


def _closes(context: Context, report: ReportLine) -> bool:
    over = report.period is not None and report.period.end < context.today
    return report.status is ProgressStatus.DONE and not over
