"""Facts put into short Vietnamese: labels, sources, units, figures, deadlines with the days left."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import assert_never

from handlers.phrases import say
from handlers.reply import TargetRef, TaskRef
from knowledge.deadlines.occurrences import Occurrence
from knowledge.deadlines.types import DateDeadline, Deadline, Every, PeriodDeadline
from knowledge.importing.draft import Comparator
from knowledge.types import AssignmentLine, PlanLine, TargetLine, TaskLine

_COMPARATORS = {
    Comparator.EQUAL: "equal",
    Comparator.AT_LEAST: "at_least",
    Comparator.MORE: "more",
    Comparator.AT_MOST: "at_most",
    Comparator.LESS: "less",
}
_SHORT = 160
_SOON = 400
_MID_YEAR = 6
_LABEL = re.compile(r"[IVXLC]+(?:\.|$)|[A-ZĐ](?:\.|$)|\d")


def day(value: date) -> str:
    """A date as written in Vietnamese offices: 28/02/2025."""
    return f"{value:%d/%m/%Y}"


def number(value: float) -> str:
    """A figure as written in Vietnamese offices: 98,5 and 1.500.000, without idle zeros."""
    whole, _, decimals = f"{value:,.6f}".partition(".")
    return ",".join(part for part in (whole.replace(",", "."), decimals.rstrip("0")) if part)


def size(count: int) -> str:
    """A number of bytes in KB or MB, as people count them."""
    if count >= 1 << 20:
        return f"{number(round(count / (1 << 20), 1))} MB"
    return f"{max(1, round(count / (1 << 10)))} KB"


def shorten(text: str, limit: int = _SHORT) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= limit:
        return text
    return text[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.-") + "…"


def unit_list(units: Iterable[str]) -> str:
    """Units as printed, one after another."""
    return "; ".join(units)


def task_label(task: TaskLine) -> str:
    """The task as people name it: "Nhiệm vụ 34, mục VIII"."""
    name = say("label", "numbered", number=task.number) if task.number else say("label", "bare")
    return say("label", "in_section", name=name, section=".".join(task.section)) if task.section else name


def task_text(task: TaskLine) -> str:
    """The task's number and own words."""
    if task.number:
        return say("fact", "task", number=task.number, content=task.content)
    return say("fact", "task_bare", content=task.content)


def plan_name(plan: PlanLine) -> str:
    """The plan's title and number."""
    code = say("source", "number", number=plan.number) if plan.number else ""
    return say("source", "plan", title=plan_title(plan), number=code)


def plan_title(plan: PlanLine) -> str:
    """What the plan is called, without the words by which a decision issues it."""
    return plan.title.removeprefix(say("source", "issuing"))


def task_source(task: TaskLine, plan: PlanLine) -> str:
    """Plan, section and row of a task."""
    section = ".".join(task.section) + (f" – {task.section_title}" if task.section_title else "")
    if not task.number:
        return say("source", "section", plan=plan_name(plan), section=section)
    if not task.section:
        return say("source", "row_only", plan=plan_name(plan), row=task.number)
    return say("source", "row", plan=plan_name(plan), section=section, row=task.number)


def place_source(where: str, plan: PlanLine) -> str:
    """Plan and place of a passage or figure; `where` is as in the plan JSON ("task III.3", "prose I.2", "Điều 1")."""
    kind, _, place = where.partition(" ")
    names = {"task": "at_task", "prose": "at_prose"}
    at = say("source", names[kind], place=place) if kind in names else where
    if _LABEL.match(where):
        at = say("source", "at_prose", place=where)
    return say("source", "place", plan=plan_name(plan), where=at)


def within(said: Sequence[str], section: Sequence[str]) -> bool:
    """Whether the labels said stand one after another in the section's path."""
    return any(section[start : start + len(said)] == said for start in range(len(section) + 1))


def figure(target: TargetLine) -> str:
    """The figure with its comparator in words: "tối thiểu 80%"."""
    unit = target.unit if target.unit == "%" else f" {target.unit}".rstrip()
    return say("target", _COMPARATORS[target.comparator], value=number(target.value), unit=unit)


def _next_due(deadlines: Iterable[Deadline], today: date) -> DateDeadline | PeriodDeadline | None:
    """The date or period that ends next, or the last of them once all are over."""
    dated = [deadline for deadline in deadlines if isinstance(deadline, DateDeadline | PeriodDeadline)]
    coming = [deadline for deadline in dated if deadline.due >= today]
    if coming:
        return min(coming, key=lambda deadline: deadline.due)
    return max(dated, key=lambda deadline: deadline.due, default=None)


def deadline_words(assignment: AssignmentLine, today: date) -> str:
    """The deadline as printed, with the day and the days left or passed; "trước ngày" leaves the day before as last."""
    text, first = assignment.deadline_text.rstrip(" ."), _next_due(assignment.deadlines, today)
    if first is None:
        return text
    before = isinstance(first, DateDeadline) and first.before
    last = first.due - timedelta(days=before)
    left = (last - today).days
    if left == 0:
        return say("due", "today", text=text)
    if abs(left) > _SOON:
        return text
    name = ("last_" if before else "") + ("left" if left > 0 else "passed")
    return say("due", name, text=text, due=day(last), days=abs(left))


def times(missed: Sequence[Occurrence]) -> str:
    """Times of recurring duties by their rhythm: "tháng 1, 2, 3; quý I"."""
    said = []
    for every in Every:
        of_rhythm = [time for time in missed if time.every is every]
        if of_rhythm:
            names = ", ".join(dict.fromkeys(map(_time_name, of_rhythm)))
            said.append(say("times", every.value, count=len(of_rhythm), names=names))
    return "; ".join(said)


def _time_name(time: Occurrence) -> str:
    match time.every:
        case Every.QUARTER:
            return ("I", "II", "III", "IV")[time.end.month // 3 - 1]
        case Every.HALF_YEAR:
            return say("times", "first_half" if time.end.month == _MID_YEAR else "second_half")
        case Every.YEAR:
            return str(time.end.year)
        case Every.MONTH | Every.WEEK | Every.DAY:
            return str(time.end.month)
        case _:
            assert_never(time.every)


def task_ref(task: TaskLine) -> TaskRef:
    """The task for other programs."""
    return TaskRef(task.plan_file, task.section, task.number)


def target_ref(target: TargetLine) -> TargetRef:
    """The target for other programs."""
    return TargetRef(
        target.plan_file, target.number, target.where, target.name, target.comparator.value, target.value, target.unit
    )
