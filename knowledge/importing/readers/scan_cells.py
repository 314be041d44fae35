"""The tables of a scanned page as grids: each cell's picture read, its lines joined to what was written."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import cv2
import numpy as np

from knowledge.importing.markup import tidy_characters
from knowledge.importing.readers.scan_numerals import mend_numerals, read_strokes
from knowledge.importing.readers.scan_pages import TEXT_HEIGHT, Pixels, ink_of
from knowledge.importing.readers.scan_ruling import Box, RuledCell, RuledTable
from knowledge.importing.readers.scan_words import TextLine, read_lines, sureness
from knowledge.importing.source import Cell, Grid

_EDGE = 3
_THIN = 5
_MARGIN = 8
_SMALLEST = 6  # a letter's height, and the ink of a full stop
_SURE = 80.0
_DASHES = ("-", "–", "—")
_BULLETS = (*_DASHES, "+", "•", "*")


def read_grids(page: Pixels, tables: Sequence[RuledTable]) -> list[Grid]:
    """The grids of a page's tables, read in one go."""
    cells = [(place, cell) for place, table in enumerate(tables) for cell in table.cells]
    pictures = [_picture(page, cell.box) for _, cell in cells]
    filled = [index for index, picture in enumerate(pictures) if picture is not None]
    written = [picture for picture in pictures if picture is not None]
    lines = [mend_numerals(picture, read) for picture, read in zip(written, _read_twice(written), strict=True)]
    texts: list[dict[RuledCell, str]] = [{} for _ in tables]
    longest = _longest_lines([cells[index] for index in filled], lines)
    for index, read in zip(filled, lines, strict=True):
        place, cell = cells[index]
        room = cell.box.right - cell.box.left - 2 * _MARGIN
        texts[place][cell] = cell_text(read, room, longest[place, cell.column, cell.columns])
    return [_grid(table, texts[place]) for place, table in enumerate(tables)]


def _longest_lines(
    cells: Sequence[tuple[int, RuledCell]], lines: Sequence[Sequence[TextLine]]
) -> dict[tuple[int, int, int], int]:
    """How long lines grow in each column of each table."""
    longest: dict[tuple[int, int, int], int] = {}
    for (place, cell), read in zip(cells, lines, strict=True):
        column = (place, cell.column, cell.columns)
        longest[column] = max([longest.get(column, 0), *(line.right - line.left for line in read)])
    return longest


def _read_twice(pictures: Sequence[Pixels]) -> list[list[TextLine]]:
    """A short cell read badly, such as a label of one letter, is read again enlarged; the surer reading counts."""
    found = read_lines(pictures)
    doubtful = [place for place, lines in enumerate(found) if _is_doubtful(lines, pictures[place])]
    larger = [cv2.resize(pictures[place], None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) for place in doubtful]
    for place, again in zip(doubtful, read_lines(larger, single=True), strict=True):
        if again and sureness(again) > sureness(found[place]) and any(map(str.isalnum, again[0].text)):
            found[place] = [line.scaled(0.5) for line in again]
    for place in doubtful:
        if not any(map(str.isalnum, cell_text(found[place], 0))):
            found[place] = read_strokes(pictures[place]) or found[place]
    return found


def _is_doubtful(lines: Sequence[TextLine], picture: Pixels) -> bool:
    letters = sum(len(line.text) for line in lines)
    if letters > 6 or picture.shape[0] > 3 * TEXT_HEIGHT + 2 * _MARGIN:
        return False
    return sureness(lines) < _SURE or not any(str.isalnum(letter) for line in lines for letter in line.text)


def _picture(page: Pixels, box: Box) -> Pixels | None:
    """The inside of a cell around its ink, without remains of its lines; None where nothing is written."""
    inside = page[box.top + _EDGE : box.bottom - _EDGE, box.left + _EDGE : box.right - _EDGE]
    if min(inside.shape) < _SMALLEST:
        return None
    ink = ink_of(inside)
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height, area = boxes[:, :5].T
    at_edge = (left <= 1) | (top <= 1) | (left + width >= ink.shape[1] - 1) | (top + height >= ink.shape[0] - 1)
    remains = at_edge & ((width <= _THIN) | (height <= _THIN))
    remains[0] = True
    written = ~remains & (area >= _SMALLEST)
    if not (written & (height >= _SMALLEST)).any():
        return None
    clean = np.where(np.isin(marks, np.nonzero(remains)[0][1:]), np.uint8(255), inside) if count > 1 else inside
    x0, y0 = max(0, left[written].min() - _MARGIN), max(0, top[written].min() - _MARGIN)
    x1, y1 = (left + width)[written].max() + _MARGIN, (top + height)[written].max() + _MARGIN
    return np.asarray(clean[y0:y1, x0:x1], dtype=np.uint8)


def cell_text(lines: Iterable[TextLine], width: int, longest: int = 0) -> str:
    """The lines of a cell with wrapped ones joined: a new line is where the one above had room for its first word."""
    kept = [line for line in lines if any(map(str.isalnum, line.text)) or len(line.text) == 1]
    if not kept:
        return ""
    text = kept[0].text
    listed = kept[0].text.startswith(_BULLETS)
    for above, line in pairwise(kept):
        roomy = _had_room(above, line, width, longest)
        text += ("\n" if _begins_anew(above, line, roomy, listed) else " ") + line.text
    return tidy_characters(text).strip()


def _begins_anew(above: TextLine, line: TextLine, roomy: bool, listed: bool) -> bool:
    """A dash begins an item of a list, but not where one stands within a name or a title."""
    if line.text.startswith(_BULLETS):
        return roomy or listed or above.text.endswith((":", ";", ".")) or not line.text.startswith(_DASHES)
    if above.text.endswith((",", "-", "/")) or line.text[0].islower():
        return False
    return roomy


def _had_room(above: TextLine, line: TextLine, width: int, longest: int) -> bool:
    """Whether the first word of a line would have stood on the one above: surely, where other lines are that long."""
    first, taken = line.words[0].right - line.words[0].left, above.right - above.left
    height = line.bottom - line.top
    return width - taken > 1.3 * first + height or longest - taken > first + height / 2


def _grid(table: RuledTable, texts: dict[RuledCell, str]) -> Grid:
    rows = [[Cell("") for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            merged = row > cell.row
            for column in range(cell.column, cell.column + cell.columns):
                rows[row][column] = Cell("", merged=merged)
            rows[row][cell.column] = Cell("" if merged else texts.get(cell, ""), cell.columns, merged)
    return Grid(tuple(map(tuple, rows)))
