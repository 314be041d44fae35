"""What a change of the directory has done."""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from knowledge.applied import Facts
from knowledge.commands import UnitCommand
from knowledge.directory.lines import get_unit
from knowledge.directory.types import UnitLine


@dataclass(frozen=True, slots=True)
class Arranged:
    """The units or successions (ids) a command has made or changed, and the command that would undo it."""

    ids: tuple[int, ...]
    changed: bool
    undo: UnitCommand | None


@dataclass(frozen=True, slots=True)
class Done:
    """What one command about units did: to which units or successions (ids), its undo, and the facts of the trail."""

    ids: tuple[int, ...]
    changed: bool
    undo: UnitCommand | None = None
    before: Facts = field(default_factory=dict)
    after: Facts = field(default_factory=dict)
    organisation: str | None = None
    unit: str | None = None


def unchanged(*ids: int) -> Done:
    """Nothing was to be done about these."""
    return Done(ids, changed=False)


def organisation_name(connection: Connection, unit: UnitLine) -> str:
    """The name of the organisation of a unit."""
    return get_unit(connection, unit.organisation).name


def place_facts(connection: Connection, unit: UnitLine) -> Facts:
    """Where a unit stands, in words."""
    parent = None if unit.parent is None else get_unit(connection, unit.parent).name
    return {"unit": unit.name, "parent": parent, "level": unit.level and unit.level.value}
