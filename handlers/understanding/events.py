"""Sentences that tell of an event from which a deadline is counted: "quyết định công bố ban hành ngày 3/4"."""

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from handlers.understanding.days import find_days
from handlers.understanding.hear import Heard
from handlers.understanding.spoken import spans
from handlers.understanding.thoughts import TELLING
from handlers.understanding.told import Told
from handlers.understanding.wondering import asks
from knowledge.deadlines.counting import is_counted
from knowledge.events import Waiting
from knowledge.vietnamese.fold import fold

_FILE = Path(__file__).with_suffix(".toml")
# Of what a message says so much has to belong to the event, of what the plan says so much has to be said.
_SAID, _SAID_OF_NUMBERED = 0.75, 0.6
_NAMED, _NAMED_OF_NUMBERED = 0.6, 0.5
_LEAST_WORDS = 2
# What tells how far a task is, and that it is no event.
_PROGRESS = frozenset(TELLING - {"done"}) | {"obstacle", "request"}


@dataclass(frozen=True, slots=True)
class EventWords:
    """A deadline that waits for its event, all words by which the plan names that, and the `core` that has to be said.

    Words are folded, abbreviations written out.
    """

    waiting: Waiting
    core: frozenset[str]
    all: frozenset[str]

    @classmethod
    def of(cls, waiting: Waiting, expand: Callable[[str], str]) -> "EventWords":
        """The words of a deadline."""
        text = expand(waiting.deadline.event)
        everything = _words(text)
        return cls(waiting, _words(_tail().split(text)[0]) or everything, everything)


@dataclass(frozen=True, slots=True)
class EventSaid:
    """What a message may tell of: the day of an event, gone by or to come, and the words left to say which it is."""

    words: frozenset[str]
    past: date | None
    coming: date | None
    numbers: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names_day(self) -> bool:
        """Whether a day was said."""
        return bool(self.past or self.coming)

    def day_for(self, waiting: Waiting) -> date | None:
        """The day as it counts for a deadline: what has to be done before an event is told of ahead."""
        if waiting.deadline.direction == "before":
            return self.coming or self.past
        return self.past

    def fits(self, event: EventWords) -> float:
        """How well the message names the event, 0 where it does not."""
        common = self.words & event.all
        if not common:
            return 0.0
        said, named = len(common) / len(self.words), len(self.words & event.core) / len(event.core)
        if self.numbers:
            return said * named if said >= _SAID_OF_NUMBERED and named >= _NAMED_OF_NUMBERED else 0.0
        enough = len(self.words & event.core) >= _LEAST_WORDS
        return said * named if enough and said >= _SAID and named >= _NAMED else 0.0


def event_words(waiting: tuple[Waiting, ...], expand: Callable[[str], str]) -> tuple[EventWords, ...]:
    """The words of the deadlines of which a day follows from the event."""
    return tuple(EventWords.of(each, expand) for each in waiting if is_counted(each.deadline))


def read_event(heard: Heard) -> EventSaid | None:
    """What of an event a message may tell; None where it asks, or tells how far a task is."""
    told = Told(heard)
    if asks(told) or told.percents or told.shares or told.figure is not None or told.meanings & _PROGRESS:
        return None
    if told.note.hinders or _finished().search(heard.utterance.line):
        return None
    return _said(told)


def read_correction(heard: Heard) -> EventSaid | None:
    """Another day or another task for the event just shown: the words left are those that are no correction."""
    said = _said(Told(heard), correcting=True)
    return said if (said.names_day or said.numbers) and not said.words else None


def _said(told: Told, *, correcting: bool = False) -> EventSaid:
    heard = told.heard
    days = [said for said in find_days(heard.utterance, heard.today) if not said.limit]
    past = [said for said in days if said.day <= heard.today]
    coming = [mention for mention in heard.periods if mention.period.start == mention.period.end]
    numbers = tuple((slot.number, slot.section) for slot in told.numbers)
    line = _left(told, spans([*days, *coming]))
    words = _telling(_correcting().sub(" ", line) if correcting else line)
    gone, ahead = (past[0].day if past else None), (coming[0].period.start if coming else None)
    return EventSaid(words, gone, ahead, numbers)


def _left(told: Told, days: Sequence[tuple[int, int]]) -> str:
    """The message, folded, without its days, numbers of tasks and documents, courtesy, and the unit it begins with."""
    heard = told.heard
    talk = [cue for cue in told.cues if cue.meaning in ("talk", "correct")]
    opening = [(unit.start, unit.end) for unit in heard.units if unit.start == 0]
    places = [*days, *opening, *heard.section_spans, *spans([*talk, *told.numbers])]
    taken = {place for start, end in places for place in range(start, end)} | told.spoken.places(spans(told.evidence))
    return " ".join(word for place, word in enumerate(heard.utterance.words) if place not in taken)


def _words(text: str) -> frozenset[str]:
    """The words of a plan that tell of something, or all of them where none does."""
    line = " ".join(re.findall(r"\w+", fold(text)))
    return _telling(line) or frozenset(line.split())


def _telling(line: str) -> frozenset[str]:
    """The words of a folded line that tell of something."""
    return frozenset(word for word in _skipped().sub(" ", line).split() if word.isalnum() and not word.isdigit())


@cache
def _phrases(table: str) -> re.Pattern[str]:
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))[table]["words"]
    either = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def _skipped() -> re.Pattern[str]:
    return _phrases("skipped")


def _finished() -> re.Pattern[str]:
    return _phrases("finished")


def _correcting() -> re.Pattern[str]:
    return _phrases("correcting")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?<=\w)\s+(?:[(]|{_phrases('tail').pattern})", re.IGNORECASE)
