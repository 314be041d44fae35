"""A page of a PDF: its lines of text and its tables, or that it is a picture."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from knowledge.importing.readers.pdf.cells import CellLines, Setting, cell_text, lines_of_cell, read_setting
from knowledge.importing.readers.pdf.glyphs import (
    Box,
    Glyph,
    is_unreadable,
    main_turn,
    read_glyphs,
    turned_box,
    turned_upright,
    unbroken,
)
from knowledge.importing.readers.pdf.lines import Line, read_lines
from knowledge.importing.readers.pdf.tables import Table, find_tables, lattice, read_grid
from knowledge.importing.source import Grid

_FEW_LETTERS = 40
_MOST_OF_PAGE = 0.5
_MANY_CURVES = 300
_FIRST_ROWS = 5


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid, how far down it begins and where its columns; the lines of its first rows and its last."""

    grid: Grid
    top: float
    columns: tuple[float, ...]
    first: tuple[tuple[CellLines, ...], ...]
    last: tuple[CellLines, ...]
    setting: Setting


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page; `is_picture` says that it has to be read from its image."""

    lines: tuple[Line, ...]
    grids: tuple[Placed, ...]
    width: float
    height: float
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Cells:
    """A table, the boxes of its cells in rows, where each row ends, and the letters put into the cells."""

    table: Table
    boxes: list[list[Box]]
    bottoms: list[float]
    held: dict[Box, list[Glyph]] = field(default_factory=dict)

    def box_at(self, across: float, down: float) -> Box:
        """The box of the cell that covers a place in the table."""
        row = self.boxes[min(bisect_right(self.bottoms, down), len(self.boxes) - 1)]
        return next((box for box in row if across < box[2]), row[-1])


def read_page(page: Any, number: int) -> Page:
    """A page of pdfplumber's as text and tables, upright."""
    width, height = float(page.width), float(page.height)
    characters = page.chars
    if _is_picture(page, characters):
        return Page((), (), width, height, is_picture=True)
    glyphs = read_glyphs(characters)
    turn = main_turn(glyphs)
    tables = [_turned(table, turn, width, height) for table in find_tables(page.edges)]
    if turn:
        glyphs = list(turned_upright(glyphs, turn, width, height))
    sides = (height, width) if turn in {90, 270} else (width, height)
    cells = [_cells(table) for table in tables]
    free = [glyph for glyph in _put_into(cells, glyphs) if glyph.turn == 0]
    grids = tuple(_placed(table) for table in cells)
    return Page(tuple(read_lines(free, number)), grids, *sides)


def _is_picture(page: Any, characters: Sequence[dict[str, Any]]) -> bool:
    """Whether what can be seen of a page is no text: a scan, letters drawn as curves or without their meaning."""
    printed = [character for character in characters if not character["text"].isspace()]
    unreadable = sum(map(is_unreadable, printed))
    if len(printed) - unreadable < _FEW_LETTERS:
        return bool(page.images) or len(page.curves) > _MANY_CURVES or unreadable >= _FEW_LETTERS
    if unreadable > 0.2 * len(printed):
        return True
    return _covered(page) > _MOST_OF_PAGE and _is_hidden(page)


def _covered(page: Any) -> float:
    """How much of a page its largest image takes."""
    areas = [(image["x1"] - image["x0"]) * (image["bottom"] - image["top"]) for image in page.images]
    return float(max(areas, default=0.0) / (page.width * page.height))


def _is_hidden(page: Any) -> bool:
    """Whether most of the text was laid invisibly under a scan, by a program that read it there."""
    import pypdfium2.raw as pdfium
    from pypdfium2 import PdfDocument

    page.pdf.stream.seek(0)
    with PdfDocument(page.pdf.stream.read()) as document:
        texts = list(document[page.page_number - 1].get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
        modes = [pdfium.FPDFTextObj_GetTextRenderMode(text.raw) for text in texts]
    return modes.count(pdfium.FPDF_TEXTRENDERMODE_INVISIBLE) * 2 > len(modes)


def _turned(table: Table, turn: int, width: float, height: float) -> Table:
    if not turn:
        return table
    cells = tuple(turned_box(cell, turn, width, height) for cell in table.cells)
    return Table(cells, turned_box(table.box, turn, width, height))


def _cells(table: Table) -> Cells:
    boxes = lattice(table)
    return Cells(table, boxes, [min(box[3] for box in row) for row in boxes])


def _put_into(tables: Sequence[Cells], glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Put each word into the cell that holds most of it, though it sticks out; give back those in no table."""
    for run in unbroken(glyphs):
        votes = Counter(_place(tables, glyph) for glyph in run)
        place = votes.most_common(1)[0][0]
        if place is None:
            yield from run
        else:
            tables[place[0]].held.setdefault(place[1], []).extend(run)


def _place(tables: Sequence[Cells], glyph: Glyph) -> tuple[int, Box] | None:
    """The table and the cell in which the middle of a letter lies."""
    across, down = glyph.centre
    for at, table in enumerate(tables):
        left, top, right, bottom = table.table.box
        if left <= across < right and top <= down < bottom:
            return at, table.box_at(across, down)
    return None


def _placed(cells: Cells) -> Placed:
    boxes = cells.boxes
    lines = {box: lines_of_cell(cells.held.get(box, []), box) for row in boxes for box in row}
    setting = read_setting(lines.values())
    grid = read_grid(boxes, lambda box: cell_text(lines[box], setting))
    first = tuple(tuple(lines[box] for box in row) for row in boxes[:_FIRST_ROWS])
    columns, last = tuple(box[0] for box in boxes[0]), tuple(lines[box] for box in boxes[-1])
    return Placed(grid, cells.table.box[1], columns, first, last, setting)
