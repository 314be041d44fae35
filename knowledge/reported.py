"""What holds of tasks and assignments by their reports, as conditions of the database."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from knowledge.deadlines.types import Every
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    DeadlineKind,
    DeadlineRow,
    EventRow,
    ReportFormerRow,
    ReportPartRow,
    ReportRow,
    RestorationRow,
    RetractionRow,
    SettledGroupRow,
    TaskRow,
    UnitNameRow,
)
from knowledge.types import AssignmentRole, ProgressStatus, TaskState

_Report = type[ReportRow]
_NO_GROUP = false()
_Holds = Callable[[_Report], ColumnElement[bool]]


def standing(report: _Report = ReportRow) -> ColumnElement[bool]:
    """Whether a report holds: it was not taken back, or that was taken back in its turn."""
    restored = exists().where(RestorationRow.retraction_id == RetractionRow.id)
    return ~exists().where(RetractionRow.report_id == report.id, ~restored)


# To put these conditions together takes longer than to look up what they ask.
@lru_cache(maxsize=256)
def is_newest(
    report: _Report = ReportRow, subject: InstrumentedAttribute[str | None] = ReportRow.task_key
) -> ColumnElement[bool]:
    """Whether a report holds and no later one on its task, or target, does of its unit, or of who took its place."""
    return and_(standing(report), *(~later for later in _later(report, subject)))


def _later(report: _Report, subject: InstrumentedAttribute[str | None]) -> tuple[ColumnElement[bool], ...]:
    """Whether the unit of a report, or one that goes on from it, has told of the same subject later.

    One within the other, so that of many units that report on one task each looks for its own reports alone.
    """
    later, former, name, own_name = (
        aliased(ReportRow),
        aliased(ReportFormerRow),
        aliased(UnitNameRow),
        aliased(UnitNameRow),
    )
    same = (getattr(later, subject.key) == getattr(report, subject.key), later.id > report.id, standing(later))
    own_key = select(own_name.unit_key).where(own_name.id == report.unit_name_id).correlate(report).scalar_subquery()
    own = exists().where(*same, later.unit_name_id == name.id).correlate(report, name)
    onward = exists().where(*same, later.id == former.report_id).correlate(report, former)
    from_there = (former.unit_name_id == report.unit_name_id, former.report_id > report.id, onward)
    return exists().where(name.unit_key == own_key, own), exists().where(*from_there)


def of_one_time(report: _Report = ReportRow) -> ColumnElement[bool]:
    """Whether a report tells of one time of a recurring task, and so nothing of the task as a whole."""
    task, part = aliased(TaskRow), aliased(AssignmentRow)
    recurring = select(DeadlineRow.id).join(part, part.id == DeadlineRow.assignment_id).join(task)
    rhythm = (DeadlineRow.kind == DeadlineKind.RECURRING, DeadlineRow.every != Every.DAY)
    recurring = recurring.where(task.key == report.task_key, *rhythm).correlate(report)
    # The first condition is the cheap one: most reports tell of no period.
    return and_(report.period_end.is_not(None), recurring.exists())


@lru_cache(maxsize=256)
def in_states(states: tuple[TaskState, ...], reporters: tuple[str, ...] | None) -> ColumnElement[bool]:
    """Whether a task stands in one of `states`, by the reports of the units with the keys `reporters` if given."""
    return or_(*(_in_state(state, reporters) for state in states))


def _in_state(state: TaskState, reporters: tuple[str, ...] | None) -> ColumnElement[bool]:
    reported = TaskRow.key.in_(_reported(reporters))
    if state is TaskState.UNREPORTED:
        return ~reported
    done = is_done(reporters)
    if state is TaskState.DONE:
        return done
    blocked = TaskRow.key.in_(_reported(reporters, ProgressStatus.BLOCKED))
    if state is TaskState.BLOCKED:
        return and_(blocked, ~done)
    begun = TaskRow.key.in_(_reported(reporters, ProgressStatus.DONE, ProgressStatus.IN_PROGRESS))
    if state is TaskState.NOT_STARTED:
        return and_(reported, ~blocked, ~begun)
    return and_(begun, ~blocked, ~done)


def is_done(reporters: tuple[str, ...] | None) -> ColumnElement[bool]:
    """Whether the units `reporters` say that a task is done, or all units that lead it."""
    said = TaskRow.key.in_(_reported(reporters, ProgressStatus.DONE, whole=True))
    if reporters is not None:
        return said
    open_part = select(AssignmentRow.id).where(AssignmentRow.task_id == TaskRow.id, not_(is_settled()))
    return and_(said, ~open_part.correlate(TaskRow).exists())


@lru_cache(maxsize=1)
def is_settled() -> ColumnElement[bool]:
    """Whether every unit that leads an assignment has reported it done, of a group each member."""
    return _is_settled(_is_done_last, *_is_through())


def _is_through() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether each member of the group that leads has reported it done, and whether that holds of any group."""
    of_assignment = SettledGroupRow.assignment_key == AssignmentRow.key
    of_lead = exists().where(of_assignment, SettledGroupRow.unit_name_id == AssignmentUnitRow.unit_name_id)
    return of_lead, exists().where(of_assignment)


