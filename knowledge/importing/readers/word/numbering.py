"""Word's automatic numbers, which stand in no text: "1.", "II.", "a)" counted as Word counts them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_NO_LIST = "0"
_DEPTHS = 9


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is written; `restarts_under` is the deepest level that makes it count anew."""

    style: str
    pattern: str
    start: int
    legal: bool
    restarts_under: int
    paragraph_style: str | None


@dataclass(frozen=True, slots=True)
class _List:
    """A list as paragraphs name it: the definition it counts with, and where it begins to count by itself."""

    definition: str
    levels: dict[int, _Level]
    own_starts: dict[int, int]


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each definition has been counted."""

    lists: dict[str, _List] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label_of(self, paragraph: Any) -> str:
        """The label Word prints before a paragraph, "-" for any bullet, "" where there is none."""
        number, depth = self._list_of(paragraph)
        found = self.lists.get(number)
        level = found.levels.get(depth) if found else None
        if number == _NO_LIST or found is None or level is None:
            return ""
        self._count(number, found, depth, level)
        return "-" if level.style == "bullet" else self._written(found, level)

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """The list and level of a paragraph: its own, and what it doesn't say its style's."""
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        number, depth = self.styles.get(style.get(f"{_W}val"), (_NO_LIST, 0)) if style is not None else (_NO_LIST, 0)
        own_number, own_depth = _list_named(paragraph)
        return own_number or number, depth if own_depth is None and not own_number else own_depth or 0

    def _count(self, number: str, found: _List, depth: int, level: _Level) -> None:
        counts = self._counts[found.definition]
        if depth in found.own_starts and (number, depth) not in self._begun:
            counts[depth] = found.own_starts[depth]
        else:
            counts[depth] = counts.get(depth, level.start - 1) + 1
        self._begun.add((number, depth))
        for deeper in [other for other in counts if other > depth]:
            if deeper in found.levels and depth < found.levels[deeper].restarts_under:
                del counts[deeper]

    def _written(self, found: _List, level: _Level) -> str:
        text = level.pattern
        for depth in range(_DEPTHS):
            if f"%{depth + 1}" in text:
                own = found.levels.get(depth, level)
                count = self._counts[found.definition].get(depth, own.start)
                style = "decimal" if level.legal and own.style != "decimalZero" else own.style
                text = text.replace(f"%{depth + 1}", formatted(count, style))
        return text.strip()


def read_numbering(root: Any | None, styles: Any | None) -> Numbering:
    """The lists that the numbering part of a document defines, and the styles that belong to one."""
    if root is None:
        return Numbering()
    definitions = {found.get(f"{_W}abstractNumId"): found for found in root.findall(f"{_W}abstractNum")}
    by_style = {_value(found, "styleLink"): key for key, found in definitions.items()}
    lists = {}
    for number in root.findall(f"{_W}num"):
        key = _value(number, "abstractNumId")
        linked = _value(definitions[key], "numStyleLink") if key in definitions else None
        key = by_style.get(linked, key) if linked else key
        if key in definitions:
            lists[number.get(f"{_W}numId")] = _list(number, str(key), _levels(definitions[key]))
    return Numbering(lists, _lists_of_styles(styles, lists))


def _levels(definition: Any) -> dict[int, _Level]:
    return {_depth(level): _level(level) for level in definition.findall(f"{_W}lvl")}


def _list(number: Any, definition: str, levels: dict[int, _Level]) -> _List:
    """A list with what it overrides of its definition."""
    starts: dict[int, int] = {}
    for override in number.findall(f"{_W}lvlOverride"):
        depth = _depth(override)
        own = override.find(f"{_W}lvl")
        if own is not None:
            levels = {**levels, depth: _level(own)}
        start = _number(override, "startOverride")
        if start is not None:
            starts[depth] = start
            if depth in levels:
                levels = {**levels, depth: replace(levels[depth], start=start)}
    return _List(definition, levels, starts)


def _level(level: Any) -> _Level:
    start, restart = _number(level, "start"), _number(level, "lvlRestart")
    style = level.find(f"{_W}numFmt")
    style = next(level.iter(f"{_W}numFmt"), None) if style is None else style
    return _Level(
        style.get(f"{_W}val", "decimal") if style is not None else "decimal",
        _value(level, "lvlText") or "",
        1 if start is None else start,
        level.find(f"{_W}isLgl") is not None,
        _depth(level) if restart is None else restart,
        _value(level, "pStyle"),
    )


def _lists_of_styles(styles: Any | None, lists: dict[str, _List]) -> dict[str, tuple[str, int]]:
    """The list and level of each paragraph style, its own or that of the style it is made from."""
    elements = {} if styles is None else {style.get(f"{_W}styleId"): style for style in styles.findall(f"{_W}style")}
    found: dict[str, tuple[str, int]] = {}
    for name in elements:
        for ancestor in _ancestry(name, elements):
            number, depth = _list_named(elements[ancestor])
            if number is not None:
                found[name] = number, _level_of_style(ancestor, lists.get(number)) if depth is None else depth
                break
    return found


def _ancestry(name: str | None, elements: dict[str, Any]) -> Iterator[str]:
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        yield name
        name = _value(elements[name], "basedOn")


def _level_of_style(style: str, found: _List | None) -> int:
    levels = found.levels if found else {}
    return next((depth for depth, level in levels.items() if level.paragraph_style == style), 0)


def _list_named(element: Any) -> tuple[str | None, int | None]:
    """The list and the level that an element names for itself."""
    properties = element.find(f"{_W}pPr/{_W}numPr")
    if properties is None:
        return None, None
    return _value(properties, "numId"), _number(properties, "ilvl")


def _depth(element: Any) -> int:
    value = str(element.get(f"{_W}ilvl", "0"))
    return int(value) if value.isdigit() else 0


def _number(parent: Any, name: str) -> int | None:
    value = _value(parent, name) or ""
    return int(value) if value.isdigit() else None


def _value(parent: Any, name: str) -> str | None:
    found = parent.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")


def formatted(count: int, style: str) -> str:
    """A count in a style of Word's; "" where the style writes none."""
    if style == "none":
        return ""
    if style in {"upperRoman", "lowerRoman"} and count > 0:
        return _roman(count) if style == "upperRoman" else _roman(count).lower()
    if style in {"upperLetter", "lowerLetter"} and count > 0:
        letters = chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if style == "upperLetter" else letters.lower()
    return f"{count:02d}" if style == "decimalZero" else str(count)


def _roman(count: int) -> str:
    roman = ""
    for value, letters in _ROMAN:
        roman += letters * (count // value)
        count %= value
    return roman
