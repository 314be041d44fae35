"""What a reorganisation means for one organisation, ready to be shown and applied."""

from dataclasses import dataclass
from enum import StrEnum

from knowledge.commands.units import NamedSuccession, NamedUnit, Reorganise


class Reason(StrEnum):
    """Why something is left to a person."""

    OTHERWISE = "otherwise"  # this province decided otherwise than most
    NOTED = "noted"  # some of the work went elsewhere
    NAMESAKES = "namesakes"  # several units bore the name
    STAYS = "stays"  # others took over parts, and one of the name stays
    RENAMED = "renamed"  # one bears the name now that was not made from it
    UNKNOWN = "unknown"  # the data knows none of the name
    SECTIONS = "sections"  # the new commune says itself who does the work of the old sections
    DECIDED = "decided"  # somebody has written another successor already
    ALIKE = "alike"  # another's name differs by its accents alone
    MERGED_IN = "merged_in"  # others merge into this one, and each is to be asked for by itself


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """Something about a unit that the data does not decide, and the names it concerns."""

    unit: str
    reason: Reason
    names: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Who gives way to whom, by kinds; `added` are the communes of a new province that the directory lacks."""

    name: str
    source: str
    organisations: tuple[NamedSuccession, ...] = ()
    departments: tuple[NamedSuccession, ...] = ()
    districts: tuple[NamedSuccession, ...] = ()
    communes: tuple[NamedSuccession, ...] = ()
    added: tuple[NamedUnit, ...] = ()
    left_open: tuple[LeftOpen, ...] = ()

    @property
    def successions(self) -> tuple[NamedSuccession, ...]:
        """All of them, in the order of their days."""
        return (*self.departments, *self.organisations, *self.districts, *self.communes)

    @property
    def command(self) -> Reorganise | None:
        """What follows the reorganisation; None where it changes nothing here."""
        reorganise = Reorganise(self.name, self.successions, self.source, self.added)
        return reorganise if self.successions or self.added else None
