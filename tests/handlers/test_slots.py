"""Numbers and labels of tasks, targets, sections and documents in a message."""

import pytest

from handlers.understanding.normalise import Normaliser, Utterance
from handlers.understanding.slots import find_documents, find_section, find_target_number, find_task_number
from knowledge.vietnamese.abbreviations import expand


def heard(text: str) -> Utterance:
    return Normaliser(expand, lambda words: [(word,) for word in words]).normalise(text)


@pytest.mark.parametrize(
    ("text", "number", "section"),
    [
        ("hạn nv 34", "34", ()),
        ("nhiệm vụ số 7 là gì", "7", ()),
        ("NV III.5 ai làm", "5", ("III",)),
        ("việc 2.1 hạn khi nào", "2.1", ()),
        ("nhiệm vụ số mười hai", "12", ()),
        ("nhiem vu hai muoi mot la gi", "21", ()),
        ("dòng 3 mục II", "3", ()),
        ("số 9 ai chủ trì", "9", ()),
    ],
)
def test_a_task_is_told_by_number(text: str, number: str, section: tuple[str, ...]) -> None:
    slot = find_task_number(heard(text))
    assert slot is not None
    assert (slot.number, slot.section) == (number, section)


@pytest.mark.parametrize(
    "text",
    [
        "việc một cửa ai lo",
        "Nghị quyết số 131 giao gì",
        "có mấy nhiệm vụ",
        "nhiệm vụ năm 2026",
        "quyết định số 27",
        "việc 30 %",
    ],
)
def test_other_numbers_name_no_task(text: str) -> None:
    assert find_task_number(heard(text)) is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("mục II phần C", ("C", "II")),
        ("phan A muc iii", ("A", "III")),
        ("mục Đ", ("Đ",)),
        ("mục B.I", ("B", "I")),
        ("mức độ hài lòng", ()),
        ("phản ánh kiến nghị", ()),
    ],
)
def test_a_section_is_told_by_its_labels_outermost_first(text: str, labels: tuple[str, ...]) -> None:
    assert find_section(heard(text))[0] == labels


def test_a_target_is_told_by_number() -> None:
    slot = find_target_number(heard("chỉ tiêu số 5 bao nhiêu"))
    assert slot is not None
    assert slot.number == "5"


def test_a_document_is_told_by_its_whole_number_or_by_its_first_part() -> None:
    assert [slot.value for slot in find_documents(heard("quyết định 27/QĐ-UBND"))] == ["27/qd-ubnd"]
    assert [slot.value for slot in find_documents(heard("qđ 27 ai ký"))] == ["27/"]
