"""What a person is, told before and after a change; and that somebody is left who may do everything."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, update

from knowledge.applied import Applied, Facts
from knowledge.commands import PeopleCommand
from knowledge.errors import PersonRefusedError
from knowledge.notices import forget_notices
from knowledge.people.reading import get_person
from knowledge.people.types import Admitted, PersonLine
from knowledge.roles import Role
from knowledge.schema import ConversationRow, EvidenceRow, InvitationRow, OfferRow, PendingRow, PersonRow


def told(person: PersonLine | None) -> Facts:
    """The person for the audit trail, without the account."""
    if person is None:
        return {}
    return {
        "person": person.id,
        "name": person.name,
        "role": person.role.value,
        "unit": person.unit,
        "organisation": person.organisation,
        "removed": person.removed_at is not None,
    }


def written(
    connection: Connection, person: int, before: PersonLine | None, undo: PeopleCommand | None = None, **more: object
) -> Applied[Admitted]:
    """What came of a change of a person that has just been written."""
    after = get_person(connection, person)
    changed = before != after
    admitted = Admitted(person, changed, undo if changed else None)
    return Applied(admitted, changed, told(before), {**told(after), **more}, after.organisation, after.unit)


def is_over_everything(person: PersonLine) -> bool:
    """Whether the person administers all organisations."""
    return person.role is Role.ADMIN and person.unit_id is None


def keep_an_administrator(connection: Connection, person: PersonLine) -> None:
    """Raise PersonRefusedError where nobody else who has joined may do everything."""
    others = (PersonRow.role == Role.ADMIN, PersonRow.unit_id.is_(None), PersonRow.id != person.id)
    may_act = (PersonRow.removed_at.is_(None), PersonRow.erased_at.is_(None))
    other = select(PersonRow.id).where(*others, *may_act).limit(1)
    if is_over_everything(person) and person.removed_at is None and connection.scalar(other) is None:
        raise PersonRefusedError("last_admin")


def withdraw_invitations(connection: Connection, person: PersonLine, at: datetime) -> None:
    """Let nobody in by what a person gave out who may not invite any more."""
    unused = (InvitationRow.used_at.is_(None), InvitationRow.revoked_at.is_(None))
    given = update(InvitationRow).where(InvitationRow.invited_by == person.account, *unused)
    connection.execute(given.values(revoked_at=at))


def forget_talks(connection: Connection, person: PersonLine) -> None:
    """Drop what the person was offered or is to be told, what waits for them, and what they talked of."""
    forget_notices(connection, person.channel, person.account)
    waiting = (EvidenceRow.sender == person.account, EvidenceRow.report_id.is_(None))
    connection.execute(delete(EvidenceRow).where(*waiting))
    for table in (PendingRow, OfferRow, ConversationRow):
        connection.execute(delete(table).where(table.sender == person.account))
