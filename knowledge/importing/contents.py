"""What the cells of a column look like, whatever stands over them: days, units, figures, work to do, results."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from knowledge.deadlines.parse import parse_deadlines
from knowledge.importing.figures import find_figures
from knowledge.importing.labels import cell_label
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.source import Row
from knowledge.importing.unit_cells import has_head, is_person, split_units
from knowledge.importing.vocabulary import folded_longest_first, load_data, starts_with_word
from knowledge.vietnamese.fold import fold

# So many rows tell what a column holds; of longer cells no kind is told but that they are long.
_ROWS_LOOKED_AT, _LONGEST_CELL = 60, 400
_LONGEST_DEADLINE, _LONGEST_FIGURE, _LONGEST_MEASURE = 24, 6, 4
_YEAR_OF_ANY_PLAN = 2000


class Kind(StrEnum):
    """What a cell looks like; a cell may look like several things."""

    LABEL = "label"
    DEADLINE = "deadline"
    UNITS = "units"
    FIGURE = "figure"
    MEASURE = "measure"
    MARK = "mark"
    WORK = "work"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Contents:
    """The cells of a column: how many rows there are, how many are filled, and what the filled ones look like."""

    rows: int
    filled: int
    words: float
    counts: dict[Kind, int]

    def share(self, kind: Kind) -> float:
        """The share of the filled cells that look like a kind."""
        return self.counts.get(kind, 0) / self.filled if self.filled else 0.0

    def is_sure(self, kind: Kind, least: float = 0.7) -> bool:
        """Whether the column can be told to hold a kind."""
        return self.filled >= 2 and self.share(kind) >= least

    @property
    def is_sparse(self) -> bool:
        """Whether most rows leave the column to the row above."""
        return 0 < self.filled <= 0.5 * self.rows


def look_at(rows: Iterable[Row], width: int) -> tuple[Contents, ...]:
    """The contents of each column; rows with one text only are headings and tell nothing."""
    told = [row for row in rows if sum(1 for cell in row if cell.text) > 2][:_ROWS_LOOKED_AT]
    return tuple(_contents([row[at].text if at < len(row) else "" for row in told]) for at in range(width))


def _contents(texts: list[str]) -> Contents:
    filled = [text for text in texts if text.strip()]
    counts: dict[Kind, int] = {}
    for text in filled:
        for kind in kinds_of(text):
            counts[kind] = counts.get(kind, 0) + 1
    words = sum(len(text.split()) for text in filled)
    return Contents(len(texts), len(filled), words / len(filled) if filled else 0.0, counts)


@lru_cache(maxsize=16384)
def kinds_of(cell: str) -> frozenset[Kind]:
    """Everything that a cell looks like."""
    text = without_bullet(cell)
    if not text or len(text) > _LONGEST_CELL:
        return frozenset()
    return frozenset(kind for kind, looks in _LOOKS.items() if looks(text, cell))


def is_mark(cell: str) -> bool:
    """Whether a cell is only ticked."""
    return one_line(cell).lower() in _words("marks")


@cache
def _words(key: str) -> tuple[str, ...]:
    return tuple(load_data("contents.toml")[key])


@cache
def _folded(key: str) -> tuple[str, ...]:
    return folded_longest_first(load_data("contents.toml")[key])


def _is_label(text: str, _: str) -> bool:
    return cell_label(text) is not None


def _is_deadline(text: str, _: str) -> bool:
    """Whether a cell says when and hardly anything else."""
    words = len(text.split())
    if words > _LONGEST_DEADLINE or cell_label(text) is not None:
        return False
    parsed = parse_deadlines(text, _YEAR_OF_ANY_PLAN)
    return bool(parsed.deadlines) and len(parsed.unread.split()) <= 0.4 * words


def _is_units(text: str, cell: str) -> bool:
    """Whether a cell names units or persons and tells little else."""
    if _is_deadline(text, cell):
        return False
    units = split_units(cell)
    names = units.lead + units.coordinate
    named = sum(1 for name in names if name[0].isupper() and (is_person(name) or has_head(name)))
    return named > 0.5 * len(names) and all(len(name.split()) <= 16 for name in names)


def _is_figure(text: str, cell: str) -> bool:
    if len(text.split()) > _LONGEST_FIGURE or re.search(r"\d\s*/\s*\d", text) or _is_deadline(text, cell):
        return False
    return len(find_figures(text, bare=True)) == 1


def _is_measure(text: str, _: str) -> bool:
    short = len(text.split()) <= _LONGEST_MEASURE and not text[0].isdigit()
    return text == "%" or (short and text[0].islower() and not is_mark(text))


def _is_ticked(text: str, _: str) -> bool:
    return is_mark(text)


def _is_work(text: str, _: str) -> bool:
    return starts_with_word(fold(text), _folded("works")) is not None


def _is_result(text: str, _: str) -> bool:
    begun = starts_with_word(fold(text), _folded("results")) is not None
    return begun or re.match(r"(?:≥|>)?\s*\d[\d.,]*\s*%?\s+[^\W\d]", text) is not None


_LOOKS = {
    Kind.LABEL: _is_label,
    Kind.DEADLINE: _is_deadline,
    Kind.UNITS: _is_units,
    Kind.FIGURE: _is_figure,
    Kind.MEASURE: _is_measure,
    Kind.MARK: _is_ticked,
    Kind.WORK: _is_work,
    Kind.RESULT: _is_result,
}
