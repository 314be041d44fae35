"""Start, time of a question by its kind, memory: measured from outside, as others meet the program."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bench.asking import Asked, by_kind, task_key
from bot.subprocesses import Home, Talk, channel

WARM_UP = 3
_TWENTIETHS = 20

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Times:
    """How long some answers took, in seconds; of those with one right task, how many named it at once or offered it."""

    kind: str
    questions: int
    p50: float
    p95: float
    slowest: float
    of_tasks: int = 0
    right: int = 0
    offered: int = 0


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured over one home; seconds and bytes."""

    times: tuple[Times, ...]
    in_words: Times
    memory: int
    changed: float


def nothing() -> None:
    """A change that changes nothing."""


def measure(home: Home, asked: Sequence[Asked], change: Callable[[], None] = nothing) -> Figures:
    """Put the questions to the program one by one, each in a talk of its own, and the first once more after a change.

    The last of `times` is over all questions, `in_words` over those that tell one task in words.
    """
    talk = Talk(home)
    for one in asked[:WARM_UP]:
        talk.ask({**one.message, "chat": "warm-up"})
    answered = [_timed(talk.ask, one.message) for one in asked]
    change()
    _, changed = _timed(talk.ask, asked[0].message)
    memory = talk.end()
    in_words = ("in_words", [place for place, one in enumerate(asked) if one.meant])
    *times, words = (
        _times(kind, [asked[place] for place in at], [answered[place] for place in at])
        for kind, at in (*by_kind(asked), ("total", range(len(asked))), in_words)
    )
    return Figures(tuple(times), words, memory, changed)


def first_reply(home: Home, message: Fields) -> float:
    """The seconds from the start of the pipe to its first reply."""
    begun = time.perf_counter()
    talk = Talk(home)
    talk.ask(message)
    taken = time.perf_counter() - begun
    talk.end()
    return taken


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """The median, and what nineteen of twenty stay below."""
    if len(seconds) < _TWENTIETHS:
        return statistics.median(seconds), max(seconds)
    return statistics.median(seconds), statistics.quantiles(seconds, n=_TWENTIETHS)[-1]


def _timed(ask: Callable[[Fields], Fields], message: Fields) -> tuple[Fields, float]:
    begun = time.perf_counter()
    reply = ask(message)
    return reply, time.perf_counter() - begun


def _times(kind: str, asked: Sequence[Asked], answered: Sequence[tuple[Fields, float]]) -> Times:
    seconds = [taken for _, taken in answered]
    pairs = [(one, reply["facts"]) for one, (reply, _) in zip(asked, answered, strict=True) if one.meant]
    right = sum(is_right(one, facts) for one, facts in pairs)
    offered = sum(one.meant in _told(facts) and not is_right(one, facts) for one, facts in pairs)
    return Times(kind, len(asked), *percentiles(seconds), max(seconds), len(pairs), right, offered)


def is_right(asked: Asked, facts: Fields) -> bool:
    """Whether the task that was meant is the one that is told."""
    return facts["intent"] != "clarify" and _told(facts)[:1] == [asked.meant]


def _told(facts: Fields) -> list[object]:
    tasks: Iterable[Fields] = facts.get("tasks", ())
    return [*map(task_key, tasks)]


def first_answer(home: Home, text: str) -> float:
    """The seconds from the start of a talk at the terminal to its first answer."""
    begun = time.perf_counter()
    process = home.start("chat")
    said, answered = channel(process)
    with process:
        said.write(text.encode() + b"\n")
        said.flush()
        greeting = iter(answered.readline, b"\n")
        for _ in greeting:
            pass
        answered.readline()
        taken = time.perf_counter() - begun
        said.close()
        answered.read()
    return taken
