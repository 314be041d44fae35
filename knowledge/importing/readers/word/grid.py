"""The rows of a Word table on one set of columns, though each row may have been drawn with its own."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from knowledge.importing.readers.word.text import W, children, is_on
from knowledge.importing.source import Cell, Row

TextOfCell = Callable[[Any], str]

# Borders nearer than this (twentieths of a point, 2 mm) were meant as one.
_SAME_BORDER = 120
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell and the grid lines it lies between."""

    text: str
    start: int
    end: int
    merged: bool


def read_rows(table: Any, text_of: TextOfCell) -> tuple[Row, ...]:
    """The rows of a table; rows that hold no text are left out."""
    rows = [_placed(row, text_of) for row in children(table) if row.tag == f"{W}tr" and not _is_left_out(row)]
    rows = [row for row in rows if any(cell.text for cell in row)]
    lines = _grid_lines(table, max((cell.end for row in rows for cell in row), default=0))
    straight = _straighten([_on_lines(row, lines) for row in rows], lines)
    used = sorted({edge for row in straight for cell in row for edge in (cell.start, cell.end)})
    columns = {edge: at for at, edge in enumerate(used)}
    return tuple(_row(row, columns) for row in straight)


def _is_left_out(row: Any) -> bool:
    """Whether a row is a tracked deletion or hidden."""
    properties = row.find(f"{W}trPr")
    return properties is not None and (properties.find(f"{W}del") is not None or is_on(properties, "hidden"))


def _placed(row: Any, text_of: TextOfCell) -> list[_Placed]:
    at = _count(row, f"{W}trPr/{W}gridBefore")
    cells = []
    for cell in children(row):
        if cell.tag != f"{W}tc":
            continue
        span = max(1, _count(cell, f"{W}tcPr/{W}gridSpan"))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        merged = merge is not None and merge.get(f"{W}val", "continue") == "continue"
        deleted = cell.find(f"{W}tcPr/{W}cellDel") is not None
        cells.append(_Placed("" if merged or deleted else text_of(cell), at, at + span, merged))
        at += span
    return cells


def _count(element: Any, path: str) -> int:
    found = element.find(path)
    value = "" if found is None else str(found.get(f"{W}val"))
    return min(int(value), _MOST_COLUMNS) if value.isdigit() else 0


def _grid_lines(table: Any, columns: int) -> list[int]:
    """Where each grid line lies; a width of one centimetre where the table tells none."""
    widths = [_width(column) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    widths += [567] * (columns - len(widths))
    return [0, *accumulate(widths)]


def _width(column: Any) -> int:
    value = str(column.get(f"{W}w", ""))
    return int(value) if value.isdigit() else 567


def _on_lines(row: list[_Placed], lines: list[int]) -> list[_Placed]:
    """The row with borders that nearly meet set on the first of them, unless a cell would vanish."""
    first = list(range(len(lines)))
    for at in range(1, len(lines)):
        if lines[at] - lines[first[at - 1]] < _SAME_BORDER:
            first[at] = first[at - 1]
    moved = [_Placed(cell.text, first[cell.start], first[cell.end], cell.merged) for cell in row]
    return moved if all(cell.start < cell.end for cell in moved) else row


def _straighten(rows: list[list[_Placed]], lines: list[int]) -> list[list[_Placed]]:
    """Rows of as many cells as most rows have get the borders of most rows, where they lie near them."""
    edges = Counter((*(cell.start for cell in row), row[-1].end) for row in rows if len(row) > 2)
    if len(edges) < 2:
        return rows
    usual = max(edges, key=lambda key: (edges[key], len(key)))
    return [_moved(row, usual) if _lies_near(row, usual, lines) else row for row in rows]


def _lies_near(row: list[_Placed], usual: tuple[int, ...], lines: list[int]) -> bool:
    if len(row) != len(usual) - 1:
        return False
    places = [lines[edge] for edge in usual]
    for at, cell in enumerate(row):
        narrow = min(places[side + 1] - places[side] for side in (at - 1, at) if side >= 0)
        if abs(lines[cell.start] - places[at]) * 2 > narrow:
            return False
    return True


def _moved(row: list[_Placed], usual: tuple[int, ...]) -> list[_Placed]:
    return [_Placed(cell.text, usual[at], usual[at + 1], cell.merged) for at, cell in enumerate(row)]


def _row(cells: list[_Placed], columns: dict[int, int]) -> Row:
    row = [Cell("") for _ in range(len(columns) - 1)]
    for cell in cells:
        start, end = columns[cell.start], columns[cell.end]
        row[start:end] = list(_spread(cell, end - start))
    return tuple(row)


def _spread(cell: _Placed, span: int) -> Iterator[Cell]:
    yield Cell(cell.text, span, cell.merged)
    for _ in range(span - 1):
        yield Cell("", merged=cell.merged)
