"""Offices with their people, put into a store as an operator does it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from knowledge.commands import Actor, Invite, Join
from knowledge.people.tokens import digest_of, new_code
from knowledge.people.types import PersonLine
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.schema import PersonRow, UnitRow
from knowledge.schema.keying import vocabulary
from knowledge.store import Store
from knowledge.units import organisation_key, unit_key

NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
WEEK = timedelta(days=7)
OPERATOR = Actor("terminal:goc", "Quản trị gốc", Role.ADMIN)
PROVINCE, OTHER = "UBND tỉnh Thanh Hải", "UBND tỉnh Lạc Sơn"
JUSTICE, HEALTH = "Sở Tư pháp", "Sở Y tế"


@dataclass(frozen=True)
class Units:
    """The units (ids) of two provinces."""

    province: int
    justice: int
    health: int
    other: int
    other_justice: int


def add_unit(store: Store, name: str, parent: int | None = None) -> int:
    """A unit under another, or an organisation of its own."""
    is_organisation = parent is None
    values = {
        "name": name,
        "key": organisation_key(name) if is_organisation else unit_key(name),
        "keyed_by": vocabulary(),
        "parent_id": parent,
        "organisation_id": parent,
        "is_organisation": is_organisation,
    }
    with store.database.writing() as connection:
        return connection.scalars(insert(UnitRow).values(values).returning(UnitRow.id)).one()


def two_provinces(store: Store) -> Units:
    province, other = add_unit(store, PROVINCE), add_unit(store, OTHER)
    return Units(
        province,
        add_unit(store, JUSTICE, province),
        add_unit(store, HEALTH, province),
        other,
        add_unit(store, JUSTICE, other),
    )


def invited(store: Store, role: Role, unit: int | None, actor: Actor = OPERATOR, at: datetime = NOW) -> str:
    """The code of a new invitation."""
    code = new_code()
    perform(store, Invite(role, unit, digest_of(code), at + WEEK), actor, at)
    return code


def join(code: str, account: str, name: str = "Lan") -> Join:
    return Join(digest_of(code), Channel.TELEGRAM, account, name)


def stranger(account: str, name: str = "Lan") -> Actor:
    return Actor(account, name, None, channel=Channel.TELEGRAM)


def joined(store: Store, role: Role, unit: int | None, account: str, name: str = "Lan") -> PersonLine:
    """Somebody who has come in by an invitation."""
    code = invited(store, role, unit)
    return store.people.get(perform(store, join(code, account, name), stranger(account, name), NOW).id)


def acting(person: PersonLine) -> Actor:
    """The person as one who gives commands."""
    return Actor(person.account, person.name, person.role, person.unit, person.organisation, person.channel)


def known(store: Store, actor: Actor, unit: int | None = None) -> None:
    """Somebody who came in long ago: nothing tells of it any more."""
    values = {"channel": actor.channel, "account": actor.id, "name": actor.name, "role": actor.role}
    with store.database.writing() as connection:
        connection.execute(insert(PersonRow).values(**values, unit_id=unit, joined_at=NOW))
