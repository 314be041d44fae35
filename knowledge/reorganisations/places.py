"""Finds the provinces and communes of a reorganisation by the names that offices print: "UBND xã A", "Xã A"."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from knowledge.reorganisations.formers import kind_of_name
from knowledge.reorganisations.reading import read_reorganisation
from knowledge.reorganisations.types import Commune, Former, Province, Reorganisation
from knowledge.units import organisation_key, same_organisation
from knowledge.vietnamese.fold import fold, nfc, spelling

_WORD = re.compile(r"[^\W_]+")

Found = TypeVar("Found")
_ByKey = Mapping[str, Sequence[tuple[str, Found]]]


@dataclass(frozen=True, slots=True)
class Passing:
    """A former commune, or district that had none, and a commune that took it over wholly or in part."""

    former: Former
    commune: Commune

    @property
    def district(self) -> str:
        """The district it was in: as told, or else that of most of the new commune."""
        return self.former.district or self.commune.former_district


class Places:
    """The provinces and communes of one reorganisation by their names before and after it."""

    def __init__(self, reorganisation: Reorganisation) -> None:
        self.reorganisation = reorganisation
        passings = (Passing(former, commune) for commune in reorganisation.communes for former in commune.formers)
        self._before = _by_key((each.former.name, each) for each in passings)
        self._after = _by_key((commune.name, commune) for commune in reorganisation.communes)

    def province(self, name: str) -> Province | None:
        """The province that bears this name afterwards."""
        return next((each for each in self.reorganisation.provinces if same_organisation(name, each.name)), None)

    def province_from(self, name: str) -> Province | None:
        """The province that the one of this name has become, or a part of which it has become."""
        provinces = self.reorganisation.provinces
        return next((each for each in provinces if any(same_organisation(name, was) for was in each.formers)), None)

    def passings(self, name: str) -> tuple[Passing, ...]:
        """What became of the communes that bore this name."""
        return _spelt_like(name, self._before)

    def communes(self, name: str, province: str | None) -> tuple[Commune, ...]:
        """The communes that bear this name afterwards, those of one province if it is known."""
        bearing = _spelt_like(name, self._after)
        return tuple(each for each in bearing if province is None or same_organisation(each.province, province))

    def communes_of(self, province: Province) -> tuple[Commune, ...]:
        """All communes of a province afterwards."""
        return tuple(each for each in self.reorganisation.communes if each.province == province.name)


@cache
def places_of(name: str) -> Places:
    """The places of the reorganisation of this name."""
    return Places(read_reorganisation(name))


def committee_of(place: str) -> str:
    """The committee that governs a place: "UBND phường A" for "Phường A"."""
    kind = kind_of_name(place)
    return f"UBND {kind.lower()}{place[len(kind) :]}"


def _by_key(named: Iterable[tuple[str, Found]]) -> _ByKey[Found]:
    found: dict[str, list[tuple[str, Found]]] = defaultdict(list)
    for name, what in named:
        found[organisation_key(name)].append((name, what))
    return found


def _spelt_like(printed: str, by_key: _ByKey[Found]) -> tuple[Found, ...]:
    """Those named so, accents and all; any accents will do where the printed name has none."""
    named, words = by_key.get(organisation_key(printed), ()), _spelt(printed)
    bare = fold(printed) == nfc(printed).lower()
    return tuple(what for name, what in named if bare or _holds(words, _proper(name)))


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[start : start + len(part)] == part for start in range(len(words)))


def _proper(place: str) -> list[str]:
    return _spelt(place[len(kind_of_name(place)) :])


def _spelt(name: str) -> list[str]:
    return [spelling(word) for word in _WORD.findall(nfc(name))]
