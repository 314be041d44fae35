"""From letters to lines of words: spaces that are not there are seen, letters set apart come together."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from knowledge.importing.markup import one_line, tidy_characters
from knowledge.importing.readers.pdf.glyphs import Glyph

_SAME_LINE = 0.4
_GAP_WITHOUT_SPACE = 0.18
_GAP_WITH_SPACE = 0.06
_SET_APART = 0.12


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it begins and ends."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True)
class Line:
    """Words on one line; `page` counts from 0."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    page: int = 0

    @cached_property
    def text(self) -> str:
        """The words, with a space between."""
        return one_line(tidy_characters(" ".join(word.text for word in self.words)))

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.words[-1].x1

    def part(self, start: int, end: int | None = None) -> "Line":
        """Some of its words as a line."""
        return Line(self.words[start:end], self.top, self.bottom, self.base, self.size, self.bold, self.page)


def read_lines(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """The lines of upright letters from top to bottom."""
    lines: list[Line] = []
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if row and _is_apart(row, glyph):
            lines += _line(row, page)
            row = []
        row.append(glyph)
    return [*lines, *_line(row, page)]


def _is_apart(row: list[Glyph], glyph: Glyph) -> bool:
    """A raised or lowered small letter belongs to the line it touches."""
    lowest, size = row[0].base, max(other.size for other in row)
    return glyph.base - lowest > _SAME_LINE * size


def _line(row: list[Glyph], page: int) -> Iterator[Line]:
    ordered = sorted(row, key=lambda glyph: glyph.x0)
    words = tuple(_words(ordered))
    if words:
        printed = [glyph for glyph in ordered if not glyph.is_blank]
        size = median(glyph.size for glyph in printed)
        bold = sum(glyph.bold for glyph in printed) * 2 > len(printed)
        top, bottom = min(glyph.top for glyph in printed), max(glyph.bottom for glyph in printed)
        yield Line(words, top, bottom, median(glyph.base for glyph in printed), size, bold, page)


def _words(row: list[Glyph]) -> Iterator[Word]:
    printed: list[Glyph] = []
    spaced: list[bool] = []
    blank = False
    for glyph in row:
        if glyph.is_blank:
            blank = blank or glyph.text != "\u00a0"
            continue
        printed.append(glyph)
        spaced.append(blank)
        blank = False
    if not printed:
        return
    gaps = [after.x0 - before.x1 for before, after in pairwise(printed)]
    apart = _letters_apart(printed, gaps, spaced[1:])
    word = [printed[0]]
    for before, glyph, gap, space in zip(printed, printed[1:], gaps, spaced[1:], strict=False):
        if _is_break(gap - apart, max(before.size, glyph.size), space and not apart):
            yield _word(word)
            word = []
        word.append(glyph)
    yield _word(word)


def _word(glyphs: list[Glyph]) -> Word:
    return Word("".join(glyph.text for glyph in glyphs), glyphs[0].x0, max(glyph.x1 for glyph in glyphs))


def _is_break(gap: float, size: float, space: bool) -> bool:
    return gap > size * (_GAP_WITH_SPACE if space else _GAP_WITHOUT_SPACE)


def _letters_apart(printed: list[Glyph], gaps: list[float], spaced: list[bool]) -> float:
    """How far the letters of a line are set apart ("K Ế  H O Ạ C H"), 0 where they are not."""
    if len(gaps) < 5:
        return 0.0
    size = median(glyph.size for glyph in printed)
    usual = median(gaps)
    near = [gap for gap in gaps if gap <= usual * 1.5]
    if usual < _SET_APART * size or usual > 1.5 * size or min(gaps) < _SET_APART * size / 2:
        return 0.0
    return max(near) if len(near) >= 0.6 * len(gaps) else 0.0


def split_at_gaps(line: Line, widths: float) -> list[Line]:
    """The parts of a line between gaps wider than so many times the size of its letters."""
    cuts = [at for at, (a, b) in enumerate(pairwise(line.words), 1) if b.x0 - a.x1 > widths * line.size]
    return [line.part(start, end) for start, end in pairwise([0, *cuts, len(line.words)])]


def joined(parts: list[Line]) -> Line:
    """Parts that stand side by side as one line."""
    words = tuple(sorted((word for part in parts for word in part.words), key=lambda word: word.x0))
    longest = max(parts, key=lambda part: len(part.text))
    top, bottom = min(part.top for part in parts), max(part.bottom for part in parts)
    return Line(words, top, bottom, longest.base, longest.size, longest.bold, longest.page)


def is_number_only(text: str) -> bool:
    """Whether a line is nothing but the number of a page ("5", "- 5 -", "Trang 5/12")."""
    return re.fullmatch(r"(?:Trang\s*)?[-–—\s]*\d{1,4}\s*(?:/\s*\d{1,4})?[-–—\s]*", text) is not None
