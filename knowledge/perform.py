"""Performs a command in one transaction: asks whether the actor may, applies it, records who gave it."""

import logging
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, overload

from sqlalchemy import Connection, insert

from knowledge.answering import Answered, answer
from knowledge.applied import Applied
from knowledge.commands import (
    Actor,
    AnswerCommand,
    AnswerReport,
    AttachEvidence,
    Command,
    DetachEvidence,
    ErasePerson,
    EventCommand,
    PeopleCommand,
    PlanCommand,
    ProgressCommand,
    ReplyToAnswer,
    ReportProgress,
    RestoreAnswer,
    RestoreReply,
    RestoreReport,
    RetractAnswer,
    RetractReply,
    RetractReport,
    TargetCommand,
    UnitCommand,
)
from knowledge.directory.arranging import Arranged, arrange
from knowledge.enforcing import Performed, enforce, files_of
from knowledge.errors import DeniedError, PendingGoneError
from knowledge.events import Told, event_claims, tell
from knowledge.pending import take_pending
from knowledge.people.admitting import Admitted, admit
from knowledge.people.erasing import ERASED_FROM
from knowledge.people.names import clean_name
from knowledge.recording import Recorded, record, subjects
from knowledge.rights import as_known, authorise, sees_reports
from knowledge.schema import AuditRow
from knowledge.schema.database import claim
from knowledge.settling import settle_all
from knowledge.store import Store
from knowledge.target_rules import Ruled, rule, rule_claims

log = logging.getLogger(__name__)
AppliedT = TypeVar("AppliedT")

_Applied = (
    Applied[Performed]
    | Applied[Recorded]
    | Applied[Admitted]
    | Applied[Arranged]
    | Applied[Ruled]
    | Applied[Answered]
    | Applied[Told]
)

__all__ = [
    "Admitted",
    "Answered",
    "Arranged",
    "Performed",
    "Recorded",
    "Ruled",
    "Told",
    "ensure_allowed",
    "may_see_reports",
    "perform",
]


@overload
def perform(store: Store, command: PlanCommand, actor: Actor, at: datetime, token: str | None = None) -> Performed: ...
@overload
def perform(
    store: Store, command: ProgressCommand, actor: Actor, at: datetime, token: str | None = None
) -> Recorded: ...
@overload
def perform(store: Store, command: PeopleCommand, actor: Actor, at: datetime, token: str | None = None) -> Admitted: ...
@overload
def perform(store: Store, command: UnitCommand, actor: Actor, at: datetime, token: str | None = None) -> Arranged: ...
@overload
def perform(store: Store, command: TargetCommand, actor: Actor, at: datetime, token: str | None = None) -> Ruled: ...
@overload
def perform(store: Store, command: AnswerCommand, actor: Actor, at: datetime, token: str | None = None) -> Answered: ...
@overload
def perform(store: Store, command: EventCommand, actor: Actor, at: datetime, token: str | None = None) -> Told: ...
def perform(
    store: Store, command: Command, actor: Actor, at: datetime, token: str | None = None
) -> Performed | Recorded | Admitted | Arranged | Ruled | Answered | Told:
    """Do what `command` says, wholly or not at all; where nothing is to be done, nothing is written.

    With a `token` it is what waits under it that is done, once: raises PendingGoneError where nothing waits there, and
    leaves it waiting where the command can't be done. Raises DeniedError where the actor may not.
    """
    with store.database.writing() as connection:
        if token is not None and not take_pending(connection, token, at):
            raise PendingGoneError(token)
        for name in sorted(_claims(command)):
            claim(connection, name)
        actor = as_known(connection, actor)
        _authorise(connection, command, actor, at)
        applied = _apply(store, connection, command, actor, at)
        if applied.changed:
            _record(connection, command, applied, actor, at)
    if isinstance(command, ErasePerson):
        store.database.scrub(ERASED_FROM)
    return applied.result


def _authorise(connection: Connection, command: Command, actor: Actor, at: datetime) -> None:
    try:
        authorise(connection, command, actor, at)
    except DeniedError as refusal:
        # Counted in the log, without names: the trail tells what changed, and no stranger can make it grow.
        log.warning("refused: %s, %s, role %s, by %s", refusal.command, refusal.reason, actor.role, actor.channel)
        raise


def may_see_reports(store: Store, issuer: str | None, actor: Actor, at: datetime) -> bool:
    """Whether the actor sees what is reported on the plans of this issuer."""
    with store.database.reading() as connection:
        return sees_reports(connection, issuer, actor, at)


def ensure_allowed(store: Store, command: Command, actor: Actor, at: datetime) -> None:
    """Raise DeniedError where the actor may not do what `command` says as things stand; nothing is done."""
    with store.database.reading() as connection:
        authorise(connection, command, as_known(connection, actor), at)


def _claims(command: Command) -> Iterator[str]:
    """What no other command may touch at the same time."""
    match command:
        case ReportProgress():
            yield from (f"reports {key}" for key in subjects(command))
        case RetractReport(reports) | RestoreReport(reports):
            yield from (f"report {number}" for number in reports)
        case AttachEvidence(report) | AnswerReport(report) | ReplyToAnswer(report):
            yield f"report {report}"
        case RetractAnswer(answers) | RestoreAnswer(answers) | RetractReply(answers) | RestoreReply(answers):
            yield from (f"answer {number}" for number in answers)
        case DetachEvidence(evidence):
            yield from (f"evidence {number}" for number in evidence)
        case _ if isinstance(command, TargetCommand):
            yield from rule_claims(command)
        case _ if isinstance(command, EventCommand):
            yield from event_claims(command)
        case _ if isinstance(command, PlanCommand):
            yield from (f"plan {file}" for file in files_of(command))
        case _ if isinstance(command, UnitCommand):
            yield "directory"
        case _:
            yield "people"


def _apply(store: Store, connection: Connection, command: Command, actor: Actor, at: datetime) -> _Applied:
    if isinstance(command, PlanCommand):
        return _settled(connection, enforce(connection, command, at), at)
    if isinstance(command, ProgressCommand):
        return record(connection, command, actor, at, partial(store.directory.units_within, connection))
    if isinstance(command, PeopleCommand):
        return admit(connection, command, actor, at)
    if isinstance(command, TargetCommand):
        return rule(connection, command, actor, at)
    if isinstance(command, AnswerCommand):
        return answer(connection, command, actor, at)
    if isinstance(command, EventCommand):
        return tell(connection, command, actor, at)
    return _settled(connection, arrange(connection, command, at), at)


def _settled(connection: Connection, applied: Applied[AppliedT], at: datetime) -> Applied[AppliedT]:
    """What was applied; what it changed of plans and units is looked at anew for who has reported what."""
    if applied.changed:
        settle_all(connection, at.date())
    return applied


def _record(connection: Connection, command: Command, applied: Applied[Any], actor: Actor, at: datetime) -> None:
    entry = {
        "at": at,
        "actor_id": actor.id,
        "actor_name": clean_name(actor.name) if actor.name else "",
        "actor_role": actor.role or "",
        "channel": actor.channel,
        "command": type(command).__name__,
        "organisation": applied.organisation,
        "unit": applied.unit,
        "before": applied.before,
        "facts": applied.after,
    }
    connection.execute(insert(AuditRow), entry)
