"""Pairs the things of one version of a plan with those of another: one to one, best first, none rather than wrong."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

from rapidfuzz import fuzz

from knowledge.vietnamese.fold import fold

Thing = TypeVar("Thing")
Pairs = dict[int, int]

# Beyond this many comparisons a reworded thing is looked for under its old name only.
_MOST_COMPARISONS = 250_000
# What is said under the same name is the same thing unless it is mostly other words.
_LIKE_UNDER_ONE_NAME = 0.5
_LIKE_ANYWHERE = 0.85
# "nhóm 2" and "nhóm 3", "quý I" and "quý II" are all but the same text, and are not the same thing.
_OTHER_FIGURES = 0.2
_FIGURES = re.compile(r"\d+|\b[IVX]+\b")


def pair(
    old: Sequence[Thing],
    new: Sequence[Thing],
    sure: Sequence[Callable[[Thing], Hashable]],
    likeness: Callable[[Thing, Thing], float],
    name: Callable[[Thing], Hashable],
) -> Pairs:
    """The place in `old` of each thing of `new` that was there: by what is `sure`, surest first, then by likeness.

    A key of None in `sure` or `name` says nothing; a `likeness` of 0 keeps two things apart.
    """
    pairs: Pairs = {}
    for key in sure:
        _pair_equals(old, new, key, pairs)
    _pair_alike(old, new, likeness, name, pairs)
    return pairs


def alike(old: str, new: str, same_name: bool) -> float:
    """How far two texts are one text reworded: 0 where they are not, above 1 where their name tells the same."""
    likeness = fuzz.ratio(fold(old), fold(new)) / 100
    if not same_name and _FIGURES.findall(old) != _FIGURES.findall(new):
        likeness -= _OTHER_FIGURES
    if likeness < (_LIKE_UNDER_ONE_NAME if same_name else _LIKE_ANYWHERE):
        return 0.0
    return likeness + same_name


def _pair_equals(old: Sequence[Thing], new: Sequence[Thing], key: Callable[[Thing], Hashable], pairs: Pairs) -> None:
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for place in _left(old, pairs.values()):
        if (found := key(old[place])) is not None:
            waiting[found].append(place)
    for place in _left(new, pairs):
        places = waiting.get(key(new[place]))
        if places:
            pairs[place] = places.pop(0)


def _pair_alike(
    old: Sequence[Thing],
    new: Sequence[Thing],
    likeness: Callable[[Thing, Thing], float],
    name: Callable[[Thing], Hashable],
    pairs: Pairs,
) -> None:
    before, after = _left(old, pairs.values()), _left(new, pairs)
    everywhere = len(before) * len(after) <= _MOST_COMPARISONS
    by_name: dict[Hashable, list[int]] = defaultdict(list)
    for place in before:
        by_name[name(old[place])].append(place)
    found = [
        (-likeness(old[was], new[now]), abs(was - now), was, now)
        for now in after
        for was in (before if everywhere else by_name.get(name(new[now]), ()))
    ]
    taken: set[int] = set()
    for score, _, was, now in sorted(found):
        if score < 0 and was not in taken and now not in pairs:
            pairs[now] = was
            taken.add(was)


def _left(things: Sequence[Thing], paired: Iterable[int]) -> list[int]:
    done = set(paired)
    return [place for place in range(len(things)) if place not in done]
