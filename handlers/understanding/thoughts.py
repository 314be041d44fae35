"""A message cut into thoughts, and what is told in each: its signs, "nhưng", "nên" and "còn" part them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from handlers.understanding.patterns import Cue
from handlers.understanding.spoken import Spoken

# Cues that tell how far a task is.
TELLING = frozenset({"done", "doing", "unfinished", "unstarted", "unable", "stuck", "promised"})
_ENDING = frozenset({"but", "so"})
# What is left begins a thought of its own: "xong 8 cụm còn 2 cụm".
_LEFT = r"(?:\d+|hai|ba|bon|nam|cac|may|so|nhung|phan) (?:[a-z]+ ){0,2}?(?:con lai|kia)"
_REST = re.compile(
    r"(?<=\w )(?<!van )(?<!moi )(?<!dang )(?<!hien )"
    rf"(?:(?:con|rieng)(?= )(?! (?:hieu luc|lai(?! (?:\d|cac |may |nhung |so ))|dang))|{_LEFT}(?!\w))"
)
_PART = re.compile(rf"\W*(?:va |thi |ma |nhung |chi )*(?:con|rieng|{_LEFT})(?!\w)")

Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Thought:
    """A stretch of the text, the cues in it, and whether it ends with "nên", which makes it a reason."""

    start: int
    end: int
    cues: tuple[Cue, ...] = ()
    leads_on: bool = False

    @property
    def meanings(self) -> frozenset[str]:
        """What its cues mean."""
        return frozenset(cue.meaning for cue in self.cues)

    def holds(self, stretches: Collection[Stretch]) -> bool:
        """Whether one of the stretches begins in it."""
        return any(self.start <= start < self.end for start, _ in stretches)


@dataclass(frozen=True)
class Thoughts:
    """The thoughts of a message; `marks` are figures, documents and days told, `ahead` days to come.

    `named` is where tasks are named by number.
    """

    spoken: Spoken
    cues: tuple[Cue, ...]
    marks: tuple[Stretch, ...]
    ahead: tuple[Stretch, ...] = ()
    named: tuple[Stretch, ...] = ()

    @cached_property
    def all(self) -> tuple[Thought, ...]:
        """The thoughts from left to right."""
        return tuple(self._with_cues(start, end, leads_on) for start, end, leads_on in self._stretches())

    @cached_property
    def main(self) -> int:
        """The first thought that tells how far something is, by words or by a figure."""
        telling = (place for place, one in enumerate(self.all) if one.meanings & TELLING or one.holds(self.marks))
        return next(telling, 0)

    @property
    def later(self) -> tuple[Thought, ...]:
        """The thoughts behind the first that tells how far something is."""
        return self.all[self.main + 1 :]

    def tells_of_part(self, thought: Thought) -> bool:
        """Whether a thought begins as those do that tell what is left."""
        return _PART.match(self.spoken.folded, thought.start) is not None

    def _with_cues(self, start: int, end: int, leads_on: bool) -> Thought:
        within = (cue for cue in self.cues if start <= self.spoken.characters(cue.start, cue.end)[0] < end)
        return Thought(start, end, tuple(within), leads_on)

    def _stretches(self) -> Iterator[tuple[int, int, bool]]:
        cuts = [
            (*self.spoken.characters(cue.start, cue.end), cue.meaning == "so")
            for cue in self.cues
            if cue.meaning in _ENDING
        ]
        cuts += [(place, place, False) for place in self._rests()]
        start = 0
        while start < len(self.spoken.text):
            end = self.spoken.clause_end(start)
            for first, last, leads_on in sorted(cuts):
                if start < first < end:
                    yield start, first, leads_on
                    start = last
            yield start, end, False
            start = end + 1

    def _rests(self) -> Iterator[int]:
        """Where what is left begins, behind words that told how far the whole is."""
        telling = [self.spoken.characters(cue.start, cue.end)[1] for cue in self.cues if cue.meaning in TELLING]
        told = [*telling, *(end for _, end in (*self.marks, *self.named))]
        for match in _REST.finditer(self.spoken.folded):
            before = [end for end in told if end <= match.start()]
            if before and self.spoken.clause_end(max(before) - 1) >= match.start():
                yield match.start()
