"""The part of the store that knows who has joined, who was invited, and which group chats stand for a unit."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select

from knowledge.directory.reading import get_unit
from knowledge.directory.types import UnitLine
from knowledge.people.reading import find_person, get_person, inside, read_invitations, read_people
from knowledge.people.types import InvitationLine, PersonLine
from knowledge.roles import Channel
from knowledge.schema import GroupChatRow, InvitationRow, PersonRow, WrongCodeRow
from knowledge.schema.database import Database

_WRONG_CODES = 5
_REMEMBERED = timedelta(hours=1)


class People:
    """Who may act, and by which invitation somebody may join; whoever calls says what time it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, channel: Channel, account: str) -> PersonLine | None:
        """Whoever may act by this account; not one who was removed."""
        with self._database.reading() as connection:
            return find_person(connection, channel, account)

    def get(self, person: int) -> PersonLine:
        """The person with this id, removed or not, or PersonNotFoundError."""
        with self._database.reading() as connection:
            return get_person(connection, person)

    def list_people(self, organisation: str | None = None, *, include_removed: bool = False) -> tuple[PersonLine, ...]:
        """Those of an organisation and of all under it, or everybody, by unit and name."""
        wanted = () if include_removed else (PersonRow.removed_at.is_(None),)
        with self._database.reading() as connection:
            people = read_people(connection, *wanted)
            meant = inside(connection, organisation, (person.organisation for person in people))
        found = (person for person in people if person.organisation in meant)
        return tuple(sorted(found, key=lambda person: (person.organisation or "", person.unit or "", person.name)))

    def list_invitations(self, now: datetime, organisation: str | None = None) -> tuple[InvitationLine, ...]:
        """Those into an organisation and all under it, or all, the newest first, with what became of them by now."""
        with self._database.reading() as connection:
            lines = read_invitations(connection, now)
            meant = inside(connection, organisation, (line.organisation for line in lines))
        return tuple(line for line in lines if line.organisation in meant)

    def find_invitation(self, digest: str, now: datetime) -> InvitationLine | None:
        """The invitation whose code has this digest, with what became of it by now."""
        with self._database.reading() as connection:
            return next(iter(read_invitations(connection, now, InvitationRow.digest == digest)), None)

    def unit_of_chat(self, channel: Channel, chat: str) -> UnitLine | None:
        """The unit that a group chat stands for."""
        bound = select(GroupChatRow.unit_id).where(GroupChatRow.channel == channel, GroupChatRow.chat == chat)
        with self._database.reading() as connection:
            unit = connection.scalar(bound)
            return None if unit is None else get_unit(connection, unit)

    def note_wrong_code(self, channel: Channel, account: str, now: datetime) -> None:
        """Remember for a while that the account gave a code that lets nobody in."""
        with self._database.writing() as connection:
            connection.execute(delete(WrongCodeRow).where(WrongCodeRow.at <= now - _REMEMBERED))
            connection.execute(insert(WrongCodeRow), {"channel": channel, "account": account, "at": now})

    def must_wait(self, channel: Channel, account: str, now: datetime) -> bool:
        """Whether the account gave so many wrong codes of late that no other is looked at."""
        own = (WrongCodeRow.channel == channel, WrongCodeRow.account == account, WrongCodeRow.at > now - _REMEMBERED)
        with self._database.reading() as connection:
            return connection.scalars(select(func.count(WrongCodeRow.id)).where(*own)).one() >= _WRONG_CODES
