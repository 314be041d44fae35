"""Which row is meant: the index finds candidates, and only a clear winner is answered as one."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from operator import attrgetter

from handlers.intents import Thread
from handlers.scope import PlanScope
from index.passages import Hit, PassageKind
from index.retriever import Retriever
from knowledge.vietnamese.fold import fold

# Shares of the question's words, measured with `make eval` on plans other than those they were tuned on.
ENOUGH = 0.5
LEAST = 0.44
LEAD = 0.94
NEAR = 0.7
OFFERED = 5
# From here on a row may still be what was meant in quite other words: offered, never told.
_NEARLY = 0.2
_OFFERED_NEAR = 3
# Below this an answer is told with the remark that it is the nearest found.
HEDGED = 0.62
# What a cosine of one adds to the share of words.
_MEANING = 0.5
# What it costs when all words that were typed with accents stand in the text with others.
_MISWRITTEN = 0.6
# Hits that score less than this share of the best are never what was meant.
_FAIR = 0.35
_BARE = 0.95
# What the tasks the talk is about are favoured by.
_FAVOUR = 1.2
# So few words are said of what was asked before, and not of something new.
_FEW = 4
_WHOLE = 0.99
# A question of so few words that so many rows hold them all is asked back.
_VAGUE, _SEVERAL = 4, 3
_NUMBER = re.compile(r"\d{2,}")
_YEAR = re.compile(r"20\d\d")
_YEAR_SAID = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FIT_OF_YEAR = 0.6
_FIGURES = re.compile(r"\d+")
_DOCUMENT = re.compile(
    r"(?<!\w)(?:nghi dinh|thong tu|nghi quyet|quyet dinh|chi thi|cong van|ket luan|luat)(?: so)? (?P<number>\d+)(?!\d)"
)
_DEPTH = 60
_NO_THREAD = Thread()


class Subject(StrEnum):
    """What kind of row was found."""

    TASK = "task"
    TARGET = "target"
    DUTY = "duty"
    PROSE = "prose"


_KINDS = {
    Subject.TASK: (PassageKind.TASK, PassageKind.ASSIGNMENT),
    Subject.TARGET: (PassageKind.TARGET,),
    Subject.DUTY: (PassageKind.DUTY,),
    Subject.PROSE: (PassageKind.PROSE,),
}


@dataclass(frozen=True, slots=True)
class Found:
    """One row with the best of its passages, `whole` if one holds every word of the question.

    `assignments` are a task's, the best fitting first.
    """

    subject: Subject
    row_id: int
    plan_id: int
    score: float
    confidence: float
    whole: bool = False
    assignments: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The rows that may be meant, best first; `sure` when the first stands clear of the others.

    Where there are none, `near` are those that come nearest, too far to be told.
    """

    rows: tuple[Found, ...]
    sure: bool
    near: tuple[Found, ...] = ()

    @property
    def best(self) -> Found:
        """The likeliest row."""
        return self.rows[0]


def find_rows(
    retriever: Retriever,
    query: str,
    scope: PlanScope,
    preferred: Collection[Subject],
    others: Collection[Subject] = (),
    slack: float = 0.08,
    thread: Thread = _NO_THREAD,
    among: Collection[int] | None = None,
) -> Finding:
    """The rows that `query` may mean, looked for in each tier of plans until one has a fair match.

    Rows of the `others` are only taken where they hold more of the question than the preferred ones, by `slack`. In a
    talk the tasks it is about are favoured, and words that do not settle it alone are read with those said before.
    Of the preferred rows only those `among` are taken, if given (ids).
    """
    alone = _find(retriever, query, scope, preferred, others, slack, thread.tasks, among)
    if alone.sure or not thread.query:
        return alone
    both = _find(retriever, f"{query} {thread.query}", scope, preferred, others, slack, thread.tasks, among)
    known = {(row.subject, row.row_id) for row in alone.rows}
    fits = both.rows and (len(query.split()) <= _FEW or (both.best.subject, both.best.row_id) in known)
    return both if fits and (both.sure or not alone.rows) else alone


def _find(
    retriever: Retriever,
    query: str,
    scope: PlanScope,
    preferred: Collection[Subject],
    others: Collection[Subject],
    slack: float,
    favoured: Collection[int],
    among: Collection[int] | None,
) -> Finding:
    kinds = {kind for subject in (*preferred, *others) for kind in _KINDS[subject]}
    fallback: tuple[Found, ...] = ()
    near: tuple[Found, ...] = ()
    for plans in scope.tiers:
        found = retriever.search(query, plans=plans, kinds=kinds, limit=_DEPTH)
        if among is not None:
            found = tuple(hit for hit in found if _row(hit)[0] not in preferred or hit.passage.row_id in among)
        hits = _of_document(_fair(found), query)
        hits = _of_years(hits, query)
        rows = _favoured(_doubted(_grouped(_with_numbers(hits, query)), query), favoured)
        rows = _of_one_sort(rows, preferred, slack)
        if rows and rows[0].confidence >= ENOUGH:
            return Finding(_near(rows), _stands_clear(rows) and not _is_vague(rows, query, favoured))
        fallback = fallback or tuple(row for row in rows if row.confidence >= LEAST)
        near = near or tuple(row for row in rows if row.confidence >= _NEARLY and row.subject in preferred)
    return Finding(_near(fallback), sure=False, near=near[:_OFFERED_NEAR])


