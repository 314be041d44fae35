"""The plan JSON, written and read back."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from knowledge.deadlines.types import Deadline, Every, PeriodDeadline, RecurringDeadline
from knowledge.errors import UnreadableFileError
from knowledge.importing.draft import PlanDraft
from knowledge.importing.plan_json import from_json, to_json
from knowledge.importing.read import read_plan
from tests.knowledge.drafts import assignment, plan, plan_drafts, task

PATH = Path("ke-hoach.json")


def _in_order(deadlines: tuple[Deadline, ...]) -> tuple[Deadline, ...]:
    return tuple(
        PeriodDeadline(min(d.start, d.due), max(d.start, d.due)) if isinstance(d, PeriodDeadline) else d
        for d in deadlines
    )


def _with_periods_in_order(draft: PlanDraft) -> PlanDraft:
    tasks = tuple(
        replace(t, assignments=tuple(replace(a, deadlines=_in_order(a.deadlines)) for a in t.assignments))
        for t in draft.tasks
    )
    duties = tuple(replace(duty, deadlines=_in_order(duty.deadlines)) for duty in draft.prose_duties)
    return replace(draft, tasks=tasks, prose_duties=duties)


@given(plan_drafts.map(_with_periods_in_order))
@settings(max_examples=60, deadline=None)
def test_a_draft_comes_back_from_its_json_as_it_was(draft: PlanDraft) -> None:
    assert from_json(json.loads(json.dumps(to_json(draft))), PATH) == draft


def test_the_json_names_its_format_and_has_the_public_keys() -> None:
    written = to_json(plan(task("1", assignment())))
    assert written["format"] == "dondoc-plan/1"
    assert set(written) >= {"file", "document", "tasks", "targets", "inline_targets", "prose_duties", "doubts"}


def test_whom_a_deadline_binds_is_written_only_where_it_is_said() -> None:
    quarterly = RecurringDeadline(Every.QUARTER, 17, False, "cấp xã")
    monthly = RecurringDeadline(Every.MONTH)
    first, second = to_json(plan(task("1", assignment(quarterly, monthly))))["tasks"][0]["assignments"][0]["deadlines"]
    assert first["for"] == "cấp xã"
    assert "for" not in second


def test_sections_prose_and_doubts_may_be_left_out() -> None:
    written = to_json(plan(task("1", assignment())))
    for key in ("sections", "prose", "doubts"):
        del written[key]
    read = from_json(written, PATH)
    assert (read.sections, read.prose, read.doubts) == ((), (), ())


def _broken(*steps: str | int, value: Any = None, missing: bool = False) -> Any:
    written: Any = to_json(plan(task("1", assignment(RecurringDeadline(Every.MONTH)))))
    inner = written
    for step in steps[:-1]:
        inner = inner[step]
    if missing:
        del inner[steps[-1]]
    else:
        inner[steps[-1]] = value
    return written


@pytest.mark.parametrize(
    ("broken", "place"),
    [
        ([], "(gốc)"),
        (_broken("format", value="dondoc-plan/9"), "format"),
        (_broken("format", missing=True), "format"),
        (_broken("file", value=7), "file"),
        (_broken("document", "issued", value="2025-2-30"), "document.issued"),
        (_broken("document", "plan_year", value="2025"), "document.plan_year"),
        (_broken("tasks", value={}), "tasks"),
        (_broken("tasks", 0, "section", value=["I", 2]), "tasks[0].section[1]"),
        (_broken("tasks", 0, "assignments", 0, "lead", missing=True), "tasks[0].assignments[0].lead"),
        (
            _broken("tasks", 0, "assignments", 0, "deadlines", 0, "kind", value="someday"),
            "tasks[0].assignments[0].deadlines[0].kind",
        ),
        (
            _broken("tasks", 0, "assignments", 0, "deadlines", 0, "due_day", value=32),
            "tasks[0].assignments[0].deadlines[0].due_day",
        ),
        (_broken("targets", 0, "comparator", value="~"), "targets[0].comparator"),
        (_broken("targets", 0, "value", value=True), "targets[0].value"),
        (_broken("targets", 0, "value", value=10**400), "targets[0].value"),
        (_broken("inline_targets", 0, "value", value="5"), "inline_targets[0].value"),
        (_broken("doubts", 0, "what", value=None), "doubts[0].what"),
        (_broken("doubts", 0, "what", value="a\x00b"), "doubts[0].what"),
        (_broken("doubts", 0, "what", value="\ud83d"), "doubts[0].what"),
    ],
)
def test_what_is_wrong_is_named_by_its_place(broken: object, place: str) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        from_json(broken, PATH)
    assert caught.value.reason == "bad_json"
    assert caught.value.detail.startswith(f"{place}:")


def test_a_json_file_is_read_as_a_plan_and_keeps_the_file_it_names(tmp_path: Path) -> None:
    draft = plan(task("1", assignment()), file="goc.txt")
    path = tmp_path / "sua.json"
    path.write_text(json.dumps(to_json(draft), ensure_ascii=False), encoding="utf-8")
    assert read_plan(path) == draft


def test_a_json_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hong.json"
    path.write_text('{"format": ', encoding="utf-8")
    with pytest.raises(UnreadableFileError) as caught:
        read_plan(path)
    assert caught.value.reason == "bad_json"
