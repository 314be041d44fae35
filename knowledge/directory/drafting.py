"""Makes commands about units out of what a person says of them by name."""

from collections.abc import Iterator, Sequence
from datetime import date

from knowledge.commands import (
    AddAlias,
    AddUnit,
    ArrangeAll,
    MergeUnits,
    NewSuccession,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    SetGroup,
    SucceedUnits,
    UnitCommand,
    UnitStep,
)
from knowledge.directory.by_name import ByName, bare
from knowledge.directory.reading import Directory
from knowledge.directory.types import UnitLine
from knowledge.errors import UnitRefusedError
from knowledge.units import Level, level_of, standard_name, unit_key


class Drafting:
    """Commands about units of the directory; names are looked for in one organisation first."""

    def __init__(self, directory: Directory, organisation: str | None = None) -> None:
        self._directory = directory
        self.by_name = ByName(directory, organisation)

    def add(self, name: str, parent: str | None, level: Level | None = None, organisation: bool = False) -> AddUnit:
        """A new unit under another, on the level that its name tells unless one is given."""
        under = None if parent is None else self.by_name.unit(parent).id
        return AddUnit(_new(name), under, level or level_of(name), organisation or under is None)

    def rename(self, unit: str, name: str) -> RenameUnit:
        """Another name for the same unit."""
        return RenameUnit(self.by_name.unit(unit).id, _new(name))

    def place(self, unit: str, parent: str | None = None, level: Level | None = None) -> PlaceUnit:
        """Another place in the tree, another level, or both."""
        return PlaceUnit(self.by_name.unit(unit).id, None if parent is None else self.by_name.unit(parent).id, level)

    def alias(self, unit: str, names: Sequence[str]) -> UnitCommand:
        """More names for a unit."""
        line = self.by_name.unit(unit)
        return together([AddAlias(line.id, bare(name)) for name in names])

    def unalias(self, unit: str, names: Sequence[str]) -> UnitCommand:
        """Fewer names for a unit."""
        line = self.by_name.unit(unit)
        return together([RemoveAlias(line.id, bare(name)) for name in names])

    def merge(self, units: Sequence[str], into: str) -> MergeUnits:
        """Units that are but other names of one."""
        return MergeUnits(self._ids(units), self.by_name.unit(into).id)

    def part(self, units: Sequence[str]) -> PartUnits:
        """Units that were merged, each by itself again."""
        merged = {unit_key(unit.name): unit.id for unit in self._directory.list_merged()}
        missing = next((name for name in units if unit_key(bare(name)) not in merged), None)
        if missing is not None:
            raise UnitRefusedError("not_merged", bare(missing))
        return PartUnits(tuple(merged[unit_key(bare(name))] for name in units))

    def succeed(self, formers: Sequence[str], successors: Sequence[str], since: date, source: str) -> UnitCommand:
        """Units that give way to others, to none where no successor is named; successors not yet known are put in."""
        giving = [self.by_name.unit(name) for name in formers]
        new = [name for name in successors if not self.by_name.units(name)]
        made = {name: -place for place, name in enumerate(new, 1)}
        known = (made[name] if name in made else self.by_name.unit(name).id for name in successors)
        taking: tuple[int | None, ...] = tuple(known) or (None,)
        for former in giving:
            if former.id in taking:
                raise UnitRefusedError("itself", former.name)
        pairs = tuple(NewSuccession(former.id, successor) for former in giving for successor in taking)
        steps: list[UnitStep] = [_in_place_of(giving[0], name) for name in new]
        return together([*steps, SucceedUnits(pairs, since, source)])

    def group(self, name: str, organisation: str | None, inside: Sequence[str], outside: Sequence[str]) -> SetGroup:
        """More units said to be in a group, or not in it; of the others all stays as it is.

        Unless its organisation is given, the group is one of that of the units.
        """
        said = dict.fromkeys(self._ids(inside), True) | dict.fromkeys(self._ids(outside), False)
        home = self._home(next(iter(said))) if organisation is None else self.organisation(organisation)
        said = dict(self._said(home, name)) | said
        members = tuple(unit for unit, is_member in said.items() if is_member)
        return SetGroup(home.id, bare(name), members, tuple(unit for unit in said if unit not in members))

    def organisation(self, name: str) -> UnitLine:
        """The organisation called so."""
        return self._home(self.by_name.unit(name).id)

    def _home(self, unit: int) -> UnitLine:
        return self._directory.get_unit(self._directory.get_unit(unit).organisation)

    def _said(self, organisation: UnitLine, group: str) -> Iterator[tuple[int, bool]]:
        members = self._directory.units_of(organisation.name).members
        yield from ((unit, is_member) for (key, unit), is_member in members.items() if key == unit_key(bare(group)))

    def _ids(self, names: Sequence[str]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self.by_name.unit(name).id for name in names))


def together(steps: Sequence[UnitStep]) -> UnitCommand:
    """Several steps as one command."""
    return steps[0] if len(steps) == 1 else ArrangeAll(tuple(steps))


def _new(name: str) -> str:
    """A name to be kept: typed without accents it is written as the standard name is."""
    return standard_name(bare(name))


def _in_place_of(former: UnitLine, name: str) -> AddUnit:
    return AddUnit(_new(name), former.parent, level_of(name) or former.level, former.is_organisation)
