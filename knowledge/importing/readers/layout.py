"""Grids that only lay a page out: the head of a letter and the place of signing, read side after side."""

from collections.abc import Iterable, Iterator

from knowledge.importing.document import names_signing_title
from knowledge.importing.source import Paragraph, Row
from knowledge.importing.vocabulary import words_of
from knowledge.vietnamese.fold import fold


def is_letter_part(rows: tuple[Row, ...]) -> bool:
    """Whether a grid is the head of a letter or its foot, by the words that stand only there."""
    lines = [line.strip(" *") for row in rows for cell in row for line in cell.text.split("\n")]
    return any(
        fold(line).startswith(words_of("letter_marks")) or (line.isupper() and names_signing_title(line))
        for line in lines
    )


def side_by_side(rows: Iterable[Row]) -> Iterator[Paragraph]:
    """The lines of each side from top to bottom; an empty row or a cell over several columns ends the sides above."""
    held: list[Row] = []
    for row in rows:
        if _covers_sides(row, held) or not any(cell.text for cell in row):
            yield from _sides(held)
            held = []
        held.append(row)
    yield from _sides(held)


def _covers_sides(row: Row, above: list[Row]) -> bool:
    filled = [at for at, cell in enumerate(row) if cell.text]
    if len(filled) != 1 or not above:
        return False
    covered = range(filled[0], filled[0] + row[filled[0]].span)
    return len({at for held in above for at, cell in enumerate(held) if cell.text and at in covered}) > 1


def _sides(rows: list[Row]) -> Iterator[Paragraph]:
    starts = sorted({at for row in rows for at, cell in enumerate(row) if cell.text})
    for start in starts:
        for row in rows:
            yield from _lines(row[start].text)


def _lines(text: str) -> Iterator[Paragraph]:
    for line in text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip())
