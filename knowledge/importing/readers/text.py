"""Plain text with tab-separated table rows, as converters and copying out of a word processor leave it."""

from collections.abc import Iterator
from pathlib import Path

from knowledge.importing.markup import strip_markup, tidy_characters
from knowledge.importing.readers.encoding import decode_file
from knowledge.importing.readers.wrapping import join_lines
from knowledge.importing.source import Block, Cell, Grid, Paragraph, Row, Source


def read_text(path: Path) -> Source:
    """The paragraphs and grids of a text file."""
    return parse_text(decode_file(path))


def parse_text(text: str) -> Source:
    """Lines with tabs are rows; a line without, right between two rows, is a row of one cell."""
    blocks: list[Block] = []
    for is_table, lines in _runs(_clean_lines(text)):
        if is_table:
            blocks.append(Grid(_rows(lines)))
        else:
            blocks.extend(Paragraph(paragraph) for paragraph in join_lines(lines))
    return Source(tuple(blocks))


def _clean_lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return ["\t".join(tidy_characters(cell).strip() for cell in line.split("\t")) for line in lines]


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    run: list[str] = []
    in_table = False
    for position, line in enumerate(lines):
        table_line = "\t" in line or (in_table and bool(line) and _row_follows(lines, position))
        if table_line != in_table:
            if run:
                yield in_table, run
            run, in_table = [], table_line
        run.append(line)
    if run:
        yield in_table, run


def _row_follows(lines: list[str], position: int) -> bool:
    """Whether the lines from here lead to a row before an empty line comes."""
    for line in lines[position + 1 : position + 6]:
        if not line:
            return False
        if "\t" in line:
            return True
    return False


def _rows(lines: list[str]) -> tuple[Row, ...]:
    width = max(line.count("\t") for line in lines) + 1
    return tuple(_row(line, width) for line in lines)


def _row(line: str, width: int) -> Row:
    texts = [strip_markup(cell) for cell in line.split("\t")]
    if len(texts) == 1:
        return (Cell(texts[0], span=width), *(Cell("") for _ in range(width - 1)))
    return tuple(Cell(text) for text in texts + [""] * (width - len(texts)))
