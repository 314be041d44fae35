"""The cells of a worksheet as they are shown: hidden columns left out, merged cells told, trailing blanks cut off."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.importing.columns import Role
from knowledge.importing.headers import read_header, read_known_header
from knowledge.importing.readers.workbook.values import label_of_value, text_of_value
from knowledge.importing.source import Cell, Row

_MOST_COLUMNS = 120
_ROWS_THAT_TELL = 40


@dataclass(frozen=True, slots=True)
class _Merged:
    """Where a merged cell begins and how many shown columns it covers."""

    row: int
    column: int
    span: int


def read_cells(sheet: Any) -> tuple[Row, ...]:
    """Every row of a sheet down to the last that holds a text.

    A hidden column isn't shown and left out, unless it is only folded away as a group. Hidden rows are kept: a filter
    hides tasks, it doesn't drop them.
    """
    values = [list(row[:_MOST_COLUMNS]) for row in sheet.iter_rows()]
    while values and not any(_has_value(cell) for cell in values[-1]):
        values.pop()
    hidden = _hidden_columns(sheet)
    used = {cell.column for row in values for cell in row if _has_value(cell)} - hidden
    columns = [column for column in range(1, max(used, default=0) + 1) if column not in hidden]
    merged = _merged_cells(sheet, columns, len(values))
    rows = [tuple(_cells(row, columns, merged)) for row in values]
    return tuple(_with_labels(rows, values, columns))


def _has_value(cell: Any) -> bool:
    return cell.value is not None and cell.data_type != "e" and str(cell.value).strip() != ""


def _hidden_columns(sheet: Any) -> set[int]:
    hidden: set[int] = set()
    for dimension in sheet.column_dimensions.values():
        if dimension.hidden and not dimension.outlineLevel:
            hidden.update(range(dimension.min or 0, min(dimension.max or 0, _MOST_COLUMNS) + 1))
    return hidden


def _merged_cells(sheet: Any, columns: list[int], height: int) -> dict[tuple[int, int], _Merged]:
    found: dict[tuple[int, int], _Merged] = {}
    for area in sheet.merged_cells.ranges:
        shown = [column for column in columns if area.min_col <= column <= area.max_col]
        if not shown:
            continue
        top = _Merged(area.min_row, area.min_col, len(shown))
        for row in range(area.min_row, min(area.max_row, height) + 1):
            found.update(dict.fromkeys(((row, column) for column in shown), top))
    return found


def _cells(row: list[Any], columns: list[int], merged: dict[tuple[int, int], _Merged]) -> Iterator[Cell]:
    begun: _Merged | None = None
    for column in columns:
        if column > len(row):
            yield Cell("")
            continue
        cell = row[column - 1]
        area = merged.get((cell.row, column))
        if area is None:
            yield Cell(_text(cell))
        elif area is begun:
            yield Cell("", merged=cell.row > area.row)
        else:
            below = cell.row > area.row
            source = row[area.column - 1] if area.column <= len(row) else cell
            yield Cell("" if below else _text(source), area.span, below)
        begun = area


def _text(cell: Any) -> str:
    return text_of_value(cell.value, str(cell.number_format)) if _has_value(cell) else ""


def _with_labels(rows: list[Row], values: list[list[Any]], columns: list[int]) -> Iterator[Row]:
    """The rows with the column that numbers them read as labels, from each header on."""
    place: int | None = None
    above = ""
    for at, row in enumerate(rows):
        read = read_header if place is None else read_known_header
        header = read(tuple(rows[at : at + _ROWS_THAT_TELL]), 0) if _may_be_header(row) else None
        if header is not None:
            place, above = header.column(Role.NUMBER), ""
        elif place is not None and row[place].text and columns[place] <= len(values[at]):
            cell = values[at][columns[place] - 1]
            label = _next_label(above, label_of_value(cell.value, str(cell.number_format)))
            row = (*row[:place], Cell(label, row[place].span, row[place].merged), *row[place + 1 :])
            above = label
        yield row


def _may_be_header(row: Row) -> bool:
    texts = [cell.text for cell in row if cell.text]
    return len(texts) >= 3 and not any(text.isdigit() for text in texts)


def _next_label(above: str, label: str) -> str:
    """ "1.1" under "1.9" is what is left of "1.10"."""
    parent, point, last = above.rpartition(".")
    if not (point and last.isdigit()):
        return label
    following = f"{parent}.{int(last) + 1}"
    return following if following.endswith("0") and following.rstrip("0") == label else label