def is_answered(reporters: tuple[str, ...] | None) -> ColumnElement[bool]:
    """Whether an assignment was reported done on the day of an event or later: by `reporters`, or by all that lead it.

    A later event asks for it anew.
    """
    if reporters is None:
        since = not_(_is_done_before())
        return _is_settled(_is_done_since, *(and_(through, since) for through in _is_through()))
    report, name = aliased(ReportRow), aliased(UnitNameRow)
    done = select(report.id).join(name, name.id == report.unit_name_id).where(report.task_key == TaskRow.key)
    done = done.where(_is_done_since(report), or_(name.unit_key.in_(reporters), report.id.in_(_in_stead(reporters))))
    return done.correlate(TaskRow, EventRow).exists()


def _is_done_last(report: _Report) -> ColumnElement[bool]:
    return and_(report.status == ProgressStatus.DONE, not_(of_one_time(report)), is_newest(report))


def _is_done_since(report: _Report) -> ColumnElement[bool]:
    """Whether a report tells that a thing was done on the day of the event, or later."""
    reported = and_(report.completed_on.is_(None), report.at >= EventRow.since)
    since = or_(report.completed_on >= EventRow.on_day, reported)
    return and_(report.status == ProgressStatus.DONE, since, standing(report))


def _is_done_before() -> ColumnElement[bool]:
    """Whether somebody who says that the task is done last said so before the event."""
    report = aliased(ReportRow)
    reported = and_(report.completed_on.is_(None), report.at < EventRow.since)
    done = select(report.id).where(report.task_key == TaskRow.key, report.status == ProgressStatus.DONE)
    done = done.where(or_(report.completed_on < EventRow.on_day, reported), is_newest(report))
    return done.correlate(TaskRow, EventRow).exists()


def _is_settled(
    done: _Holds, group: ColumnElement[bool] = _NO_GROUP, any_group: ColumnElement[bool] = _NO_GROUP
) -> ColumnElement[bool]:
    """Whether what `done` asks holds of every lead; of a group what `group` asks, and of any of them `any_group`."""
    lead = select(AssignmentUnitRow.unit_name_id).join(UnitNameRow)
    lead = lead.where(AssignmentUnitRow.assignment_id == AssignmentRow.id)
    lead = lead.where(AssignmentUnitRow.role == AssignmentRole.LEAD, ~_done_parts(done, for_lead=True).exists(), ~group)
    lead = lead.correlate(AssignmentRow, TaskRow, EventRow)
    # The first condition is the cheap one: most assignments have no report.
    return and_(or_(_done_parts(done, for_lead=False).exists(), any_group), ~lead.exists())


def _done_parts(done: _Holds, *, for_lead: bool) -> Select[Any]:
    report, stead = aliased(ReportRow), aliased(UnitNameRow)
    parts = select(ReportPartRow.report_id).join(report, report.id == ReportPartRow.report_id)
    if for_lead:
        parts = parts.join(stead, stead.id == ReportPartRow.unit_name_id).where(stead.unit_key == UnitNameRow.unit_key)
        parts = parts.correlate(AssignmentRow, UnitNameRow, EventRow)
    else:
        parts = parts.correlate(AssignmentRow, EventRow)
    return parts.where(ReportPartRow.assignment_key == AssignmentRow.key, done(report))


def _reported(reporters: tuple[str, ...] | None, *statuses: ProgressStatus, whole: bool = False) -> Select[Any]:
    """The keys of the tasks of which the newest report of some unit has one of `statuses`, or any.

    As a `whole` where asked: a report of one time of a recurring task does not count then.
    """
    report, name = aliased(ReportRow), aliased(UnitNameRow)
    keys = select(report.task_key).where(report.task_key.is_not(None), is_newest(report))
    if statuses:
        keys = keys.where(report.status.in_(statuses))
    if whole:
        keys = keys.where(not_(of_one_time(report)))
    if reporters is not None:
        keys = keys.join(name, name.id == report.unit_name_id)
        keys = keys.where(or_(name.unit_key.in_(reporters), report.id.in_(_in_stead(reporters))))
    return keys


def _in_stead(reporters: tuple[str, ...]) -> Select[int]:
    """The reports (ids) in the stead of these units."""
    return select(ReportPartRow.report_id).join(UnitNameRow).where(UnitNameRow.unit_key.in_(reporters))
