"""Plans as workbooks: written, changed by a person, and read back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook, load_workbook

from knowledge.deadlines.types import DateDeadline, Every, PeriodDeadline, RecurringDeadline
from knowledge.errors import UnreadableFileError, UnwritableSheetError
from knowledge.importing.correction.deadline_words import deadline_from_words, deadline_words
from knowledge.importing.correction.plan_xlsx import is_plan_workbook, read_xlsx, write_xlsx
from knowledge.importing.draft import PlanDraft, ProseDraft
from knowledge.importing.read import read_plan, understand
from tests.knowledge.drafts import assignment, deadlines, plan, plan_drafts, task

TASKS, DOCUMENT = "Nhiệm vụ", "Văn bản"
DAY = DateDeadline(date(2025, 6, 30), True)
bounded = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def edited(path: Path, draft: PlanDraft, sheet: str, row: int, column: str, value: object) -> Path:
    """The plan's workbook in which a person has changed one cell."""
    write_xlsx(draft, path)
    book = load_workbook(path)
    titles = [cell.value for cell in book[sheet][1]]
    book[sheet].cell(row, titles.index(column) + 1).value = value
    book.save(path)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sua.xlsx"


@bounded
@given(plan_drafts)
def test_a_draft_comes_back_from_its_workbook_as_it_was(path: Path, draft: PlanDraft) -> None:
    write_xlsx(draft, path)
    assert read_xlsx(path) == draft


@given(deadlines)
@settings(max_examples=100, deadline=None)
def test_a_deadline_comes_back_from_its_words(deadline: Any) -> None:
    assert deadline_from_words(deadline_words(deadline)) == deadline


@pytest.mark.parametrize("words", ["", "mai", "ngày 30/02/2025", "hằng quý; ngày 32", "từ 01/01/2025"])
def test_words_that_are_no_deadline_give_none(words: str) -> None:
    assert deadline_from_words(words) is None


def test_keys_come_back(path: Path) -> None:
    part = replace(assignment(), key="b" * 32)
    write_xlsx(plan(replace(task("1", part), key="a" * 32)), path)
    (read,) = read_xlsx(path).tasks
    assert (read.key, read.assignments[0].key) == ("a" * 32, "b" * 32)


def test_a_workbook_is_read_in_a_process_of_its_own_with_its_keys(path: Path) -> None:
    draft = plan(replace(task("1", assignment()), key="a" * 32))
    write_xlsx(draft, path)
    read = read_plan(path)
    assert (read, read.tasks[0].key) == (draft, "a" * 32)


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5%", "@sum", "#N/A", "007", "_x000D_", "a\r\nb", "\\e", "tab\tở đây"]
)
def test_a_text_that_looks_like_something_else_stays_a_text(path: Path, text: str) -> None:
    draft = plan(task("1", content=text))
    write_xlsx(draft, path)
    kinds = {cell.data_type for page in load_workbook(path) for row in page.iter_rows() for cell in row}
    assert (read_xlsx(path), "f" in kinds) == (draft, False)


def test_headings_are_frozen_and_keys_are_hidden(path: Path) -> None:
    write_xlsx(plan(task("1")), path)
    page = load_workbook(path)[TASKS]
    assert (page.freeze_panes, page.column_dimensions["L"].hidden) == ("A2", True)


def test_a_lead_that_was_edited_is_read(path: Path) -> None:
    draft = plan(task("1", assignment(DAY)))
    read = understand(edited(path, draft, TASKS, 2, "Chủ trì", "Sở Tư pháp\nSở Y tế"))
    assert read.tasks[0].assignments[0] == replace(assignment(DAY), lead=("Sở Tư pháp", "Sở Y tế"))


def test_a_deadline_text_that_was_edited_is_parsed_anew(path: Path) -> None:
    draft = plan(task("1", assignment(DAY)))
    read = understand(edited(path, draft, TASKS, 2, "Thời hạn", "Quý III"))
    assert read.tasks[0].assignments[0].deadlines == (PeriodDeadline(date(2025, 7, 1), date(2025, 9, 30)),)


def test_a_deadline_text_that_was_edited_and_is_not_understood_is_a_doubt(path: Path) -> None:
    read = understand(edited(path, plan(task("1", assignment(DAY))), TASKS, 2, "Thời hạn", "lúc nào hay lúc ấy"))
    assert (read.tasks[0].assignments[0].deadlines, read.doubts[-1].what) == (
        (),
        "Chưa hiểu thời hạn “lúc nào hay lúc ấy”.",
    )


