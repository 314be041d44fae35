"""Passages: the pieces of text that are searched, each pointing back to its row in the store."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from knowledge.types import AssignmentLine, DutyLine, ProseLine, TargetLine, TargetSource, TaskLine


class PassageKind(StrEnum):
    """Which table of the store a passage was made from."""

    TASK = "task"
    ASSIGNMENT = "assignment"
    TARGET = "target"
    DUTY = "duty"
    PROSE = "prose"


_LONGEST_HEADING = 160
# Shorter paragraphs are labels, titles of office and cells, and answer nothing.
_FEWEST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Passage:
    """`key` is unique and stable ("assignment:17"); `row_id` is the row of its kind, `task_id` an assignment's task."""

    key: str
    kind: PassageKind
    plan_id: int
    row_id: int
    text: str
    heading: str = ""
    task_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: `score` ranks within one search; `coverage` in 0..1 is the weighted share of the
    query's words the passage holds, comparable between searches; `cosine` is that of the vectors, 0 if none;
    `miswritten` in 0..1 is the share of its words typed with accents that the passage spells otherwise."""

    passage: Passage
    score: float
    coverage: float
    cosine: float
    miswritten: float = 0.0


def passages_of(
    tasks: Sequence[TaskLine] = (),
    targets: Iterable[TargetLine] = (),
    duties: Iterable[DutyLine] = (),
    prose: Iterable[ProseLine] = (),
) -> tuple[Passage, ...]:
    """The passages of rows of the store, in the order given."""
    made = [passage for task in tasks for passage in _of_task(task)]
    made.extend(_of_target(target, _promised_in(target, tasks)) for target in targets)
    made.extend(_of_duty(duty) for duty in duties)
    made.extend(_of_prose(prose))
    return tuple(made)


def _of_task(task: TaskLine) -> Iterator[Passage]:
    yield _passage(PassageKind.TASK, task.plan_id, task.id, task.content, task.section_title, task.id)
    for assignment in task.assignments:
        text = _sentences(task.content, *_said_by(assignment))
        yield _passage(PassageKind.ASSIGNMENT, task.plan_id, assignment.id, text, task.section_title, task.id)


def _said_by(assignment: AssignmentLine) -> tuple[str, ...]:
    return assignment.product, ", ".join(assignment.lead), ", ".join(assignment.coordinate)


def _promised_in(target: TargetLine, tasks: Iterable[TaskLine]) -> str:
    """The content of the task that a figure stands in, "" for a row of a table or a figure of the prose."""
    if target.source is TargetSource.TABLE:
        return ""
    ours = (task for task in tasks if task.plan_id == target.plan_id)
    return next((task.content for task in ours if _says(task, target.text)), "")


def _says(task: TaskLine, text: str) -> bool:
    return any(text in said for said in (task.content, *(part.product for part in task.assignments)))


def _of_target(target: TargetLine, context: str) -> Passage:
    texts = (target.name,) if target.source is TargetSource.TABLE else (target.text, target.name)
    return _passage(PassageKind.TARGET, target.plan_id, target.id, _sentences(*texts), context)


def _of_duty(duty: DutyLine) -> Passage:
    return _passage(PassageKind.DUTY, duty.plan_id, duty.id, _sentences(duty.content, ", ".join(duty.lead)), duty.where)


def _of_prose(lines: Iterable[ProseLine]) -> Iterator[Passage]:
    """One passage a paragraph; a heading is found through the paragraphs under it, or alone where it has none."""
    for _, group in groupby(lines, key=lambda line: (line.plan_id, line.where)):
        first, *rest = group
        heading = first.text if rest and _is_heading(first.text) else ""
        told = (line for line in (rest if heading else (first, *rest)) if len(line.text.split()) >= _FEWEST_WORDS)
        for line in told:
            yield _passage(PassageKind.PROSE, line.plan_id, line.id, line.text, heading or line.where)


def _is_heading(text: str) -> bool:
    return len(text) <= _LONGEST_HEADING and not text.rstrip().endswith((".", ";", ":", ","))


def _passage(
    kind: PassageKind, plan_id: int, row_id: int, text: str, heading: str, task_id: int | None = None
) -> Passage:
    return Passage(f"{kind.value}:{row_id}", kind, plan_id, row_id, text, heading, task_id)


def _sentences(*texts: str) -> str:
    return ". ".join(text.rstrip(". ") for text in texts if text)
