"""Which units a printed group covers, and on which level a unit stands."""

import re
from enum import StrEnum
from functools import lru_cache

from knowledge.units.keys import unit_key
from knowledge.units.patterns import EVERY_KIND, Group, groups, groups_by_key
from knowledge.units.spelling import squash
from knowledge.units.vocabulary import Level, kind_of, kinds, level_words

_BODY = re.compile(r"(?:.* )?(?:tinh|huyen|thi xa|quan|thanh pho|xa|phuong|thi tran|dac khu)")


class Coverage(StrEnum):
    """How a printed name takes in a unit."""

    EXACT = "exact"
    GROUP = "group"
    NO = "no"


# A unit that no pattern knows is taken for an ordinary part of the organisation it belongs to.
_ORDINARY_KIND = {Level.PROVINCE: "provincial_body", Level.DISTRICT: "local_body", Level.COMMUNE: "local_body"}


def is_group(printed: str) -> bool:
    """Whether the printed name stands for several units."""
    return unit_key(printed) in groups_by_key()


def is_known(printed: str) -> bool:
    """Whether the printed name stands for a unit of a known kind, or for a group, so that it is clear whom it means."""
    return is_group(printed) or kind_of(squash(printed)) is not None or kind_of(squash(unit_key(printed))) is not None


def group_name(key: str) -> str:
    """The standard name of the group with this key."""
    return groups_by_key()[key].printed


def _level_of_group(group: Group) -> Level | None:
    levels = group.levels or {kind.level for kind in kinds() if kind.id in group.kinds}
    return next(iter(levels)) if len(levels) == 1 else None


def level_of(name: str) -> Level | None:
    """The level the unit, group or organisation stands on, None where the name does not tell."""
    key = unit_key(name)
    if key in groups_by_key():
        return _level_of_group(groups_by_key()[key])
    form = squash(name)
    kind = kind_of(form) or kind_of(squash(key))
    if kind is not None and kind.level is not None:
        return kind.level
    found = [(match.start(), level) for level, words in level_words().items() if (match := words.search(form))]
    return min(found)[1] if found else None


def _joins(group: Group, kind_id: str | None, level: Level | None) -> bool:
    return EVERY_KIND in group.kinds or (kind_id in group.kinds and (not group.levels or level in group.levels))


def _groups_around(inner: Group) -> tuple[str, ...]:
    def takes_in(outer: Group) -> bool:
        if EVERY_KIND in outer.kinds:
            return True
        same_levels = not outer.levels or (bool(inner.levels) and inner.levels <= outer.levels)
        return inner.kinds <= outer.kinds and same_levels

    return tuple(group.key for group in groups() if group.key != inner.key and takes_in(group))


@lru_cache(maxsize=4096)
def groups_of(unit: str, organisation: str | None) -> tuple[str, ...]:
    """The keys of the printed groups the unit belongs to, the narrower ones first."""
    key = unit_key(unit)
    if key in groups_by_key():
        return _groups_around(groups_by_key()[key])
    kind = kind_of(squash(unit)) or kind_of(squash(key))
    level = level_of(unit) or (level_of(organisation) if organisation else None)
    kind_id = kind.id if kind else _ORDINARY_KIND.get(level) if level else None
    return tuple(group.key for group in groups() if _joins(group, kind_id, level))


def _extends(longer: str, shorter: str) -> bool:
    if not longer.startswith(f"{shorter} "):
        return False
    rest = longer[len(shorter) + 1 :]
    if _BODY.fullmatch(shorter):
        return len(rest.split()) <= 4 and not _BODY.match(rest)
    return any(words.match(rest) for words in level_words().values())


def same_unit(a: str, b: str) -> bool:
    """Whether the two names mean one unit, also where only one of them says of which place."""
    key_a, key_b = unit_key(a), unit_key(b)
    if key_a == key_b:
        return True
    if key_a in groups_by_key() or key_b in groups_by_key():
        return False
    return _extends(key_a, key_b) or _extends(key_b, key_a)


def covers(printed: str, unit: str, organisation: str | None = None) -> Coverage:
    """Whether the printed name is the unit itself, a group it belongs to, or neither."""
    if same_unit(printed, unit):
        return Coverage.EXACT
    return Coverage.GROUP if unit_key(printed) in groups_of(unit, organisation) else Coverage.NO
