"""What the directory hands out: units, and who took whose place."""

from dataclasses import dataclass
from datetime import date

from knowledge.units import Level


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit under another (`parent`, an id) and in an organisation (id; its own where it is one)."""

    id: int
    name: str
    key: str
    level: Level | None
    parent: int | None
    organisation: int
    is_organisation: bool


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """From the day `since` the unit `former` has given way to `successor`, or to none (ids)."""

    id: int
    former: int
    successor: int | None
    since: date
    source: str


@dataclass(frozen=True, slots=True)
class SuccessionDetails:
    """A succession with the names of the two units, and of the organisations they are in."""

    line: SuccessionLine
    former: str
    former_of: str
    successor: str | None
    successor_of: str | None


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """Whether a unit is in a group: by the group's name, and by what an administrator said, None if nothing."""

    group: str
    by_name: bool
    said: bool | None

    @property
    def holds(self) -> bool:
        """Whether the unit is in the group after all."""
        return self.by_name if self.said is None else self.said


@dataclass(frozen=True, slots=True)
class UnitDetails:
    """All that is known of a unit; the tasks are those of the plans in force that give it work by its name."""

    line: UnitLine
    organisation: str
    aliases: tuple[str, ...]
    groups: tuple[GroupPlace, ...]
    before: tuple[SuccessionDetails, ...]
    after: tuple[SuccessionDetails, ...]
    people: int
    leads: int
    coordinates: int
