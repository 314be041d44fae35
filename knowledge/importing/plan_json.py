"""The public format dondoc-plan/1: drafts written as JSON, and JSON read back with every field checked.

Two optional keys keep what the tables alone would lose: "sections" (labels and title of each heading) and
"prose" (place and text of each paragraph). Between processes a thing also has its "key", where it has one.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.importing.checking import Checked
from knowledge.importing.deadline_json import deadline_from_json, deadline_to_json
from knowledge.importing.draft import (
    AssignmentDraft,
    Comparator,
    DocumentDraft,
    Doubt,
    DutyDraft,
    InlineTargetDraft,
    PlanDraft,
    ProseDraft,
    SectionDraft,
    TargetDraft,
    TaskDraft,
)
from knowledge.importing.readers.encoding import decode_file
from knowledge.malformed import MalformedError

FORMAT = "dondoc-plan/1"


def to_json(draft: PlanDraft, keys: bool = False) -> dict[str, Any]:
    """The JSON object of a plan, `keys` with the keys that its things have."""
    return {
        "format": FORMAT,
        "file": draft.file,
        "document": _document_to_json(draft.document),
        "sections": [{"labels": list(section.labels), "title": section.title} for section in draft.sections],
        "tasks": [_task_to_json(task, keys) for task in draft.tasks],
        "targets": [_with_key(_target_to_json(target), target.key, keys) for target in draft.targets],
        "inline_targets": [_with_key(_inline_to_json(target), target.key, keys) for target in draft.inline_targets],
        "prose_duties": [_with_key(_duty_to_json(duty), duty.key, keys) for duty in draft.prose_duties],
        "prose": [{"where": prose.where, "text": prose.text} for prose in draft.prose],
        "doubts": [{"where": doubt.where, "what": doubt.what} for doubt in draft.doubts],
    }


def _document_to_json(document: DocumentDraft) -> dict[str, Any]:
    return {
        "number": document.number,
        "title": document.title,
        "issuer": document.issuer,
        "issued": document.issued.isoformat() if document.issued else None,
        "plan_year": document.plan_year,
        "signer": document.signer,
    }


def _with_key(told: dict[str, Any], key: str, keys: bool) -> dict[str, Any]:
    return {**told, "key": key} if keys and key else told


def _task_to_json(task: TaskDraft, keys: bool) -> dict[str, Any]:
    told = {
        "number": task.number,
        "section": list(task.section),
        "content": task.content,
        "assignments": [_with_key(_assignment_to_json(part), part.key, keys) for part in task.assignments],
    }
    return _with_key(told, task.key, keys)


def _assignment_to_json(assignment: AssignmentDraft) -> dict[str, Any]:
    return {
        "lead": list(assignment.lead),
        "coordinate": list(assignment.coordinate),
        "product": assignment.product,
        "deadline_text": assignment.deadline_text,
        "deadlines": [deadline_to_json(deadline) for deadline in assignment.deadlines],
    }


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _target_to_json(target: TargetDraft) -> dict[str, Any]:
    return {
        "number": target.number,
        "name": target.name,
        "unit": target.unit,
        "comparator": target.comparator.value,
        "value": _number(target.value),
        "year": target.year,
        "owner": list(target.owner),
    }


def _inline_to_json(target: InlineTargetDraft) -> dict[str, Any]:
    return {
        "where": target.where,
        "text": target.text,
        "metric": target.metric,
        "comparator": target.comparator.value,
        "value": _number(target.value),
        "unit": target.unit,
    }


def _duty_to_json(duty: DutyDraft) -> dict[str, Any]:
    return {
        "where": duty.where,
        "lead": list(duty.lead),
        "content": duty.content,
        "deadline_text": duty.deadline_text,
        "deadlines": [deadline_to_json(deadline) for deadline in duty.deadlines],
    }


def read_json(path: Path) -> PlanDraft:
    """The plan of a JSON file."""
    text = decode_file(path)
    try:
        loaded = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(path, "bad_json", str(error)) from error
    return from_json(loaded, path)


def from_json(obj: object, path: Path) -> PlanDraft:
    """The plan of a JSON object; UnreadableFileError names the first place that is wrong."""
    try:
        return _plan(Checked(obj, ""))
    except MalformedError as error:
        raise UnreadableFileError(path, "bad_json", str(error)) from error


def _plan(plan: Checked) -> PlanDraft:
    if plan.field("format").text() != FORMAT:
        raise plan.field("format").wrong(f"phải là {FORMAT}")
    return PlanDraft(
        file=plan.field("file").text(),
        document=_document(plan.field("document")),
        sections=tuple(
            SectionDraft(s.field("labels").texts(), s.field("title").text()) for s in plan.items("sections")
        ),
        tasks=tuple(_task(task) for task in plan.field("tasks").elements()),
        targets=tuple(_target(target) for target in plan.field("targets").elements()),
        inline_targets=tuple(_inline(target) for target in plan.field("inline_targets").elements()),
        prose_duties=tuple(_duty(duty) for duty in plan.field("prose_duties").elements()),
        prose=tuple(ProseDraft(p.field("where").text(), p.field("text").text()) for p in plan.items("prose")),
        doubts=tuple(Doubt(d.field("where").text(), d.field("what").text()) for d in plan.items("doubts")),
    )


def _document(document: Checked) -> DocumentDraft:
    issued = document.field("issued").optional_text()
    return DocumentDraft(
        number=document.field("number").optional_text(),
        title=document.field("title").text(),
        issuer=document.field("issuer").optional_text(),
        issued=_issued(document, issued),
        plan_year=document.field("plan_year").optional_whole(1900, 2999),
        signer=document.field("signer").optional_text(),
    )


def _issued(document: Checked, issued: str | None) -> date | None:
    return None if issued is None else document.field("issued").day()


def _task(task: Checked) -> TaskDraft:
    return TaskDraft(
        task.field("number").text(),
        task.field("section").texts(),
        task.field("content").text(),
        tuple(_assignment(assignment) for assignment in task.field("assignments").elements()),
        _key(task),
    )


def _assignment(assignment: Checked) -> AssignmentDraft:
    return AssignmentDraft(
        assignment.field("lead").texts(),
        assignment.field("coordinate").texts(),
        assignment.field("product").text(),
        assignment.field("deadline_text").text(),
        tuple(deadline_from_json(deadline) for deadline in assignment.field("deadlines").elements()),
        _key(assignment),
    )


def _target(target: Checked) -> TargetDraft:
    return TargetDraft(
        target.field("number").text(),
        target.field("name").text(),
        target.field("unit").text(),
        target.field("comparator").choice(Comparator),
        target.field("value").number(),
        target.field("year").optional_whole(1900, 2999),
        target.field("owner").texts(),
        _key(target),
    )


def _inline(target: Checked) -> InlineTargetDraft:
    return InlineTargetDraft(
        target.field("where").text(),
        target.field("text").text(),
        target.field("metric").text(),
        target.field("comparator").choice(Comparator),
        target.field("value").number(),
        target.field("unit").text(),
        _key(target),
    )


def _duty(duty: Checked) -> DutyDraft:
    return DutyDraft(
        duty.field("where").text(),
        duty.field("lead").texts(),
        duty.field("content").text(),
        duty.field("deadline_text").text(),
        tuple(deadline_from_json(deadline) for deadline in duty.field("deadlines").elements()),
        _key(duty),
    )


def _key(thing: Checked) -> str:
    return thing.field("key").text() if thing.has("key") else ""
