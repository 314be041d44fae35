"""Changes what people are, ends their rights and gives them back."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from knowledge.applied import Applied
from knowledge.commands import ChangePerson, MarkReach, ReadmitPerson, RemovePerson
from knowledge.errors import PersonRefusedError
from knowledge.people.reading import get_person
from knowledge.people.standing import (
    forget_talks,
    is_over_everything,
    keep_an_administrator,
    withdraw_invitations,
    written,
)
from knowledge.people.types import Admitted, PersonLine
from knowledge.roles import Role
from knowledge.schema import PersonRow


def change(connection: Connection, command: ChangePerson, at: datetime) -> Applied[Admitted]:
    """Give a person another role or another unit."""
    person = get_person(connection, command.person)
    role = command.role or person.role
    unit = None if command.everywhere else command.unit or person.unit_id
    if unit is None and role is not Role.ADMIN:
        raise PersonRefusedError("no_unit")
    if (role, unit) == (person.role, person.unit_id):
        return written(connection, person.id, person)
    keep_an_administrator(connection, person)
    if person.role is Role.ADMIN:
        withdraw_invitations(connection, person, at)
    _set(connection, person, role=role, unit_id=unit)
    undo = ChangePerson(person.id, person.role, person.unit_id, is_over_everything(person))
    return written(connection, person.id, person, undo)


def remove(connection: Connection, number: int, at: datetime) -> Applied[Admitted]:
    """End a person's rights: nothing they began goes on, and nobody comes in by what they gave out."""
    person = get_person(connection, number)
    if person.removed_at is not None:
        return written(connection, number, person)
    keep_an_administrator(connection, person)
    withdraw_invitations(connection, person, at)
    forget_talks(connection, person)
    _set(connection, person, removed_at=at)
    return written(connection, number, person, ReadmitPerson(number))


def readmit(connection: Connection, number: int) -> Applied[Admitted]:
    """Give a person who was removed the rights back."""
    person = get_person(connection, number)
    _set(connection, person, removed_at=None)
    return written(connection, number, person, RemovePerson(number))


def mark_reach(connection: Connection, number: int, reachable: bool, at: datetime) -> Applied[Admitted]:
    """Note that messages reach a person, or since when they do not."""
    person = get_person(connection, number)
    since = None if reachable else person.unreachable_since or at
    _set(connection, person, unreachable_since=since)
    return written(connection, number, person, MarkReach(number, not reachable), reachable=reachable)


def _set(connection: Connection, person: PersonLine, **values: Any) -> None:
    connection.execute(update(PersonRow).where(PersonRow.id == person.id).values(values))
