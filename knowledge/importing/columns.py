"""What the title of a column says that it holds, whatever the office calls it."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.deadlines.parse import parse_deadlines
from knowledge.importing.markup import one_line
from knowledge.importing.vocabulary import load_data
from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.slips import find_meant

_LONGEST_TITLE, _LONGEST_KEY, _LONGEST_PERIOD = 400, 80, 20
_YEAR_OF_ANY_PLAN = 2000


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    CONTENT = "content"
    LEAD = "lead"
    COORDINATE = "coordinate"
    DOER = "doer"
    PRODUCT = "product"
    DEADLINE = "deadline"
    NAME = "name"
    MEASURE = "measure"
    VALUE = "value"
    GROUP = "group"
    MARK = "mark"
    OVERSEER = "overseer"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class _RoleNames:
    role: Role
    names: frozenset[str]
    contains: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[str, ...]


@lru_cache(maxsize=1)
def _role_names() -> tuple[_RoleNames, ...]:
    return tuple(
        _RoleNames(
            Role(entry["key"]),
            frozenset(_key(name) for name in entry.get("names", ())),
            tuple(_key(phrase) for phrase in entry.get("contains", ())),
            tuple(re.compile(pattern) for pattern in entry.get("patterns", ())),
            tuple(_key(phrase) for phrase in entry.get("unless", ())),
        )
        for entry in load_data("columns.toml")["role"]
    )


def _key(title: str) -> str:
    return re.sub(r"\s*([/,&-])\s*", r"\1 ", fold(one_line(title))).strip(" .:*()")


@lru_cache(maxsize=8192)
def role_of(title: str) -> Role | None:
    """What a column of this title holds; None where the title is unknown or too long for one."""
    if len(title) > _LONGEST_TITLE:
        return None
    key = _key(re.sub(r"\([^()]*\)", "", title) or title)
    if not key or len(key) > _LONGEST_KEY:
        return None
    for entry in _role_names():
        if key in entry.names:
            return entry.role
    for entry in _role_names():
        if any(phrase in key for phrase in entry.unless):
            continue
        if any(pattern.search(key) for pattern in entry.patterns) or any(phrase in key for phrase in entry.contains):
            return entry.role
    return _role_of_slip(key)


def _role_of_slip(key: str) -> Role | None:
    """The role of a title that a scan left a letter or two off, told only by its whole name."""
    if len(key) < 6:
        return None
    names = {name: entry.role for entry in reversed(_role_names()) for name in (*entry.names, *entry.contains)}
    near = [(OSA.distance(key, name, score_cutoff=2), name) for name in names if len(name) >= 6]
    distance, name = min(near, default=(3, ""))
    return names[name] if distance <= (1 if len(name) < 10 else 2) else _role_of_slip_within(key)


def _role_of_slip_within(key: str) -> Role | None:
    """The role of a title that holds a known phrase with a slip in it."""
    for entry in _role_names():
        if find_meant(key, entry.contains) and not find_meant(key, entry.unless):
            return entry.role
    return None


def counts_rows(title: str) -> bool:
    """Whether the title of a first column is that of the numbers with a slip in it ("SFT")."""
    key = _key(title).replace(" ", "")
    names = (name.replace(" ", "") for entry in _role_names() if entry.role == Role.NUMBER for name in entry.names)
    return any(len(name) < 5 and OSA.distance(key, name) <= 1 and key[-1:] in name for name in names if key)


@lru_cache(maxsize=1024)
def names_both_sides(title: str) -> bool:
    """Whether a title puts those who lead and those who help into one cell ("Chủ trì/Phối hợp")."""
    return {role_of(part) for part in re.split(r"\s*[/,;–-]\s*|\s+và\s+", one_line(title))} >= {
        Role.LEAD,
        Role.COORDINATE,
    }


def tells_period(title: str) -> bool:
    """Whether the title of a column is a stretch of time that is ticked below ("Quý I", "Tháng 3")."""
    return len(title) <= _LONGEST_PERIOD and bool(parse_deadlines(title, _YEAR_OF_ANY_PLAN).deadlines)
