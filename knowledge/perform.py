"""Performs a command in one transaction: applies it, records who gave it, and notes what the index has to learn."""

from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, func, insert, select, update

from knowledge.changes import note_changes
from knowledge.commands import Actor, Command, ImportPlan, RestorePlan, WithdrawPlan
from knowledge.errors import PlanChangedError, PlanNotFoundError
from knowledge.importing.draft import PlanDraft
from knowledge.plans import find_plan, get_plan, says_the_same
from knowledge.schema import AuditRow, PlanRow
from knowledge.schema.database import claim
from knowledge.schema.filing import file_draft
from knowledge.store import Store
from knowledge.types import PlanLine, PlanOutcome


@dataclass(frozen=True, slots=True)
class Performed:
    """What a command did: to which plan, and the command that would undo it."""

    outcome: PlanOutcome
    plan: PlanLine
    undo: Command | None


def perform(store: Store, command: Command, actor: Actor, at: datetime) -> Performed:
    """Do what `command` says, wholly or not at all; where nothing is to be done, nothing is written."""
    with store.database.writing() as connection:
        claim(connection, f"plan {_file(command)}")
        performed = _apply(connection, command, at)
        if performed.outcome is not PlanOutcome.UNCHANGED:
            _record(connection, command, performed, actor, at)
        return performed


def _file(command: Command) -> str:
    return command.draft.file if isinstance(command, ImportPlan) else command.file


def _apply(connection: Connection, command: Command, at: datetime) -> Performed:
    match command:
        case ImportPlan(draft):
            return _import(connection, draft, at)
        case WithdrawPlan():
            return _withdraw(connection, command, at)
        case RestorePlan():
            return _restore(connection, command, at)
        case _:
            assert_never(command)


def _import(connection: Connection, draft: PlanDraft, at: datetime) -> Performed:
    current = find_plan(connection, draft.file)
    if current is not None and says_the_same(connection, current, draft):
        return Performed(PlanOutcome.UNCHANGED, current, None)
    _take_out(connection, current, at)
    plan_id = file_draft(connection, draft, _newest_version(connection, draft.file) + 1, at)
    return _put_in(connection, draft.file, plan_id, current)


def _withdraw(connection: Connection, command: WithdrawPlan, at: datetime) -> Performed:
    plan = get_plan(connection, command.file)
    version = _version(connection, plan)
    if command.version not in (None, version):
        raise PlanChangedError(command.file)
    _take_out(connection, plan, at)
    note_changes(connection, [plan.id])
    return Performed(PlanOutcome.WITHDRAWN, plan, RestorePlan(command.file, version))


def _restore(connection: Connection, command: RestorePlan, at: datetime) -> Performed:
    of_version = (PlanRow.file == command.file, PlanRow.version == command.version)
    plan_id = connection.scalar(select(PlanRow.id).where(*of_version))
    if plan_id is None:
        raise PlanNotFoundError(command.file)
    current = find_plan(connection, command.file)
    if current is not None and current.id == plan_id:
        return Performed(PlanOutcome.UNCHANGED, current, None)
    if command.over != (None if current is None else _version(connection, current)):
        raise PlanChangedError(command.file)
    _take_out(connection, current, at)
    connection.execute(update(PlanRow).where(PlanRow.id == plan_id).values(withdrawn_at=None))
    return _put_in(connection, command.file, plan_id, current)


def _take_out(connection: Connection, plan: PlanLine | None, at: datetime) -> None:
    if plan is not None:
        connection.execute(update(PlanRow).where(PlanRow.id == plan.id).values(withdrawn_at=at))


def _put_in(connection: Connection, file: str, plan_id: int, earlier: PlanLine | None) -> Performed:
    plan = get_plan(connection, file)
    version = _version(connection, plan)
    if earlier is None:
        note_changes(connection, [plan_id])
        return Performed(PlanOutcome.ADDED, plan, WithdrawPlan(file, version))
    note_changes(connection, [earlier.id, plan_id])
    return Performed(PlanOutcome.REPLACED, plan, RestorePlan(file, _version(connection, earlier), version))


def _version(connection: Connection, plan: PlanLine) -> int:
    return connection.scalars(select(PlanRow.version).where(PlanRow.id == plan.id)).one()


def _newest_version(connection: Connection, file: str) -> int:
    return connection.scalar(select(func.max(PlanRow.version)).where(PlanRow.file == file)) or 0


def _record(connection: Connection, command: Command, performed: Performed, actor: Actor, at: datetime) -> None:
    facts = {
        "file": performed.plan.file,
        "version": _version(connection, performed.plan),
        "outcome": performed.outcome.value,
    }
    entry = {
        "at": at,
        "actor_id": actor.id,
        "actor_name": actor.name,
        "actor_role": actor.role,
        "command": type(command).__name__,
        "facts": facts,
    }
    connection.execute(insert(AuditRow), entry)
