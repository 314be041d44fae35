"""The sample plan that a fresh start loads, moved to the year it is loaded in."""

import re
from dataclasses import replace
from importlib.resources import as_file, files

from knowledge.importing.draft import PlanDraft
from knowledge.importing.parse import parse_plan
from knowledge.importing.readers import read_source
from knowledge.importing.source import Block, Cell, Grid, Paragraph, Source

SAMPLE_FILE = "ke-hoach-mau.docx"
SAMPLE_YEAR = 2026

_PRINTED_YEAR = re.compile(rf"(?<!\d){SAMPLE_YEAR}(?!\d)")


def load_sample(year: int) -> PlanDraft:
    """The sample plan read from its Word document as any plan is, its own dates moved to `year`."""
    with as_file(files("knowledge.samples").joinpath(SAMPLE_FILE)) as path:
        source = read_source(path)
    return parse_plan(_moved(source, year), SAMPLE_FILE)


def _moved(source: Source, year: int) -> Source:
    return Source(tuple(_moved_block(block, str(year)) for block in source.blocks))


def _moved_block(block: Block, year: str) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_PRINTED_YEAR.sub(year, block.text))
    return Grid(tuple(tuple(_moved_cell(cell, year) for cell in row) for row in block.rows))


def _moved_cell(cell: Cell, year: str) -> Cell:
    return replace(cell, text=_PRINTED_YEAR.sub(year, cell.text))
