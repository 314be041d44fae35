"""Compares a draft with the version in force, so that a person can see what an import would do before it is done."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass

from knowledge.importing.draft import Doubt, PlanDraft, TaskDraft
from knowledge.plans import find_plan, read_draft, says_the_same
from knowledge.store import Store
from knowledge.types import PlanLine, PlanOutcome


@dataclass(frozen=True, slots=True)
class ImportComparison:
    """What importing a draft would do to the plan in force (`current`) that has its file name."""

    outcome: PlanOutcome
    current: PlanLine | None
    tasks_added: int
    tasks_removed: int
    tasks_changed: int
    doubts: tuple[Doubt, ...]


def compare(store: Store, draft: PlanDraft) -> ImportComparison:
    """What importing `draft` would do; nothing is written."""
    with store.database.reading() as connection:
        current = find_plan(connection, draft.file)
        if current is None:
            return ImportComparison(PlanOutcome.ADDED, None, len(draft.tasks), 0, 0, draft.doubts)
        if says_the_same(connection, current, draft):
            return ImportComparison(PlanOutcome.UNCHANGED, current, 0, 0, 0, draft.doubts)
        stored = read_draft(connection, current)
    return ImportComparison(PlanOutcome.REPLACED, current, *_count(stored.tasks, draft.tasks), draft.doubts)


def _count(stored: Iterable[TaskDraft], drafted: Iterable[TaskDraft]) -> tuple[int, int, int]:
    stored, drafted = Counter(stored), Counter(drafted)
    old, new, changed = list((stored - drafted).elements()), list((drafted - stored).elements()), 0
    # A renumbered row is known by its text, a reworded one by its number.
    for key in (_text, _number):
        shared = Counter(map(key, old)) & Counter(map(key, new))
        shared.pop(None, None)
        changed += shared.total()
        old, new = _without(old, shared, key), _without(new, shared, key)
    return len(new), len(old), changed


def _text(task: TaskDraft) -> Hashable:
    return task.content


def _number(task: TaskDraft) -> Hashable:
    return (task.section, task.number) if task.number else None


def _without(
    tasks: Iterable[TaskDraft], shared: Counter[Hashable], key: Callable[[TaskDraft], Hashable]
) -> list[TaskDraft]:
    taken, left = shared.copy(), []
    for task in tasks:
        taken[key(task)] -= 1
        if taken[key(task)] < 0:
            left.append(task)
    return left
