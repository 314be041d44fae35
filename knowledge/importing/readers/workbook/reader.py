"""Excel workbooks: every sheet that is shown, its titles as paragraphs and its tables as grids."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.errors import UnreadableFileError
from knowledge.importing.columns import Role
from knowledge.importing.headers import read_header
from knowledge.importing.markup import one_line
from knowledge.importing.readers.layout import side_by_side
from knowledge.importing.readers.workbook.cells import read_cells
from knowledge.importing.readers.workbook.parts import find_headers, is_prose, sheet_blocks
from knowledge.importing.source import Block, Grid, Paragraph, Row, Source
from knowledge.vietnamese.fold import fold

_DEFAULT_NAME = re.compile(r"(?:sheet|trang tinh|trang)\s*\d*")
# A sheet of which so much was told by the sheets before it is an extract of them.
_TOLD_BEFORE = 0.8


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    rows: tuple[Row, ...]
    has_table: bool


def read_workbook(path: Path) -> Source:
    """The paragraphs and grids of a workbook.

    Sheets without a table of tasks or targets are left out beside sheets that have one, unless they read like a page;
    so are sheets that only say again what those before them say.
    """
    sheets = [sheet for sheet in _shown_sheets(path) if sheet.rows]
    blocks = tuple(_blocks_with_tables(sheets) if any(sheet.has_table for sheet in sheets) else _all(sheets))
    if not blocks:
        raise UnreadableFileError(path, "empty")
    return Source(blocks)


def _shown_sheets(path: Path) -> Iterator[_Sheet]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # The library warns of what it doesn't keep when it saves, which nobody asks it to.
        warnings.simplefilter("ignore")
        book = load_workbook(path, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            rows = read_cells(sheet)
            yield _Sheet(str(sheet.title), rows, bool(find_headers(rows)))


def _all(sheets: Iterable[_Sheet]) -> Iterator[Block]:
    for sheet in sheets:
        if is_prose(sheet.rows):
            yield from side_by_side(sheet.rows)
        else:
            yield Grid(tuple(row for row in sheet.rows if any(cell.text for cell in row)))


def _blocks_with_tables(sheets: Iterable[_Sheet]) -> Iterator[Block]:
    told: set[str] = set()
    after_grid = False
    for sheet in sheets:
        if not sheet.has_table:
            yield from side_by_side(sheet.rows) if is_prose(sheet.rows) else ()
            continue
        blocks = list(sheet_blocks(sheet.rows))
        contents = {text for block in blocks if isinstance(block, Grid) for text in _contents(block)}
        if contents and len(contents & told) >= _TOLD_BEFORE * len(contents):
            continue
        told |= contents
        if after_grid and isinstance(blocks[0], Grid):
            yield Paragraph(_title(sheet.name))
        yield from blocks
        after_grid = isinstance(blocks[-1], Grid)


def _title(name: str) -> str:
    """What parts a sheet from the one before it where nothing stands above its table."""
    return "Bảng tiếp theo" if _DEFAULT_NAME.fullmatch(fold(name).strip()) else one_line(name)


def _contents(grid: Grid) -> Iterator[str]:
    header: Any = read_header(grid.rows)
    place = header.column(Role.CONTENT)
    place = header.column(Role.NAME) if place is None else place
    return (fold(one_line(row[place].text)) for row in grid.rows[header.height :] if row[place].text)
