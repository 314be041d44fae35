"""Builds Word documents from raw XML and workbooks from rows, for one behaviour at a time."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

COLUMNS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Sản phẩm", "Thời hạn")
ROW = ("1", "Rà soát thủ tục", "Sở Nội vụ", "Báo cáo", "Quý II")
_MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    """A run of a text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str = "", properties: str = "") -> str:
    """A paragraph of runs; plain text is put into one."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner if '<' in inner else run(inner)}</w:p>"


def cell(inner: str = "", properties: str = "") -> str:
    """A cell of paragraphs; plain text is put into one."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<w:') else paragraph(inner)}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; a plain text is a cell of its own."""
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>"
        + "".join(text if text.startswith("<w:tc") else cell(text) for text in cells)
        + "</w:tr>"
    )


def table(*rows: str, widths: Iterable[int] = ()) -> str:
    """A table."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def task_table(*rows: str) -> str:
    """A table of tasks with the usual columns."""
    return table(row(*COLUMNS), *rows)


def write_word(path: Path, *blocks: str, numbering: str = "", styles: str = "") -> Path:
    """A Word document of raw blocks, with lists and styles where they are given."""
    document = docx.Document()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, parse_xml(block.replace(">", f" {nsdecls('w')} {_MORE}>", 1)))
    if numbering:
        root = document.part.numbering_part.element
        for child in list(root):
            root.remove(child)
        for child in parse_xml(f"<w:numbering {nsdecls('w')}>{numbering}</w:numbering>"):
            root.append(child)
    for child in parse_xml(f"<w:styles {nsdecls('w')}>{styles}</w:styles>"):
        document.styles.element.append(child)
    document.save(str(path))
    return path


def level(depth: int, style: str, text: str, more: str = "") -> str:
    """A level of a list."""
    form = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{depth}">{form}</w:lvl>'


def lists(*levels: str, numbers: Mapping[int, str] | None = None) -> str:
    """One definition, and the lists that count with it."""
    named = {1: ""} if numbers is None else numbers
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{more}</w:num>' for number, more in named.items()
    )


def item(text: str, depth: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>')


def write_sheets(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook; a value may come with its number format as a pair."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for at, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                shown, number_format = value if isinstance(value, tuple) else (value, None)
                target = sheet.cell(at, column, shown)
                if number_format:
                    target.number_format = number_format
    book.save(path)
    return path


def change_sheet(path: Path, change: Any) -> Path:
    """The workbook with its first sheet changed."""
    book = openpyxl.load_workbook(path)
    change(book.worksheets[0])
    book.save(path)
    return path
