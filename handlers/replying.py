"""What a message replies to: the one task, or the reports, that the quoted message of the assistant tells of."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers import wording
from handlers.context import Context
from handlers.focus import Focus
from handlers.orders import is_order
from handlers.progress import subjects_of
from handlers.reply import ReplyIntent
from handlers.standing import sees_report
from knowledge.types import ReportLine, TargetLine, TaskFilter, TaskLine
from knowledge.vietnamese.fold import fold

# Plain text and what stands in a button's place may break a line elsewhere; so much of a task tells it apart.
_TOLD = 60
_NAMED = re.compile(r"(?<!\w)nhiem vu (?P<number>\w+(?:\.\w+)*)")
# "báo cáo số 12, 13", or in a history "Số 12, 09:05 ngày …"; "báo cáo số 12/BC-UBND" is a document.
_NUMBERS = r"(\d{1,9}(?:, \d{1,9})*)"
_REPORTS = re.compile(rf"(?<!\w)(?:bao cao so {_NUMBERS}(?!\w|[/.-]\w)|so {_NUMBERS},(?: luc)? \d\d:\d\d ngay )")


def reports_replied_to(context: Context) -> tuple[ReportLine, ...]:
    """The reports that the message replied to tells of, as far as the sender sees them, the oldest first."""
    found = (first or second for first, second in _REPORTS.findall(_line(context.replying_to)))
    numbers = {int(number) for each in found for number in each.split(", ")}
    reports = context.store.progress.get_reports(sorted(numbers)) if numbers else ()
    return tuple(report for report in reversed(reports) if sees_report(context, report))


def focus_replied_to(context: Context) -> Focus:
    """The talk turned to what the message replied to tells of; as it was where that is no task, or several.

    A card that waits is no longer meant by a bare "đúng" once another task is spoken of. What the sender recorded can
    be undone and added to as when it was.
    """
    reports = reports_replied_to(context)
    if reports and is_order(context.focus.pending) and context.focus.reports == tuple(line.id for line in reports):
        return context.focus  # what was done about them last can be undone
    if reports:
        return _focus_of(context, reports)
    told = _tasks_told(context)
    if len(told) != 1 or context.focus.tasks == tuple(told):
        return context.focus
    [task] = told.values()
    return Focus(ReplyIntent.TASK.value, tasks=(task.id,), section=task.section, plans=(task.plan_id,))


def _focus_of(context: Context, reports: Sequence[ReportLine]) -> Focus:
    own = {context.store.progress.token_of(line.id) for line in reports if line.reporter_id == context.actor.id} - {""}
    pending = own.pop() if len(own) == 1 else ""
    lines = subjects_of(context, reports)
    if not pending and len(lines) > 1:
        return replace(context.focus, pending="")
    tasks = tuple(line.id for line in lines if isinstance(line, TaskLine))
    targets = tuple(line.id for line in lines if isinstance(line, TargetLine))
    plans = tuple(dict.fromkeys(line.plan_id for line in lines))
    intent = ReplyIntent.CONFIRMED if pending else ReplyIntent.HISTORY
    return Focus(intent.value, tasks=tasks, targets=targets, plans=plans, pending=pending)


def _tasks_told(context: Context) -> dict[int, TaskLine]:
    line = _line(context.replying_to)
    numbers = dict.fromkeys(match["number"] for match in _NAMED.finditer(line))
    plans = tuple(context.catalogue.plan_ids)
    numbered = (context.store.tasks.list_tasks(TaskFilter(plans=plans, number=number)) for number in numbers)
    return {task.id: task for tasks in numbered for task in tasks if _is_told(line, task)}


def _is_told(line: str, task: TaskLine) -> bool:
    return _line(wording.shorten(task.content, _TOLD)).rstrip("…") in line


def _line(text: str) -> str:
    return " ".join(fold(text).split())
