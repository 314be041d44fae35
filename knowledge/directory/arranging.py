"""Changes the directory of units."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from knowledge.applied import Applied
from knowledge.commands import UnitCommand


@dataclass(frozen=True, slots=True)
class Arranged:
    """The units or successions (ids) a command has made or changed, and the command that would undo it."""

    ids: tuple[int, ...]
    changed: bool
    undo: UnitCommand | None


def arrange(connection: Connection, command: UnitCommand, at: datetime) -> Applied[Arranged]:
    """Apply a command about units."""
    raise NotImplementedError
