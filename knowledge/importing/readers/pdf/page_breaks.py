"""Rows that the end of a page cuts: put together cell by cell, by where the text of each cell stops and goes on."""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.importing.labels import cell_label
from knowledge.importing.readers.pdf.cells import CellLines, joined_text, would_fit
from knowledge.importing.readers.pdf.pages import Placed
from knowledge.importing.source import Cell, Grid, Row

_SAME_COLUMN = 6.0


def is_same_table(above: Placed, below: Placed) -> bool:
    """Whether the columns of two grids stand at the same places."""
    return len(above.columns) == len(below.columns) and all(
        abs(one - other) < _SAME_COLUMN for one, other in zip(above.columns, below.columns, strict=True)
    )


def join_cut_row(head: Grid, above: Placed, below: Placed) -> tuple[Placed, Placed]:
    """Two grids of one table, the row cut between them whole in the first; `head` is the table's first grid."""
    at = _repeated_rows(head, below.grid)
    if at >= min(len(below.first), len(below.grid.rows)):
        return above, below
    lower = below.grid.rows[at]
    if not _is_rest(above, lower, below.first[at]):
        return above, replace(below, grid=_with_lower_parts(above.grid, below.grid, at))
    rows = list(above.grid.rows)
    for column, cell in enumerate(lower):
        if cell.text:
            place = _place_of_text(rows, column)
            whole = joined_text(
                rows[place][column].text, above.last[column], cell.text, below.first[at][column], above.setting
            )
            rows[place] = _with_text(rows[place], column, whole)
    kept = Grid(below.grid.rows[:at] + below.grid.rows[at + 1 :])
    last = tuple(_later(old, new) for old, new in zip(above.last, below.first[at], strict=True))
    only = len(below.grid.rows) == at + 1
    below = replace(below, grid=kept, last=last if only else below.last)
    return replace(above, grid=Grid(tuple(rows))), below


def _repeated_rows(head: Grid, grid: Grid) -> int:
    """How many rows say again what the table began with."""
    at = 0
    while at < min(3, len(grid.rows), len(head.rows)) and grid.rows[at] == head.rows[at]:
        at += 1
    return at


def _with_lower_parts(above: Grid, below: Grid, at: int) -> Grid:
    """With the blanks on top of a page told to be ends of merged cells, in columns that have no other blank."""
    row = below.rows[at]
    full = [other for other in (*above.rows[-6:], *below.rows[at + 1 :]) if _is_full(other)]
    if not _is_full(row) or len(full) < 3:
        return below
    told = [other for other in above.rows[-6:] if not _is_full(other) and not other[0].merged]
    marked = tuple(
        Cell("", cell.span, True)
        if not cell.text
        and (above.rows[-1][column].text or above.rows[-1][column].merged)
        and all(o[column].text or o[column].merged for o in full)
        and not any(o[column].text for o in told)
        else cell
        for column, cell in enumerate(row)
    )
    return Grid((*below.rows[:at], marked, *below.rows[at + 1 :]))


def _is_full(row: Row) -> bool:
    return sum(bool(cell.text) for cell in row) >= max(3, len(row) // 2 + 1)


def _is_rest(above: Placed, lower: Row, starts: Sequence[CellLines]) -> bool:
    """Whether a row goes on from the last above: where it says something, the cell above was full to its end."""
    filled = [column for column, cell in enumerate(lower) if cell.text]
    if not filled or len(filled) == len(lower) or lower[filled[0]].span > 1:
        return False
    if any(_is_label(lower[column].text, above.grid.rows[-1][column].text) for column in filled):
        return False
    if not all(above.last[column].reaches_bottom() and starts[column].lines for column in filled):
        return False
    return any(_is_cut(above.last[column], starts[column], above) for column in filled)


def _is_label(text: str, above: str) -> bool:
    """Whether a cell holds a label where the column has labels, and not the end of "Quý" over "I"."""
    return cell_label(text) is not None and (not above or cell_label(above) is not None)


def _is_cut(above: CellLines, below: CellLines, placed: Placed) -> bool:
    """Whether the last line of a cell was ended by the width, or stands above more lines of the same cell."""
    right = above.box[2] - placed.setting.padding
    return len(above.lines) > 1 or not would_fit(above.lines[-1], below.lines[0], right)


def _place_of_text(rows: Sequence[Row], column: int) -> int:
    """The row in which the cell that ends a column says its text."""
    place = len(rows) - 1
    while place > 0 and rows[place][column].merged:
        place -= 1
    return place


def _with_text(row: Row, column: int, text: str) -> Row:
    return (*row[:column], Cell(text, row[column].span, row[column].merged), *row[column + 1 :])


def _later(above: CellLines, below: CellLines) -> CellLines:
    return below if below.lines else above
