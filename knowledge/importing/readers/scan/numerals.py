"""Roman numerals of a scan told by their strokes: tesseract takes "II" for "H" and loses one of three."""

import re
from collections.abc import Sequence
from dataclasses import replace

import cv2

from knowledge.importing.readers.scan.pages import Pixels, ink_of
from knowledge.importing.readers.scan.strokes import (
    begins_with_digit_one,
    count_strokes,
    ends_with_dot,
    has_bar_below,
    is_ditto,
    strokes_alone,
)
from knowledge.importing.readers.scan.words import TextLine, Word
from knowledge.vietnamese.fold import fold

_NUMERAL = re.compile(r"(?P<front>[VX]*)(?P<strokes>[IHNRTMLil1|!\]\[ÌÍỈĨỊìíỉĩị]{1,5})(?P<back>[VX]?(?:[.,;:/)–-].*)?)")
_SURE_STROKE = re.compile(r"[IH|!lÌÍỈĨỊ]")
_JOINS = {"va", "den", "-", "–"}
_AT_BAR = {"<": "≤", ">": "≥"}
_SURE = 90.0


def mend_numerals(picture: Pixels, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with Roman numerals counted anew where one may stand: in front, and after "Quý"."""
    before: list[Word] = []
    mended = []
    for line in lines:
        mended.append(_mended(picture, line, before))
        before = list(mended[-1].words)
    return mended


def read_strokes(picture: Pixels) -> list[TextLine]:
    """What stands in a cell that tesseract reads blank and that holds just thin strokes: a numeral or a ditto mark."""
    left, top, width, height = cv2.boundingRect(ink_of(picture))
    text = '"' if is_ditto(picture) else strokes_alone(picture)
    return [TextLine(0, (Word(text, _SURE, left, top, left + width, top + height),))] if text else []


def _mended(picture: Pixels, line: TextLine, above: list[Word]) -> TextLine:
    words = list(line.words)
    for place, word in enumerate(words):
        quarter = _after_quarter([*above, *words[:place]])
        sign = word.text[:1]
        if sign in _AT_BAR and has_bar_below(picture[max(0, word.top - 2) : word.bottom + 6, word.left : word.right]):
            words[place] = replace(word, text=_AT_BAR[sign] + word.text[1:])
        elif place == 0 or quarter:
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
    """Ones are digits, save in a quarter, where the head of the first tells."""
    match = _NUMERAL.fullmatch(word.text)
    if match is None or not (quarter or _SURE_STROKE.search(match["strokes"])):
        return word.text
    written = picture[max(0, word.top) : word.bottom, max(0, word.left) : word.right]
    if set(match["strokes"]) == {"1"} and begins_with_digit_one(written):
        return word.text
    strokes = count_strokes(written, len(match["front"]))
    if not 1 <= strokes <= 3:
        return word.text
    return f"{match['front']}{'I' * strokes}{match['back'] or _lost_mark(picture, word, quarter)}"


def _lost_mark(picture: Pixels, word: Word, quarter: bool) -> str:
    """A comma taken for the foot of an L, a full stop not read."""
    if quarter:
        return "," if word.text == "L" else ""
    reach = word.right + (word.bottom - word.top) // 2
    beside = picture[max(0, word.top) : word.bottom + 1, max(0, word.left) : reach]
    return "." if ends_with_dot(beside, word.right - word.left) else ""
