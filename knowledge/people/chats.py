"""Lets group chats stand for units, and follows chats to the ids they go on under."""

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from knowledge.applied import Applied
from knowledge.commands import BindChat, MoveChat, PeopleCommand, UnbindChat
from knowledge.directory.reading import get_unit
from knowledge.people.types import Admitted
from knowledge.roles import Channel
from knowledge.schema import ConversationRow, GroupChatRow, OfferRow, PendingRow


def bind(connection: Connection, command: BindChat) -> Applied[Admitted]:
    """Let a group chat stand for a unit, in place of the one it stood for."""
    channel, chat, unit = command.channel, command.chat, get_unit(connection, command.unit)
    bound = _bound(connection, channel, chat)
    if bound is not None and bound.unit_id == unit.id:
        return Applied(Admitted(bound.id, False, None), False)
    undo: PeopleCommand = UnbindChat(channel, chat) if bound is None else BindChat(channel, chat, bound.unit_id)
    before = {} if bound is None else {"unit": get_unit(connection, bound.unit_id).name}
    number = _keep(connection, command) if bound is None else _turn(connection, bound, unit_id=unit.id)
    organisation = get_unit(connection, unit.organisation).name
    return Applied(Admitted(number, True, undo), True, before, {"unit": unit.name}, organisation, unit.name)


def unbind(connection: Connection, channel: Channel, chat: str) -> Applied[Admitted]:
    """Let a group chat stand for no unit."""
    bound = _bound(connection, channel, chat)
    if bound is None:
        return Applied(Admitted(0, False, None), False)
    unit = get_unit(connection, bound.unit_id)
    connection.execute(delete(GroupChatRow).where(GroupChatRow.id == bound.id))
    admitted = Admitted(bound.id, True, BindChat(channel, chat, bound.unit_id))
    organisation = get_unit(connection, unit.organisation).name
    return Applied(admitted, True, {"unit": unit.name}, {"unit": None}, organisation, unit.name)


def move(connection: Connection, command: MoveChat) -> Applied[Admitted]:
    """Let a chat go on under another id, with its unit, what was offered in it and what waits there."""
    bound = _bound(connection, command.channel, command.chat)
    if bound is not None and _bound(connection, command.channel, command.to) is None:
        _turn(connection, bound, chat=command.to)
    moved = _move_talks(connection, command.chat, command.to)
    changed = bound is not None or moved > 0
    admitted = Admitted(0 if bound is None else bound.id, changed, None)
    return Applied(admitted, changed, {"chat": command.chat}, {"chat": command.to})


def _move_talks(connection: Connection, chat: str, to: str) -> int:
    """How many rows went along; a talk that has begun under the new id is the newer one."""
    begun = select(ConversationRow.sender).where(ConversationRow.chat == to)
    older = (ConversationRow.chat == chat, ConversationRow.sender.in_(begun))
    connection.execute(delete(ConversationRow).where(*older))
    tables = (ConversationRow, OfferRow, PendingRow)
    moves = (update(table).where(table.chat == chat).values(chat=to) for table in tables)
    return sum(connection.execute(each).rowcount for each in moves)


def _bound(connection: Connection, channel: Channel, chat: str) -> Row[Any] | None:
    row = select(GroupChatRow.__table__).where(GroupChatRow.channel == channel, GroupChatRow.chat == chat)
    return connection.execute(row).first()


def _keep(connection: Connection, command: BindChat) -> int:
    values = {"channel": command.channel, "chat": command.chat, "unit_id": command.unit}
    return connection.scalars(insert(GroupChatRow).values(values).returning(GroupChatRow.id)).one()


def _turn(connection: Connection, bound: Row[Any], **values: Any) -> int:
    connection.execute(update(GroupChatRow).where(GroupChatRow.id == bound.id).values(values))
    return int(bound.id)
