"""How long documents of each format take to be read, in a process of its own as at every import."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.import_score import FORMATS, made_documents
from knowledge.importing.read import read_plan


@dataclass(frozen=True, slots=True)
class Speed:
    """Documents of a format, their tasks together, and the seconds a document takes: the mean and the most."""

    form: str
    tasks: int
    documents: int
    mean: float
    slowest: float


def speeds(first: int, last: int) -> Iterator[Speed]:
    """Time over the made documents of some seeds."""
    with TemporaryDirectory() as folder:
        for form in FORMATS:
            held = made_documents(Path(folder), form, first, last)
            tasks = sum(len(json.loads(pair.gold.read_text(encoding="utf-8"))["tasks"]) for pair in held)
            seconds = [_seconds(pair.document) for pair in held]
            yield Speed(form, tasks, len(held), sum(seconds) / len(held), max(seconds))


def _seconds(document: Path) -> float:
    start = perf_counter()
    read_plan(document)
    return perf_counter() - start
