"""A made document as a Word file: merged cells, landscape pages, headings, soft breaks."""

import unicodedata
from pathlib import Path
from random import Random
from typing import Any

from tests.documents.made import Letterhead, Made, MadeTable, PageBreak, Prose


def write_docx(made: Made, folder: Path) -> Path:
    """Write the .docx file."""
    import docx
    from docx.enum.section import WD_ORIENT

    random = Random(made.habits)
    decomposed, soft = random.random() < 0.15, random.random() < 0.5
    document = docx.Document()
    if random.random() < 0.6:
        section = document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    for block in made.blocks:
        if isinstance(block, Prose):
            _prose(document, block, decomposed)
        elif isinstance(block, Letterhead):
            _letterhead(document, block)
        elif isinstance(block, PageBreak):
            document.add_page_break()
        else:
            _table(document, block, soft, decomposed)
    path = folder / f"{made.name}.docx"
    document.save(str(path))
    return path


def _prose(document: Any, prose: Prose, decomposed: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    text = unicodedata.normalize("NFD", prose.text) if decomposed else prose.text
    paragraph = document.add_paragraph(style="Heading 2" if prose.style == "bold" else None)
    half = len(text) // 2
    for part in (text[:half], text[half:]):
        paragraph.add_run(part).bold = prose.style != "plain"
    if prose.style in {"centre", "signature"}:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _letterhead(document: Any, block: Letterhead) -> None:
    table = document.add_table(1, 2)
    for cell, lines in zip(table.rows[0].cells, (block.left, block.right), strict=True):
        cell.text = "\n".join(lines)


def _table(document: Any, made: MadeTable, soft: bool, decomposed: bool) -> None:
    rows = [*made.header, *made.rows]
    table = document.add_table(len(rows), len(made.widths), style="Table Grid")
    grid = [list(row.cells) for row in table.rows]
    for at, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell is None:
                continue
            place = grid[at][column]
            if cell.span > 1 or cell.rows > 1:
                place = place.merge(grid[at + cell.rows - 1][column + cell.span - 1])
            text = unicodedata.normalize("NFD", cell.text) if decomposed else cell.text
            _fill(place, text, soft, cell.bold)


def _fill(place: Any, text: str, soft: bool, bold: bool) -> None:
    lines = [text] if soft else text.split("\n")
    place.paragraphs[0].add_run(lines[0]).bold = bold
    for line in lines[1:]:
        place.add_paragraph().add_run(line).bold = bold
