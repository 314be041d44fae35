"""The tables of a scanned page as grids: each cell's picture read, its lines joined to what was written."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from knowledge.importing.markup import tidy_characters
from knowledge.importing.readers.scan.numerals import mend_numerals, read_strokes
from knowledge.importing.readers.scan.pages import TEXT_HEIGHT, Pixels, ink_of
from knowledge.importing.readers.scan.ruling import Box, RuledCell, RuledTable
from knowledge.importing.readers.scan.strokes import count_letters
from knowledge.importing.readers.scan.words import TextLine, read_lines, sureness
from knowledge.importing.source import Cell, Grid

_EDGE = 3
_THIN = 5
_MARGIN = 8
_SMALLEST = 6  # a letter's height, and the ink of a full stop
_SURE = 80.0
_BLANK = 1.6  # of the step from line to line: one is left out
_DASHES = ("-", "–", "—")
_BULLETS = (*_DASHES, "+", "•", "*")


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a cell is set: its width, how long lines of its column grow, how far lines stand apart."""

    width: int
    longest: int
    pitch: float


def read_grids(page: Pixels, tables: Sequence[RuledTable]) -> list[Grid]:
    """The grids of a page's tables, read in one go."""
    cells = [(place, cell) for place, table in enumerate(tables) for cell in table.cells]
    pictures = [_picture(page, cell.box) for _, cell in cells]
    filled = [index for index, picture in enumerate(pictures) if picture is not None]
    written = [picture for picture in pictures if picture is not None]
    lines = [mend_numerals(picture, read) for picture, read in zip(written, _read_twice(written), strict=True)]
    texts: list[dict[RuledCell, str]] = [{} for _ in tables]
    longest = _longest_lines([cells[index] for index in filled], lines)
    pitch = _pitch(lines)
    for index, read in zip(filled, lines, strict=True):
        place, cell = cells[index]
        width = cell.box.right - cell.box.left - 2 * _MARGIN
        texts[place][cell] = cell_text(read, _Setting(width, longest[place, cell.column, cell.columns], pitch))
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


def _pitch(cells: Sequence[Sequence[TextLine]]) -> float:
    """How far the lines of cells usually stand apart."""
    steps = [line.bottom - above.bottom for lines in cells for above, line in pairwise(lines)]
    return float(np.median(steps)) if steps else float("inf")


def _read_twice(pictures: Sequence[Pixels]) -> list[list[TextLine]]:
    """A short cell read badly, such as a label of one letter, is read again enlarged; the surer reading counts."""
    found = read_lines(pictures)
    doubtful = [place for place, lines in enumerate(found) if _is_doubtful(lines, pictures[place])]
    larger = [cv2.resize(pictures[place], None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC) for place in doubtful]
    for place, again in zip(doubtful, read_lines(larger, single=True), strict=True):
        if again and any(map(str.isalnum, again[0].text)) and _is_better(again, found[place], pictures[place]):
            found[place] = [line.scaled(0.5) for line in again]
    for place in doubtful:
        if not any(map(_is_written, found[place])):
            found[place] = read_strokes(pictures[place]) or found[place]
    return found


def _is_better(again: Sequence[TextLine], before: Sequence[TextLine], picture: Pixels) -> bool:
    if _lacks_digits(before, picture):
        return not _lacks_digits(again, picture)
    return sureness(again) > sureness(before)


def _lacks_digits(lines: Sequence[TextLine], picture: Pixels) -> bool:
    """Whether a number has fewer digits than there are pieces of ink."""
    text = "".join(line.text for line in lines).strip(".,")
    return text.isdigit() and len(text) < count_letters(picture)


def _is_doubtful(lines: Sequence[TextLine], picture: Pixels) -> bool:
    letters = sum(len(line.text) for line in lines)
    if letters > 6 or picture.shape[0] > 3 * TEXT_HEIGHT + 2 * _MARGIN:
        return False
    return (
        sureness(lines) < _SURE
        or _lacks_digits(lines, picture)
        or not any(str.isalnum(letter) for line in lines for letter in line.text)
    )


