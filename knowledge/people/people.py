"""Reads who has joined."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import aliased

from knowledge.people.types import PersonLine
from knowledge.roles import Channel
from knowledge.schema import PersonRow, UnitRow
from knowledge.schema.database import Database

_Organisation = aliased(UnitRow)
_LINES = (
    select(
        PersonRow.id,
        PersonRow.channel,
        PersonRow.account,
        PersonRow.name,
        PersonRow.role,
        PersonRow.unit_id,
        UnitRow.name,
        _Organisation.name,
        PersonRow.joined_at,
        PersonRow.removed_at,
        PersonRow.unreachable_since,
    )
    .outerjoin(UnitRow, UnitRow.id == PersonRow.unit_id)
    .outerjoin(_Organisation, _Organisation.id == func.coalesce(UnitRow.organisation_id, UnitRow.id))
)


class People:
    """The part of the store that knows the people."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, channel: Channel, account: str) -> PersonLine | None:
        """Who has joined by this account and was not removed since."""
        return self._find(PersonRow.channel == channel, PersonRow.account == account, PersonRow.removed_at.is_(None))

    def _find(self, *conditions: ColumnElement[bool]) -> PersonLine | None:
        with self._database.reading() as connection:
            row = connection.execute(_LINES.where(*conditions)).first()
        return None if row is None else PersonLine(*row)
