"""What the directory knows of one organisation, read at one moment: no database is asked any more."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.units import unit_key


@dataclass(frozen=True)
class OrganisationUnits:
    """The units of an organisation, with those of the ones before and after it.

    `aliases` are other names by unit (id); `members` tells by group (key) and unit (id) who is in a group or not.
    Nothing is known of an organisation that the directory does not have: then all is as the names alone say.
    """

    organisation: UnitLine | None = None
    units: tuple[UnitLine, ...] = ()
    aliases: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    successions: tuple[SuccessionLine, ...] = ()
    members: Mapping[tuple[str, int], bool] = field(default_factory=dict)

    def find(self, name: str) -> UnitLine | None:
        """The unit of this organisation that is called so."""
        return self._by_key.get(unit_key(name))

    def named_as(self, unit: str, on: date) -> tuple[str, ...]:
        """All names under which work may be given to what on that day is called `unit`: its own, and its formers'."""
        return (unit,)

    def now(self, printed: str, on: date) -> tuple[str, ...] | None:
        """The names of who has taken the place of a unit by that day: none if nobody has, None if it stands."""
        return None

    def in_group(self, group: str, unit: str) -> bool | None:
        """Whether it was said that the unit is in the group or not; None where the names decide."""
        return None

    def former_organisations(self, on: date) -> tuple[str, ...]:
        """The names of the organisations whose place this one has taken by that day."""
        return ()

    @cached_property
    def spellings(self) -> Mapping[str, str]:
        """The other names of the units, each with the name of its unit."""
        return {alias: unit.name for unit in self.units for alias in self.aliases.get(unit.id, ())}

    @cached_property
    def _by_key(self) -> Mapping[str, UnitLine]:
        return {key: unit for unit in reversed(self.units) for key in self._keys(unit)}

    def _keys(self, unit: UnitLine) -> Iterator[str]:
        yield unit.key
        yield from map(unit_key, self.aliases.get(unit.id, ()))
