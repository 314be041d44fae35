"""What stands outside the tables of a scanned page, as paragraphs in reading order."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from knowledge.importing.readers.scan.numerals import mend_numerals
from knowledge.importing.readers.scan.pages import Pixels, ink_of
from knowledge.importing.readers.scan.ruling import RuledTable
from knowledge.importing.readers.scan.words import TextLine, Word, read_lines
from knowledge.importing.readers.wrapping import join_lines
from knowledge.importing.source import Paragraph

_PAGE_NUMBER = re.compile(r"[-–—~.\s]*\d{1,3}[-–—~.\s]*")
_FAINT = 35.0
_LETTER = 8
_BESIDE = 40


def read_bands(page: Pixels, tables: Sequence[RuledTable]) -> list[list[Paragraph]]:
    """The paragraphs above the first table, between each two, and below the last."""
    edges = [0, *(edge for table in tables for edge in (table.box.top, table.box.bottom)), page.shape[0]]
    bands = [page[top:bottom] for top, bottom in zip(edges[::2], edges[1::2], strict=True)]
    written = [place for place, band in enumerate(bands) if _is_written(band)]
    found: list[list[Paragraph]] = [[] for _ in bands]
    for place, lines in zip(written, read_lines([bands[place] for place in written], columns=True), strict=True):
        found[place] = list(paragraphs_of(mend_numerals(bands[place], _rows_of(lines))))
    return found


def _is_written(band: Pixels) -> bool:
    if band.shape[0] < _LETTER:
        return False
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink_of(band), connectivity=8)
    heights = boxes[1:count, cv2.CC_STAT_HEIGHT]
    return int(np.count_nonzero((heights >= _LETTER) & (heights <= 100))) >= 2


def paragraphs_of(lines: Sequence[TextLine]) -> Iterator[Paragraph]:
    """Lines in reading order as paragraphs; page numbers and the scrawl of stamps and signatures are left out."""
    columns: list[str] = []
    for run in _runs([line for line in lines if not _is_noise(line)]):
        columns += [*run, ""]
    yield from (Paragraph(text) for text in join_lines(columns))


def _rows_of(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines from top to bottom, those at one height as one: tesseract parts columns, but mixes up titles between."""
    rows: list[list[TextLine]] = []
    for line in sorted(lines, key=lambda line: line.top + line.bottom):
        if rows and all(_beside(line, other) for other in rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [TextLine(row[0].block, _across(row)) for row in rows]


def _across(row: Sequence[TextLine]) -> tuple[Word, ...]:
    return tuple(word for line in sorted(row, key=lambda line: line.left) for word in line.words)


def _beside(line: TextLine, other: TextLine) -> bool:
    shared = min(line.bottom, other.bottom) - max(line.top, other.top)
    apart = line.left >= other.right or other.left >= line.right
    return apart and 2 * shared > min(line.bottom - line.top, other.bottom - other.top)


def _is_noise(line: TextLine) -> bool:
    letters = sum(map(str.isalnum, line.text))
    if letters < 2 or _PAGE_NUMBER.fullmatch(line.text):
        return True
    return line.confidence < _FAINT or (line.confidence < 60 and letters < 6)


def _runs(lines: Sequence[TextLine]) -> Iterator[list[str]]:
    """Lines that stand under each other; text side by side is read column by column."""
    single: list[TextLine] = []
    pair: _Pair | None = None
    for line in lines:
        pieces = _pieces(line)
        if pair is not None and pair.take(pieces):
            continue
        if pair is not None:
            yield from (_with_gaps(pair.left), _with_gaps(pair.right))
            pair = None
        if len(pieces) == 2:
            yield _with_gaps(single)
            single, pair = [], _Pair(*pieces)
        else:
            single.append(line)
    if pair is not None:
        yield from (_with_gaps(pair.left), _with_gaps(pair.right))
    yield _with_gaps(single)


def _pieces(line: TextLine) -> list[TextLine]:
    """The parts of a line with a wide gap between."""
    wide = 2 * (line.bottom - line.top)
    words = list(line.words)
    cuts = [place for place, (one, other) in enumerate(pairwise(words), 1) if other.left - one.right > wide]
    bounds = [0, *cuts, len(words)]
    return [TextLine(line.block, tuple(words[start:end])) for start, end in pairwise(bounds)]


class _Pair:
    """Two columns side by side, such as the head of a letter or its end."""

    def __init__(self, left: TextLine, right: TextLine) -> None:
        self.left, self.right = [left], [right]
        self._gap = (left.right, right.left)

    def take(self, pieces: list[TextLine]) -> bool:
        """Add a line where it keeps to its sides of the gap."""
        if len(pieces) == 1 and self._is_between(pieces[0]):
            return False
        left = [piece for piece in pieces if piece.right <= self._gap[1]]
        right = [piece for piece in pieces if piece.left >= self._gap[0] and piece not in left]
        last = max(self.left[-1].bottom, self.right[-1].bottom)
        if len(left) > 1 or len(right) > 1 or len(left) + len(right) < len(pieces) or pieces[0].top < last - 40:
            return False
        gap = (max([self._gap[0], *(p.right for p in left)]), min([self._gap[1], *(p.left for p in right)]))
        if gap[1] - gap[0] < _BESIDE:
            return False
        self.left += left
        self.right += right
        self._gap = gap
        return True

    def _is_between(self, piece: TextLine) -> bool:
        """Whether a line is centred under both columns rather than under one of them."""
        left, right = _middle(self.left), _middle(self.right)
        middle = (piece.left + piece.right) / 2
        return left + (right - left) / 3 < middle < right - (right - left) / 3


def _middle(column: Sequence[TextLine]) -> float:
    return (min(line.left for line in column) + max(line.right for line in column)) / 2


def _with_gaps(lines: Sequence[TextLine]) -> list[str]:
    if not lines:
        return []
    heights = sorted(line.bottom - line.top for line in lines)
    usual = heights[len(heights) // 2]
    texts = [lines[0].text]
    for above, line in pairwise(lines):
        if line.top - above.bottom > 0.9 * usual:
            texts.append("")
        texts.append(line.text)
    return texts
