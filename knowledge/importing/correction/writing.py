"""The rows of a plan's sheets."""

from collections.abc import Iterator

from knowledge.importing.correction.deadline_words import deadline_words
from knowledge.importing.correction.layout import (
    DOCUMENT,
    DOUBTS,
    DUTIES,
    FILE,
    FORMAT,
    INLINE,
    ISSUED,
    ISSUER,
    MARK,
    NUMBER,
    PATH,
    PROSE,
    SECTIONS,
    SIGNER,
    TARGETS,
    TASKS,
    TITLE,
    YEAR,
)
from knowledge.importing.draft import AssignmentDraft, DutyDraft, PlanDraft
from knowledge.spreadsheets.cell_text import list_to_cell, optional_to_cell, stamp, to_cell
from knowledge.spreadsheets.sheets import Sheet, Value


def sheets_of(draft: PlanDraft) -> Iterator[tuple[Sheet, Iterator[list[Value]]]]:
    """Every sheet with its rows, in order."""
    yield DOCUMENT, _document(draft)
    yield TASKS, _tasks(draft)
    yield TARGETS, _targets(draft)
    yield INLINE, _inline(draft)
    yield DUTIES, _duties(draft)
    yield SECTIONS, _sections(draft)
    yield PROSE, _prose(draft)
    yield DOUBTS, _doubts(draft)


def _document(draft: PlanDraft) -> Iterator[list[Value]]:
    document = draft.document
    yield [MARK, FORMAT]
    yield [FILE, to_cell(draft.file)]
    yield [NUMBER, optional_to_cell(document.number)]
    yield [TITLE, to_cell(document.title)]
    yield [ISSUER, optional_to_cell(document.issuer)]
    yield [ISSUED, f"{document.issued:%d/%m/}{document.issued.year:04}" if document.issued else ""]
    yield [YEAR, str(document.plan_year or "")]
    yield [SIGNER, optional_to_cell(document.signer)]


def _tasks(draft: PlanDraft) -> Iterator[list[Value]]:
    for ordinal, task in enumerate(draft.tasks, 1):
        own = [list_to_cell(task.section, PATH), to_cell(task.number), to_cell(task.content)]
        if not task.assignments:
            yield [str(ordinal), *own, *[""] * 7, task.key, ""]
        for part, assignment in enumerate(task.assignments, 1):
            yield [
                str(ordinal),
                *(own if part == 1 else ("", "", "")),
                str(part),
                list_to_cell(assignment.lead),
                list_to_cell(assignment.coordinate),
                to_cell(assignment.product),
                *_deadline_cells(assignment),
                task.key,
                assignment.key,
            ]


def _targets(draft: PlanDraft) -> Iterator[list[Value]]:
    for target in draft.targets:
        figure = (target.comparator.value, _figure(target.value), str(target.year or ""))
        told = (to_cell(target.number), to_cell(target.name), to_cell(target.unit))
        yield [*told, *figure, list_to_cell(target.owner), target.key]


def _inline(draft: PlanDraft) -> Iterator[list[Value]]:
    for target in draft.inline_targets:
        told = (to_cell(target.where), to_cell(target.text), to_cell(target.metric))
        yield [*told, target.comparator.value, _figure(target.value), to_cell(target.unit), target.key]


def _duties(draft: PlanDraft) -> Iterator[list[Value]]:
    for duty in draft.prose_duties:
        told = (to_cell(duty.where), list_to_cell(duty.lead), optional_to_cell(duty.content))
        yield [*told, *_deadline_cells(duty), duty.key]


def _sections(draft: PlanDraft) -> Iterator[list[Value]]:
    for section in draft.sections:
        yield [list_to_cell(section.labels, PATH), optional_to_cell(section.title)]


def _prose(draft: PlanDraft) -> Iterator[list[Value]]:
    for prose in draft.prose:
        yield [to_cell(prose.where), optional_to_cell(prose.text)]


def _doubts(draft: PlanDraft) -> Iterator[list[Value]]:
    for doubt in draft.doubts:
        yield [to_cell(doubt.where), optional_to_cell(doubt.what)]


def _deadline_cells(told: AssignmentDraft | DutyDraft) -> list[Value]:
    text, words = to_cell(told.deadline_text), list_to_cell(map(deadline_words, told.deadlines))
    return [text, words, stamp(text, words)]


def _figure(value: float) -> Value:
    """A number, or where a workbook would round it a text that says it whole."""
    value = float(value)
    return value if float(f"{value:.15g}") == value else repr(value)
