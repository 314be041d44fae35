"""How fast and how small: start of a talk, time of a question, memory, all measured from outside."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.subprocesses import Home, Talk, channel

RUNS = 5
WARM_UP = 3
MOST_QUESTIONS = 300
FIRST_WORDS = 7
SENDER = {"id": "bench", "role": "officer"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; times in seconds, memory in bytes."""

    plans: int
    tasks: int
    start: float
    questions: int
    p50: float
    p95: float
    memory: int


def measure(home: Home) -> Figures:
    """Measure over the plans that the home holds."""
    plans = home.export()
    asked = questions(plans)
    times, memory = _answer_times(home, asked)
    return Figures(
        plans=len(plans),
        tasks=sum(len(plan["tasks"]) for plan in plans),
        start=statistics.median(_first_answer(home, asked[0]) for _ in range(RUNS)),
        questions=len(asked),
        p50=statistics.median(times),
        p95=statistics.quantiles(times, n=20)[-1],
        memory=memory,
    )


def questions(plans: Sequence[dict[str, Any]]) -> list[str]:
    """Questions about the tasks that the plans hold, in the words they begin with."""
    contents = [" ".join(task["content"].split()[:FIRST_WORDS]) for plan in plans for task in plan["tasks"]]
    asked = [form.format(content) for content in contents for form in ("Ai chủ trì {}?", "hạn {}")]
    step = -(-len(asked) // MOST_QUESTIONS) if asked else 1
    return asked[::step] or ["Có những kế hoạch nào?"] * 2


def _answer_times(home: Home, asked: Sequence[str]) -> tuple[list[float], int]:
    talk = Talk(home)
    times = []
    for text in (*asked[:WARM_UP], *asked):
        begun = time.perf_counter()
        talk.ask({"chat": "bench", "from": SENDER, "text": text})
        times.append(time.perf_counter() - begun)
    return times[WARM_UP:], talk.end()


def _first_answer(home: Home, text: str) -> float:
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
