"""Which row is meant: the index finds candidates, and only a clear winner is answered as one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from handlers.intents import PlanScope
from index.passages import Hit, PassageKind
from index.retriever import Retriever

# Shares of the question's words, measured with `make eval` on plans other than those they were tuned on.
ENOUGH = 0.5
LEAST = 0.34
LEAD = 0.93
OFFERED = 5
_DEPTH = 60
_TASK_KINDS = frozenset({PassageKind.TASK, PassageKind.ASSIGNMENT})


class Subject(StrEnum):
    """What kind of row was found."""

    TASK = "task"
    TARGET = "target"
    DUTY = "duty"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Found:
    """One row with the best of its passages; `assignments` are a task's, the best fitting first."""

    subject: Subject
    row_id: int
    plan_id: int
    score: float
    coverage: float
    assignments: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The rows that may be meant, best first; `sure` when the first stands clear of the others."""

    rows: tuple[Found, ...]
    sure: bool

    @property
    def best(self) -> Found:
        """The likeliest row."""
        return self.rows[0]


def find_rows(retriever: Retriever, query: str, scope: PlanScope, kinds: Collection[PassageKind]) -> Finding:
    """The rows that `query` may mean, looked for in each tier of plans until one has a fair match."""
    fallback: tuple[Found, ...] = ()
    for plans in scope.tiers:
        rows = _grouped(retriever.search(query, plans=plans, kinds=kinds, limit=_DEPTH))
        if rows and rows[0].coverage >= ENOUGH:
            return Finding(_near(rows), _stands_clear(rows))
        fallback = fallback or tuple(row for row in rows if row.coverage >= LEAST)
    return Finding(_near(fallback), sure=False)


def _near(rows: tuple[Found, ...]) -> tuple[Found, ...]:
    return tuple(row for row in rows if row.score >= rows[0].score * 0.7)[:OFFERED]


def _stands_clear(rows: tuple[Found, ...]) -> bool:
    return len(rows) == 1 or rows[1].score < rows[0].score * LEAD


def _grouped(hits: Iterable[Hit]) -> tuple[Found, ...]:
    best: dict[tuple[Subject, int], Hit] = {}
    coverage: dict[tuple[Subject, int], float] = {}
    assignments: dict[tuple[Subject, int], list[tuple[int, float]]] = {}
    for hit in hits:
        key = _row(hit)
        best.setdefault(key, hit)
        coverage[key] = max(coverage.get(key, 0.0), hit.coverage)
        if hit.passage.kind is PassageKind.ASSIGNMENT:
            assignments.setdefault(key, []).append((hit.passage.row_id, hit.score))
    return tuple(
        Found(*key, hit.passage.plan_id, hit.score, coverage[key], tuple(assignments.get(key, ())))
        for key, hit in best.items()
    )


def _row(hit: Hit) -> tuple[Subject, int]:
    passage = hit.passage
    if passage.kind is PassageKind.ASSIGNMENT:
        assert passage.task_id is not None
        return Subject.TASK, passage.task_id
    return Subject(passage.kind.value), passage.row_id
