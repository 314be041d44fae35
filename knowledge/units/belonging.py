"""Which of the names that a plan prints are units, and which of these can be a part of who issued it."""

from knowledge.units.groups import level_of
from knowledge.units.keys import unit_key
from knowledge.units.organisations import organisation_key, proper_name
from knowledge.units.spelling import expand, squash, tokens
from knowledge.units.vocabulary import Kind, Level, kind_of, level_words, names_by_form

_MINISTRY = "ministry"
_FROM_ABOVE = tuple(Level)


def governs_place(name: str) -> bool:
    """Whether the name is that of a place, or of who governs it."""
    kind, place = _kind(name), organisation_key(name)
    committee = place != unit_key(name)
    return committee or (kind is None and any(words.match(place) for words in level_words().values()))


def can_stand_under(name: str, organisation: str) -> bool:
    """Whether a unit so called can be a part of the organisation: none is of what stands above or beside it."""
    kind, own = _kind(name), _kind(organisation)
    if kind is not None and (kind.id == _MINISTRY or (own is not None and kind.id == own.id)):
        return False
    level, above = level_of(name), level_of(organisation)
    if governs_place(name):
        told = bool(proper_name(organisation_key(name)))  # "UBND xã" alone is any of them
        return told and governs_place(organisation) and _is_above(above, level)
    return level is None or (above is not None and not _is_above(level, above))


def _is_above(level: Level | None, other: Level | None) -> bool:
    return level is not None and other is not None and _FROM_ABOVE.index(level) < _FROM_ABOVE.index(other)


def _kind(name: str) -> Kind | None:
    return kind_of(squash(name)) or kind_of(squash(unit_key(name)))


def full_name(printed: str) -> str:
    """The standard name that is printed shortened, else the name as printed, without a title before it."""
    known = names_by_form().get(squash(printed)) or names_by_form().get(squash(unit_key(printed)))
    if known is not None:
        return known.printed
    words = printed.split()
    shorter = (" ".join(words[start:]) for start in range(len(words)))
    return next((name[0].upper() + name[1:] for name in shorter if _is_bare(name, unit_key(printed))), printed)


def _is_bare(name: str, key: str) -> bool:
    opened = expand(tokens(name))
    return bool(opened) and unit_key(name) == key and opened[0] == squash(name).split()[0]
