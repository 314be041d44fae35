"""Who stands in whose place on one day: the successions put together, those of whole organisations too."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from knowledge.directory.types import SuccessionLine


@dataclass(frozen=True, slots=True)
class Post:
    """A unit of an organisation (id) by its key, be it in the directory or not; the organisation itself has no key."""

    organisation: int
    key: str = ""

    @property
    def of(self) -> "Post":
        """The organisation it belongs to, itself where it is one."""
        return Post(self.organisation)


@dataclass(frozen=True, slots=True)
class Stage:
    """A post met on the way to who came after or before another, and the day from which that is so."""

    post: Post | None
    since: date


Steps = Mapping[Post | None, date]


@dataclass(frozen=True)
class Lineage:
    """Who has `given` their place to whom and since when; to None where nobody took it."""

    given: Mapping[Post, Steps]

    def ends(self, post: Post) -> tuple[Stage, ...]:
        """Who stands where `post` stood: itself if it still does, and None for work that nobody took over."""
        return tuple(stage for stage in _walk(post, self._heirs) if stage.post is None or not self._heirs(stage.post))

    def formers(self, post: Post) -> tuple[Stage, ...]:
        """Everybody whose place has come to `post`, the nearest first."""
        return tuple(_walk(post, self._formers))[1:]

    def _heirs(self, post: Post) -> Steps:
        """Who came next; a unit of an organisation that gave way is the unit of the same key in the one that came."""
        own = self.given.get(post)
        if own is not None or not post.key:
            return own or {}
        return _same_key(post, self.given.get(post.of, {}))

    def _formers(self, post: Post) -> Steps:
        own = self._taken.get(post, {})
        if not post.key:
            return own
        inherited = _same_key(post, self._taken.get(post.of, {}))
        return {former: day for former, day in inherited.items() if former not in self.given} | dict(own)

    @cached_property
    def _taken(self) -> Mapping[Post, Steps]:
        taken: dict[Post, dict[Post | None, date]] = {}
        for former, steps in self.given.items():
            for heir, day in steps.items():
                if heir is not None:
                    taken.setdefault(heir, {})[former] = day
        return taken


def _same_key(post: Post, organisations: Steps) -> dict[Post | None, date]:
    """The unit with the key of `post` in each of the organisations; of none there is none."""
    whole = {other: day for other, day in organisations.items() if other is None or not other.key}
    return {other and Post(other.organisation, post.key): day for other, day in whole.items()}


def lineage_of(successions: Iterable[SuccessionLine], posts: Mapping[int, Post]) -> Lineage:
    """The lineage these successions make, the older before the younger; `posts` tells the posts of units (ids).

    Whoever is given back what went from them stands again, so nobody comes after themselves.
    """
    given: dict[Post, dict[Post | None, date]] = {}
    for each in sorted(successions, key=lambda line: (line.since, line.id)):
        former, heir = posts[each.former], None if each.successor is None else posts[each.successor]
        if heir == former:
            continue
        if heir is not None and former in {stage.post for stage in _walk(heir, lambda post: given.get(post, {}))}:
            del given[heir]
        given.setdefault(former, {}).setdefault(heir, each.since)
    return Lineage(given)


def _walk(start: Post, steps: Callable[[Post], Steps]) -> Iterator[Stage]:
    """What is reached from `start` on, itself first, each once; what comes later on the way holds from then."""
    seen: set[Post | None] = {start}
    ahead = deque([Stage(start, date.min)])
    while ahead:
        stage = ahead.popleft()
        yield stage
        for post, day in steps(stage.post).items() if stage.post is not None else ():
            if post not in seen:
                seen.add(post)
                ahead.append(Stage(post, max(stage.since, day)))
