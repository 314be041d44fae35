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
