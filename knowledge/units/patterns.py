"""The printed groups of units, recognised by patterns over their folded words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.units.spelling import expand, read_data, tokens
from knowledge.units.vocabulary import Level, Naming

EVERY_KIND = "*"

_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Group:
    """A group as plans print it: the kinds of unit in it, and the levels it is limited to (none: all)."""

    key: str
    printed: str
    pattern: re.Pattern[str]
    kinds: frozenset[str]
    levels: frozenset[Level]
    mention: Naming


def _group(data: dict[str, Any], parts: dict[str, str]) -> Group:
    pattern = data["pattern"]
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    levels = frozenset(map(Level, data.get("levels", ())))
    key = " ".join(expand(tokens(data["name"])))
    mention = Naming(data.get("mention", "never"))
    return Group(key, data["name"], re.compile(pattern), frozenset(data["kinds"]), levels, mention)


@cache
def groups() -> tuple[Group, ...]:
    """All groups, in the order in which their patterns are tried."""
    data = read_data("groups.toml")
    return tuple(_group(group, data["parts"]) for group in data["group"])


@cache
def groups_by_key() -> dict[str, Group]:
    """The groups by their keys."""
    return {group.key: group for group in groups()}


def group_of_form(form: str) -> str | None:
    """The key of the group that the squashed name stands for, if it is one."""
    if form.count(" ") >= _MOST_WORDS:
        return None
    return next((group.key for group in groups() if group.pattern.fullmatch(form)), None)
