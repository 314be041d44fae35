"""Sheets of a workbook as rows of named columns: written for people to edit, read with the place of what is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from knowledge.malformed import MalformedError
from knowledge.spreadsheets.cell_text import LONGEST
from knowledge.spreadsheets.safety import acts

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value = str | float | None
_INK, _PAPER, _PALE = "FFFFFF", "1F4E79", "808080"
_TEXT_FORMAT = "@"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, its width in characters, and whether it is the program's own business."""

    title: str
    width: int
    own: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet and its columns in order."""

    title: str
    columns: tuple[Column, ...]

    def place(self, row: int, column: str) -> str:
        """How a person finds a cell."""
        return f"trang “{self.title}”, dòng {row}, cột “{column}”"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as read: each cell's text by the title of its column, its number where it is one, and where it stands."""

    sheet: Sheet
    row: int
    cells: Mapping[str, str]
    numbers: Mapping[str, float]
    formulas: frozenset[str] = frozenset()

    def text(self, column: str) -> str:
        """The text of a cell, "" where it is empty; MalformedError where it is a formula."""
        if column in self.formulas:
            raise self.wrong(column, "có công thức; hãy ghi giá trị")
        return self.cells.get(column, "")

    def wrong(self, column: str, why: str) -> MalformedError:
        """The error to raise about a cell."""
        return MalformedError(f"{self.sheet.place(self.row, column)}: {why}")


def write_sheet(book: "Workbook", sheet: Sheet, rows: Iterable[Sequence[Value]]) -> None:
    """Add a sheet; raises MalformedError where a text is too long for a cell."""
    page = book.create_sheet(sheet.title)
    page.append([column.title for column in sheet.columns])
    for number, row in enumerate(rows, 2):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True), 1):
            if isinstance(value, str) and len(value) > LONGEST:
                raise MalformedError(f"{sheet.place(number, column.title)}: dài quá {LONGEST} ký tự")
            _write_cell(page, number, place, column, value)
    _dress(page, sheet)


def read_sheet(book: "Workbook", sheet: Sheet) -> Iterator[Entry]:
    """The rows of a sheet that are not empty; raises MalformedError where the sheet or a column is missing."""
    if sheet.title not in book.sheetnames:
        raise MalformedError(f"thiếu trang “{sheet.title}”")
    rows = book[sheet.title].iter_rows()
    titles = [_text(cell) for cell in next(rows, ())]
    for column in sheet.columns:
        if column.title not in titles:
            raise MalformedError(f"trang “{sheet.title}”: thiếu cột “{column.title}”")
    for number, row in enumerate(rows, 2):
        titled = {title: cell for title, cell in reversed(list(zip(titles, row, strict=False))) if title}
        cells = {title: _text(cell) for title, cell in titled.items()}
        formulas = frozenset(title for title, cell in titled.items() if getattr(cell, "data_type", "") == "f")
        if any(cells.values()):
            yield Entry(sheet, number, cells, dict(_numbers(titled)), formulas)


def _write_cell(page: "Worksheet", row: int, place: int, column: Column, value: Value) -> None:
    from openpyxl.styles import Alignment, Font

    cell = page.cell(row, place)
    cell.alignment = Alignment(wrap_text=not column.own, vertical="top")
    if column.own:
        cell.font = Font(color=_PALE)
    if isinstance(value, float):
        cell.value = value
        return
    cell.number_format = _TEXT_FORMAT
    if value:
        cell.value = value
        # A text stays a text, though it looks like a formula, a number or an error.
        cell.data_type = "s"
        cell.quotePrefix = acts(value)


def _dress(page: "Worksheet", sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{max(page.max_row, 2)}"
    for place, column in enumerate(sheet.columns, 1):
        head = page.cell(1, place)
        head.font, head.fill = Font(bold=True, color=_INK), PatternFill("solid", fgColor=_PAPER)
        head.alignment = Alignment(wrap_text=True, vertical="center")
        size = page.column_dimensions[get_column_letter(place)]
        size.width, size.hidden = column.width, column.own
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _numbers(titled: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    for title, cell in titled.items():
        value = getattr(cell, "value", None)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield title, float(value)


def _text(cell: object) -> str:
    """What stands in a cell, also where the person's program has made a number or a day of it."""
    value = getattr(cell, "value", None)
    match value:
        case None:
            return ""
        case str():
            return value.replace("\r\n", "\n")
        case bool():
            return "đúng" if value else "sai"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() | date():
            return f"{value.day:02}/{value.month:02}/{value.year:04}"
        case _:
            return str(value)