def _picture(page: Pixels, box: Box) -> Pixels | None:
    """The inside of a cell around its ink, without remains of its lines; None where nothing is written."""
    inside = page[box.top + _EDGE : box.bottom - _EDGE, box.left + _EDGE : box.right - _EDGE]
    if min(inside.shape) < _SMALLEST:
        return None
    ink = ink_of(inside)
    count, marks, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    left, top, width, height, area = boxes[:, :5].T
    at_edge = (left <= 1) | (top <= 1) | (left + width >= ink.shape[1] - 1) | (top + height >= ink.shape[0] - 1)
    thin, long = np.minimum(width, height), np.maximum(width, height)
    remains = at_edge & (thin <= _THIN) & ((long > 2.5 * thin) | (long < _SMALLEST))  # a comma may touch the edge too
    remains[0] = True
    written = ~remains & (area >= _SMALLEST)
    if not (written & (height >= _SMALLEST)).any():
        return None
    clean = np.where(np.isin(marks, np.nonzero(remains)[0][1:]), np.uint8(255), inside) if count > 1 else inside
    x0, y0 = max(0, left[written].min() - _MARGIN), max(0, top[written].min() - _MARGIN)
    x1, y1 = (left + width)[written].max() + _MARGIN, (top + height)[written].max() + _MARGIN
    return np.asarray(clean[y0:y1, x0:x1], dtype=np.uint8)


def cell_text(lines: Sequence[TextLine], setting: _Setting) -> str:
    """The lines of a cell with wrapped ones joined: a new line is where the one above had room for its first word."""
    kept = [line for line in lines if _is_written(line) and not any(_is_accents_of(line, other) for other in lines)]
    if not kept:
        return ""
    text = kept[0].text
    listed = kept[0].text.startswith(_BULLETS)
    for above, line in pairwise(kept):
        roomy = _had_room(above, line, setting)
        blank = line.bottom - above.bottom > _BLANK * setting.pitch
        text += ("\n\n" if blank else "\n" if _begins_anew(above, line, roomy, listed) else " ") + line.text
    return tidy_characters(text).strip()


def _is_written(line: TextLine) -> bool:
    return any(map(str.isalnum, line.text)) or len(line.text) == 1


def _is_accents_of(line: TextLine, other: TextLine) -> bool:
    """Whether a low line read badly is but the accents of one that it runs into."""
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    high = line.bottom - line.top
    return line.confidence < _SURE and shared > 0.3 * high and high < 0.75 * (other.bottom - other.top)


def _begins_anew(above: TextLine, line: TextLine, roomy: bool, listed: bool) -> bool:
    """A dash begins an item of a list, but not where one stands within a name or a title."""
    if line.text.startswith(_BULLETS):
        return roomy or listed or above.text.endswith((":", ";", ".")) or not line.text.startswith(_DASHES)
    if above.text.endswith((",", "-", "/")) or line.text[0].islower():
        return False
    return roomy


def _had_room(above: TextLine, line: TextLine, setting: _Setting) -> bool:
    """Whether the first word of a line would have stood on the one above: surely, where other lines are that long."""
    first, taken = line.words[0].right - line.words[0].left, above.right - above.left
    height = line.bottom - line.top
    return setting.width - taken > 1.3 * first + height or setting.longest - taken > first + height / 2


def _grid(table: RuledTable, texts: dict[RuledCell, str]) -> Grid:
    rows = [[Cell("") for _ in range(table.columns)] for _ in range(table.rows)]
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.rows):
            merged = row > cell.row
            for column in range(cell.column, cell.column + cell.columns):
                rows[row][column] = Cell("", merged=merged)
            rows[row][cell.column] = Cell("" if merged else texts.get(cell, ""), cell.columns, merged)
    return Grid(tuple(map(tuple, rows)))
