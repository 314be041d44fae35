"""Lets people in, changes what they are, and ends it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from knowledge.applied import Applied
from knowledge.commands import Actor, PeopleCommand


@dataclass(frozen=True, slots=True)
class Admitted:
    """The person, invitation or group chat (id) a command was about, and the command that would undo it."""

    id: int
    changed: bool
    undo: PeopleCommand | None


def admit(connection: Connection, command: PeopleCommand, actor: Actor, at: datetime) -> Applied[Admitted]:
    """Apply a command about people."""
    raise NotImplementedError
