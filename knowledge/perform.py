"""Performs a command in one transaction: applies it, records who gave it, and notes what the index has to learn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never, overload
from uuid import uuid4

from sqlalchemy import Connection, func, insert, or_, select, update

from knowledge.changes import note_changes
from knowledge.commands import (
    Actor,
    Command,
    ImportPlan,
    PlanCommand,
    ProgressCommand,
    ReportProgress,
    RestorePlan,
    RestoreReport,
    RetractReport,
    WithdrawPlan,
)
from knowledge.errors import PlanChangedError, PlanNotFoundError, PlanStandsApartError
from knowledge.identities import with_keys
from knowledge.plans import find_plan, get_plan, read_draft, read_plans, says_the_same
from knowledge.recording import record_reports, restore_reports, retract_reports, subjects
from knowledge.schema import AuditRow, PlanRow
from knowledge.schema.database import claim
from knowledge.schema.filing import file_draft
from knowledge.store import Store
from knowledge.types import PlanLine, PlanOutcome
from knowledge.versions import newest_lineage


@dataclass(frozen=True, slots=True)
class Performed:
    """What a command did: to which plan, and the command that would undo it."""

    outcome: PlanOutcome
    plan: PlanLine
    undo: PlanCommand | None


@dataclass(frozen=True, slots=True)
class Recorded:
    """The reports that a command is about, whether it changed anything, and the command that would undo it."""

    reports: tuple[int, ...]
    changed: bool
    undo: ProgressCommand | None


@overload
def perform(store: Store, command: PlanCommand, actor: Actor, at: datetime) -> Performed: ...
@overload
def perform(store: Store, command: ProgressCommand, actor: Actor, at: datetime) -> Recorded: ...
def perform(store: Store, command: Command, actor: Actor, at: datetime) -> Performed | Recorded:
    """Do what `command` says, wholly or not at all; where nothing is to be done, nothing is written."""
    with store.database.writing() as connection:
        for name in sorted(_claims(command)):
            claim(connection, name)
        if isinstance(command, ReportProgress | RetractReport | RestoreReport):
            return _progress(connection, command, actor, at)
        performed = _apply(connection, command, at)
        if performed.outcome is not PlanOutcome.UNCHANGED:
            _record(connection, command, _plan_facts(connection, command, performed), actor, at)
        return performed


def _claims(command: Command) -> set[str]:
    """What no other command may touch at the same time."""
    match command:
        case ReportProgress():
            return {f"reports {key}" for key in subjects(command)}
        case RetractReport(reports) | RestoreReport(reports):
            return {f"report {number}" for number in reports}
        case _:
            return {f"plan {file}" for file in _files(command)}


def _progress(connection: Connection, command: ProgressCommand, actor: Actor, at: datetime) -> Recorded:
    undo: ProgressCommand
    match command:
        case ReportProgress():
            numbers, changed = record_reports(connection, command, actor, at)
            undo = RetractReport(numbers)
        case RetractReport(reports):
            numbers = retract_reports(connection, reports, actor, at)
            changed, undo = bool(numbers), RestoreReport(numbers)
        case RestoreReport(reports):
            numbers = restore_reports(connection, reports, actor, at)
            changed, undo = bool(numbers), RetractReport(numbers)
        case _:
            assert_never(command)
    if changed:
        _record(connection, command, {"reports": list(numbers)}, actor, at)
    return Recorded(numbers, changed, undo if numbers else None)


def _files(command: PlanCommand) -> set[str]:
    match command:
        case ImportPlan(draft, replaces):
            return {draft.file, replaces or draft.file}
        case WithdrawPlan(file):
            return {file}
        case RestorePlan(file=file, over_file=over_file):
            return {file, over_file or file}
        case _:
            assert_never(command)


def _apply(connection: Connection, command: PlanCommand, at: datetime) -> Performed:
    match command:
        case ImportPlan():
            return _import(connection, command, at)
        case WithdrawPlan():
            return _withdraw(connection, command, at)
        case RestorePlan():
            return _restore(connection, command, at)
        case _:
            assert_never(command)


def _import(connection: Connection, command: ImportPlan, at: datetime) -> Performed:
    draft = command.draft
    current = _current(connection, command)
    if current is not None and says_the_same(connection, current, draft):
        return Performed(PlanOutcome.UNCHANGED, current, None)
    earlier = current or _taken_back(connection, draft.file)
    draft = with_keys(draft, None if earlier is None else read_draft(connection, earlier))
    lineage = uuid4().hex if earlier is None else _lineage(connection, earlier)
    _take_out(connection, current, at, replaced=True)
    plan_id = file_draft(connection, draft, _newest_version(connection, draft.file, lineage) + 1, lineage, at)
    return _put_in(connection, draft.file, plan_id, current)


def _current(connection: Connection, command: ImportPlan) -> PlanLine | None:
    """The plan in force that an import takes the place of."""
    own = find_plan(connection, command.draft.file)
    if command.replaces is None:
        return own
    named = get_plan(connection, command.replaces)
    if own is not None and own.id != named.id:
        raise PlanStandsApartError(command.draft.file, command.replaces)
    return named


def _taken_back(connection: Connection, file: str) -> PlanLine | None:
    """The newest version of a plan of which none is in force; what was reported on it goes on."""
    lineage = newest_lineage(connection, file)
    return None if lineage is None else read_plans(connection, PlanRow.lineage == lineage)[-1]


def _withdraw(connection: Connection, command: WithdrawPlan, at: datetime) -> Performed:
    plan = get_plan(connection, command.file)
    version = _version(connection, plan)
    if command.version not in (None, version):
        raise PlanChangedError(command.file)
    _take_out(connection, plan, at, replaced=False)
    note_changes(connection, [plan.id])
    return Performed(PlanOutcome.WITHDRAWN, plan, RestorePlan(command.file, version))


def _restore(connection: Connection, command: RestorePlan, at: datetime) -> Performed:
    of_version = (PlanRow.file == command.file, PlanRow.version == command.version)
    plan_id = connection.scalar(select(PlanRow.id).where(*of_version))
    if plan_id is None:
        raise PlanNotFoundError(command.file)
    own = find_plan(connection, command.file)
    if own is not None and own.id == plan_id:
        return Performed(PlanOutcome.UNCHANGED, own, None)
    current = own if command.over_file is None else find_plan(connection, command.over_file)
    if command.over != (None if current is None else _version(connection, current)) or own not in (None, current):
        raise PlanChangedError(command.file)
    _take_out(connection, current, at, replaced=True)
    connection.execute(update(PlanRow).where(PlanRow.id == plan_id).values(withdrawn_at=None, replaced=False))
    return _put_in(connection, command.file, plan_id, current)


def _take_out(connection: Connection, plan: PlanLine | None, at: datetime, replaced: bool) -> None:
    if plan is not None:
        ended = {"withdrawn_at": at, "replaced": replaced}
        connection.execute(update(PlanRow).where(PlanRow.id == plan.id).values(ended))


def _put_in(connection: Connection, file: str, plan_id: int, earlier: PlanLine | None) -> Performed:
    plan = get_plan(connection, file)
    version = _version(connection, plan)
    if earlier is None:
        note_changes(connection, [plan_id])
        return Performed(PlanOutcome.ADDED, plan, WithdrawPlan(file, version))
    note_changes(connection, [earlier.id, plan_id])
    renamed = None if earlier.file == file else file
    undo = RestorePlan(earlier.file, _version(connection, earlier), version, renamed)
    return Performed(PlanOutcome.REPLACED, plan, undo)


def _version(connection: Connection, plan: PlanLine) -> int:
    return connection.scalars(select(PlanRow.version).where(PlanRow.id == plan.id)).one()


def _lineage(connection: Connection, plan: PlanLine) -> str:
    return connection.scalars(select(PlanRow.lineage).where(PlanRow.id == plan.id)).one()


def _newest_version(connection: Connection, file: str, lineage: str) -> int:
    """The highest number that a version of this plan, or another of this file name, has had."""
    numbered = or_(PlanRow.file == file, PlanRow.lineage == lineage)
    return connection.scalar(select(func.max(PlanRow.version)).where(numbered)) or 0


def _plan_facts(connection: Connection, command: PlanCommand, performed: Performed) -> dict[str, Any]:
    facts = {
        "file": performed.plan.file,
        "version": _version(connection, performed.plan),
        "outcome": performed.outcome.value,
    }
    if isinstance(command, ImportPlan) and command.replaces is not None:
        facts["replaces"] = command.replaces
    return facts


def _record(connection: Connection, command: Command, facts: dict[str, Any], actor: Actor, at: datetime) -> None:
    entry = {
        "at": at,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_role": actor.role,
        "command": type(command).__name__,
        "facts": facts,
    }
    connection.execute(insert(AuditRow), entry)
