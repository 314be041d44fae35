"""The sample plan: what its data file says is what the ordinary reader makes of its Word document."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import pytest
import yaml

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)
from knowledge.importing.draft import AssignmentDraft, Comparator, PlanDraft, TargetDraft, TaskDraft
from knowledge.samples import SAMPLE_YEAR, load_sample
from knowledge.units import unit_key


@cache
def written() -> dict[str, Any]:
    text = files("knowledge.samples").joinpath("plan.yaml").read_text(encoding="utf-8")
    plan: dict[str, Any] = yaml.safe_load(text)
    return plan


@pytest.fixture(scope="module")
def draft() -> PlanDraft:
    return load_sample(SAMPLE_YEAR)


def deadline(data: dict[str, Any]) -> Deadline:
    facts = {name: value for name, value in data.items() if name != "kind"}
    match data["kind"]:
        case "date":
            return DateDeadline(**facts)
        case "period":
            return PeriodDeadline(**facts)
        case "recurring":
            return RecurringDeadline(**{**facts, "every": Every(facts["every"])})
        case "relative":
            return RelativeDeadline(**facts)
        case "external":
            return ExternalDeadline(**facts)
        case "continuous":
            return ContinuousDeadline()
        case "adhoc":
            return AdhocDeadline()
        case other:
            raise AssertionError(other)


def assignment(data: dict[str, Any]) -> AssignmentDraft:
    return AssignmentDraft(
        lead=tuple(data["lead"]),
        coordinate=tuple(data["coordinate"]),
        product=data["product"],
        deadline_text=data["deadline"],
        deadlines=tuple(map(deadline, data["due"])),
    )


def written_tasks() -> Iterator[TaskDraft]:
    section: tuple[str, ...] = ()
    number = 0
    for entry in written()["tasks"]:
        if "section" in entry:
            section = tuple(entry["section"])
            continue
        number += 1
        yield TaskDraft(str(number), section, entry["content"], tuple(map(assignment, entry["assignments"])))


def test_every_task_is_read_as_it_was_written(draft: PlanDraft) -> None:
    """Numbers, sections, contents, units, products and deadlines of all rows come back exactly."""
    expected = {task.number: task for task in written_tasks()}
    assert {task.number: task for task in draft.tasks} == expected
    assert len(draft.tasks) == len(expected)


def test_every_section_is_read_with_its_title(draft: PlanDraft) -> None:
    """The headings of the task table come back with their label paths."""
    expected = [(tuple(entry["section"]), entry["title"]) for entry in written()["tasks"] if "section" in entry]
    assert [(section.labels, section.title) for section in draft.sections] == expected


def test_every_target_is_read_with_its_comparator(draft: PlanDraft) -> None:
    """Names, measures, comparators, values and owners of the target table come back exactly."""
    expected = tuple(
        TargetDraft(
            number=str(number),
            name=target["name"],
            unit=target["unit"],
            comparator=Comparator(target["comparator"]),
            value=target["value"],
            year=SAMPLE_YEAR,
            owner=tuple(target["owner"]),
        )
        for number, target in enumerate(written()["targets"], 1)
    )
    assert draft.targets == expected


def test_figures_promised_inside_tasks_are_read(draft: PlanDraft) -> None:
    """Each figure given inside a task or its product is found with its comparator."""
    numbered = enumerate((entry for entry in written()["tasks"] if "content" in entry), 1)
    expected = {
        (f"task {number}", figure["comparator"], figure["value"], figure["unit"])
        for number, entry in numbered
        for figure in entry.get("figures", ())
    }
    found = {(target.where, str(target.comparator), target.value, target.unit) for target in draft.inline_targets}
    assert expected <= found


def test_the_document_is_read(draft: PlanDraft) -> None:
    """Number, title, issuer, date, year and signer come from the decision."""
    data, document = written()["document"], draft.document
    assert document.number == data["number"]
    assert document.title == data["title"]
    assert document.issuer is not None
    assert unit_key(document.issuer) == unit_key(data["issuer"])
    assert document.issued == data["issued"]
    assert document.plan_year == SAMPLE_YEAR
    assert document.signer == data["signer"]


def test_duties_of_the_prose_are_read_with_their_deadlines(draft: PlanDraft) -> None:
    """What the closing chapter asks of a unit by a day is a duty."""
    duties = {(duty.lead, one) for duty in draft.prose_duties for one in duty.deadlines}
    assert (("Phòng Kinh tế, Hạ tầng và Đô thị",), DateDeadline(date(SAMPLE_YEAR, 1, 31), before=True)) in duties
    assert (("Văn phòng HĐND và UBND",), DateDeadline(date(SAMPLE_YEAR, 7, 10), before=True)) in duties


def test_the_sample_leaves_nothing_in_doubt(draft: PlanDraft) -> None:
    """A clean document gives a person nothing to look at."""
    assert draft.doubts == ()


def test_the_sample_moves_to_the_year_it_is_loaded_in() -> None:
    """Its own dates follow the year, the documents it cites stay."""
    moved = load_sample(SAMPLE_YEAR + 3)
    assert moved.document.plan_year == SAMPLE_YEAR + 3
    assert moved.document.issued is not None
    assert moved.document.issued.year == SAMPLE_YEAR + 3
    assert not any(str(SAMPLE_YEAR) in task.content for task in moved.tasks)
    assert any("Luật Tổ chức chính quyền địa phương số 72/2025/QH15" in part.text for part in moved.prose)
    assert moved.tasks[0].assignments[0].deadlines == (DateDeadline(date(SAMPLE_YEAR + 3, 1, 31), before=True),)


def test_dates_are_spread_over_the_year(draft: PlanDraft) -> None:
    """In every month something falls due, so that there are late and coming duties whatever the day."""
    dues = {
        one.due.month
        for task in draft.tasks
        for part in task.assignments
        for one in part.deadlines
        if isinstance(one, DateDeadline | PeriodDeadline)
    }
    assert dues == set(range(1, 13))
