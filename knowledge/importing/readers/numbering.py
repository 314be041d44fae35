"""Word's automatic numbers, which stand in no text: "1.", "II.", "a)" counted as Word counts them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has been counted."""

    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def label_of(self, paragraph: Any) -> str:
        """The label Word prints before a paragraph, "-" for any bullet, "" where there is none."""
        number, depth = self._list_of(paragraph)
        level = self.levels.get((number, depth))
        if number == "0" or level is None:
            return ""
        if level.style == "bullet":
            return "-"
        counts = self.counts[number]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        return self._written(number, level)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph, its own or its style's."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        number, depth = self.styles.get(style.get(f"{_W}val"), ("0", 0)) if style is not None else ("0", 0)
        own = _list_named(paragraph)
        return own if own is not None else (number, depth)

    def _written(self, number: str, level: _Level) -> str:
        text = level.pattern
        for depth in range(9):
            if f"%{depth + 1}" in text:
                own = self.levels.get((number, depth), level)
                count = self.counts[number].get(depth, own.start)
                text = text.replace(f"%{depth + 1}", _formatted(count, own.style))
        return text.strip()


def read_numbering(root: Any | None, styles: Any | None) -> Numbering:
    """The lists that the numbering part of a document defines, and the styles that belong to one."""
    if root is None:
        return Numbering()
    abstract = {
        definition.get(f"{_W}abstractNumId"): {
            int(level.get(f"{_W}ilvl", "0")): _level(level) for level in definition.findall(f"{_W}lvl")
        }
        for definition in root.findall(f"{_W}abstractNum")
    }
    levels = {
        (number.get(f"{_W}numId"), depth): level
        for number in root.findall(f"{_W}num")
        for depth, level in abstract.get(_value(number, "abstractNumId"), {}).items()
    }
    return Numbering(levels, _lists_of_styles(styles))


def _lists_of_styles(styles: Any | None) -> dict[str, tuple[str, int]]:
    found = {} if styles is None else {s.get(f"{_W}styleId"): _list_named(s) for s in styles.findall(f"{_W}style")}
    return {style: named for style, named in found.items() if named is not None}


def _list_named(element: Any) -> tuple[str, int] | None:
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None
    return _value(properties, "numId") or "0", int(_value(properties, "ilvl") or 0)


def _level(level: Any) -> _Level:
    start = _value(level, "start") or "1"
    return _Level(_value(level, "numFmt") or "decimal", _value(level, "lvlText") or "", int(start))


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def _formatted(count: int, style: str) -> str:
    if style in {"upperRoman", "lowerRoman"}:
        roman = ""
        for value, letters in _ROMAN:
            roman += letters * (count // value)
            count %= value
        return roman if style == "upperRoman" else roman.lower()
    if style in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (count - 1) % 26)
        return letter if style == "upperLetter" else letter.lower()
    return f"{count:02d}" if style == "decimalZero" else str(count)
