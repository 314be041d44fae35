"""What a message replies to: the one task that the quoted message of the assistant tells of."""

import re

from handlers import wording
from handlers.context import Context
from handlers.focus import Focus
from handlers.reply import ReplyIntent
from knowledge.types import TaskFilter, TaskLine
from knowledge.vietnamese.fold import fold

# Plain text and what stands in a button's place may break a line elsewhere; so much of a task tells it apart.
_TOLD = 60
_NAMED = re.compile(r"(?<!\w)nhiem vu (?P<number>\w+(?:\.\w+)*)")


def focus_replied_to(context: Context, replied: str) -> Focus:
    """The talk turned to the task of the message replied to; as it was where that tells of none, or of several.

    A card that waits is no longer meant by a bare "đúng" once another task is spoken of.
    """
    line = " ".join(fold(replied).split())
    numbers = dict.fromkeys(match["number"] for match in _NAMED.finditer(line))
    plans = tuple(context.catalogue.plan_ids)
    numbered = (context.store.tasks.list_tasks(TaskFilter(plans=plans, number=number)) for number in numbers)
    told = {task.id: task for tasks in numbered for task in tasks if _is_told(line, task)}
    if len(told) != 1 or context.focus.tasks == tuple(told):
        return context.focus
    [task] = told.values()
    return Focus(ReplyIntent.TASK.value, tasks=(task.id,), section=task.section, plans=(task.plan_id,))


def _is_told(line: str, task: TaskLine) -> bool:
    return " ".join(fold(wording.shorten(task.content, _TOLD)).rstrip("…").split()) in line
