"""The key of a unit: one folded name for all the ways in which offices print it."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from knowledge.units.patterns import group_of_form
from knowledge.units.spelling import squash
from knowledge.units.vocabulary import Name, kinds, names_by_form

Mask = tuple[int, int, str]

_SHORTEST_REPAIRED = 9


def masks(form: str) -> Iterator[tuple[Mask, str]]:
    """The form with each of its words hidden in turn, and the word hidden."""
    parts = form.split()
    for place, word in enumerate(parts):
        rest = " ".join(parts[:place] + parts[place + 1 :])
        yield (len(parts), place, rest), word


def is_slip(typed: str, meant: str) -> bool:
    """Whether `typed` is one slip of the keyboard or the scan away from `meant`."""
    if typed.isdigit() or OSA.distance(typed, meant, score_cutoff=1) != 1:
        return False
    return min(len(typed), len(meant)) >= 3 or (typed[:-1] == meant and typed[-1] in "fsrxj")


@cache
def _names_by_mask() -> dict[Mask, list[tuple[str, Name]]]:
    table: dict[Mask, list[tuple[str, Name]]] = defaultdict(list)
    for form, name in names_by_form().items():
        if len(form) >= _SHORTEST_REPAIRED:
            for mask, word in masks(form):
                table[mask].append((word, name))
    return dict(table)


def _repaired(form: str) -> Name | None:
    if len(form) < _SHORTEST_REPAIRED or " " not in form:
        return None
    meant = {
        name.key: name
        for mask, typed in masks(form)
        for word, name in _names_by_mask().get(mask, ())
        if is_slip(typed, word)
    }
    return next(iter(meant.values())) if len(meant) == 1 else None


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
    repaired = _repaired(form)
    return repaired.key if repaired else form


@lru_cache(maxsize=8192)
def unit_key(printed: str) -> str:
    """The canonical folded key of a unit or group of units as printed."""
    return _key_of_form(squash(printed))
