"""Small invented plans of different shapes, as text and as Word documents."""

from pathlib import Path

import docx
from docx.document import Document

_PLANS = Path(__file__).parent / "importing_plans"

# Two-row header, headings in Roman numerals, numbering that goes on, rows cut by a page.
HEALTH_PLAN = (_PLANS / "health.txt").read_text(encoding="utf-8")

# One column for who does it, numbering from 1 in each section, cells that hold several things side by side.
WARD_PLAN = (_PLANS / "ward.txt").read_text(encoding="utf-8")

# Nothing but prose, its lines wrapped as a converter leaves them, and a table of targets that runs over a page.
WRAPPED_PLAN = (_PLANS / "wrapped.txt").read_text(encoding="utf-8")


def word_plan(path: Path) -> Path:
    """A Word document with other column names and order, merged cells, a heading across the row."""
    document = docx.Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Chuyển đổi số ngành giáo dục huyện Lạc Sơn năm 2026")
    document.add_paragraph("(Kèm theo Kế hoạch số 7/KH-PGD ngày 15 tháng 01 năm 2026)")
    titles = ["TT", "Tiến độ", "Nội dung nhiệm vụ", "Người thực hiện", "Sản phẩm", "Ghi chú"]
    rows = [
        ["I. HẠ TẦNG", "", "", "", "", ""],
        ["1", "Tháng 3", "Trang bị máy tính", "Phòng Giáo dục\u00a0và Đào tạo", "Biên bản\nbàn giao", "x"],
        ["", "Quý II", "", "Các trường", "Báo cáo sử dụng", ""],
        ["2", "Quý II", "Kết nối mạng", "VNPT huyện", "Mạng nội bộ", ""],
    ]
    table = _add_table(document, titles, rows)
    table.cell(1, 0).merge(table.cell(1, 5))
    table.cell(2, 0).merge(table.cell(3, 0))
    table.cell(2, 2).merge(table.cell(3, 2))
    document.save(str(path))
    return path


def numbered_word_plan(path: Path) -> Path:
    """A Word document whose row numbers are automatic, with the head of the letter in a table."""
    document = docx.Document()
    head = document.add_table(rows=1, cols=2)
    head.cell(0, 0).text = "UBND HUYỆN LẠC SƠN\nPHÒNG NỘI VỤ\nSố: 21/KH-NV"
    head.cell(0, 1).text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nLạc Sơn, ngày 03 tháng 02 năm 2026"
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Cải cách hành chính năm 2026")
    titles = ["STT", "Nội dung nhiệm vụ", "Cơ quan/đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành"]
    rows = [
        ["", "Tập huấn công chức", "Phòng Nội vụ", "Các phòng, ban", "Quý II"],
        ["", "Kiểm tra công vụ", "Thanh tra huyện", "Phòng Nội vụ", "Đột xuất"],
    ]
    table = _add_table(document, titles, rows)
    for row in (1, 2):
        table.cell(row, 0).paragraphs[0].style = document.styles["List Number"]
    document.save(str(path))
    return path


def _add_table(document: Document, titles: list[str], rows: list[list[str]]):  # type: ignore[no-untyped-def]
    table = document.add_table(rows=1 + len(rows), cols=len(titles))
    for column, title in enumerate(titles):
        table.cell(0, column).text = title
    for at, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            if text:
                table.cell(at, column).text = text
    return table
