"""What the sender's unit has still to report: what is late or returned before what comes later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.context import Context
from handlers.directory import share_of
from handlers.membership import Membership
from knowledge.answers import ReportFilter
from knowledge.deadlines.occurrences import Occurrence
from knowledge.missing import list_missing
from knowledge.overdue import OverdueLine, list_overdue, list_upcoming
from knowledge.types import AssignmentRole, Period, TargetLine, TargetSource, TaskFilter, TaskLine, TaskState
from knowledge.units import same_unit

_OPEN = tuple(state for state in TaskState if state is not TaskState.DONE)
_SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class OwnTask:
    """A task that is the unit's to do, late or not, with the times of it that it has missed to report.

    Of a report that was `returned`, or has to be proved, it is asked for anew, even where it was of something done.
    """

    task: TaskLine
    late: bool = False
    missed: tuple[Occurrence, ...] = ()
    returned: bool = False


def own_tasks(context: Context) -> tuple[OwnTask, ...]:
    """The tasks that the sender's unit leads and has not done, the most urgent first."""
    unit, plans = context.sender.unit, _plans(context)
    if unit is None:
        return ()
    member = share_of(context, unit, context.catalogue.units, plans, by_name_only=False)
    wanted = TaskFilter(plans, member.keys, AssignmentRole.LEAD, states=_OPEN, reporters=member.own_keys)
    late = _ids(list_overdue(context.store, context.today, wanted), member)
    missed = {line.task.id: line.occurrences for line in list_missing(context.store, context.today, wanted)}
    soon, later = _coming(context, wanted, member)
    returned = {task.id: task for task in _returned(context, member, plans)}
    places = _places((late, missed, soon, returned, later))
    tasks = {task.id: task for task in context.store.tasks.list_tasks(wanted) if _leads(member, task)} | returned
    ordered = sorted(tasks.values(), key=lambda task: places.get(task.id, len(places)))
    return tuple(OwnTask(task, task.id in late, missed.get(task.id, ()), task.id in returned) for task in ordered)


def own_targets(context: Context) -> tuple[TargetLine, ...]:
    """The targets of the tables that the sender's unit answers for, in the order of the plans."""
    unit, plans = context.sender.unit, _plans(context)
    if unit is None:
        return ()
    rows = [line for line in context.store.targets.list_targets(plans) if line.source is TargetSource.TABLE]
    owners = frozenset(owner for line in rows for owner in line.owner)
    member = share_of(context, unit, owners, plans)
    return tuple(line for line in rows if (member.names | member.groups).intersection(line.owner))


def leads(context: Context, task: TaskLine) -> bool:
    """Whether the sender's unit leads a part of the task, by its name or in a group."""
    unit = context.sender.unit
    return unit is not None and _leads(share_of(context, unit, context.catalogue.units, (task.plan_id,)), task)


def _leads(member: Membership, task: TaskLine) -> bool:
    return any(member.takes_part(part, AssignmentRole.LEAD) for part in task.assignments)


def _returned(context: Context, member: Membership, plans: tuple[int, ...]) -> tuple[TaskLine, ...]:
    """The tasks of which a leader has returned the unit's report, or asked what proves it."""
    questions = context.store.answers.list_questions(ReportFilter(units=member.own_keys))
    reports = context.store.progress.get_reports([question.report for question in questions])
    keys = tuple(report.task_key for report in reports if report.task_key is not None)
    return context.store.tasks.list_tasks(TaskFilter(plans, keys=keys)) if keys else ()


def _coming(context: Context, wanted: TaskFilter, member: Membership) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The tasks (ids) that fall due within a month, and those that fall due later."""
    lines = list_upcoming(context.store, Period(context.today, date.max), wanted)
    soon = [line for line in lines if line.due <= context.today + _SOON]
    return _ids(soon, member), _ids(lines[len(soon) :], member)


def _ids(lines: Iterable[OverdueLine], member: Membership) -> tuple[int, ...]:
    """The tasks (ids) of which parts that the unit leads are meant."""
    return tuple(line.task.id for line in lines if any(_is_led(member, line)))


def _is_led(member: Membership, line: OverdueLine) -> Iterator[bool]:
    meant = (part for part in line.task.assignments if part.id in line.assignments)
    yield from (member.takes_part(part, AssignmentRole.LEAD) for part in meant)


def _places(groups: Iterable[Iterable[int]]) -> Mapping[int, int]:
    """Where each task (id) stands, group after group."""
    return {task: place for place, task in enumerate(dict.fromkeys(task for group in groups for task in group))}


def _plans(context: Context) -> tuple[int, ...]:
    """The plans of the sender's organisation, all where it has none."""
    issued = [plan.id for plan in context.catalogue.plans if is_own(context, plan.issuer)]
    return tuple(issued) or tuple(context.catalogue.plan_ids)


def is_own(context: Context, issuer: str | None) -> bool:
    """Whether the sender's organisation has issued it."""
    organisation = context.sender.organisation
    return issuer is not None and organisation is not None and same_unit(issuer, organisation)
