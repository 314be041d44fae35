"""Applies what is to be done about people, each command to its place."""

from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection

from knowledge import commands as give
from knowledge.applied import Applied
from knowledge.commands import Actor, PeopleCommand
from knowledge.people.changing import change, mark_reach, readmit, remove
from knowledge.people.chats import bind, move, unbind
from knowledge.people.erasing import erase
from knowledge.people.inviting import invite, join, revoke
from knowledge.people.types import Admitted

__all__ = ["Admitted", "admit"]


def admit(  # noqa: C901 - one case for each kind of command
    connection: Connection, command: PeopleCommand, actor: Actor, at: datetime
) -> Applied[Admitted]:
    """Apply a command about people."""
    match command:
        case give.Invite():
            return invite(connection, command, actor, at)
        case give.RevokeInvitation(invitation):
            return revoke(connection, invitation, at)
        case give.Join():
            return join(connection, command, at)
        case give.ChangePerson():
            return change(connection, command, at)
        case give.RemovePerson(person):
            return remove(connection, person, at)
        case give.ReadmitPerson(person):
            return readmit(connection, person)
        case give.ErasePerson(person):
            return erase(connection, person, actor, at)
        case give.MarkReach(person, reachable):
            return mark_reach(connection, person, reachable, at)
        case give.BindChat():
            return bind(connection, command)
        case give.UnbindChat(channel, chat):
            return unbind(connection, channel, chat)
        case give.MoveChat():
            return move(connection, command)
        case _:
            assert_never(command)
