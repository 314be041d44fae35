"""Workbooks are read as an office sees them: sheets, headers, merged cells, hidden parts."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from knowledge.deadlines.types import DateDeadline
from knowledge.importing.draft import Comparator, PlanDraft
from knowledge.importing.read import understand
from knowledge.importing.readers.workbook.reader import read_workbook
from knowledge.importing.source import Grid, Paragraph
from tests.knowledge.office_files import COLUMNS, ROW, change_sheet, write_sheets

_SECOND = ("2", "Kiểm tra công vụ", "Thanh tra huyện", "Biên bản", "Quý III")
_TITLE = ("KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026",)


def _at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """A moment as a workbook keeps it, which knows no time zone."""
    return datetime(year, month, day, hour)  # noqa: DTZ001


def _plan(tmp_path: Path, *rows: tuple[Any, ...], change: Callable[[Any], object] | None = None) -> PlanDraft:
    path = write_sheets(tmp_path / "a.xlsx", Sheet1=[_TITLE, *rows])
    return understand(path if change is None else change_sheet(path, change))


def _numbers(plan: PlanDraft) -> list[str]:
    return [task.number for task in plan.tasks]


@pytest.mark.parametrize("empty", [0, 1, 7])
def test_the_header_may_stand_anywhere_near_the_top(tmp_path: Path, empty: int) -> None:
    assert _numbers(_plan(tmp_path, *[()] * empty, COLUMNS, ROW, _SECOND)) == ["1", "2"]


def test_the_facts_of_the_document_stand_above_the_table(tmp_path: Path) -> None:
    head = [
        ("UBND HUYỆN LẠC SƠN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("PHÒNG NỘI VỤ", None, None, "Độc lập - Tự do - Hạnh phúc"),
        ("Số: 21/KH-NV", None, None, "Lạc Sơn, ngày 03 tháng 02 năm 2026"),
        (),
        _TITLE,
        (),
    ]
    document = understand(write_sheets(tmp_path / "a.xlsx", Sheet1=[*head, COLUMNS, ROW])).document
    assert (document.number, document.issued, document.plan_year) == ("21/KH-NV", date(2026, 2, 3), 2026)
    assert document.issuer == "Phòng Nội vụ"


def test_a_header_of_two_rows_is_one_header(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        for place in ("A2:A3", "B2:B3", "C2:D2", "E2:E3"):
            sheet.merge_cells(place)

    head = [("TT", "Nội dung công việc", "Phân công thực hiện", None, "Thời hạn"), (None, None, "Chủ trì", "Phối hợp")]
    plan = _plan(tmp_path, *head, (1, "Rà soát", "Sở Nội vụ", "Sở Tư pháp", "Quý I"), change=merge)
    assignment = plan.tasks[0].assignments[0]
    assert (assignment.lead, assignment.coordinate) == (("Sở Nội vụ",), ("Sở Tư pháp",))


def test_a_cell_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    rows = [ROW, ("2", "Kiểm tra", None, "Biên bản", "Quý III")]
    plan = _plan(tmp_path, COLUMNS, *rows, change=lambda sheet: sheet.merge_cells("C3:C4"))
    assert [task.assignments[0].lead for task in plan.tasks] == [("Sở Nội vụ",)] * 2


def test_a_task_merged_over_rows_has_several_assignments(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        sheet.merge_cells("A3:A4")
        sheet.merge_cells("B3:B4")

    plan = _plan(tmp_path, COLUMNS, ROW, (None, None, "Sở Tư pháp", "Tờ trình", "Quý IV"), change=merge)
    assert [assignment.lead for assignment in plan.tasks[0].assignments] == [("Sở Nội vụ",), ("Sở Tư pháp",)]


@pytest.mark.parametrize("merged", [True, False])
def test_a_group_row_is_a_heading(tmp_path: Path, merged: bool) -> None:
    rows = [("I. Thể chế",), ROW, ("II. Kiểm tra",), _SECOND]
    plan = _plan(
        tmp_path, COLUMNS, *rows,
        change=lambda sheet: [sheet.merge_cells(place) for place in ("A3:E3", "A5:E5")] if merged else None,
    )  # fmt: skip
    assert [task.section for task in plan.tasks] == [("I",), ("II",)]


def test_columns_of_the_tracking_are_not_ours(tmp_path: Path) -> None:
    columns = ("STT", "Nội dung", "Ngày giao", "Chủ trì", "% HT", "Tình trạng", "Kinh phí", "Hạn", "Ghi chú")
    row = (1, "Rà soát", date(2026, 1, 5), "Sở Nội vụ", (0.4, "0%"), "Đang làm", (5e6, "#,##0"), "Quý II", "chậm")
    (task,) = _plan(tmp_path, columns, row).tasks
    (assignment,) = task.assignments
    assert (task.content, assignment.product, assignment.deadline_text) == ("Rà soát", "", "Quý II")


def test_a_real_day_is_a_deadline(tmp_path: Path) -> None:
    plan = _plan(tmp_path, COLUMNS, (*ROW[:4], (_at(2026, 3, 15), "mm-dd-yy")))
    assignment = plan.tasks[0].assignments[0]
    assert assignment.deadline_text == "15/03/2026"
    assert assignment.deadlines == (DateDeadline(date(2026, 3, 15), False),)


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ([1, 2, 3], ["1", "2", "3"]),
        ([1.0, 2.0], ["1", "2"]),
        (["1", "2"], ["1", "2"]),
        ([(1, "00"), (2, "00")], ["01", "02"]),
        ([1.1, 1.2], ["1.1", "1.2"]),
        ([1.8, 1.9, 1.1, 1.11], ["1.8", "1.9", "1.10", "1.11"]),
        ([(_at(2026, 1, 1), "d-mmm"), (_at(2026, 2, 1), "d-mmm")], ["1.1", "1.2"]),
    ],
)
def test_rows_are_numbered_as_they_were_typed(tmp_path: Path, typed: list[Any], numbers: list[str]) -> None:
    rows = [(number, f"Rà soát việc {at}", *ROW[2:]) for at, number in enumerate(typed)]
    assert _numbers(_plan(tmp_path, COLUMNS, *rows)) == numbers


def test_lines_and_rich_text_of_a_cell_are_its_text(tmp_path: Path) -> None:
    rich = CellRichText("Rà soát ", TextBlock(InlineFont(b=True), "thủ tục\nhành chính"))
    assert _plan(tmp_path, COLUMNS, ("1", rich, *ROW[2:])).tasks[0].content == "Rà soát thủ tục hành chính"


def test_a_formula_never_computed_says_nothing(tmp_path: Path) -> None:
    assert _plan(tmp_path, COLUMNS, (*ROW[:3], "=B3", "Quý I")).tasks[0].assignments[0].product == ""


def test_a_row_hidden_by_a_filter_is_kept(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.row_dimensions[3].hidden = True

    assert _numbers(_plan(tmp_path, COLUMNS, ROW, _SECOND, change=hide)) == ["1", "2"]


def test_a_hidden_column_is_not_read(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.column_dimensions["E"].hidden = True

    columns, row = (*COLUMNS[:4], "Thời hạn cũ", "Thời hạn"), (*ROW[:4], "Quý I", "Quý II")
    assert _plan(tmp_path, columns, row, change=hide).tasks[0].assignments[0].deadline_text == "Quý II"


def test_a_column_folded_away_as_a_group_is_read(tmp_path: Path) -> None:
    def fold_away(sheet: Any) -> None:
        sheet.column_dimensions.group("D", "D", hidden=True)

    assert _plan(tmp_path, COLUMNS, ROW, change=fold_away).tasks[0].assignments[0].product == "Báo cáo"


def test_sheets_come_in_their_order(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", Một=[COLUMNS, ROW], Hai=[COLUMNS, _SECOND])
    assert _numbers(understand(path)) == ["1", "2"]


def test_targets_may_stand_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    targets = [("TT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2026"), (1, "Hồ sơ trực tuyến", None, (0.805, "0.0%"))]
    plan = understand(write_sheets(tmp_path / "a.xlsx", NV=[_TITLE, COLUMNS, ROW], CT=targets))
    (target,) = plan.targets
    assert (target.comparator, target.value, target.unit) == (Comparator.EQUAL, 80.5, "%")


def test_two_tables_of_one_sheet_are_both_read(tmp_path: Path) -> None:
    targets = [("TT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2026"), (1, "Hồ sơ số hóa", "hồ sơ", (12000, "#,##0"))]
    plan = _plan(tmp_path, COLUMNS, ROW, (), ("CHỈ TIÊU",), *targets)
    assert (len(plan.tasks), plan.targets[0].value) == (1, 12000)


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    def hide(sheet: Any) -> None:
        sheet.sheet_state = "hidden"

    path = write_sheets(tmp_path / "a.xlsx", Cũ=[COLUMNS, _SECOND], Mới=[COLUMNS, ROW])
    assert _numbers(understand(change_sheet(path, hide))) == ["1"]


def test_a_sheet_that_lists_something_else_is_left_out(tmp_path: Path) -> None:
    phones = [("Họ tên", "Điện thoại", "Phòng"), ("An", "0912", "201"), ("Bình", "0913", "202")]
    path = write_sheets(tmp_path / "a.xlsx", NV=[_TITLE, COLUMNS, ROW], DanhBa=phones)
    assert [type(block) for block in read_workbook(path).blocks] == [Paragraph, Grid]


def test_a_sheet_that_repeats_tasks_told_before_is_left_out(tmp_path: Path) -> None:
    path = write_sheets(tmp_path / "a.xlsx", Chung=[COLUMNS, ROW, _SECOND], NoiVu=[COLUMNS, ("1", *_SECOND[1:])])
    assert _numbers(understand(path)) == ["1", "2"]


@pytest.mark.parametrize("gap", [0, 2])
def test_who_signs_below_the_table_is_no_task(tmp_path: Path, gap: int) -> None:
    foot = [(None, "NGƯỜI LẬP BIỂU", None, "TRƯỞNG PHÒNG"), (None, "Trần Bình", None, "Nguyễn Văn An")]
    plan = _plan(tmp_path, COLUMNS, ROW, *[()] * gap, *foot)
    assert (len(plan.tasks), len(plan.tasks[0].assignments)) == (1, 1)
    assert plan.document.signer == "Nguyễn Văn An"


def test_an_empty_row_inside_a_table_does_not_end_it(tmp_path: Path) -> None:
    assert _numbers(_plan(tmp_path, COLUMNS, ROW, (), _SECOND)) == ["1", "2"]


def test_what_stands_under_a_title_that_is_not_ours_is_not_ours(tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        for place in ("A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:G2"):
            sheet.merge_cells(place)

    head = [
        ("TT", "Nội dung nhiệm vụ", "Chủ trì", "Thời gian", None, "Tình hình thực hiện", None),
        (None, None, None, "Ngày giao", "Hạn hoàn thành", "Kết quả", "Nguyên nhân chậm"),
    ]
    row = (1, "Rà soát", "Sở Nội vụ", "05/01/2026", "30/6/2026", "Đã xong đợt 1", "Thiếu người")
    assignment = _plan(tmp_path, *head, row, change=merge).tasks[0].assignments[0]
    assert (assignment.product, assignment.deadline_text) == ("", "30/6/2026")


def test_an_office_may_keep_many_columns_of_its_own(tmp_path: Path) -> None:
    columns = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời hạn", "T1", "T2", "T3", "T4", "T5", "T6", "Mã hồ sơ", "Link")
    assert _numbers(_plan(tmp_path, columns, (1, "Rà soát", "Sở Nội vụ", "Quý I", "x"))) == ["1"]
