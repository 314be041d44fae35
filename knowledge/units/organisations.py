"""Organisations by the place they govern: "Chủ tịch UBND phường X" and "UBND phường X" are one."""

import re
from functools import lru_cache

from knowledge.units.keys import unit_key
from knowledge.units.vocabulary import level_words
from knowledge.vietnamese.fold import fold, nfc

_SHORT_LEVEL = ((re.compile(r"^tp "), "thanh pho "), (re.compile(r"^tx "), "thi xa "))
_PRINTED_BODY = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\s+")
_BODY = re.compile(r"^(?:uy ban nhan dan|hoi dong nhan dan|uy ban)\b ?(?:cac )?")


def _first_place_only(name: str) -> str:
    starts = sorted(match.start() for words in level_words().values() for match in words.finditer(name))
    later = [start for start in starts if start >= starts[0] + 4 and start > name.find(" ", starts[0]) + 1]
    return name[: later[0]].rstrip() if later else name


@lru_cache(maxsize=2048)
def organisation_key(name: str) -> str:
    """The folded name of the place an organisation governs, or its unit key where it governs none."""
    place = _BODY.sub("", unit_key(name)) or unit_key(name)
    for short, level in _SHORT_LEVEL:
        place = short.sub(level, place)
    return _first_place_only(place) if any(words.match(place) for words in level_words().values()) else place


def proper_name(key: str) -> str:
    """The key of an organisation without the word that tells its level."""
    for words in level_words().values():
        match = words.match(key)
        if match is not None:
            return key[match.end() :].strip()
    return key


@lru_cache(maxsize=8192)
def same_organisation(issuer: str | None, organisation: str | None) -> bool:
    """Whether the two names mean one organisation; a place named without its level fits any level."""
    if not issuer or not organisation:
        return False
    one, other = organisation_key(issuer), organisation_key(organisation)
    if one == other:
        return True
    return proper_name(one) == other or proper_name(other) == one


def named_within(unit: str, organisation: str) -> str:
    """A unit named with its organisation's place: "Công an tỉnh", of Đà Nẵng, is "Công an thành phố Đà Nẵng".

    One that governs a place of its own, as "UBND xã A", is named by that.
    """
    unit, organisation = nfc(unit), nfc(organisation)
    if _governs(unit):
        return unit
    body = _PRINTED_BODY.match(fold(organisation))
    return f"{_without_place(unit)} {organisation[body.end() :] if body else organisation}"


def _governs(unit: str) -> bool:
    key = organisation_key(unit)
    return proper_name(key) not in ("", key)


def _without_place(unit: str) -> str:
    """The name up to the level or the place it ends with."""
    levels = [match.span() for words in level_words().values() for match in words.finditer(fold(unit))]
    ending = [start for start, end in levels if start and all(map(str.istitle, unit[end:].split()))]
    return unit[: min(ending)].rstrip(" ,-") if ending else unit
