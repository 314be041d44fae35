"""Decides what became of a commune of which only the name, and perhaps the place, is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.reorganisations.places import Passing, Places, committee_of
from knowledge.reorganisations.prepared import LeftOpen, Reason
from knowledge.reorganisations.types import Commune
from knowledge.units import same_organisation


@dataclass(frozen=True, slots=True)
class Where:
    """The province and district that a commune is known to be or to have been in."""

    province: str | None = None
    district: str | None = None


def become(places: Places, name: str, where: Where) -> tuple[Commune, ...] | LeftOpen | None:
    """The communes that took the place of the one of this name; None where it stands, or why that can't be told."""
    passings = _passings(places, name, where)
    bearing = places.communes(name, passings[0].commune.province if passings else where.province)
    if not passings:
        return None if bearing else LeftOpen(name, Reason.UNKNOWN)
    made = tuple(dict.fromkeys(passing.commune for passing in passings))
    if _are_several(passings, made):
        return LeftOpen(name, Reason.NAMESAKES, _places(passings))
    if not bearing:
        return made
    others = tuple(commune for commune in made if commune not in bearing)
    if len(others) == len(made):
        return LeftOpen(name, Reason.RENAMED, _committees(made))
    return LeftOpen(name, Reason.STAYS, _committees(others)) if others else None


def _passings(places: Places, name: str, where: Where) -> Sequence[Passing]:
    found: Sequence[Passing] = places.passings(name)
    if where.province is not None:
        before = [each for each in found if same_organisation(each.commune.former_province, where.province)]
        found = before or [each for each in found if same_organisation(each.commune.province, where.province)]
    if where.district is None:
        return found
    told = [each for each in found if same_organisation(each.former.district, where.district)]
    return told or [each for each in found if same_organisation(each.district, where.district)]


def _are_several(passings: Sequence[Passing], made: Sequence[Commune]) -> bool:
    """Whether the name was that of several communes, or may have been."""
    bearers = {(each.commune.former_province, each.former.name, each.former.district) for each in passings}
    return len(bearers) > 1 or (len(made) > 1 and not all(each.former.part for each in passings))


def _places(passings: Sequence[Passing]) -> tuple[str, ...]:
    """Each of the namesakes with its district and what it has become."""
    return tuple(f"{each.former.name} ({each.district}) → {each.commune.name}" for each in passings)


def _committees(communes: Sequence[Commune]) -> tuple[str, ...]:
    return tuple(committee_of(commune.name) for commune in communes)
