"""A made document as a tracking sheet: title lines, a header somewhere below, merged cells, real dates."""

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from tests.documents.made import Made, MadeTable, Prose

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def write_xlsx(made: Made, folder: Path) -> Path:
    """Write the .xlsx file."""
    import openpyxl

    random = Random(made.habits)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = made.sheets[0]
    dates, column = random.random() < 0.5, random.choice([1, 1, 2])
    for block in made.blocks:
        if isinstance(block, Prose):
            at = (sheet.max_row if sheet.max_row > 1 or sheet.cell(1, column).value else 0) + 1
            sheet.cell(at, column, block.text)
        elif isinstance(block, MadeTable):
            if "Chỉ tiêu" in book.sheetnames or (sheet.title == made.sheets[0] and _is_second(made, block)):
                sheet = book.create_sheet("Chỉ tiêu") if "Chỉ tiêu" not in book.sheetnames else sheet
            _table(sheet, block, column, dates)
    path = folder / f"{made.name}.xlsx"
    book.save(path)
    return path


def _is_second(made: Made, block: MadeTable) -> bool:
    return len(block.widths) <= 6 and block is made.blocks[-1] and block.widths[1] == 40


def _table(sheet: Any, table: MadeTable, left: int, dates: bool) -> None:
    top = (sheet.max_row if sheet.max_row > 1 else 0) + 2
    for at, row in enumerate([*table.header, *table.rows]):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            sheet.cell(top + at, left + column, _value(cell.text, dates))
            if cell.span > 1 or cell.rows > 1:
                sheet.merge_cells(
                    start_row=top + at,
                    end_row=top + at + cell.rows - 1,
                    start_column=left + column,
                    end_column=left + column + cell.span - 1,
                )


def _value(text: str, dates: bool) -> Any:
    """Numbers as numbers, and a bare day as a real date where the sheet has such."""
    found = _DAY.fullmatch(text)
    if found and dates:
        return date(int(found[3]), int(found[2]), int(found[1]))
    return int(text) if re.fullmatch(r"[1-9]\d{0,3}", text) else text or None
