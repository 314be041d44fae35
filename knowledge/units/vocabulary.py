"""The vocabulary of units: standard names with their other names, and the kinds of unit with their levels."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from knowledge.units.spelling import expand, read_data, squash, tokens
from knowledge.vietnamese.fold import fold


class Level(StrEnum):
    """The level of administration a unit stands on."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Naming(StrEnum):
    """When naming a unit in a message means it: always, only if a plan in force prints it, or never."""

    ALWAYS = "always"
    PRINTED = "printed"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Name:
    """A standard name: its key, the forms it may take, and those that count only after a cue.

    Where the plans do not print it, it means the unit named in `otherwise`, if they print that one.
    """

    key: str
    printed: str
    forms: tuple[str, ...]
    cued: tuple[str, ...]
    otherwise: str | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of unit; `head` is the word its names begin with ("so").

    Each of `places` matches a name together with a place after it that makes no other unit of it.
    """

    id: str
    level: Level | None
    pattern: re.Pattern[str]
    places: tuple[re.Pattern[str], ...]
    names: tuple[Name, ...]
    mention: Naming
    head: str


def _glue(short: str) -> str:
    return "".join(tokens(short))


def _spellings(kind: dict[str, Any], name: dict[str, Any]) -> Iterator[str]:
    head, letter = kind.get("head", ""), kind.get("letter", "")
    whole = [name["name"], *name.get("also", ())]
    for short in name.get("short", ()):
        if letter:
            yield from (f"{letter}{_glue(short)}", f"{letter} {_glue(short)}", f"{letter}{short}", f"{letter} {short}")
        whole += [f"{head} {short}".strip(), f"{head} {_glue(short)}".strip()]
    yield from whole
    for other_head in kind.get("heads", ()):
        yield from (f"{other_head} {spelling}" for spelling in whole)


def _name(kind: dict[str, Any], name: dict[str, Any]) -> Name:
    forms = dict.fromkeys(map(squash, _spellings(kind, name)))
    cued = tuple(map(squash, name.get("cued", ())))
    key = " ".join(expand(tokens(name["name"])))
    return Name(key, name["name"], tuple(forms), cued, name.get("otherwise"))


@cache
def level_words() -> dict[Level, re.Pattern[str]]:
    """For each level the words that name it, as a pattern over folded text."""
    return {Level(level): re.compile(rf"\b(?:{words})\b") for level, words in read_data("names.toml")["places"].items()}


def _level_words(levels: list[str]) -> str:
    return "|".join(read_data("names.toml")["places"][level] for level in levels)


def _places(data: dict[str, Any]) -> Iterator[re.Pattern[str]]:
    if data["place"]:
        yield re.compile(rf"(?P<name>.+?)(?: cua)? (?:{_level_words(data['place'])})(?: \w+){{0,4}}")
    if data.get("bare"):
        yield re.compile(rf"(?P<name>.+? (?:{_level_words(data['bare'])}))(?: \w+){{1,4}}")


def _kind(data: dict[str, Any]) -> Kind:
    names = tuple(_name(data, name) for name in data["names"])
    level = Level(data["level"]) if data["level"] else None
    mention, head = Naming(data.get("mention", "always")), " ".join(tokens(data.get("head", "")))
    return Kind(data["id"], level, re.compile(data["pattern"]), tuple(_places(data)), names, mention, head)


@cache
def kinds() -> tuple[Kind, ...]:
    """All kinds of unit, the more particular before the more general."""
    return tuple(map(_kind, read_data("names.toml")["kind"]))


@lru_cache(maxsize=8192)
def kind_of(form: str) -> Kind | None:
    """The kind of the unit with this squashed name."""
    return next((kind for kind in kinds() if kind.pattern.match(form)), None)


@cache
def names_by_form() -> dict[str, Name]:
    """Every squashed form of every standard name; of two names with one form the first counts."""
    table: dict[str, Name] = {}
    for kind in kinds():
        for name in kind.names:
            for form in name.forms:
                table.setdefault(form, name)
    return table


def standard_name(typed: str) -> str:
    """A name typed without accents as it is printed, where it is a standard one; any other as it stands."""
    known = names_by_form().get(squash(typed)) if fold(typed) == typed.lower() else None
    return known.printed if known else typed
