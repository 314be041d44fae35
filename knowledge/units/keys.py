"""The key of a unit: one folded name for all the ways in which offices print it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Protocol, TypeVar

from rapidfuzz.distance import OSA

from knowledge.units.patterns import group_of_form
from knowledge.units.spelling import squash
from knowledge.units.vocabulary import Name, kinds, names_by_form

Mask = tuple[int, int, str]

_SHORTEST_REPAIRED = 8
_TELEX_LETTERS = "fsrxjwaeo"


class _HasKey(Protocol):
    @property
    def key(self) -> str: ...


Keyed = TypeVar("Keyed", bound=_HasKey)


def masks(form: str) -> Iterator[tuple[Mask, str]]:
    """The form with each of its words hidden in turn, and the word hidden."""
    parts = form.split()
    for place, word in enumerate(parts):
        rest = " ".join(parts[:place] + parts[place + 1 :])
        yield (len(parts), place, rest), word


@cache
def _words_of_names() -> frozenset[str]:
    return frozenset(word for form in names_by_form() for word in form.split())


def is_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is one slip of the keyboard or the scan away from `meant`, and no word of another name."""
    if typed.isdigit() or typed in _words_of_names() or OSA.distance(typed, meant, score_cutoff=1) != 1:
        return False
    return min(len(typed), len(meant)) >= 3 or (typed[:-1] == meant and typed[-1] in _TELEX_LETTERS)


def meant_by(form: str, by_mask: Mapping[Mask, Sequence[tuple[str, Keyed]]]) -> Keyed | None:
    """What the form means if one slip is mended, where that is one unit only."""
    if len(form) < _SHORTEST_REPAIRED or " " not in form:
        return None
    meant = {
        named.key: named for mask, typed in masks(form) for word, named in by_mask.get(mask, ()) if is_slip(typed, word)
    }
    return next(iter(meant.values())) if len(meant) == 1 else None


@cache
def _names_by_mask() -> dict[Mask, list[tuple[str, Name]]]:
    table: dict[Mask, list[tuple[str, Name]]] = defaultdict(list)
    for form, name in names_by_form().items():
        for mask, word in masks(form):
            table[mask].append((word, name))
    return dict(table)


def _without_place(form: str) -> str | None:
    for kind in kinds():
        if kind.pattern.match(form):
            for place in kind.places:
                if match := place.fullmatch(form):
                    return match["name"]
    return None


def _known_key(form: str) -> str | None:
    name = names_by_form().get(form)
    return name.key if name else group_of_form(form)


def _key_of_form(form: str) -> str:
    known = _known_key(form)
    if known is not None:
        return known
    shorter = _without_place(form)
    if shorter is not None:
        return _key_of_form(shorter)
    repaired = meant_by(form, _names_by_mask())
    return repaired.key if repaired else form


@lru_cache(maxsize=8192)
def unit_key(printed: str) -> str:
    """The canonical folded key of a unit or group of units as printed."""
    return _key_of_form(squash(printed))
