"""What a made document is: blocks as they are to be printed, and the gold that they say."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

Gold = dict[str, Any]


@dataclass(frozen=True, slots=True)
class MadeCell:
    """A cell; its lines are parted by line ends, `span` columns wide and `rows` rows high."""

    text: str
    span: int = 1
    rows: int = 1
    bold: bool = False


MadeRow = tuple[MadeCell | None, ...]


@dataclass(frozen=True, slots=True)
class MadeTable:
    """A table; None stands where a cell above or to the left covers the place."""

    header: tuple[MadeRow, ...]
    rows: tuple[MadeRow, ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph and its style: plain, bold, centre or signature."""

    text: str
    style: str = "plain"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The two columns at the top of a document."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A new page."""


Block = Prose | Letterhead | MadeTable | PageBreak


@dataclass(frozen=True, slots=True)
class Made:
    """A made document with its gold; `habits` are the seed's choices that a writer follows."""

    name: str
    blocks: tuple[Block, ...]
    gold: Gold
    habits: int
    sheets: tuple[str, ...] = field(default=("Theo dõi",))


@cache
def data(name: str) -> dict[str, Any]:
    """A data file of the made documents."""
    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def flat(text: str) -> str:
    """What a cell says, as gold has it: one line without the bullet in front."""
    return " ".join(text.split()).removeprefix("- ")
