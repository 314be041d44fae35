"""Invites, takes invitations back, and lets in whoever comes by one."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, insert, update

from knowledge.applied import Applied, Facts
from knowledge.commands import Actor, Invite, Join, RevokeInvitation
from knowledge.errors import InvitationRefusedError, PersonRefusedError
from knowledge.people.names import clean_name
from knowledge.people.reading import find_known, read_invitations
from knowledge.people.standing import keep_an_administrator, withdraw_invitations, written
from knowledge.people.types import Admitted, InvitationLine, InvitationState, PersonLine
from knowledge.roles import Role
from knowledge.schema import InvitationRow, PersonRow

SHORTEST, USUAL, LONGEST = timedelta(days=1), timedelta(days=7), timedelta(days=90)


def invite(connection: Connection, command: Invite, actor: Actor, at: datetime) -> Applied[Admitted]:
    """Keep an invitation of which the actor has the code."""
    if command.unit is None and command.role is not Role.ADMIN:
        raise PersonRefusedError("no_unit")
    if not SHORTEST <= command.expires_at - at <= LONGEST:
        raise PersonRefusedError("days")
    values = {
        "digest": command.digest,
        "role": command.role,
        "unit_id": command.unit,
        "invited_by": actor.id,
        "inviter": clean_name(actor.name),
        "made_at": at,
        "expires_at": command.expires_at,
    }
    number = connection.scalars(insert(InvitationRow).values(values).returning(InvitationRow.id)).one()
    line = _invitation(connection, at, InvitationRow.id == number, "missing")
    admitted = Admitted(number, True, RevokeInvitation(number))
    return Applied(admitted, True, {}, _told(line), line.organisation, line.unit)


def revoke(connection: Connection, number: int, at: datetime) -> Applied[Admitted]:
    """Let an invitation admit nobody; the one who came by it stays in."""
    line = _invitation(connection, at, InvitationRow.id == number, "missing")
    if line.state is InvitationState.USED:
        raise InvitationRefusedError("taken")
    changed = line.state is not InvitationState.REVOKED
    if changed:
        connection.execute(update(InvitationRow).where(InvitationRow.id == number).values(revoked_at=at))
    after = {**_told(line), "state": InvitationState.REVOKED.value}
    return Applied(Admitted(number, changed, None), changed, _told(line), after, line.organisation, line.unit)


def join(connection: Connection, command: Join, at: datetime) -> Applied[Admitted]:
    """Let the account in by an invitation that is open; who has joined by it already is in."""
    line = _invitation(connection, at, InvitationRow.digest == command.digest, "unknown")
    before = find_known(connection, command.channel, command.account)
    if before is not None and before.removed_at is None and before.id == line.person:
        return written(connection, before.id, before)
    unit = _use(connection, line, at)
    values = {"name": clean_name(command.name), "role": line.role, "unit_id": unit}
    person = _add(connection, command, values, at) if before is None else _let_in(connection, before, values, at)
    connection.execute(update(InvitationRow).where(InvitationRow.id == line.id).values(person_id=person))
    return written(connection, person, before, None, invitation=line.id)


def _use(connection: Connection, line: InvitationLine, at: datetime) -> int | None:
    """The unit (id) that the invitation is to; of all who come by it, one is told."""
    is_open = (InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None), InvitationRow.expires_at > at)
    used = update(InvitationRow).where(InvitationRow.id == line.id, *is_open).values(used_at=at)
    units = connection.scalars(used.returning(InvitationRow.unit_id)).all()
    if not units:
        raise InvitationRefusedError(line.state.value)
    return units[0]


def _add(connection: Connection, command: Join, values: dict[str, Any], at: datetime) -> int:
    account = {"channel": command.channel, "account": command.account, "joined_at": at}
    return connection.scalars(insert(PersonRow).values(values | account).returning(PersonRow.id)).one()


def _let_in(connection: Connection, person: PersonLine, values: dict[str, Any], at: datetime) -> int:
    """Give somebody who has joined before what they are invited to now."""
    if (values["role"], values["unit_id"]) != (person.role, person.unit_id):
        keep_an_administrator(connection, person)
        withdraw_invitations(connection, person, at)
    joined = values | {"removed_at": None, "joined_at": at, "unreachable_since": None}
    connection.execute(update(PersonRow).where(PersonRow.id == person.id).values(joined))
    return person.id


def _invitation(connection: Connection, at: datetime, which: ColumnElement[bool], otherwise: str) -> InvitationLine:
    found = read_invitations(connection, at, which)
    if not found:
        raise InvitationRefusedError(otherwise)
    return found[0]


def _told(line: InvitationLine) -> Facts:
    """The invitation for the audit trail, without its code."""
    return {
        "invitation": line.id,
        "role": line.role.value,
        "unit": line.unit,
        "organisation": line.organisation,
        "expires_at": line.expires_at.isoformat(),
        "state": line.state.value,
    }
