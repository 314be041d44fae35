"""Tells what is new, changed or gone between two versions of a plan whose things have keys."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from knowledge.importing.correction.deadline_words import deadline_words
from knowledge.importing.draft import (
    AssignmentDraft,
    DocumentDraft,
    DutyDraft,
    InlineTargetDraft,
    PlanDraft,
    TargetDraft,
    TaskDraft,
)


class Subject(StrEnum):
    """What a difference is about."""

    DOCUMENT = "document"
    TASK = "task"
    TARGET = "target"
    INLINE_TARGET = "inline_target"
    DUTY = "duty"
    SECTION = "section"
    PROSE = "prose"


class Change(StrEnum):
    """What became of it."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else; `part` counts the assignments of a task that has several."""

    field: str
    old: str
    new: str
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is new, changed or gone; `place` is how the plan numbers it."""

    subject: Subject
    change: Change
    key: str
    place: str
    text: str
    fields: tuple[FieldChange, ...] = ()


Fields = Mapping[str, str]
Thing = TaskDraft | TargetDraft | InlineTargetDraft | DutyDraft


def differences(old: PlanDraft, new: PlanDraft) -> tuple[Difference, ...]:
    """What is new, changed or gone in `new`, in its order; what is gone comes last of its kind."""
    return (
        *_of_document(old.document, new.document),
        *_of_things(Subject.TASK, old.tasks, new.tasks),
        *_of_things(Subject.TARGET, old.targets, new.targets),
        *_of_things(Subject.INLINE_TARGET, old.inline_targets, new.inline_targets),
        *_of_things(Subject.DUTY, old.prose_duties, new.prose_duties),
        *_of_texts(Subject.SECTION, _headings(old), _headings(new)),
        *_of_texts(Subject.PROSE, _passages(old), _passages(new)),
    )


def _headings(plan: PlanDraft) -> Iterator[tuple[str, str]]:
    return ((".".join(section.labels), section.title) for section in plan.sections)


def _passages(plan: PlanDraft) -> Iterator[tuple[str, str]]:
    return ((prose.where, prose.text) for prose in plan.prose)


def _of_document(old: DocumentDraft, new: DocumentDraft) -> Iterator[Difference]:
    fields = tuple(_changed(_document_fields(old), _document_fields(new)))
    if fields:
        yield Difference(Subject.DOCUMENT, Change.CHANGED, "", "", new.title, fields)


def _of_things(subject: Subject, old: Iterable[Thing], new: Iterable[Thing]) -> Iterator[Difference]:
    before = {thing.key: thing for thing in old}
    for thing in new:
        earlier = before.pop(thing.key, None)
        if earlier is None:
            yield Difference(subject, Change.ADDED, thing.key, _place(thing), _text(thing))
        elif fields := tuple(_field_changes(earlier, thing)):
            yield Difference(subject, Change.CHANGED, thing.key, _place(thing), _text(thing), fields)
    for thing in before.values():
        yield Difference(subject, Change.REMOVED, thing.key, _place(thing), _text(thing))


def _of_texts(subject: Subject, old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> Iterator[Difference]:
    before, after = Counter(old), Counter(new)
    for change, texts in ((Change.ADDED, after - before), (Change.REMOVED, before - after)):
        for where, text in texts.elements():
            yield Difference(subject, change, "", where, text)


def _field_changes(old: Thing, new: Thing) -> Iterator[FieldChange]:
    yield from _changed(_fields(old), _fields(new))
    if isinstance(old, TaskDraft) and isinstance(new, TaskDraft):
        yield from _of_assignments(old.assignments, new.assignments)


def _of_assignments(old: tuple[AssignmentDraft, ...], new: tuple[AssignmentDraft, ...]) -> Iterator[FieldChange]:
    before = {assignment.key: assignment for assignment in old}
    several = len(old) > 1 or len(new) > 1
    for place, assignment in enumerate(new, 1):
        earlier = before.pop(assignment.key, None)
        part = place if several else None
        if earlier is None:
            yield FieldChange("assignment", "", _assignment_line(assignment), part)
        else:
            yield from _changed(_assignment_fields(earlier), _assignment_fields(assignment), part)
    for assignment in before.values():
        yield FieldChange("assignment", _assignment_line(assignment), "")


def _changed(old: Fields, new: Fields, part: int | None = None) -> Iterator[FieldChange]:
    for name, was in old.items():
        if was != new[name]:
            yield FieldChange(name, was, new[name], part)


def _document_fields(document: DocumentDraft) -> Fields:
    return {
        "document": document.number or "",
        "title": document.title,
        "issuer": document.issuer or "",
        "issued": f"{document.issued:%d/%m/%Y}" if document.issued else "",
        "plan_year": str(document.plan_year or ""),
        "signer": document.signer or "",
    }


def _fields(thing: Thing) -> Fields:
    match thing:
        case TaskDraft():
            return {"number": thing.number, "section": ".".join(thing.section), "content": thing.content}
        case TargetDraft():
            value = f"{thing.comparator.value} {thing.value:g} {thing.unit}".rstrip()
            told = {"number": thing.number, "name": thing.name, "value": value, "year": str(thing.year or "")}
            return {**told, "owner": "; ".join(thing.owner)}
        case InlineTargetDraft():
            value = f"{thing.comparator.value} {thing.value:g} {thing.unit}".rstrip()
            return {"where": thing.where, "text": thing.text, "metric": thing.metric, "value": value}
        case DutyDraft():
            told = {"where": thing.where, "lead": "; ".join(thing.lead), "content": thing.content}
            return {**told, **_deadline_fields(thing)}


def _assignment_fields(assignment: AssignmentDraft) -> Fields:
    return {
        "lead": "; ".join(assignment.lead),
        "coordinate": "; ".join(assignment.coordinate),
        "product": assignment.product,
        **_deadline_fields(assignment),
    }


def _deadline_fields(told: AssignmentDraft | DutyDraft) -> Fields:
    return {"deadline_text": told.deadline_text, "deadlines": "; ".join(map(deadline_words, told.deadlines))}


def _assignment_line(assignment: AssignmentDraft) -> str:
    told = ("; ".join(assignment.lead), assignment.product, assignment.deadline_text)
    return " · ".join(text for text in told if text)


def _place(thing: Thing) -> str:
    match thing:
        case TaskDraft():
            return ".".join((*thing.section, thing.number) if thing.number else thing.section)
        case TargetDraft():
            return thing.number
        case InlineTargetDraft() | DutyDraft():
            return thing.where


def _text(thing: Thing) -> str:
    match thing:
        case TaskDraft() | DutyDraft():
            return thing.content
        case TargetDraft():
            return thing.name
        case InlineTargetDraft():
            return thing.text
