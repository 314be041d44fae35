"""Files made to do harm, and plans of a size no office writes."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import docx
import openpyxl

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_COLUMNS = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Sản phẩm", "Thời hạn")

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


def rewritten(path: Path, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes]) -> Path:
    """An archive with some members changed and others added."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, changes.get(name, bytes)(data))
        for name, data in more.items():
            archive.writestr(name, data)
    return path


def big_word_plan(path: Path, rows: int) -> Path:
    """A Word document with a table of so many tasks."""
    docx.Document().save(str(path))
    table = "".join(map(_row, [_COLUMNS, *map(_task, range(1, rows + 1))]))
    body = f"{_paragraph('KẾ HOẠCH chuyển đổi số năm 2026')}<w:tbl><w:tblPr/>{table}</w:tbl>"
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return rewritten(path, {"word/document.xml": lambda _: document.encode()}, {})


def _task(number: int) -> tuple[str, ...]:
    day = f"Trước ngày {number % 27 + 1}/{number % 12 + 1}/2026"
    return (str(number), f"Rà soát thủ tục thứ {number}", "Sở Nội vụ", f"Báo cáo {number}", day)


def _row(cells: tuple[str, ...]) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def workbook_plan(path: Path) -> Path:
    """A tracking sheet with two tasks."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in [("KẾ HOẠCH chuyển đổi số năm 2026",), _COLUMNS, _task(1), _task(2)]:
        sheet.append(row)
    workbook.save(path)
    return path
