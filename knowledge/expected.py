"""Who has to report on an assignment: the units that lead it, of a group each member."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.directory.members import is_common, members
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.types import AssignmentLine
from knowledge.units import unit_key

# Plans speak of groups in the plural: of one by its name alone, with one member known, not all are known.
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Expected:
    """Who has to report: a unit by its keys, or what leads an assignment (its key); `name` tells its level."""

    name: str
    keys: tuple[str, ...] = ()
    part: str = ""
    lead: str | None = None

    @property
    def own(self) -> tuple[str, ...]:
        """The keys by which it is known, whoever speaks for it."""
        return self.keys if self.lead is None else (self.lead,)


def expected_of(units: OrganisationUnits, part: AssignmentLine, today: date) -> Iterator[Expected]:
    """All who have to report on an assignment; a group of which nobody knows who belongs to it as one."""
    for lead in part.lead or ("",):
        each = expected_members(units, lead, today) if is_common(units, lead) else ()
        yield from each or (Expected(lead, part=part.key, lead=unit_key(lead) if lead else ""),)


def expected_members(units: OrganisationUnits, group: str, today: date) -> tuple[Expected, ...]:
    """Each member of a group, by all its names and those of the units whose place it has taken."""

    def found() -> tuple[Expected, ...]:
        named = ((line.name, units.named_as(line.name, today)) for line in members(units, group, today))
        return tuple(Expected(name, tuple(dict.fromkeys(map(unit_key, names)))) for name, names in named)

    return units.remembered(group, today, found)


def is_told_whole(units: OrganisationUnits, group: str, today: date) -> bool:
    """Whether it is known who all belongs to a group."""
    return units.is_group(group) or len(expected_members(units, group, today)) >= _FEWEST


def each_once(expected: Iterable[Expected]) -> tuple[Expected, ...]:
    """Every unit once, also where it leads several assignments, or is named beside a group that it belongs to."""
    seen: set[str] = set()
    kept: list[Expected] = []
    for each in sorted(expected, key=lambda each: each.lead is None):
        if seen.isdisjoint(each.own):
            kept.append(each)
        seen.update(each.own)
    return tuple(kept)
