"""Finding the tables of a page by their ruling lines, and their cells by where the lines cross."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from knowledge.importing.readers.scan.pages import Pixels, clean_paper

Edges = NDArray[np.bool_]

_RUN = 40  # longer than any stroke of a letter
_FAINTEST = 195  # of even light: a hair line of a scan is a grey one
_GAP = 25  # that a worn line may have
_SHORTEST = 60
_WANDER = 8  # that a line may leave its place, where paper is bent
_APART = 12
_COVERED = 0.6
_UNDERLINE = 150
_END = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of pixels."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell: its place in the grid, how many columns and rows it covers, its inside on the page."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table as its lines draw it."""

    box: Box
    rows: int
    columns: int
    cells: tuple[RuledCell, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """The tables of a page from top to bottom, and the page without any long line."""

    tables: tuple[RuledTable, ...]
    unruled: Pixels


@dataclass(frozen=True, slots=True)
class _Lines:
    across: Pixels
    down: Pixels


def find_ruling(pixels: Pixels) -> Ruling:
    """The tables of a prepared page."""
    faint = np.where(pixels < _FAINTEST, np.uint8(255), np.uint8(0))
    lines = _Lines(_long_runs(faint, 1), _long_runs(faint, 0))
    tables = sorted(_tables(lines), key=lambda table: table.box.top)
    drawn = cv2.max(_frames(lines, tables), _underlines(faint, tables))
    erased = cv2.dilate(drawn, np.ones((5, 5), np.uint8))
    return Ruling(tuple(tables), clean_paper(np.where(erased > 0, np.uint8(255), pixels)))


def _frames(lines: _Lines, tables: list[RuledTable]) -> Pixels:
    """The lines around cells, just where each runs; a stroke inside a cell may be a word's own."""
    frames = np.zeros_like(lines.across)
    for box in (cell.box for table in tables for cell in table.cells):
        for y in (box.top, box.bottom):
            _keep_line(lines.across[:, box.left : box.right], frames[:, box.left : box.right], y)
        for x in (box.left, box.right):
            _keep_line(lines.down[box.top : box.bottom].T, frames[box.top : box.bottom].T, x)
    return frames


def _keep_line(mask: Pixels, kept: Pixels, place: int) -> None:
    """Copy the rows around a place that the line takes, not those a row of letters may take beside it."""
    first = max(0, place - _WANDER)
    covered = (mask[first : place + _WANDER + 1] > 0).sum(axis=1)
    if not covered.size or not covered.max():
        return
    start = end = int(covered.argmax())
    while start > 0 and 2 * covered[start - 1] >= covered.max():
        start -= 1
    while end < covered.size - 1 and 2 * covered[end + 1] >= covered.max():
        end += 1
    rows = slice(first + max(0, start - 1), first + end + 2)
    kept[rows] |= mask[rows]


def _underlines(faint: Pixels, tables: list[RuledTable]) -> Pixels:
    """Unbroken strokes outside the tables, as under the head of a letter."""
    found = cv2.morphologyEx(faint, cv2.MORPH_OPEN, np.ones((1, _UNDERLINE), np.uint8))
    for box in (table.box for table in tables):
        found[box.top : box.bottom, box.left : box.right] = 0
    return np.asarray(found, dtype=np.uint8)


def _long_runs(faint: Pixels, axis: int) -> Pixels:
    """What belongs to a long line across (axis 1) or down (axis 0), its gaps closed."""
    run, dot, gap = ((_RUN, 1), (3, 1), (_GAP, 3)) if axis == 0 else ((1, _RUN), (1, 3), (3, _GAP))
    found = cv2.morphologyEx(faint, cv2.MORPH_CLOSE, np.ones(dot, np.uint8))
    found = cv2.morphologyEx(found, cv2.MORPH_OPEN, np.ones(run, np.uint8))
    found = cv2.morphologyEx(found, cv2.MORPH_CLOSE, np.ones(gap, np.uint8))
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(found, connectivity=8)
    length = boxes[:, cv2.CC_STAT_WIDTH if axis else cv2.CC_STAT_HEIGHT]
    width = boxes[:, cv2.CC_STAT_AREA] / np.maximum(length, 1)
    kept = np.zeros(count, np.uint8)
    kept[1:] = np.where((length[1:] >= _SHORTEST) & (width[1:] <= 14), 255, 0)
    return np.asarray(kept[marks], dtype=np.uint8)


def _tables(lines: _Lines) -> Iterator[RuledTable]:
    joined = cv2.dilate(cv2.max(lines.across, lines.down), np.ones((9, 9), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for left, top, width, height, _ in boxes[1:count]:
        table = _table(lines, Box(int(left), int(top), int(left + width), int(top + height)))
        if table is not None and table.rows * table.columns > 1 and len(table.cells) > 1:
            yield table


def _table(lines: _Lines, box: Box) -> RuledTable | None:
    xs = _places(lines.down[box.top : box.bottom, box.left : box.right], 0)
    ys = _places(lines.across[box.top : box.bottom, box.left : box.right], 1)
    xs, ys = [x + box.left for x in xs], [y + box.top for y in ys]
    for _ in range(2):
        if len(xs) < 2 or len(ys) < 2:
            return None
        down, across = _edges_down(lines.down, xs, ys), _edges_across(lines.across, xs, ys)
        xs = [x for x, column in zip(xs, down.T, strict=True) if column.any()]
        ys = [y for y, row in zip(ys, across, strict=True) if row.any()]
    if len(xs) < 2 or len(ys) < 2:
        return None
    down, across = _edges_down(lines.down, xs, ys), _edges_across(lines.across, xs, ys)
    cells = tuple(_cells(down, across, xs, ys))
    return RuledTable(Box(xs[0], ys[0], xs[-1], ys[-1]), len(ys) - 1, len(xs) - 1, cells)


def _places(mask: Pixels, axis: int) -> list[int]:
    """Where lines may stand: where most is drawn, then where most is drawn away from there, and so on."""
    drawn = np.convolve((mask > 0).sum(axis=axis), np.ones(5), mode="same")
    places: list[int] = []
    while drawn.size and drawn.max() >= 3 * _SHORTEST:
        place = int(drawn.argmax())
        places.append(place)
        drawn[max(0, place - _APART) : place + _APART + 1] = 0
    return sorted(places)


def _edges_down(mask: Pixels, xs: list[int], ys: list[int]) -> Edges:
    """For each row and each line down, whether the line is drawn there."""
    strips = [_any(mask[:, max(0, x - _WANDER) : x + _WANDER + 1], 1) for x in xs]
    return np.array([[_drawn(strip[top + 3 : bottom - 3]) for strip in strips] for top, bottom in pairwise(ys)])


def _edges_across(mask: Pixels, xs: list[int], ys: list[int]) -> Edges:
    """For each line across and each column, whether the line is drawn there."""
    strips = [_any(mask[max(0, y - _WANDER) : y + _WANDER + 1], 0) for y in ys]
    return np.array([[_drawn(strip[left + 3 : right - 3]) for left, right in pairwise(xs)] for strip in strips])


def _any(band: Pixels, axis: int) -> Edges:
    return np.asarray(band.any(axis=axis))


def _drawn(there: Edges) -> bool:
    """Whether a line runs from end to end of an edge; a row of letters leaves room at the ends."""
    if not there.size:
        return False
    ends = min(float(there[:_END].mean()), float(there[-_END:].mean()))
    return ends >= _COVERED / 2 and float(there.mean()) >= _COVERED


def _cells(down: Edges, across: Edges, xs: list[int], ys: list[int]) -> Iterator[RuledCell]:
    taken = np.zeros((len(ys) - 1, len(xs) - 1), bool)
    for row, column in np.ndindex(taken.shape):
        if taken[row, column]:
            continue
        right, bottom = column + 1, row + 1
        while right < len(xs) - 1 and not down[row, right] and not taken[row, right]:
            right += 1
        while bottom < len(ys) - 1 and not across[bottom, column:right].any():
            bottom += 1
        taken[row:bottom, column:right] = True
        yield RuledCell(row, column, bottom - row, right - column, Box(xs[column], ys[row], xs[right], ys[bottom]))
