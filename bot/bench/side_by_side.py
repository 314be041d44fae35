"""The same questions over the same rows, put to a plain sentence-transformers and FAISS search in its own process."""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.bench.asking import Asked, TaskKey, task_key
from bot.bench.speed import percentiles
from bot.import_score import CHECKOUT

Fields = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """An assignment with its task as one text, the office whose plan holds it, and the task."""

    office: str
    text: str
    task: TaskKey


@dataclass(frozen=True, slots=True)
class Plain:
    """What the plain search took, and how many questions it answered with the right task."""

    rows: int
    questions: int
    start: float
    p50: float
    p95: float
    right: int
    right_of_office: int
    memory: int


def rows_of(plans: Iterable[Fields]) -> Iterator[Row]:
    """What plans (plan JSON) say, an assignment a row, in the words that ours searches as well."""
    for plan in plans:
        for task in plan["tasks"]:
            for part in task["assignments"]:
                text = ". ".join((task["content"], part["product"], ", ".join((*part["lead"], *part["coordinate"]))))
                yield Row(str(plan["document"]["issuer"]), text, task_key({"plan": plan["file"], **task}))


def plainly(rows: Sequence[Row], asked: Sequence[Asked], encoder: str | None) -> Plain:
    """Ask the plain search what asks for one task in words."""
    in_words = [one for one in asked if one.meant is not None]
    told = {
        "rows": [{"office": row.office, "text": row.text} for row in rows],
        "questions": [{"office": one.office, "text": one.message["text"]} for one in in_words],
    }
    command = [sys.executable, "-m", "tests.baselines.plain_search", *filter(None, [encoder])]
    done = subprocess.run(command, cwd=CHECKOUT, input=json.dumps(told).encode(), check=True, stdout=subprocess.PIPE)
    found: Mapping[str, Any] = json.loads(done.stdout)
    right, of_office = (
        sum(rows[place].task == one.meant for place, one in zip(found[name], in_words, strict=True))
        for name in ("best", "best_of_office")
    )
    times = percentiles(found["seconds"])
    return Plain(len(rows), len(in_words), found["start"], *times, right, of_office, found["memory"])
