"""Tables of a PDF page by their ruling lines; where a line is missing a cell covers several columns or rows."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from knowledge.importing.readers.pdf.glyphs import Box
from knowledge.importing.source import Cell, Grid, Row

_TOLERANCE = 3.0
_SHORTEST = 4.0
_MOST_EDGES = 4000
_OPEN_SIDE = 8.0

Edge = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """The boxes of a table's cells and of the whole."""

    cells: tuple[Box, ...]
    box: Box


def find_tables(edges: Iterable[Edge]) -> list[Table]:
    """The tables of more than one column that ruling lines make, from top to bottom."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    drawn = [edge for edge in edges if _is_visible(edge)]
    if len(drawn) > _MOST_EDGES:
        drawn = [edge for edge in drawn if _length(edge) > 10 * _SHORTEST]
    if not drawn or len(drawn) > _MOST_EDGES:
        return []
    merged = [edge for edge in merge_edges(drawn, *[_TOLERANCE] * 4) if _length(edge) > _SHORTEST]
    crossings = edges_to_intersections(_closed(merged), _TOLERANCE, _TOLERANCE)
    tables = [_table(cells) for cells in cells_to_tables(intersections_to_cells(crossings)) if _has_columns(cells)]
    return sorted(_outermost(tables), key=lambda table: (table.box[1], table.box[0]))


def _is_visible(edge: Edge) -> bool:
    """Whether an edge isn't the border of a white background."""
    stroked, filled = edge.get("stroke"), edge.get("fill")
    if stroked is None and filled is None:
        return True
    colour = edge.get("stroking_color") if stroked else edge.get("non_stroking_color")
    if not stroked and not filled:
        return False
    return not _is_white(colour)


def _is_white(colour: Any) -> bool:
    if isinstance(colour, (int, float)):
        colour = (colour,)
    if not isinstance(colour, (tuple, list)) or not all(isinstance(part, (int, float)) for part in colour):
        return False
    return bool(colour) and all(part == (0 if len(colour) == 4 else 1) for part in colour)


def _length(edge: Edge) -> float:
    return float(max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]))


def _closed(edges: list[Edge]) -> list[Edge]:
    """The edges with the outer ones that a table was drawn without."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    return [
        *edges,
        *_missing(across, down, "x0", ("top", "bottom"), "v", min),
        *_missing(across, down, "x1", ("top", "bottom"), "v", max),
        *_missing(down, across, "top", ("x0", "x1"), "h", min),
        *_missing(down, across, "bottom", ("x0", "x1"), "h", max),
    ]


def _missing(
    edges: list[Edge],
    others: list[Edge],
    end: str,
    along: tuple[str, str],
    orientation: str,
    outer: Callable[[Iterable[float]], float],
) -> Iterator[Edge]:
    """An edge through the ends of three or more parallel ones that all stick out beyond those they cross."""
    place = "x0" if orientation == "v" else "top"
    for at, group in groupby(sorted(edges, key=lambda edge: float(edge[end])), key=lambda edge: round(edge[end])):
        ends = [edge for edge in group if _sticks_out(edge, others, end, place, outer)]
        if len(ends) < 3:
            continue
        first, last = min(edge[along[0]] for edge in ends), max(edge[along[1]] for edge in ends)
        span = {along[0]: first, along[1]: last}
        fixed = {"x0": at, "x1": at} if orientation == "v" else {"top": at, "bottom": at}
        yield {**ends[0], **span, **fixed, "orientation": orientation}


def _sticks_out(
    edge: Edge, others: list[Edge], end: str, place: str, outer: Callable[[Iterable[float]], float]
) -> bool:
    crossed = [float(other[place]) for other in others if _cross(edge, other)]
    return len(crossed) >= 1 and abs(outer(crossed) - edge[end]) > _OPEN_SIDE


def _cross(one: Edge, other: Edge) -> bool:
    return bool(
        one["x0"] <= other["x1"] + _TOLERANCE
        and other["x0"] <= one["x1"] + _TOLERANCE
        and one["top"] <= other["bottom"] + _TOLERANCE
        and other["top"] <= one["bottom"] + _TOLERANCE
    )


def _table(cells: Sequence[Box]) -> Table:
    box = (min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells))
    return Table(tuple(cells), box)


def _has_columns(cells: Sequence[Box]) -> bool:
    return len({round(cell[0] / _TOLERANCE) for cell in cells}) > 1


def _outermost(tables: list[Table]) -> list[Table]:
    """Without the tables that lie inside a cell of another."""
    return [table for table in tables if not any(_lies_in(table.box, other.box) for other in tables if other != table)]


def _lies_in(box: Box, other: Box) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3]


def lattice(table: Table) -> list[list[Box]]:
    """For each row and column the box of the cell that covers it."""
    across = _lines_at([x for cell in table.cells for x in (cell[0], cell[2])])
    down = _lines_at([y for cell in table.cells for y in (cell[1], cell[3])])
    boxes = [[(left, top, right, bottom) for left, right in pairwise(across)] for top, bottom in pairwise(down)]
    for box in table.cells:
        for at in range(_index(down, box[1]), _index(down, box[3])):
            for column in range(_index(across, box[0]), _index(across, box[2])):
                boxes[at][column] = box
    return boxes


def read_grid(boxes: list[list[Box]], text_of: Callable[[Box], str]) -> Grid:
    """The table as rows of cells; a cell over several rows says its text in the first."""
    return Grid(tuple(_row(boxes, at, text_of) for at in range(len(boxes))))


def _row(boxes: list[list[Box]], at: int, text_of: Callable[[Box], str]) -> Row:
    cells: list[Cell] = []
    for column, box in enumerate(boxes[at]):
        merged = at > 0 and boxes[at - 1][column] == box
        first = column == 0 or boxes[at][column - 1] != box
        cells.append(Cell(text_of(box) if first and not merged else "", boxes[at].count(box) if first else 1, merged))
    return tuple(cells)


def _lines_at(places: list[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _TOLERANCE:
            found.append(place)
    return found


def _index(lines: list[float], place: float) -> int:
    return min(range(len(lines)), key=lambda at: abs(lines[at] - place))
