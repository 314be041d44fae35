"""Questions to begin with, made from what the plans in force hold."""

from collections.abc import Iterable, Iterator
from itertools import islice

from handlers.catalogue import Catalogue
from handlers.phrases import say
from knowledge.store import Store
from knowledge.types import TargetSource, TaskFilter

_SHOWN = 5
_LENGTH = 60


def example_questions(store: Store, catalogue: Catalogue) -> tuple[str, ...]:
    """Up to five questions that have an answer, or those that need no plan."""
    return tuple(islice(_questions(store, catalogue), _SHOWN))


def _questions(store: Store, catalogue: Catalogue) -> Iterator[str]:
    # One plan tells enough: there may be hundreds.
    with_tasks = next(((plan.id,) for plan in catalogue.plans if plan.task_count), ())
    with_targets = next(((plan.id,) for plan in catalogue.plans if plan.target_count), ())
    tasks = [task for task in store.tasks.list_tasks(TaskFilter(plans=with_tasks)) if task.number]
    if tasks:
        yield say("example", "lead", content=_subject(task.content for task in tasks))
        yield say("example", "deadline", number=tasks[len(tasks) // 2].number)
    targets = [line for line in store.targets.list_targets(with_targets) if line.source is TargetSource.TABLE]
    if targets:
        yield say("example", "target", name=_subject(line.name for line in targets))
    yield say("example", "overdue")
    yield say("example", "upcoming")


def _subject(texts: Iterable[str]) -> str:
    """The first text short enough to be asked for, else the shortest, as the middle of a sentence."""
    known = sorted(texts, key=lambda text: max(len(text), _LENGTH))
    return known[0][:1].lower() + known[0][1:].rstrip(" .;")
