"""Whose affair a command is: the organisations and units it is about, by which its actor's right is judged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from knowledge import commands as give
from knowledge.commands import Command
from knowledge.directory.lines import find_organisation, get_unit
from knowledge.enforcing import files_of
from knowledge.filtering import in_force
from knowledge.plans import read_plans
from knowledge.roles import Channel
from knowledge.schema import (
    AssignmentRow,
    AssignmentUnitRow,
    EventRow,
    EvidenceRow,
    GroupChatRow,
    InvitationRow,
    PersonRow,
    PlanRow,
    ReportAnswerRow,
    ReportRow,
    SuccessionRow,
    TargetOwnerRow,
    TargetRow,
    TargetRuleRow,
    TaskRow,
    UnitNameRow,
)

_UnitColumn = InstrumentedAttribute[int | None] | InstrumentedAttribute[int]


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation and a unit by their names; `everywhere` is all organisations at once.

    For a report `parts` are the units that have a part in what is reported on, none where the plan names none.
    """

    organisation: str | None = None
    unit: str | None = None
    parts: tuple[str, ...] = ()
    everywhere: bool = False


EVERYWHERE = Place(everywhere=True)


def places_of(connection: Connection, command: Command) -> tuple[Place, ...]:
    """The places a command touches; none where it touches nothing that is there."""
    if isinstance(command, give.PlanCommand):
        return tuple(_of_plans(connection, command))
    if isinstance(command, give.ProgressCommand):
        return tuple(_of_progress(connection, command))
    if isinstance(command, give.TargetCommand):
        return tuple(_of_rules(connection, command))
    if isinstance(command, give.AnswerCommand):
        return tuple(_of_reports(connection, _answered(connection, command)))
    if isinstance(command, give.EventCommand):
        return tuple(_of_events(connection, command))
    if isinstance(command, give.PeopleCommand):
        return tuple(_of_people(connection, command))
    return tuple(dict.fromkeys(_of_units(connection, command)))


def _of_progress(connection: Connection, command: give.ProgressCommand) -> Iterator[Place]:
    match command:
        case give.ReportProgress(reports, unit):
            for report in reports:
                yield _of_subject(connection, report.task_key, report.target_key, unit)
        case give.RetractReport(reports) | give.RestoreReport(reports):
            yield from _of_reports(connection, reports)
        case give.AttachEvidence(report):
            yield from _of_reports(connection, (report,))
        case give.DetachEvidence(evidence):
            proven = connection.scalars(select(EvidenceRow.report_id).where(EvidenceRow.id.in_(evidence)).distinct())
            yield from _of_reports(connection, filter(None, proven.all()))
        case _:
            assert_never(command)


def _answered(connection: Connection, command: give.AnswerCommand) -> tuple[int, ...]:
    """The reports (numbers) to which something is said, or was."""
    if isinstance(command, give.AnswerReport | give.ReplyToAnswer):
        return (command.report,)
    said = select(ReportAnswerRow.report_id).where(ReportAnswerRow.id.in_(command.answers))
    return tuple(connection.scalars(said.distinct()))


def _of_rules(connection: Connection, command: give.TargetCommand) -> Iterator[Place]:
    if isinstance(command, give.SetTargetRule):
        yield _of_subject(connection, None, command.target_key, None)
        return
    ruled = select(TargetRuleRow.target_key).where(TargetRuleRow.id.in_(command.rules))
    for key in connection.scalars(ruled).all():
        yield _of_subject(connection, None, key, None)


def _of_events(connection: Connection, command: give.EventCommand) -> Iterator[Place]:
    if isinstance(command, give.ReportEvent):
        for event in command.events:
            yield _of_subject(connection, _task_key(connection, event.assignment_key), None, command.unit)
        return
    told = select(EventRow.assignment_key, UnitNameRow.printed).join(UnitNameRow)
    for assignment, unit in connection.execute(told.where(EventRow.id.in_(command.events))).all():
        # As with reports, whoever might tell of it may take it back, even where the plan has changed since.
        issuer = _of_subject(connection, _task_key(connection, assignment), None, unit).organisation
        yield Place(issuer, unit)


def _task_key(connection: Connection, assignment_key: str) -> str:
    keys = select(TaskRow.key).join(AssignmentRow).where(AssignmentRow.key == assignment_key)
    return connection.scalar(keys.limit(1)) or ""


def _of_people(connection: Connection, command: give.PeopleCommand) -> Iterator[Place]:
    match command:
        case give.Invite(unit=unit):
            yield _of_unit(connection, unit)
        case give.BindChat(channel, chat, unit):
            yield from _of_chat(connection, channel, chat)
            yield _of_unit(connection, unit)
        case give.RevokeInvitation(number):
            yield from _where(connection, InvitationRow.unit_id, InvitationRow.id == number)
        case give.UnbindChat(channel, chat) | give.MoveChat(channel, chat):
            yield from _of_chat(connection, channel, chat)
        case give.Join():
            return
        case _:
            yield from _where(connection, PersonRow.unit_id, PersonRow.id == command.person)
            if isinstance(command, give.ChangePerson) and command.everywhere:
                yield EVERYWHERE
            elif isinstance(command, give.ChangePerson) and command.unit is not None:
                yield _of_unit(connection, command.unit)


