"""Files a draft: turns what an import has understood into rows."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert

from knowledge.deadlines.types import Deadline
from knowledge.importing.draft import DutyDraft, PlanDraft, TaskDraft
from knowledge.schema.columns import Labels
from knowledge.schema.deadlines import deadline_rows
from knowledge.schema.documents import DoubtRow, PlanRow, ProseRow, SectionRow
from knowledge.schema.duties import AssignmentRow, AssignmentUnitRow, DeadlineRow, DutyLeadRow, DutyRow, TaskRow
from knowledge.schema.figures import TargetOwnerRow, TargetRow
from knowledge.schema.keying import file_unit_names
from knowledge.types import AssignmentRole, TargetSource

Values = dict[str, Any]
Numbered = type[PlanRow] | type[SectionRow] | type[TaskRow] | type[AssignmentRow] | type[DutyRow] | type[TargetRow]


def digest(draft: PlanDraft) -> str:
    """A fingerprint that two drafts share only if they say the same."""
    told = json.dumps(_plain(draft), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def file_draft(connection: Connection, draft: PlanDraft, version: int, lineage: str, at: datetime) -> int:
    """Write all that `draft`, which has its keys, says as one version of its plan, and return the id of the plan."""
    filed = {"file": draft.file, "version": version, "lineage": lineage, "replaced": False, "imported_at": at}
    plan = {**_told(draft.document), **filed, "digest": digest(draft)}
    [plan_id] = _numbered(connection, PlanRow, [plan])
    _file_tasks(connection, draft, plan_id)
    _file_duties(connection, draft.prose_duties, plan_id)
    _file_targets(connection, draft, plan_id)
    _plainly(connection, ProseRow, _in_order(draft.prose, plan_id))
    _plainly(connection, DoubtRow, _in_order(draft.doubts, plan_id))
    return plan_id


def _file_tasks(connection: Connection, draft: PlanDraft, plan_id: int) -> None:
    sections = _file_sections(connection, draft, plan_id)
    rows = [
        {
            "plan_id": plan_id,
            "position": position,
            "number": task.number,
            "section": task.section,
            "section_id": sections.get(task.section),
            "content": task.content,
            "key": task.key,
        }
        for position, task in enumerate(draft.tasks)
    ]
    _file_assignments(connection, draft.tasks, _numbered(connection, TaskRow, rows))


def _file_sections(connection: Connection, draft: PlanDraft, plan_id: int) -> dict[Labels, int]:
    ids = _numbered(connection, SectionRow, _in_order(draft.sections, plan_id))
    # Of two headings with one path the first counts, so it is put in last.
    return {section.labels: row_id for section, row_id in reversed(list(zip(draft.sections, ids, strict=True)))}


def _file_assignments(connection: Connection, tasks: Sequence[TaskDraft], task_ids: Sequence[int]) -> None:
    drafts = [draft for task in tasks for draft in task.assignments]
    rows = [
        {
            "task_id": task_id,
            "position": position,
            "product": draft.product,
            "deadline_text": draft.deadline_text,
            "key": draft.key,
        }
        for task, task_id in zip(tasks, task_ids, strict=True)
        for position, draft in enumerate(task.assignments)
    ]
    ids = _numbered(connection, AssignmentRow, rows)
    leads = _standing(AssignmentRole.LEAD, (draft.lead for draft in drafts), ids)
    coordinates = _standing(AssignmentRole.COORDINATE, (draft.coordinate for draft in drafts), ids)
    _file_units(connection, AssignmentUnitRow, leads + coordinates)
    _file_deadlines(connection, "assignment_id", ids, [draft.deadlines for draft in drafts])


def _standing(
    role: AssignmentRole, printed: Iterable[tuple[str, ...]], ids: Iterable[int]
) -> list[tuple[Values, tuple[str, ...]]]:
    return [({"assignment_id": row_id, "role": role}, names) for names, row_id in zip(printed, ids, strict=True)]


def _file_duties(connection: Connection, duties: Sequence[DutyDraft], plan_id: int) -> None:
    rows = [
        {
            "plan_id": plan_id,
            "position": position,
            "where": duty.where,
            "content": duty.content,
            "deadline_text": duty.deadline_text,
            "key": duty.key,
        }
        for position, duty in enumerate(duties)
    ]
    ids = _numbered(connection, DutyRow, rows)
    leads = [({"duty_id": duty_id}, duty.lead) for duty, duty_id in zip(duties, ids, strict=True)]
    _file_units(connection, DutyLeadRow, leads)
    _file_deadlines(connection, "duty_id", ids, [duty.deadlines for duty in duties])


def _file_targets(connection: Connection, draft: PlanDraft, plan_id: int) -> None:
    rows = [{"plan_id": plan_id, **row} for row in (*_table_targets(draft), *_inline_targets(draft))]
    ids = _numbered(connection, TargetRow, rows)[: len(draft.targets)]
    owners = [({"target_id": target_id}, target.owner) for target, target_id in zip(draft.targets, ids, strict=True)]
    _file_units(connection, TargetOwnerRow, owners)


def _table_targets(draft: PlanDraft) -> list[Values]:
    return [
        {
            "source": TargetSource.TABLE,
            "position": position,
            "number": target.number,
            "where": None,
            "name": target.name,
            "text": "",
            "unit": target.unit,
            "comparator": target.comparator,
            "value": target.value,
            "year": target.year,
            "key": target.key,
        }
        for position, target in enumerate(draft.targets)
    ]


def _inline_targets(draft: PlanDraft) -> list[Values]:
    return [
        {
            "source": TargetSource.INLINE,
            "position": position,
            "number": None,
            "where": target.where,
            "name": target.metric,
            "text": target.text,
            "unit": target.unit,
            "comparator": target.comparator,
            "value": target.value,
            "year": None,
            "key": target.key,
        }
        for position, target in enumerate(draft.inline_targets)
    ]


def _file_deadlines(
    connection: Connection, owner: str, ids: Sequence[int], deadlines: Sequence[Iterable[Deadline]]
) -> None:
    rows = [row for owner_id, own in zip(ids, deadlines, strict=True) for row in deadline_rows(own, owner, owner_id)]
    _plainly(connection, DeadlineRow, rows)


def _file_units(connection: Connection, table: type[Any], units: Sequence[tuple[Values, tuple[str, ...]]]) -> None:
    ids = file_unit_names(connection, (name for _, printed in units for name in printed))
    rows = [
        {**owner, "position": position, "unit_name_id": ids[name]}
        for owner, printed in units
        for position, name in enumerate(printed)
    ]
    _plainly(connection, table, rows)


def _in_order(drafts: Iterable[Any], plan_id: int) -> list[Values]:
    return [{"plan_id": plan_id, "position": position, **_told(draft)} for position, draft in enumerate(drafts)]


def _told(draft: Any) -> Values:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


def _numbered(connection: Connection, table: Numbered, rows: Sequence[Values]) -> Sequence[int]:
    if not rows:
        return []
    return connection.scalars(insert(table).returning(table.id, sort_by_parameter_order=True), rows).all()


def _plainly(connection: Connection, table: type[Any], rows: Sequence[Values]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _plain(value: object) -> object:
    if is_dataclass(value):
        told = (field.name for field in fields(value) if field.compare)
        return [type(value).__name__, *(_plain(getattr(value, name)) for name in told)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    # A draft made by a person may say 50 where the importer says 50.0.
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