def without(finding: Finding, subject: Subject, told: Collection[int]) -> Finding:
    """The rows but those told just now, of which another is asked for."""
    return narrowed(finding, [row for row in finding.rows if row.subject is not subject or row.row_id not in told])


def narrowed(finding: Finding, rows: Sequence[Found]) -> Finding:
    """Some of the rows alone, of which the first may stand clear; all of them where none is left."""
    kept = tuple(rows)
    return Finding(kept, _stands_clear(kept)) if kept and len(kept) < len(finding.rows) else finding


def _fair(hits: Sequence[Hit]) -> Sequence[Hit]:
    return [hit for hit in hits if hit.score >= hits[0].score * _FAIR]


def _of_document(hits: Sequence[Hit], query: str) -> Sequence[Hit]:
    """Only the passages that name the document that the question names: of another nothing is told in its place."""
    numbers = {match["number"].lstrip("0") for match in _DOCUMENT.finditer(fold(query))}
    return [hit for hit in hits if numbers <= {said.lstrip("0") for said in _FIGURES.findall(hit.passage.text)}]


def _doubted(rows: tuple[Found, ...], query: str) -> tuple[Found, ...]:
    """The rows, believed less where the question was typed without accents, which would have told more words apart."""
    if query.lower() != fold(query):
        return rows
    return tuple(replace(row, confidence=row.confidence * _BARE) for row in rows)


def _favoured(rows: tuple[Found, ...], tasks: Collection[int]) -> tuple[Found, ...]:
    raised = (_raised(row) if row.subject is Subject.TASK and row.row_id in tasks else row for row in rows)
    return tuple(sorted(raised, key=attrgetter("score"), reverse=True))


def _raised(row: Found) -> Found:
    return replace(row, score=row.score * _FAVOUR, confidence=row.confidence * _FAVOUR)


def _of_one_sort(rows: Sequence[Found], preferred: Collection[Subject], slack: float) -> tuple[Found, ...]:
    wanted = tuple(row for row in rows if row.subject in preferred)
    rest = tuple(row for row in rows if row.subject not in preferred)
    if not wanted or not rest:
        return wanted or rest
    return wanted if max(row.confidence for row in wanted[:2]) >= rest[0].confidence - slack else rest


def _of_years(hits: Sequence[Hit], query: str) -> Sequence[Hit]:
    """The passages that hold the years of the query, where they fit as well: of a year past it is told by name."""
    years = {match[0] for match in _YEAR_SAID.finditer(query)}
    holding = [hit for hit in hits if years and years <= set(_YEAR_SAID.findall(hit.passage.text))]
    return holding if holding and holding[0].score >= hits[0].score * _FIT_OF_YEAR else hits


def _with_numbers(hits: Sequence[Hit], query: str) -> Sequence[Hit]:
    """Of each kind of row only the passages that hold the numbers of the query, where any does: they are exact keys."""
    numbers = {match[0] for match in _NUMBER.finditer(query) if not _YEAR.fullmatch(match[0])}
    if not numbers:
        return hits
    holding = [hit for hit in hits if numbers <= set(_NUMBER.findall(hit.passage.text))]
    told = {_row(hit)[0] for hit in holding}
    return [hit for hit in hits if hit in holding or _row(hit)[0] not in told]


def _near(rows: tuple[Found, ...]) -> tuple[Found, ...]:
    return tuple(row for row in rows if row.score >= rows[0].score * NEAR)[:OFFERED]


def _stands_clear(rows: tuple[Found, ...]) -> bool:
    return len(rows) == 1 or rows[1].score < rows[0].score * LEAD


def _is_vague(rows: tuple[Found, ...], query: str, favoured: Collection[int]) -> bool:
    """Whether so few words are said that several rows hold them all, and none is what the talk is about."""
    alike = [row for row in rows if row.whole and row.subject is rows[0].subject]
    return len(query.split()) <= _VAGUE and len(alike) >= _SEVERAL and rows[0].row_id not in favoured


def _grouped(hits: Iterable[Hit]) -> tuple[Found, ...]:
    best: dict[tuple[Subject, int], Hit] = {}
    confidence: dict[tuple[Subject, int], float] = {}
    whole: set[tuple[Subject, int]] = set()
    assignments: dict[tuple[Subject, int], list[tuple[int, float]]] = {}
    for hit in hits:
        key = _row(hit)
        best.setdefault(key, hit)
        confidence[key] = max(confidence.get(key, 0.0), _confidence(hit))
        whole |= {key} if hit.coverage >= _WHOLE else set()
        if hit.passage.kind is PassageKind.ASSIGNMENT:
            assignments.setdefault(key, []).append((hit.passage.row_id, hit.score))
    return tuple(
        Found(*key, hit.passage.plan_id, hit.score, confidence[key], key in whole, tuple(assignments.get(key, ())))
        for key, hit in best.items()
    )


def _confidence(hit: Hit) -> float:
    """How much of the question the passage holds; "lương" typed with its accents is not held by "lượng"."""
    return (hit.coverage + _MEANING * max(hit.cosine, 0.0)) * (1 - _MISWRITTEN * hit.miswritten)


def _row(hit: Hit) -> tuple[Subject, int]:
    passage = hit.passage
    if passage.kind is PassageKind.ASSIGNMENT:
        assert passage.task_id is not None
        return Subject.TASK, passage.task_id
    return Subject(passage.kind.value), passage.row_id
