"""The paragraphs and tables of a Word document in order, also those inside text boxes and other tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.importing.headers import read_header
from knowledge.importing.markup import one_line, tidy_lines
from knowledge.importing.readers.layout import is_letter_part, side_by_side
from knowledge.importing.readers.word.grid import read_rows
from knowledge.importing.readers.word.numbering import Numbering
from knowledge.importing.readers.word.text import TextReader, W, boxes_in, children, is_on, is_page_break
from knowledge.importing.source import Block, Grid, Paragraph, Row

_HEADER_WITHIN = 3
_LETTER_ROWS = 12


@dataclass(slots=True)
class BlockReader:
    """Reads from top to bottom, since lists count and fields run on from paragraph to paragraph."""

    numbering: Numbering
    text: TextReader

    def blocks(self, parent: Any) -> Iterator[Block]:
        """What an element holds."""
        for element in children(parent):
            if element.tag == f"{W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self._table(element)

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        text = one_line(self._labelled(paragraph, keep_bare_label=False))
        if text:
            yield Paragraph(text)
        for box in boxes_in(paragraph):
            yield from self.blocks(box)

    def _labelled(self, paragraph: Any, keep_bare_label: bool) -> str:
        text = self.text.text_of(paragraph)
        if not text.strip() and _is_deleted(paragraph):
            return ""
        label = self.numbering.label_of(paragraph)
        return f"{label} {text}" if text.strip() or keep_bare_label else ""

    def _table(self, table: Any) -> Iterator[Block]:
        """A grid; where the table only lays out the page, what its cells hold."""
        if _is_frame(table):
            for cell in _own_cells(table):
                yield from self.blocks(cell)
            return
        rows = read_rows(table, self._cell_text)
        if not rows:
            return
        if len(rows) <= _LETTER_ROWS and not has_header(rows) and is_letter_part(rows):
            yield from side_by_side(rows)
        else:
            yield Grid(rows)

    def _cell_text(self, cell: Any) -> str:
        """Paragraphs on lines of their own; an empty paragraph or a table inside parts two blocks."""
        return tidy_lines("\n".join(self._cell_lines(cell)))

    def _cell_lines(self, cell: Any) -> Iterator[str]:
        for element in children(cell):
            if element.tag == f"{W}tbl":
                yield from ("", *self._nested_lines(element), "")
            elif element.tag == f"{W}p":
                line = self._labelled(element, keep_bare_label=True)
                if line.strip() or not (_is_deleted(element) or is_page_break(element)):
                    yield line
                for box in boxes_in(element):
                    yield from self._cell_lines(box)

    def _nested_lines(self, table: Any) -> Iterator[str]:
        for row in read_rows(table, self._cell_text):
            yield " ".join(one_line(cell.text) for cell in row if cell.text)


def has_header(rows: tuple[Row, ...]) -> bool:
    """Whether a grid begins as a table of tasks or targets does."""
    return any(read_header(rows, at) is not None for at in range(min(_HEADER_WITHIN, len(rows))))


def _is_frame(table: Any) -> bool:
    """Whether a table is there only to hold others, such as one of a single cell around the real one."""
    if sum(1 for _ in table.iter(f"{W}tbl")) == 1:
        return False
    widths = [sum(1 for _ in cells_of(row)) for row in children(table) if row.tag == f"{W}tr"]
    return max(widths, default=0) <= 2


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row."""
    return (cell for cell in children(row) if cell.tag == f"{W}tc")


def _own_cells(table: Any) -> Iterator[Any]:
    for row in children(table):
        if row.tag == f"{W}tr":
            yield from cells_of(row)


def _is_deleted(paragraph: Any) -> bool:
    """Whether the end of a paragraph is a tracked deletion, or isn't printed."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or is_on(mark, "vanish"))
