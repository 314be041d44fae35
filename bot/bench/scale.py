"""The program over plans made up by the hundred: first index, start, questions, a change, and the plain search."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from bot.bench.asking import OFFICES, Asked
from bot.bench.filling import change, fill
from bot.bench.making import TASKS, made_plans
from bot.bench.side_by_side import Row, rows_of
from bot.bench.speed import Figures, first_reply, measure
from bot.subprocesses import Home
from knowledge.importing.plan_json import to_json


@dataclass(frozen=True, slots=True)
class Scale:
    """Seconds to import all plans, to a first answer with the index still to make, and to one with the index there."""

    plans: int
    tasks: int
    filled: float
    indexed: float
    opened: float
    figures: Figures


def made(tasks: int) -> tuple[list[dict[str, Any]], list[Row]]:
    """The plans (plan JSON) of some of the offices that have so many tasks together, and the rows of all."""
    plans: list[dict[str, Any]] = []
    rows: list[Row] = []
    places = -(-tasks // TASKS)
    asking = frozenset(Random(1).sample(range(places), min(OFFICES, places)))
    for place, draft in enumerate(made_plans(tasks)):
        plan = to_json(draft)
        rows += rows_of([plan])
        if place in asking:
            plans.append(plan)
    return plans, rows


def at_scale(folder: Path, tasks: int, asked: Sequence[Asked]) -> Scale:
    """Import so many tasks into a home there, and measure."""
    home, message = Home(folder), asked[0].message
    begun = time.perf_counter()
    plans = fill(folder, tasks)
    filled = time.perf_counter() - begun
    indexed, opened = first_reply(home, message), first_reply(home, message)
    return Scale(plans, tasks, filled, indexed, opened, measure(home, asked, lambda: change(folder)))
