"""Roman numerals of a scan told by their strokes: tesseract takes "II" for "H" and loses one of three."""

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.importing.readers.scan_pages import Pixels, ink_of
from knowledge.importing.readers.scan_words import TextLine, Word
from knowledge.vietnamese.fold import fold

_NUMERAL = re.compile(r"(?P<front>[VX]*)(?P<strokes>[IHNRTMLil1|!\]\[ÌÍỈĨỊìíỉĩị]{1,5})(?P<back>[VX]?(?:[.,;:/)–-].*)?)")
_SURE_STROKE = re.compile(r"[IH|!lÌÍỈĨỊ]")
_JOINS = {"va", "den", "-", "–"}
_LEVELS = (0.3, 0.4, 0.5, 0.6, 0.7)  # of a letter's height: between its feet and its head


def mend_numerals(picture: Pixels, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with Roman numerals counted anew where one may stand: in front, and after "Quý"."""
    return [_mended(picture, line) for line in lines]


def _mended(picture: Pixels, line: TextLine) -> TextLine:
    words = list(line.words)
    for place, word in enumerate(words):
        quarter = _after_quarter(words[:place])
        if place == 0 or quarter:
            words[place] = replace(word, text=_recounted(picture, word, quarter))
    return TextLine(line.block, tuple(words))


def _after_quarter(before: list[Word]) -> bool:
    """Whether a word follows "Quý", maybe after other numerals."""
    for word in reversed(before):
        folded = fold(word.text).strip(".,;:")
        if folded == "quy":
            return True
        if folded not in _JOINS and _NUMERAL.fullmatch(word.text) is None:
            return False
    return False


def _recounted(picture: Pixels, word: Word, quarter: bool) -> str:
    """A lone "1" is left as it is; several are digits, save in a quarter."""
    match = _NUMERAL.fullmatch(word.text)
    if match is None or not (_SURE_STROKE.search(match["strokes"]) or (quarter and len(match["strokes"]) > 1)):
        return word.text
    strokes = _count_strokes(picture[max(0, word.top) : word.bottom, max(0, word.left) : word.right])
    return f"{match['front']}{'I' * strokes}{match['back']}" if 1 <= strokes <= 3 else word.text


def _count_strokes(picture: Pixels) -> int:
    """How many upright strokes stand beside each other before anything else that is not V or X."""
    if picture.shape[0] < 8 or picture.shape[1] < 2:
        return 0
    ink = ink_of(picture) > 0
    rows = [_middles(ink[int(level * ink.shape[0])]) for level in _LEVELS]
    tolerance = 0.09 * ink.shape[0] + 1
    upright = [
        middle
        for middle, width in rows[0]
        if all(any(abs(middle - other) <= tolerance and w <= 0.42 * ink.shape[0] for other, w in row) for row in rows)
        and width <= 0.42 * ink.shape[0]
    ]
    count = 0
    for place, middle in enumerate(upright):
        if place and middle - upright[place - 1] > 0.95 * ink.shape[0]:
            break
        count += 1
    return count


def _middles(row: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[float, int]]:
    """The middle and the width of each run of ink."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [((start + end - 1) / 2, int(end - start)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
