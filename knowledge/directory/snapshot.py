"""What the directory knows of one organisation, read at one moment: no database is asked any more."""

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from knowledge.directory.lineage import Lineage, Post, Stage, lineage_of
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.units import named_within, organisation_key, unit_key

FoundT = TypeVar("FoundT")


@dataclass(frozen=True, slots=True)
class Former:
    """The names of a unit whose place another has taken, and since when."""

    names: tuple[str, ...]
    since: date


@dataclass(frozen=True)
class OrganisationUnits:
    """The units of an organisation, with those of the ones before and after it.

    `aliases` are other names by unit (id); `members` tells by group (key) and unit (id) who is in a group or not.
    Nothing is known of an organisation that the directory does not have: then all is as the names alone say.
    """

    organisation: UnitLine | None = None
    units: tuple[UnitLine, ...] = ()
    aliases: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    successions: tuple[SuccessionLine, ...] = ()
    members: Mapping[tuple[str, int], bool] = field(default_factory=dict)

    def find(self, name: str) -> UnitLine | None:
        """The unit of this organisation that is called so, or the organisation of this name beside it."""
        return self._own.get(unit_key(name)) or self._organisations.get(organisation_key(name))

    def knows(self, name: str, on: date) -> bool:
        """Whether a unit of this organisation is called so, or was in one whose place it has taken."""
        return self._post(name, on) in self._names or bool(self.formers(name, on))

    def named_as(self, unit: str, on: date) -> tuple[str, ...]:
        """All names under which work may be given to what on that day is called `unit`: its own, and its formers'."""
        formers = (name for former in self.formers(unit, on) for name in former.names)
        return tuple(dict.fromkeys((unit, *self.names_of(unit, on), *formers)))

    def names_of(self, unit: str, on: date) -> tuple[str, ...]:
        """The names of its own that a unit goes by; none of one that is not known."""
        return self._names.get(self._post(unit, on), ())

    def formers(self, unit: str, on: date) -> tuple[Former, ...]:
        """The units whose place `unit` has taken by that day, one after another or at once; the nearest first."""
        taken = self._lineage(on).formers(self._post(unit, on))
        named = ((self._names.get(stage.post), stage.since) for stage in taken if stage.post is not None)
        return tuple(Former(names, since) for names, since in named if names)

    def now(self, printed: str, on: date) -> tuple[str, ...] | None:
        """The names of who has taken the place of a unit by that day: none if nobody has, None if it stands."""
        ends = self._ends(printed, on)
        return None if ends is None else tuple(self._called(end.post) for end in ends if end.post is not None)

    def ended_on(self, printed: str, on: date) -> date | None:
        """The day on which a unit ended with nobody in its place; None where it stands or somebody has taken it."""
        ends = self._ends(printed, on)
        return None if ends is None or any(end.post for end in ends) else max(end.since for end in ends)

    def in_group(self, group: str, unit: str) -> bool | None:
        """Whether it was said that the unit is in the group or not; None where the names decide."""
        return self.groups_said(unit).get(unit_key(group))

    def is_group(self, name: str) -> bool:
        """Whether it was said who belongs to what is called so."""
        return any(group == unit_key(name) for group, _ in self.members)

    def groups_said(self, unit: str) -> Mapping[str, bool]:
        """By the keys of groups whether it was said that the unit is in them or not."""
        line = self.find(unit)
        return {group: said for (group, member), said in self.members.items() if line and member == line.id}

    def former_organisations(self, on: date) -> tuple[str, ...]:
        """The names of the organisations whose place this one has taken by that day, the nearest first."""
        if self.organisation is None:
            return ()
        formers = self.formers(self.organisation.name, on)
        return tuple(dict.fromkeys(name for former in formers for name in former.names))

    def remembered(self, group: str, on: date, find: Callable[[], FoundT]) -> FoundT:
        """What `find` tells of a group on that day, found once for all days between two changes."""
        asked = (group, bisect_right(self._days, on))
        if asked not in self._found:
            self._found[asked] = find()
        found: FoundT = self._found[asked]
        return found

    @property
    def own(self) -> tuple[UnitLine, ...]:
        """The units that belong to this organisation, and the organisations that stand under it."""
        return tuple(line for line in self.units if self._is_own(line))

    @cached_property
    def spellings(self) -> dict[str, str]:
        """The other names of the units, each with the name of its unit; of two units the organisation's own."""
        lines = sorted(self.units, key=self._is_own)
        return {alias: line.name for line in lines for alias in self.aliases.get(line.id, ())}

    @cached_property
    def called(self) -> frozenset[tuple[str, str]]:
        """All that the units are called, each with the name of its unit."""
        own = {line.name: line.name for line in self._all if self._is_own(line)}
        return frozenset((self.spellings | own).items())

    def _ends(self, printed: str, on: date) -> tuple[Stage, ...] | None:
        post = self._post(printed, on)
        ends = self._lineage(on).ends(post) if post in self._names else ()
        return None if any(end.post == post for end in ends) or not ends else ends

    def _called(self, post: Post) -> str:
        """The name of a unit as its own organisation or, where that is another one, everybody would say it."""
        line = self._lines.get(post) or self._by_key[post.key]
        if self.organisation is None or not post.key or post.organisation == self.organisation.id:
            return line.name
        return named_within(line.name, self._lines[post.of].name)

    def _post(self, name: str, on: date) -> Post:
        """What is called so in the organisation, or was in one before it."""
        line, own = self.find(name), Post(self.organisation.id if self.organisation else 0)
        if line is not None:
            return _post_of(line)
        post = Post(own.organisation, unit_key(name))
        before = (stage.post for stage in self._lineage(on).formers(own) if stage.post is not None)
        known = (Post(former.organisation, post.key) for former in before)
        return next((former for former in known if self._is_gone(former, on)), post)

    def _is_gone(self, post: Post, on: date) -> bool:
        """Whether a unit has given way otherwise than together with its organisation."""
        return post in self._lineage(on).given

    def _lineage(self, on: date) -> Lineage:
        return self._lineages[bisect_right(self._days, on)]

    @cached_property
    def _found(self) -> dict[tuple[str, int], Any]:
        return {}

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(sorted({each.since for each in self.successions}))

    @cached_property
    def _lineages(self) -> tuple[Lineage, ...]:
        """How it was before the first of the days on which something changed, and on each of them."""
        posts = {line.id: _post_of(line) for line in self._all}
        until = ([each for each in self.successions if each.since <= day] for day in self._days)
        return lineage_of((), posts), *(lineage_of(each, posts) for each in until)

    @cached_property
    def _all(self) -> tuple[UnitLine, ...]:
        return self.units if self.organisation is None else (self.organisation, *self.units)

    @cached_property
    def _lines(self) -> Mapping[Post, UnitLine]:
        return {_post_of(line): line for line in reversed(self._all)}

    @cached_property
    def _names(self) -> Mapping[Post, tuple[str, ...]]:
        return {post: (line.name, *self.aliases.get(line.id, ())) for post, line in self._lines.items()}

    @cached_property
    def _by_key(self) -> Mapping[str, UnitLine]:
        return {line.key: line for line in self._all}

    @cached_property
    def _own(self) -> Mapping[str, UnitLine]:
        """The units by the keys of their names; one known so besides its own name gives way to one that has it."""
        own = [line for line in reversed(self._all) if self._is_own(line)]
        besides = {unit_key(name): line for line in own for name in self.aliases.get(line.id, ())}
        return besides | {key: line for line in own for key in (line.key, unit_key(line.name))}

    @cached_property
    def _organisations(self) -> Mapping[str, UnitLine]:
        return {organisation_key(line.name): line for line in reversed(self._all) if line.is_organisation}

    def _is_own(self, line: UnitLine) -> bool:
        """Whether a unit belongs to this organisation, as do the organisations that stand under it."""
        own = self.organisation
        return own is not None and own.id in (line.organisation, line.parent)


def _post_of(line: UnitLine) -> Post:
    return Post(line.id) if line.is_organisation else Post(line.organisation, line.key)


NO_UNITS = OrganisationUnits()
