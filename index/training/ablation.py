"""Measures an encoder on plans it never saw: how often the task asked for is found by words, by meaning, by both."""

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.embedder import BUILT_IN, BuiltinEmbedder, Vectors
from index.passages import PassageKind
from index.retriever import Retriever
from index.sync import Sync
from knowledge.commands import Actor, ImportPlan
from knowledge.importing.read import read_plan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import Store, open_store
from knowledge.types import TaskFilter
from knowledge.vietnamese.fold import fold

_SINGLE = frozenset({"lead", "coordinator", "deadline", "product", "task"})
_TASKS = (PassageKind.TASK, PassageKind.ASSIGNMENT)
_DEPTH = 120
# So much that words count for nothing beside it.
_ALONE = 1e6
_WEIGHTS = (0.1, 0.2, 0.3, 0.4, 0.6)

TaskKey = tuple[str, tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on a task; any of `right` may be meant."""

    text: str
    right: frozenset[TaskKey]


class Weighted:
    """An encoder under another fusion weight."""

    def __init__(self, embedder: BuiltinEmbedder, fusion_weight: float) -> None:
        self._embedder = embedder
        self.fusion_weight = fusion_weight
        self.fingerprint = embedder.fingerprint
        self.dimensions = embedder.dimensions

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each question."""
        return self._embedder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage."""
        return self._embedder.encode_passages(texts)


def asked_of_tasks(path: Path) -> list[Asked]:
    """The questions of one turn that ask for a single task, of a file in the format of `dondoc eval`."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [
        Asked(row["turns"][0], frozenset(_key(task["plan"], task["section"], task["number"]) for task in tasks))
        for row in rows
        if len(row["turns"]) == 1 and row["expect"]["intent"] in _SINGLE and (tasks := row["expect"].get("tasks"))
    ]


def _key(file: str, section: Sequence[str], number: str) -> TaskKey:
    return Path(file).name, tuple(fold(step).strip(". ") for step in section), fold(str(number)).strip(". ")


@contextmanager
def stored(plans: Sequence[Path]) -> Iterator[Store]:
    """The plans in a store of their own."""
    with tempfile.TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/plans.sqlite3") as store:
        for path in plans:
            perform(store, ImportPlan(read_plan(path)), Actor("ablation", "ablation", Role.ADMIN), datetime.now(UTC))
        yield store


def ranks(store: Store, embedder: Weighted, questions: Sequence[Asked]) -> list[int]:
    """At which place, from 0, the right task of each question stands among the tasks of its plan."""
    tasks = store.tasks.list_tasks(TaskFilter())
    keys = {task.id: _key(task.plan_file, task.section, task.number) for task in tasks}
    plans = {keys[task.id][0]: task.plan_id for task in tasks}
    retriever = Retriever(embedder)
    with tempfile.TemporaryDirectory() as folder:
        Sync(store, retriever, Path(folder)).refresh()
    return [_rank(retriever, question, keys, plans) for question in questions]


def _rank(retriever: Retriever, question: Asked, keys: Mapping[int, TaskKey], plans: Mapping[str, int]) -> int:
    named = [plans[file] for file in {file for file, _, _ in question.right}]
    hits = retriever.search(question.text, plans=named, kinds=_TASKS, limit=_DEPTH)
    found = dict.fromkeys(hit.passage.task_id for hit in hits if hit.passage.task_id is not None)
    return next((place for place, task in enumerate(found) if keys[task] in question.right), _DEPTH)


def ways(embedder: BuiltinEmbedder) -> dict[str, Weighted]:
    """Search by words alone, by meaning alone, and both under several weights, the model's own first."""
    weights = dict.fromkeys((embedder.fusion_weight, *_WEIGHTS))
    fused = {f"fused, {weight:g}": Weighted(embedder, weight) for weight in weights}
    return {"words": Weighted(embedder, 0.0), "encoder": Weighted(embedder, _ALONE), **fused}


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, help="questions in the format of `dondoc eval`")
    parser.add_argument("plans", type=Path, nargs="+", help="the plans they are on")
    parser.add_argument("--encoder", type=Path, default=BUILT_IN, help="folder of the encoder (default: built-in)")
    options = parser.parse_args()
    questions = asked_of_tasks(options.questions)
    print(f"{options.questions.name}: {len(questions)} questions on single tasks")
    with stored(options.plans) as store:
        for way, embedder in ways(BuiltinEmbedder(options.encoder)).items():
            places = ranks(store, embedder, questions)
            first, near = (sum(place < depth for place in places) / len(places) for depth in (1, 5))
            print(f"  {way:<12} {first:.3f} / {near:.3f}")


if __name__ == "__main__":
    main()
