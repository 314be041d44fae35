"""The printed groups of units, recognised by patterns over their folded words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.units.spelling import expand, read_data, tokens
from knowledge.units.vocabulary import Level, Naming

EVERY_KIND = "*"

_MOST_WORDS = 24
_COUNT = re.compile(r"^(uy ban nhan dan )?\d+(?: \d+)? (?=[a-z])")


@dataclass(frozen=True, slots=True)
class Group:
    """A group as plans print it: the kinds of unit in it, and the levels it is limited to (none: all).

    What plans print for short and questions mean otherwise ("cấp xã") is `bare`.
    """

    key: str
    printed: str
    pattern: re.Pattern[str]
    kinds: frozenset[str]
    levels: frozenset[Level]
    mention: Naming
    bare: re.Pattern[str] | None = None

    def matches(self, form: str) -> bool:
        """Whether a squashed name printed in a plan stands for the group."""
        return bool(self.pattern.fullmatch(form) or (self.bare and self.bare.fullmatch(form)))


def _group(data: dict[str, Any], parts: dict[str, str]) -> Group:
    pattern = data["pattern"]
    for name, part in parts.items():
        pattern = pattern.replace("{" + name + "}", part)
    levels = frozenset(map(Level, data.get("levels", ())))
    key = " ".join(expand(tokens(data["name"])))
    mention = Naming(data.get("mention", "never"))
    bare = re.compile(data["bare"]) if "bare" in data else None
    return Group(key, data["name"], re.compile(pattern), frozenset(data["kinds"]), levels, mention, bare)


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
    return next((group.key for group in groups() if group.matches(form)), None) or _counted(form)


def _counted(form: str) -> str | None:
    """The group that is left when its size is taken out: "18/18 huyện, thị xã", "UBND 13 xã"."""
    uncounted = _COUNT.sub(r"\1", form)
    return group_of_form(uncounted) if uncounted != form else None
