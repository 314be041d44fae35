"""PDF files with a text layer."""

import unicodedata
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.pdf.reader import read_pdf
from knowledge.importing.source import Cell, Grid, Paragraph
from tests.knowledge.pdf_documents import Sheet, needs_font

pytestmark = needs_font

COLUMNS = (60, 100, 260, 400, 530)
HEAD = ("STT", "Nội dung", "Chủ trì", "Thời hạn")


def paragraphs(path: Path) -> list[str]:
    return [block.text for block in read_pdf(path).blocks if isinstance(block, Paragraph)]


def grids(path: Path) -> list[Grid]:
    return [block for block in read_pdf(path).blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows]


def test_wrapped_lines_are_one_paragraph_and_a_short_line_ends_it(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(100, 100, "Các phòng, ban rà soát quy trình nội bộ và gửi kết quả về văn phòng để")
    sheet.text(70, 116, "tổng hợp, báo cáo.")
    sheet.text(100, 132, "Văn phòng theo dõi.")
    first, second = paragraphs(sheet.save())
    assert first.endswith("văn phòng để tổng hợp, báo cáo.")
    assert second == "Văn phòng theo dõi."


def test_what_stands_side_by_side_is_read_side_after_side(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for at, (left, right) in enumerate([("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"), ("- Như Điều 3;", "CHỦ TỊCH")]):
        sheet.text(70, 100 + 16 * at, left)
        sheet.text(330, 100 + 16 * at, right)
    sheet.text(70, 132, "- Lưu: VT.")
    sheet.text(350, 200, "Nguyễn Văn Bình")
    assert paragraphs(sheet.save()) == [
        "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn Bình",
    ]  # fmt: skip


def test_page_numbers_running_heads_and_stamps_of_signatures_are_left_out(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for number in range(1, 5):
        sheet.centred(40, str(number))
        sheet.text(70, 60, f"Kế hoạch chuyển đổi số - trang {number}/4", 9)
        sheet.text(100, 200, f"Nội dung của trang thứ {['một', 'hai', 'ba', 'bốn'][number - 1]}.")
        sheet.turn_page()
    sheet.text(300, 300, "Ký bởi: Ủy ban nhân dân xã", 7)
    sheet.text(300, 308, "Thời gian ký: 05/02/2026 10:00:00 +07:00", 7)
    found = paragraphs(sheet.save())
    assert found == [f"Nội dung của trang thứ {word}." for word in ("một", "hai", "ba", "bốn")]


def test_letters_set_apart_and_marks_drawn_apart_come_together(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.canvas.drawString(200, 700, "KẾ HOẠCH", charSpace=4)
    sheet.text(70, 300, unicodedata.normalize("NFD", "Nhiệm vụ trọng tâm"))
    assert paragraphs(sheet.save()) == ["KẾ HOẠCH", "Nhiệm vụ trọng tâm"]


def test_words_without_spaces_between_are_parted_by_their_places(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    x = 100.0
    for word in ("Rà", "soát", "thủ", "tục"):
        sheet.text(x, 100, word)
        x += sheet.canvas.stringWidth(word, "Letters", 12) + 3.2
    assert paragraphs(sheet.save()) == ["Rà soát thủ tục"]


def test_list_items_keep_their_lines_and_wrapped_lines_of_a_cell_are_joined(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.table(100, COLUMNS, [HEAD, ("1", "Số hóa hồ sơ lưu trữ của\nphường", "- Văn phòng;\n- Công an", "Quý II")])
    (grid,) = grids(sheet.save())
    assert texts(grid)[1] == ["1", "Số hóa hồ sơ lưu trữ của phường", "- Văn phòng;\n- Công an", "Quý II"]


def test_cells_over_several_columns_and_rows_are_told(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for top, (x0, x1) in {100: (60, 400), 130: (200, 400), 160: (60, 400)}.items():
        sheet.line(x0, top, x1, top)
    for x, (top, bottom) in {60: (100, 160), 200: (100, 160), 300: (130, 160), 400: (100, 160)}.items():
        sheet.line(x, top, x, bottom)
    for x, top, text in ((64, 118, "Nội dung"), (204, 118, "Phân công"), (204, 148, "Chủ trì"), (304, 148, "Phối hợp")):
        sheet.text(x, top, text)
    (grid,) = grids(sheet.save())
    assert grid.rows == (
        (Cell("Nội dung"), Cell("Phân công", span=2), Cell("")),
        (Cell("", merged=True), Cell("Chủ trì"), Cell("Phối hợp")),
    )


def test_a_row_cut_by_the_end_of_a_page_is_whole_again(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.table(
        600, COLUMNS, [HEAD, ("1", "Xây dựng kho dữ liệu dùng\nchung và kết nối với các", "Văn phòng", "Quý I")]
    )
    sheet.turn_page()
    rest = ("", "cơ quan, đơn vị.", "", "")
    sheet.table(60, COLUMNS, [HEAD, rest, ("2", "Tập huấn", "Phòng Văn hóa", "Tháng 5")])
    first, second = grids(sheet.save())
    assert texts(first)[1][1] == "Xây dựng kho dữ liệu dùng chung và kết nối với các cơ quan, đơn vị."
    assert texts(second) == [list(HEAD), ["2", "Tập huấn", "Phòng Văn hóa", "Tháng 5"]]


def test_a_second_assignment_on_top_of_a_page_stays_a_row(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.table(600, COLUMNS, [HEAD, ("1", "Xây dựng kho dữ liệu dùng\nchung.", "Văn phòng", "Quý I")])
    sheet.turn_page()
    sheet.table(60, COLUMNS, [("", "", "Công an", "Quý III")])
    assert [len(grid.rows) for grid in grids(sheet.save())] == [2, 1]


def test_a_table_open_at_its_sides_is_closed(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    for top in (100, 125, 150, 175):
        sheet.line(60, top, 400, top)
    sheet.line(200, 100, 200, 175)
    for at, (left, right) in enumerate([("Việc", "Hạn"), ("Rà soát", "Quý I"), ("Tập huấn", "Quý II")]):
        sheet.text(64, 116 + 25 * at, left)
        sheet.text(204, 116 + 25 * at, right)
    assert texts(grids(sheet.save())[0]) == [["Việc", "Hạn"], ["Rà soát", "Quý I"], ["Tập huấn", "Quý II"]]


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_whose_text_is_turned_is_read_upright(tmp_path: Path, turn: int) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    across, up = (sheet.width, 0.0) if turn == 90 else (0.0, sheet.height)
    sheet.canvas.translate(across, up)
    sheet.canvas.rotate(turn)
    sheet.height = sheet.width
    sheet.table(100, COLUMNS, [HEAD, ("1", "Tập huấn", "Văn phòng", "Quý I")])
    assert texts(grids(sheet.save())[0]) == [list(HEAD), ["1", "Tập huấn", "Văn phòng", "Quý I"]]


def test_a_file_behind_a_password_is_said_to_be(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf", encrypt=StandardEncryption("mat-khau", canPrint=0))
    sheet.text(70, 100, "Kế hoạch")
    with pytest.raises(UnreadableFileError) as caught:
        read_pdf(sheet.save())
    assert caught.value.reason == "encrypted"


def test_a_cut_file_is_said_to_be_damaged_and_a_bare_page_empty(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.text(70, 100, "Kế hoạch")
    whole = sheet.save().read_bytes()
    cut = tmp_path / "b.pdf"
    cut.write_bytes(whole[:200])
    with pytest.raises(UnreadableFileError) as damaged:
        read_pdf(cut)
    bare = Sheet(tmp_path / "c.pdf")
    bare.turn_page()
    with pytest.raises(UnreadableFileError) as empty:
        read_pdf(bare.save())
    assert (damaged.value.reason, empty.value.reason) == ("damaged", "empty")


def test_a_word_wider_than_its_column_stays_in_its_cell(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    sheet.table(100, (70, 95, 250, 400, 500), [HEAD, ("18.10.", "Tập huấn", "Văn phòng", "Quý I")])
    assert texts(grids(sheet.save())[0])[1] == ["18.10.", "Tập huấn", "Văn phòng", "Quý I"]


def test_what_begins_with_its_role_has_a_line_of_its_own(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "a.pdf")
    units = "Chủ trì: Văn phòng UBND\nPhối hợp: Công an xã"
    sheet.table(100, (70, 100, 250, 410, 500), [HEAD, ("1", "Tập huấn", units, "Quý I")])
    assert texts(grids(sheet.save())[0])[1][2] == units