def _of_units(connection: Connection, command: give.UnitCommand) -> Iterator[Place]:
    if isinstance(command, give.ArrangeAll):
        for step in command.steps:
            yield from _of_units(connection, step)
    elif isinstance(command, give.Reorganise):
        yield from (Place(each.former_of) for each in command.successions)
        yield from (Place(each.of) for each in command.units)
    elif isinstance(command, give.RetractSuccessions | give.RestoreSuccessions):
        yield from _where(connection, SuccessionRow.former_id, SuccessionRow.id.in_(command.successions))
    else:
        # A unit that the same command makes is of the place where it is put.
        yield from (_of_unit(connection, unit) for unit in _named(command) if unit is None or unit > 0)


_Naming = (
    give.AddUnit
    | give.RenameUnit
    | give.PlaceUnit
    | give.AddAlias
    | give.RemoveAlias
    | give.MergeUnits
    | give.PartUnits
    | give.SucceedUnits
    | give.SetGroup
)


def _named(command: _Naming) -> tuple[int | None, ...]:
    """The units (ids) a command names; None for one that is to stand by itself."""
    match command:
        case give.AddUnit(parent=parent):
            return (parent,)
        case give.PlaceUnit(unit, parent):
            return (unit,) if parent is None else (unit, parent)
        case give.RenameUnit(unit) | give.AddAlias(unit) | give.RemoveAlias(unit):
            return (unit,)
        case give.MergeUnits(units, into):
            return (*units, into)
        case give.PartUnits(units):
            return units
        case give.SucceedUnits(successions):
            return tuple(each.former for each in successions)
        case give.SetGroup(organisation, _, members, others):
            return (organisation, *members, *others)
        case _:
            assert_never(command)


def _of_unit(connection: Connection, unit: int | None) -> Place:
    if unit is None:
        return EVERYWHERE
    line = get_unit(connection, unit)
    return Place(get_unit(connection, line.organisation).name, line.name)


def _of_chat(connection: Connection, channel: Channel, chat: str) -> Iterator[Place]:
    bound = (GroupChatRow.channel == channel, GroupChatRow.chat == chat)
    yield from _where(connection, GroupChatRow.unit_id, *bound)


def _where(connection: Connection, unit: _UnitColumn, *conditions: ColumnElement[bool]) -> Iterator[Place]:
    yield from (_of_unit(connection, found) for found in connection.scalars(select(unit).where(*conditions)).all())


def _of_plans(connection: Connection, command: give.PlanCommand) -> Iterator[Place]:
    """The issuers of the plans it touches; a plan of no known issuer is of whoever may handle plans."""
    for plan in read_plans(connection, *in_force(), PlanRow.file.in_(files_of(command))):
        yield Place(plan.issuer)
    if isinstance(command, give.RestorePlan):
        version = (PlanRow.file == command.file, PlanRow.version == command.version)
        yield from map(Place, connection.scalars(select(PlanRow.issuer).where(*version)).all())
    elif isinstance(command, give.ImportPlan) and command.draft.document.issuer is not None:
        issuer = find_organisation(connection, command.draft.document.issuer)
        yield from () if issuer is None else (Place(issuer.name),)


def _of_reports(connection: Connection, numbers: Iterable[int]) -> Iterator[Place]:
    columns = (ReportRow.task_key, ReportRow.target_key, UnitNameRow.printed)
    reports = select(*columns).join(UnitNameRow, UnitNameRow.id == ReportRow.unit_name_id)
    for task, target, unit in connection.execute(reports.where(ReportRow.id.in_(tuple(numbers)))).all():
        # Whoever might report may take the unit's reports back, even where the plan has changed since.
        yield Place(_of_subject(connection, task, target, unit).organisation, unit)


def _of_subject(connection: Connection, task: str | None, target: str | None, unit: str | None) -> Place:
    """What is reported on, in the newest version of its plan."""
    table = TaskRow if task is not None else TargetRow
    key = task if task is not None else target
    of_key = select(table.id, PlanRow.issuer).join(PlanRow, PlanRow.id == table.plan_id).where(table.key == key)
    found = connection.execute(of_key.order_by(PlanRow.id.desc()).limit(1)).first()
    if found is None:
        return Place(None, unit)
    parts = _doers(connection, found.id) if task is not None else _owners(connection, found.id)
    return Place(found.issuer, unit, parts)


def _doers(connection: Connection, task: int) -> tuple[str, ...]:
    names = select(UnitNameRow.printed).join(AssignmentUnitRow, AssignmentUnitRow.unit_name_id == UnitNameRow.id)
    names = names.join(AssignmentRow, AssignmentRow.id == AssignmentUnitRow.assignment_id)
    return tuple(connection.scalars(names.where(AssignmentRow.task_id == task).distinct()))


def _owners(connection: Connection, target: int) -> tuple[str, ...]:
    names = select(UnitNameRow.printed).join(TargetOwnerRow, TargetOwnerRow.unit_name_id == UnitNameRow.id)
    return tuple(connection.scalars(names.where(TargetOwnerRow.target_id == target).distinct()))
