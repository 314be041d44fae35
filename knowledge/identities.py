"""Gives the things of a plan keys that they keep over its versions."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

from rapidfuzz import fuzz

from knowledge.importing.draft import (
    AssignmentDraft,
    DutyDraft,
    InlineTargetDraft,
    PlanDraft,
    TargetDraft,
    TaskDraft,
)
from knowledge.pairing import Pairs, alike, pair
from knowledge.units import unit_key
from knowledge.vietnamese.fold import fold

Keyed = TypeVar("Keyed", TaskDraft, AssignmentDraft, TargetDraft, InlineTargetDraft, DutyDraft)
_LIKE_RESULTS = 0.6


def with_keys(draft: PlanDraft, earlier: PlanDraft | None) -> PlanDraft:
    """`draft` with the keys of `earlier` where a thing was there before, and new ones elsewhere.

    A key that a draft brings along is kept if `earlier` knows it, whatever else has changed.
    """
    old = earlier or replace(draft, tasks=(), targets=(), inline_targets=(), prose_duties=())
    pairs = pair(old.tasks, draft.tasks, _TASK, _like_tasks, _task_name)
    tasks = _carried(draft.tasks, old.tasks, pairs)
    return replace(
        draft,
        tasks=tuple(
            _with_keyed_assignments(task, old.tasks[pairs[place]] if place in pairs else None)
            for place, task in enumerate(tasks)
        ),
        targets=_keyed(old.targets, draft.targets, _TARGET, _like_targets, _target_name),
        inline_targets=_keyed(old.inline_targets, draft.inline_targets, _INLINE, _like_inline, _inline_name),
        prose_duties=_keyed(old.prose_duties, draft.prose_duties, _DUTY, _like_duties, _duty_name),
    )


def _keyed(
    old: Sequence[Keyed],
    new: Sequence[Keyed],
    sure: Sequence[Callable[[Keyed], Hashable]],
    likeness: Callable[[Keyed, Keyed], float],
    name: Callable[[Keyed], Hashable],
) -> tuple[Keyed, ...]:
    return _carried(new, old, pair(old, new, sure, likeness, name))


def _carried(new: Sequence[Keyed], old: Sequence[Keyed], pairs: Pairs) -> tuple[Keyed, ...]:
    return tuple(
        replace(thing, key=old[pairs[place]].key if place in pairs else uuid4().hex) for place, thing in enumerate(new)
    )


def _with_keyed_assignments(task: TaskDraft, earlier: TaskDraft | None) -> TaskDraft:
    old = earlier.assignments if earlier else ()
    if len(old) == len(task.assignments) == 1:
        # The one assignment of a task is the same one whoever has it by now.
        return replace(task, assignments=_carried(task.assignments, old, {0: 0}))
    return replace(task, assignments=_keyed(old, task.assignments, _ASSIGNMENT, _like_assignments, lambda _: None))


def _task_name(task: TaskDraft) -> Hashable:
    return (task.section, task.number) if task.number else None


def _like_tasks(old: TaskDraft, new: TaskDraft) -> float:
    same_name = _task_name(old) is not None and _task_name(old) == _task_name(new)
    if not (old.content and new.content):
        return float(same_name)
    return alike(old.content, new.content, same_name)


def _like_assignments(old: AssignmentDraft, new: AssignmentDraft) -> float:
    leads, new_leads = ({unit_key(unit) for unit in draft.lead} for draft in (old, new))
    shared = len(leads & new_leads) / max(len(leads | new_leads), 1)
    results = fuzz.ratio(fold(old.product), fold(new.product)) / 100 if old.product and new.product else 0.0
    return shared + results if shared or results >= _LIKE_RESULTS else 0.0


def _target_name(target: TargetDraft) -> Hashable:
    return (target.number, target.year) if target.number else None


def _like_targets(old: TargetDraft, new: TargetDraft) -> float:
    if (old.year, old.unit) != (new.year, new.unit):
        return 0.0
    return alike(old.name, new.name, _target_name(old) is not None and _target_name(old) == _target_name(new))


def _inline_name(target: InlineTargetDraft) -> Hashable:
    return target.where


def _like_inline(old: InlineTargetDraft, new: InlineTargetDraft) -> float:
    return alike(old.metric, new.metric, old.where == new.where) if old.unit == new.unit else 0.0


def _duty_name(duty: DutyDraft) -> Hashable:
    return duty.where


def _like_duties(old: DutyDraft, new: DutyDraft) -> float:
    return alike(old.content, new.content, old.where == new.where and old.lead == new.lead)


def _by_key(thing: Keyed) -> Hashable:
    return thing.key or None


Sure = tuple[Callable[[Keyed], Hashable], ...]
_TASK: Sure[TaskDraft] = (
    _by_key,
    lambda task: (task.section, task.number, fold(task.content)),
    lambda task: (task.section, fold(task.content)) if task.content else None,
    lambda task: fold(task.content) or None,
)
_ASSIGNMENT: Sure[AssignmentDraft] = (
    _by_key,
    lambda draft: (draft.lead, draft.product, draft.deadline_text),
    lambda draft: (draft.lead, draft.product),
)
_TARGET: Sure[TargetDraft] = (
    _by_key,
    lambda target: (target.number, target.name, target.unit, target.year),
    lambda target: (target.name, target.unit, target.year),
    lambda target: (target.number, target.name, target.year),
)
_INLINE: Sure[InlineTargetDraft] = (
    _by_key,
    lambda target: (target.where, target.metric, target.unit),
    lambda target: (target.where, target.text),
)
_DUTY: Sure[DutyDraft] = (
    _by_key,
    lambda duty: (duty.where, duty.lead, duty.content),
    lambda duty: (duty.lead, duty.content),
)