@pytest.mark.parametrize(
    ("words", "deadline"),
    [("trước ngày 1/7/2025", DateDeadline(date(2025, 7, 1), True)), ("hàng tháng", RecurringDeadline(Every.MONTH))],
)
def test_what_a_deadline_means_can_be_put_right(path: Path, words: str, deadline: object) -> None:
    read = understand(edited(path, plan(task("1", assignment(DAY))), TASKS, 2, "Hiểu là", words))
    assert read.tasks[0].assignments[0].deadlines == (deadline,)


def test_a_day_and_a_number_that_excel_made_are_read(path: Path) -> None:
    assert read_xlsx(edited(path, plan(), DOCUMENT, 7, "Nội dung", date(2025, 2, 3))).document.issued == date(
        2025, 2, 3
    )
    assert read_xlsx(edited(path, plan(), "Chỉ tiêu", 2, "Giá trị", "97,5%")).targets[0].value == 97.5
    assert read_xlsx(edited(path, plan(task("1")), TASKS, 2, "Số", 12)).tasks[0].number == "12"


def test_rows_added_below_are_assignments_or_tasks(path: Path) -> None:
    write_xlsx(plan(task("1", assignment(DAY))), path)
    book = load_workbook(path)
    for cells in ({6: "Sở Y tế"}, {3: "2", 4: "Việc mới", 6: "Sở Nội vụ"}):
        book[TASKS].append(cells)
    book.save(path)
    first, second = read_xlsx(path).tasks
    assert [part.lead for part in first.assignments] == [("Sở Nội vụ",), ("Sở Y tế",)]
    assert (second.number, second.content, second.assignments[0].lead) == ("2", "Việc mới", ("Sở Nội vụ",))


def test_columns_may_be_moved_and_added(path: Path) -> None:
    draft = plan(task("1", assignment(DAY)))
    write_xlsx(draft, path)
    book = load_workbook(path)
    book[TASKS].insert_cols(3)
    book[TASKS].cell(1, 3).value = "Ghi chú của tôi"
    book.save(path)
    assert read_xlsx(path) == draft


def _rename_column(book: Workbook) -> None:
    book[TASKS]["F1"] = "Ai làm"


def _remove_sheet(book: Workbook) -> None:
    del book["Lời văn"]


def _split_task(book: Workbook) -> None:
    book[TASKS]["A4"] = "1"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_rename_column, "trang “Nhiệm vụ”: thiếu cột “Chủ trì”"),
        (_remove_sheet, "thiếu trang “Lời văn”"),
        (_split_task, "trang “Nhiệm vụ”, dòng 4, cột “Việc”: "),
    ],
)
def test_what_is_missing_or_torn_apart_is_named(path: Path, change: Callable[[Workbook], None], told: str) -> None:
    write_xlsx(plan(task("1"), task("2"), task("3")), path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    with pytest.raises(UnreadableFileError) as caught:
        read_xlsx(path)
    assert (caught.value.reason, caught.value.detail.startswith(told)) == ("bad_sheet", True)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value"),
    [
        (TASKS, 2, "Hiểu là", "bao giờ xong thì xong"),
        (TASKS, 3, "Nội dung", "Khác hẳn"),
        (TASKS, 2, "Sản phẩm", "=A1"),
        (DOCUMENT, 2, "Nội dung", "khác/9"),
        (DOCUMENT, 7, "Nội dung", "30/02/2025"),
        (DOCUMENT, 8, "Nội dung", "năm sau"),
        ("Chỉ tiêu", 2, "So sánh", "~"),
        ("Chỉ tiêu", 2, "Giá trị", "nhiều"),
        ("Chỉ tiêu", 2, "Giá trị", "1.000"),
        ("Chỉ tiêu", 2, "Năm", "25"),
    ],
)
def test_nonsense_in_a_cell_is_named_by_its_place(path: Path, sheet: str, row: int, column: str, value: str) -> None:
    draft = plan(task("1", assignment(DAY), assignment(DAY, lead=("Sở Y tế",))))
    with pytest.raises(UnreadableFileError) as caught:
        read_xlsx(edited(path, draft, sheet, row, column, value))
    assert caught.value.reason == "bad_sheet"
    if value != "khác/9":
        assert caught.value.detail.startswith(f"trang “{sheet}”, dòng {row}, cột “{column}”: ")


def test_an_office_s_own_workbook_is_not_taken_for_a_corrected_plan(path: Path) -> None:
    book = Workbook()
    book.worksheets[0].title = TASKS
    book.save(path)
    assert not is_plan_workbook(path)


def test_a_file_that_is_no_workbook_is_not_taken_for_one(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 khong phai")
    assert not is_plan_workbook(path)


def test_a_text_too_long_for_a_cell_is_refused_by_its_place(path: Path) -> None:
    long = replace(plan(), prose=(ProseDraft("I.1", "dài " * 10_000),))
    with pytest.raises(UnwritableSheetError, match="trang “Lời văn”, dòng 2"):
        write_xlsx(long, path)
    assert not path.exists()
