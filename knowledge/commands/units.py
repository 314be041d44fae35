"""What can be done to the directory of units: correct it, and follow a reorganisation."""

from dataclasses import dataclass
from datetime import date

from knowledge.units import Level


@dataclass(frozen=True, slots=True)
class AddUnit:
    """Put a unit under `parent` (id); an `organisation` issues plans of its own, as does one without a parent."""

    name: str
    parent: int | None
    level: Level | None = None
    organisation: bool = False


@dataclass(frozen=True, slots=True)
class RenameUnit:
    """Correct the name of a unit (id); the one it had stays as another name for it unless it is not to be kept."""

    unit: int
    name: str
    keep: bool = True


@dataclass(frozen=True, slots=True)
class PlaceUnit:
    """Correct where a unit (id) stands: under which other, on which level; None leaves it unless meant `exactly` so."""

    unit: int
    parent: int | None = None
    level: Level | None = None
    exactly: bool = False


@dataclass(frozen=True, slots=True)
class AddAlias:
    """Let a unit (id) be known by another name or abbreviation as well."""

    unit: int
    name: str


@dataclass(frozen=True, slots=True)
class RemoveAlias:
    """Let a unit (id) no longer be known by this name."""

    unit: int
    name: str


@dataclass(frozen=True, slots=True)
class MergeUnits:
    """Correct a unit entered more than once: `units` (ids) are but other names of `into`."""

    units: tuple[int, ...]
    into: int


@dataclass(frozen=True, slots=True)
class PartUnits:
    """Let units (ids) that were merged by mistake stand by themselves again."""

    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewSuccession:
    """A unit (id) and who takes its place, None where it ends with nobody in its place."""

    former: int
    successor: int | None


@dataclass(frozen=True, slots=True)
class SucceedUnits:
    """Let units give way to others from the day `since`, by the decision or law `source`.

    Several formers of one successor are a merger, several successors of one former a split.
    """

    successions: tuple[NewSuccession, ...]
    since: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class NamedSuccession:
    """A unit of an organisation and who takes its place from the day `since`, all by their names."""

    former: str
    former_of: str
    successor: str | None
    successor_of: str | None
    since: date


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """A unit of an organisation, both by their names."""

    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Reorganise:
    """Follow a reorganisation that was prepared as data; units it names that are not in the directory are put in.

    `units` are but put in, under their organisations, so that people can be invited to them.
    """

    name: str
    successions: tuple[NamedSuccession, ...]
    source: str = ""
    units: tuple[NamedUnit, ...] = ()


@dataclass(frozen=True, slots=True)
class RetractSuccessions:
    """Take successions (ids) back as entered by mistake."""

    successions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreSuccessions:
    """Let successions (ids) that were taken back hold again."""

    successions: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SetGroup:
    """Say who belongs to a group of an organisation (id), whatever its name lets one think.

    `members` and `others` (unit ids) are in it and not in it; of all other units the name decides as before.
    """

    organisation: int
    name: str
    members: tuple[int, ...] = ()
    others: tuple[int, ...] = ()


UnitStep = (
    AddUnit
    | RenameUnit
    | PlaceUnit
    | AddAlias
    | RemoveAlias
    | MergeUnits
    | PartUnits
    | SucceedUnits
    | Reorganise
    | RetractSuccessions
    | RestoreSuccessions
    | SetGroup
)


@dataclass(frozen=True, slots=True)
class ArrangeAll:
    """Do several things to the directory, all of them or none.

    The unit that the first AddUnit among them makes has the id -1 in those after it, the next one -2, and so on.
    """

    steps: tuple[UnitStep, ...]


UnitCommand = UnitStep | ArrangeAll
