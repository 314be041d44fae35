"""An organisation of the directory as a reorganisation meets it."""

import re
from dataclasses import dataclass
from functools import cached_property

from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import UnitLine
from knowledge.reorganisations.becoming import Where
from knowledge.reorganisations.places import Places, committee_of
from knowledge.reorganisations.types import Province, Reorganisation
from knowledge.units import Level, is_group, level_of, organisation_key

_COMMUNE = re.compile(r"(?:xa|phuong|thi tran|dac khu) .")
_DISTRICT = re.compile(r"(?:huyen|quan|thi xa|thanh pho)(?! (?:huyen|quan|thi xa|thanh pho)\b)")


@dataclass(frozen=True)
class Office:
    """An organisation with its units, and the places of the reorganisation."""

    line: UnitLine
    units: OrganisationUnits
    places: Places

    @property
    def name(self) -> str:
        """Its name in the directory."""
        return self.line.name

    @property
    def data(self) -> Reorganisation:
        """The reorganisation."""
        return self.places.reorganisation

    @cached_property
    def level(self) -> Level | None:
        """The level it stands on."""
        return self.line.level or level_of(self.name)

    @cached_property
    def own(self) -> tuple[UnitLine, ...]:
        """The units in it and the organisations under it."""
        ours = (line for line in self.units.units if self.line.id in (line.organisation, line.parent))
        return tuple(line for line in ours if line.id != self.line.id and not is_group(line.name))

    @cached_property
    def districts(self) -> tuple[UnitLine, ...]:
        """The districts by name, and "UBND huyện" of no place, which is all of them."""
        return tuple(line for line in self.own if _is_district(line))

    @cached_property
    def communes(self) -> tuple[UnitLine, ...]:
        """The communes by name: not what stands on their level, nor "UBND xã" of no place."""
        return tuple(line for line in self.own if _COMMUNE.match(organisation_key(line.name)))

    @cached_property
    def province(self) -> Province | None:
        """The province of this name afterwards."""
        return self.places.province(self.name) if self.level is Level.PROVINCE else None

    @cached_property
    def became(self) -> Province | None:
        """The province of another name that this one has become or become part of."""
        ended = self.level is Level.PROVINCE and self.province is None
        return self.places.province_from(self.name) if ended else None

    @cached_property
    def holds_todays(self) -> bool:
        """Whether the directory has all communes of the province by the names they bear afterwards."""
        communes = self.places.communes_of(self.province) if self.province is not None else ()
        return bool(communes) and all(self.units.find(committee_of(each.name)) for each in communes)

    @cached_property
    def where(self) -> Where:
        """Where its communes are, and it itself if it is one."""
        above = next((line for line in self.units.units if line.id == self.line.parent), None)
        of = [line.name for line in (self.line, above) if line is not None]
        province = next((name for name in of if level_of(name) is Level.PROVINCE), None)
        return Where(province, next((name for name in of if level_of(name) is Level.DISTRICT), None))


def _is_district(line: UnitLine) -> bool:
    on_level = (line.level or level_of(line.name)) is Level.DISTRICT
    return on_level and _DISTRICT.match(organisation_key(line.name)) is not None
