"""Questions to begin with, made from what the plans in force hold."""

from collections.abc import Iterator
from itertools import islice

from handlers.catalogue import Catalogue
from handlers.phrases import say
from handlers.wording import shorten
from knowledge.store import Store
from knowledge.types import TargetSource, TaskFilter

_SHOWN = 5
_LENGTH = 60


def example_questions(store: Store, catalogue: Catalogue) -> tuple[str, ...]:
    """Up to five questions that have an answer, or those that need no plan."""
    return tuple(islice(_questions(store, catalogue), _SHOWN))


def _questions(store: Store, catalogue: Catalogue) -> Iterator[str]:
    plans = tuple(plan.id for plan in catalogue.plans)
    tasks = [task for task in store.tasks.list_tasks(TaskFilter(plans=plans)) if task.number]
    if tasks:
        middle = tasks[len(tasks) // 2]
        yield say("example", "lead", content=shorten(tasks[0].content, _LENGTH).rstrip("….").lower())
        yield say("example", "deadline", number=middle.number)
    targets = [line for line in store.targets.list_targets(plans) if line.source is TargetSource.TABLE]
    if targets:
        yield say("example", "target", name=shorten(targets[0].name, _LENGTH).rstrip("….").lower())
    yield say("example", "overdue")
    yield say("example", "upcoming")
