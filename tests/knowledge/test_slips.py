"""What a scan misreads stays as read; what is derived of it is what was meant, or a doubt."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.deadlines.parse import parse_deadlines
from knowledge.deadlines.types import Deadline, ExternalDeadline, RelativeDeadline
from knowledge.importing.draft import PlanDraft
from knowledge.importing.labels import cell_label, split_label
from knowledge.importing.parse import parse_plan
from knowledge.importing.readers import read_source
from knowledge.importing.unit_cells import split_units
from knowledge.vietnamese.slips import find_meant
from tests.documents.__main__ import write
from tests.knowledge.slips import slip_text, slipped

TIMES = (
    "Trước ngày 30/6/2026",
    "Quý III năm 2026",
    "Tháng 9/2026",
    "Hằng tháng, chậm nhất ngày 20",
    "Thường xuyên",
    "Định kỳ hằng quý",
    "Trước ngày 15 tháng 10 năm 2026",
    "Trong tháng 4/2026",
)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Quý l/2025", "Quý I/2025"),
        ("Quý 1V/2025", "Quý IV/2025"),
        ("Trưóc ngày 30/6/2025", "Trước ngày 30/6/2025"),
        ("Tnường xuyên", "Thường xuyên"),
        ("trướcngày 30/6/2025", "trước ngày 30/6/2025"),
        ("trước 10 thánq 3 năm 2025", "trước 10 tháng 3 năm 2025"),
        ("Trong 5 ngày làm vlệc kể từ ngày nhận", "Trong 5 ngày làm việc kể từ ngày nhận"),
    ],
)
def test_a_deadline_with_a_slip_is_what_was_meant(read: str, meant: str) -> None:
    found = parse_deadlines(read, 2025).deadlines
    assert found
    assert found == parse_deadlines(meant, 2025).deadlines


@pytest.mark.parametrize("read", ["Tháng 1O/2026", "Trước ngày l5/6/2026", "15/6/2O26", "Ngày 1O tháng 6 năm 2026"])
def test_a_figure_with_a_slip_is_never_guessed(read: str) -> None:
    found = parse_deadlines(read, 2026)
    assert not found.deadlines
    assert found.unread


@given(st.sampled_from(TIMES), st.integers(0, 10_000))
@settings(max_examples=100, deadline=None)
def test_a_deadline_with_slips_is_as_meant_or_leaves_words_unread(text: str, seed: int) -> None:
    read = slip_text(text, Random(seed), 0.3, labels=True)
    found = parse_deadlines(read, 2026)
    assert found.unread or found.deadlines == parse_deadlines(text, 2026).deadlines, read


@pytest.mark.parametrize(("read", "meant"), [("l2", "12"), ("VIl.", "VII"), ("lII", "III"), ("1O", "10"), ("Il", "II")])
def test_a_label_with_a_slip_is_the_numeral_meant(read: str, meant: str) -> None:
    assert cell_label(read) == meant


def test_a_heading_with_a_slip_in_its_numeral_has_its_label() -> None:
    labelled = split_label("VIl. TỔ CHỨC THỰC HIỆN")
    assert labelled is not None
    assert (labelled.label, labelled.rest) == ("VII", "TỔ CHỨC THỰC HIỆN")


def test_the_title_of_a_section_is_known_with_a_letter_lost() -> None:
    assert find_meant("to chuc thuc hin", ["to chuc thuc hien"], plain=True) is not None


@pytest.mark.parametrize("cue", ["phối hợp", "phối hơn", "phối nợp", "phốihợp"])
def test_who_helps_is_told_with_a_slip_in_the_cue(cue: str) -> None:
    units = split_units(f"Sở Tài chính chủ trì, {cue} Sở Nội vụ, Công an tỉnh")
    assert units.lead == ("Sở Tài chính",)
    assert units.coordinate == ("Sở Nội vụ", "Công an tỉnh")


@pytest.mark.parametrize("seed", range(3))
def test_slips_in_a_plan_leave_what_is_derived_as_meant_or_in_doubt(seed: int, tmp_path: Path) -> None:
    source = read_source(write(tmp_path, seed, "txt")[0])
    plan, read = parse_plan(source, ""), parse_plan(slipped(source, seed, 0.03), "")
    assert read.document.plan_year == plan.document.plan_year
    assert read.document.issued == plan.document.issued
    assert [section.labels for section in read.sections] == [section.labels for section in plan.sections]
    assert [(task.section, task.number) for task in read.tasks] == [(task.section, task.number) for task in plan.tasks]
    assert not list(wrong_deadlines(plan, read))


def wrong_deadlines(plan: PlanDraft, read: PlanDraft) -> list[str]:
    """The deadline texts that were read as another day without a doubt."""
    doubts = " ".join(doubt.what for doubt in read.doubts)
    pairs = (
        (meant, found)
        for task, other in zip(plan.tasks, read.tasks, strict=True)
        for meant, found in zip(task.assignments, other.assignments, strict=True)
    )
    wrong = [found.deadline_text for meant, found in pairs if times(meant.deadlines) != times(found.deadlines)]
    return [text for text in wrong if text and text not in doubts]


def times(deadlines: tuple[Deadline, ...]) -> list[object]:
    """What deadlines come to, the wording of events and references aside."""
    return [type(one) if isinstance(one, RelativeDeadline | ExternalDeadline) else one for one in deadlines]
