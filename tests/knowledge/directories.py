"""Directories of invented offices, put together without a database."""

from collections.abc import Mapping, Sequence
from datetime import date

from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.units import level_of, organisation_key, unit_key

Named = tuple[str, str]


class DirectoryOf:
    """The directory of `own`, in which units are told by their organisation and name."""

    def __init__(self, own: str, *others: str) -> None:
        self.lines: dict[Named, UnitLine] = {}
        self.own = own
        for name in (own, *others):
            number = len(self.lines) + 1
            self.lines[name, name] = UnitLine(
                number, name, organisation_key(name), level_of(name), None, number, is_organisation=True
            )

    def unit(self, name: str, of: str | None = None) -> UnitLine:
        """The unit of this name, put in if it is not there yet."""
        home = self.lines[of or self.own, of or self.own]
        if (home.name, name) not in self.lines:
            line = UnitLine(len(self.lines) + 1, name, unit_key(name), None, home.id, home.id, is_organisation=False)
            self.lines[home.name, name] = line
        return self.lines[home.name, name]

    def read(
        self,
        *successions: tuple[Named, Named | None, date],
        aliases: Mapping[str, Sequence[str]] | None = None,
        members: Mapping[tuple[str, str], bool] | None = None,
    ) -> OrganisationUnits:
        """What it says when these took the place of those on these days."""
        gone = tuple(
            SuccessionLine(number, self._id(former), self._id(heir) if heir else None, since, "")
            for number, (former, heir, since) in enumerate(successions, 1)
        )
        names = {self.unit(name).id: tuple(others) for name, others in (aliases or {}).items()}
        said = {(unit_key(group), self.unit(name).id): is_in for (group, name), is_in in (members or {}).items()}
        return OrganisationUnits(self.lines[self.own, self.own], tuple(self.lines.values()), names, gone, said)

    def _id(self, named: Named) -> int:
        of, name = named
        return self.lines[of, of].id if of == name else self.unit(name, of).id
