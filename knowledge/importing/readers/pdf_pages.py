"""A page of a PDF: its lines of text and its tables, or that it is a picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from knowledge.importing.readers.pdf_cells import CellLines, Setting, cell_text, lines_of_cell, read_setting
from knowledge.importing.readers.pdf_glyphs import (
    Box,
    Glyph,
    is_unreadable,
    main_turn,
    read_glyphs,
    turned_box,
    turned_upright,
)
from knowledge.importing.readers.pdf_lines import Line, read_lines
from knowledge.importing.readers.pdf_tables import Table, find_tables, lattice, read_grid
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
    held = [_glyphs_in(table.box, glyphs) for table in tables]
    grids = tuple(_placed(table, inside) for table, inside in zip(tables, held, strict=True))
    in_tables = {id(glyph) for inside in held for glyph in inside}
    free = [glyph for glyph in glyphs if id(glyph) not in in_tables and glyph.turn == 0]
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


def _glyphs_in(box: Box, glyphs: Sequence[Glyph]) -> list[Glyph]:
    return list(_inside(box, glyphs))


def _inside(box: Box, glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    for glyph in glyphs:
        across, down = glyph.centre
        if box[0] <= across < box[2] and box[1] <= down < box[3]:
            yield glyph


def _placed(table: Table, glyphs: Sequence[Glyph]) -> Placed:
    boxes = lattice(table)
    cells = {box: lines_of_cell(_glyphs_in(box, glyphs), box) for row in boxes for box in row}
    setting = read_setting(cells.values())
    grid = read_grid(boxes, lambda box: cell_text(cells[box], setting))
    first = tuple(tuple(cells[box] for box in row) for row in boxes[:_FIRST_ROWS])
    return Placed(
        grid, table.box[1], tuple(box[0] for box in boxes[0]), first, tuple(cells[box] for box in boxes[-1]), setting
    )
