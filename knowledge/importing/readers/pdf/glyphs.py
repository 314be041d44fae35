"""The letters of a PDF page with their places, turned upright, each with the marks that were drawn apart from it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

Box = tuple[float, float, float, float]

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SYMBOL_FONTS = ("wingdings", "symbol", "webdings", "dingbats")
_DRAWN_TWICE = 1.0
_TOUCHING = 0.05
_TOUCHING = 0.05


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter: its box with the origin at the top left, the line it stands on, how far it is turned."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    turn: int = 0

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of the box."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    @property
    def is_blank(self) -> bool:
        """Whether nothing is printed."""
        return not self.text.strip()


def read_glyphs(characters: Iterable[dict[str, Any]]) -> list[Glyph]:
    """The letters of a page in the order of the file."""
    glyphs: list[Glyph] = []
    seen: dict[tuple[str, int, int], Glyph] = {}
    for character in characters:
        glyph = _glyph(character)
        if glyph is None or _is_drawn_again(glyph, seen):
            continue
        if unicodedata.combining(glyph.text[0]) and glyphs and not glyphs[-1].is_blank:
            glyphs[-1] = replace(glyphs[-1], text=glyphs[-1].text + glyph.text)
        else:
            glyphs.append(glyph)
    return glyphs


def _glyph(character: dict[str, Any]) -> Glyph | None:
    text = _text(character)
    box: Box = (character["x0"], character["top"], character["x1"], character["bottom"])
    if not text or box[1] >= box[3]:
        return None
    turn = _turn(character["matrix"])
    return Glyph(text, *box, _base(character, turn), float(character["size"]), _is_bold(character), turn)


def _text(character: dict[str, Any]) -> str:
    text: str = character["text"]
    if text.startswith("(cid:") or text == "\ufffd":
        return ""
    private = "\ue000" <= text[:1] <= "\uf8ff"
    if private or (any(name in character["fontname"].lower() for name in _SYMBOL_FONTS) and not text.isspace()):
        return "-" if ord(text[0]) & 0xFF != 0x20 else " "
    return _LIGATURES.get(text, "" if text < " " and text not in "\t\n" else text)


def is_unreadable(character: dict[str, Any]) -> bool:
    """Whether the file doesn't tell which letter a drawing stands for."""
    text: str = character["text"]
    return text.startswith("(cid:") or text == "\ufffd"


def _turn(matrix: Sequence[float]) -> int:
    across, up = matrix[0], matrix[1]
    if abs(across) >= abs(up):
        return 0 if across >= 0 else 180
    return 90 if up > 0 else 270


def _base(character: dict[str, Any], turn: int) -> float:
    """The line the letter stands on, in the direction across its reading."""
    matrix = character["matrix"]
    if turn in {0, 180}:
        return float(character["bottom"] - (matrix[5] - character["y0"]))
    return float(matrix[4])


def _is_bold(character: dict[str, Any]) -> bool:
    return "bold" in character["fontname"].lower() or "black" in character["fontname"].lower()


def _is_drawn_again(glyph: Glyph, seen: dict[tuple[str, int, int], Glyph]) -> bool:
    """Whether the same letter was drawn here before, as some programs do to make it look bold."""
    key = (glyph.text, round(glyph.x0 / 4), round(glyph.top / 4))
    before = seen.get(key)
    seen[key] = glyph
    return (
        before is not None
        and not glyph.is_blank
        and abs(before.x0 - glyph.x0) < _DRAWN_TWICE
        and abs(before.top - glyph.top) < _DRAWN_TWICE
    )


def unbroken(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The letters in runs as they were drawn, each where the one before ended; a capital or a word begins a new one."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _follows(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _follows(before: Glyph, glyph: Glyph) -> bool:
    if before.is_blank or glyph.is_blank or before.turn or glyph.turn:
        return False
    if glyph.text[0].isalpha() and (before.text[0].isdigit() or (glyph.text.isupper() and before.text.islower())):
        return False
    return abs(before.base - glyph.base) < _TOUCHING and abs(glyph.x0 - before.x1) < _TOUCHING


def main_turn(glyphs: Iterable[Glyph]) -> int:
    """The direction most letters of a page are turned to."""
    counts = Counter(glyph.turn for glyph in glyphs if not glyph.is_blank)
    return counts.most_common(1)[0][0] if counts else 0


def turned_upright(glyphs: Iterable[Glyph], turn: int, width: float, height: float) -> Iterator[Glyph]:
    """The letters as they stand after the page is turned so that those of this direction read from left to right."""
    for glyph in glyphs:
        x0, top, x1, bottom = turned_box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), turn, width, height)
        base = {0: glyph.base, 90: glyph.base, 180: height - glyph.base, 270: width - glyph.base}[turn]
        other = glyph.turn != turn
        yield Glyph(
            glyph.text,
            x0,
            top,
            x1,
            bottom,
            bottom if other else base,
            glyph.size,
            glyph.bold,
            (glyph.turn - turn) % 360,
        )


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """A box of a page after the page is turned; `turn` is the direction its text has before."""
    x0, top, x1, bottom = box
    if turn == 90:
        return height - bottom, x0, height - top, x1
    if turn == 180:
        return width - x1, height - bottom, width - x0, height - top
    if turn == 270:
        return top, width - x1, bottom, width - x0
    return box
