"""Reads people and invitations within a transaction, with the names that their units have today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, select

from knowledge.directory.lines import read_by_id, read_merges
from knowledge.directory.reading import is_within
from knowledge.directory.types import UnitLine
from knowledge.errors import PersonNotFoundError
from knowledge.people.types import InvitationLine, InvitationState, PersonLine
from knowledge.roles import Channel
from knowledge.schema import InvitationRow, PersonRow


@dataclass(frozen=True, slots=True)
class _Place:
    """A unit as it stands today with its organisation; nothing of them where it is all of them."""

    id: int | None = None
    unit: str | None = None
    organisation: str | None = None


def find_person(connection: Connection, channel: Channel, account: str) -> PersonLine | None:
    """Whoever may act by this account; not one who was removed."""
    person = find_known(connection, channel, account)
    return None if person is None or person.removed_at is not None else person


def find_known(connection: Connection, channel: Channel, account: str) -> PersonLine | None:
    """Whoever has ever joined by this account, removed or not."""
    return next(iter(read_people(connection, PersonRow.channel == channel, PersonRow.account == account)), None)


def get_person(connection: Connection, person: int) -> PersonLine:
    """The person with this id, removed or not, or PersonNotFoundError."""
    found = read_people(connection, PersonRow.id == person)
    if not found:
        raise PersonNotFoundError(str(person))
    return found[0]


def read_people(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[PersonLine, ...]:
    """Those of whom all conditions hold; nobody who was erased."""
    query = select(PersonRow.__table__).where(PersonRow.erased_at.is_(None), *conditions).order_by(PersonRow.id)
    rows = connection.execute(query).all()
    places = _places(connection, (row.unit_id for row in rows))
    return tuple(
        PersonLine(
            id=row.id,
            channel=row.channel,
            account=row.account,
            name=row.name,
            role=row.role,
            unit_id=places[row.unit_id].id,
            unit=places[row.unit_id].unit,
            organisation=places[row.unit_id].organisation,
            joined_at=row.joined_at,
            removed_at=row.removed_at,
            unreachable_since=row.unreachable_since,
        )
        for row in rows
    )


def read_invitations(
    connection: Connection, now: datetime, *conditions: ColumnElement[bool]
) -> tuple[InvitationLine, ...]:
    """Those of which all conditions hold, the newest first, with what became of them by now."""
    query = select(InvitationRow.__table__).where(*conditions).order_by(InvitationRow.id.desc())
    rows = connection.execute(query).all()
    places = _places(connection, (row.unit_id for row in rows))
    return tuple(
        InvitationLine(
            id=row.id,
            role=row.role,
            unit=places[row.unit_id].unit,
            organisation=places[row.unit_id].organisation,
            inviter=row.inviter,
            made_at=row.made_at,
            expires_at=row.expires_at,
            state=_state(row.revoked_at, row.used_at, row.expires_at, now),
            person=row.person_id,
        )
        for row in rows
    )


def inside(connection: Connection, organisation: str | None, names: Iterable[str | None]) -> frozenset[str | None]:
    """Those of the names that mean the organisation or one under it; all of them where it is None."""
    if organisation is None:
        return frozenset(names)
    return frozenset(name for name in set(names) if name is not None and is_within(connection, name, organisation))


def _places(connection: Connection, units: Iterable[int | None]) -> Mapping[int | None, _Place]:
    """The place of each unit (id): one merged into another is that other."""
    wanted = {unit for unit in units if unit is not None}
    merges = read_merges(connection) if wanted else {}
    lines = _by_id(connection, wanted)
    heads = _by_id(connection, {line.organisation for line in lines.values()})
    today = {unit: lines[merges.get(unit, unit)] for unit in wanted}
    places: dict[int | None, _Place] = {None: _Place()}
    for unit, line in today.items():
        places[unit] = _Place(line.id, line.name, heads[line.organisation].name)
    return places


def _by_id(connection: Connection, units: set[int]) -> Mapping[int, UnitLine]:
    return {line.id: line for line in read_by_id(connection, units)}


def _state(
    revoked_at: datetime | None, used_at: datetime | None, expires_at: datetime, now: datetime
) -> InvitationState:
    if revoked_at is not None:
        return InvitationState.REVOKED
    if used_at is not None:
        return InvitationState.USED
    return InvitationState.OPEN if expires_at > now else InvitationState.EXPIRED
