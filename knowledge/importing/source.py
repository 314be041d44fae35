"""What a reader makes of a file: paragraphs and grids in the order of the document."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its list items stand on lines of their own, its blocks with an empty line between.

    `span` is how many columns it covers (the covered columns follow as empty cells); `merged` says that it
    is the lower part of a cell merged over rows, so that the text above holds for it too.
    """

    text: str
    span: int = 1
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of prose on one line."""

    text: str


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as printed, one entry a row and one cell a column."""

    rows: tuple[Row, ...]


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document."""

    blocks: tuple[Block, ...]
