"""Puts plans in force and takes them out of it, version by version."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never
from uuid import uuid4

from sqlalchemy import Connection, func, or_, select, update

from knowledge.applied import Applied, Facts
from knowledge.changes import note_changes
from knowledge.commands import ImportPlan, PlanCommand, RestorePlan, WithdrawPlan
from knowledge.differences import Change, Subject, differences
from knowledge.directory.filing import file_plans
from knowledge.errors import PlanChangedError, PlanNotFoundError, PlanStandsApartError
from knowledge.identities import with_keys
from knowledge.plans import find_plan, get_plan, read_draft, read_plans, says_the_same, version_of
from knowledge.schema import PlanRow
from knowledge.schema.filing import file_draft
from knowledge.types import PlanLine, PlanOutcome
from knowledge.versions import newest_lineage


@dataclass(frozen=True, slots=True)
class Performed:
    """What a command did: to which plan, and the command that would undo it."""

    outcome: PlanOutcome
    plan: PlanLine
    undo: PlanCommand | None


def files_of(command: PlanCommand) -> set[str]:
    """The file names a command is about."""
    match command:
        case ImportPlan(draft, replaces):
            return {draft.file, replaces or draft.file}
        case WithdrawPlan(file):
            return {file}
        case RestorePlan(file=file, over_file=over_file):
            return {file, over_file or file}
        case _:
            assert_never(command)


def enforce(connection: Connection, command: PlanCommand, at: datetime) -> Applied[Performed]:
    """Apply a command about plans."""
    held = _held(connection, command)
    before = {} if held is None else _facts(connection, held)
    performed = _apply(connection, command, at)
    after = _facts(connection, performed.plan) | {"outcome": performed.outcome.value}
    if held is not None and performed.outcome is PlanOutcome.REPLACED:
        after["changes"] = _counts(connection, held, performed.plan)
    changed = performed.outcome is not PlanOutcome.UNCHANGED
    return Applied(performed, changed, before, after, performed.plan.issuer)


def _held(connection: Connection, command: PlanCommand) -> PlanLine | None:
    """The plan in force that the command takes the place of, or takes out."""
    found = (find_plan(connection, file) for file in sorted(files_of(command)))
    return next((plan for plan in found if plan is not None), None)


def _facts(connection: Connection, plan: PlanLine) -> Facts:
    return {
        "file": plan.file,
        "version": version_of(connection, plan),
        "number": plan.number,
        "title": plan.title,
        "tasks": plan.task_count,
        "targets": plan.target_count,
    }


def _counts(connection: Connection, old: PlanLine, new: PlanLine) -> dict[str, int]:
    """How many tasks the new version adds, changes and removes."""
    told = differences(read_draft(connection, old), read_draft(connection, new))
    counted = Counter(difference.change for difference in told if difference.subject is Subject.TASK)
    return {change.value: counted[change] for change in Change}


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
    if command.over not in (None, 0 if current is None else version_of(connection, current)):
        raise PlanChangedError(draft.file if current is None else current.file)
    earlier = current or _taken_back(connection, draft.file)
    draft = with_keys(draft, None if earlier is None else read_draft(connection, earlier))
    lineage = uuid4().hex if earlier is None else _lineage(connection, earlier)
    _take_out(connection, current, at, replaced=True)
    plan_id = file_draft(connection, draft, _newest_version(connection, draft.file, lineage) + 1, lineage, at)
    file_plans(connection, (plan_id,), at)
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
    version = version_of(connection, plan)
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
    if command.over != (None if current is None else version_of(connection, current)) or own not in (None, current):
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
    version = version_of(connection, plan)
    if earlier is None:
        note_changes(connection, [plan_id])
        return Performed(PlanOutcome.ADDED, plan, WithdrawPlan(file, version))
    note_changes(connection, [earlier.id, plan_id])
    renamed = None if earlier.file == file else file
    undo = RestorePlan(earlier.file, version_of(connection, earlier), version, renamed)
    return Performed(PlanOutcome.REPLACED, plan, undo)


def _lineage(connection: Connection, plan: PlanLine) -> str:
    return connection.scalars(select(PlanRow.lineage).where(PlanRow.id == plan.id)).one()


def _newest_version(connection: Connection, file: str, lineage: str) -> int:
    """The highest number that a version of this plan, or another of this file name, has had."""
    numbered = or_(PlanRow.file == file, PlanRow.lineage == lineage)
    return connection.scalar(select(func.max(PlanRow.version)).where(numbered)) or 0
