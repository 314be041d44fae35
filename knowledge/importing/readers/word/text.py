"""The text of a Word paragraph as it is printed: what is hidden, deleted or only an instruction is left out."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge.importing.markup import tidy_characters

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_DELETED = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
_INLINE = _WRAPPERS | frozenset(f"{W}{name}" for name in ("hyperlink", "fldSimple", "dir", "bdo"))
_MARKS = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}

# Characters of the fonts Symbol and Wingdings, which Word keeps in a private area.
_SYMBOLS = {
    0xF0A3: "≤", 0xF0B3: "≥", 0xF0B1: "±", 0xF0B4: "×", 0xF0B0: "°", 0xF0B9: "≠", 0xF0BB: "≈", 0xF0B7: "-",
    0xF0A7: "-", 0xF0D8: "-", 0xF076: "-", 0xF0E8: "→", 0xF0E0: "→", 0xF0AE: "→", 0xF0FC: "✓", 0xF0A8: "",
}  # fmt: skip
_PRIVATE = {
    code: _SYMBOLS.get(code, chr(code - 0xF000) if 0xF020 < code < 0xF040 else "") for code in range(0xF020, 0xF100)
}


def children(parent: Any) -> Iterator[Any]:
    """The children that count: those of a control or an insertion in its place, of alternatives the first."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from children(child)
        elif child.tag == f"{_MC}AlternateContent":
            yield from children(_alternative(child))
        elif child.tag not in _DELETED:
            yield child


def _alternative(element: Any) -> Any:
    choice = element.find(f"{_MC}Choice")
    fallback = element.find(f"{_MC}Fallback")
    found = choice if choice is not None else fallback
    return () if found is None else found


def is_on(properties: Any | None, name: str) -> bool:
    """Whether a property that can be switched is there and on."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in {"0", "false", "off"}


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in order; a field may begin in one and end in another."""

    hidden_styles: frozenset[str] = frozenset()
    _fields: list[bool] = field(default_factory=list)

    def text_of(self, paragraph: Any) -> str:
        """The printed text of a paragraph, without its number."""
        return tidy_characters("".join(self._pieces(paragraph)).translate(_PRIVATE))

    def _pieces(self, parent: Any) -> Iterator[str]:
        for child in parent:
            if child.tag == f"{W}r":
                yield from self._run(child)
            elif child.tag in _INLINE:
                yield from self._pieces(child)
            elif child.tag == f"{_MC}AlternateContent":
                yield from self._pieces(_alternative(child))
            elif child.tag in {f"{_M}oMath", f"{_M}oMathPara"}:
                yield from (node.text or "" for node in child.iter(f"{_M}t"))

    def _run(self, run: Any) -> Iterator[str]:
        hidden = self._is_hidden(run)
        for child in run:
            if child.tag == f"{W}fldChar":
                self._enter_field(child.get(f"{W}fldCharType"))
            elif not hidden and not any(self._fields):
                yield _text(child)

    def _is_hidden(self, run: Any) -> bool:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return False
        style = properties.find(f"{W}rStyle")
        styled = style is not None and style.get(f"{W}val") in self.hidden_styles
        return is_on(properties, "vanish") or (styled and properties.find(f"{W}vanish") is None)

    def _enter_field(self, mark: str | None) -> None:
        """A field is an instruction until its result begins."""
        if mark == "begin":
            self._fields.append(True)
        elif self._fields and mark == "separate":
            self._fields[-1] = False
        elif self._fields and mark == "end":
            self._fields.pop()


def _text(node: Any) -> str:
    if node.tag == f"{W}t":
        return node.text or ""
    if node.tag == f"{W}br":
        return " " if node.get(f"{W}type") in {"page", "column"} else "\n"
    if node.tag == f"{W}sym":
        return _symbol(node)
    return _MARKS.get(node.tag, "")


def _symbol(node: Any) -> str:
    try:
        code = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return chr(code | 0xF000 if code < 0x100 else code) if 0x20 <= code <= 0xFFFF else ""


def is_page_break(paragraph: Any) -> bool:
    """Whether a paragraph is there only to begin a page or column."""
    breaks = list(paragraph.iter(f"{W}br"))
    return any(found.get(f"{W}type") in {"page", "column"} for found in breaks)


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The contents of the text boxes anchored in a paragraph; a box kept in two forms is given once."""
    for child in paragraph:
        if child.tag == f"{_MC}AlternateContent":
            yield from boxes_in(_alternative(child))
        elif child.tag == f"{W}txbxContent":
            yield child
        elif child.tag not in _DELETED:
            yield from boxes_in(child)


def hidden_styles(styles: Any | None) -> frozenset[str]:
    """The character styles whose text isn't printed."""
    if styles is None:
        return frozenset()
    found = (style for style in styles.findall(f"{W}style") if style.get(f"{W}type") == "character")
    return frozenset(style.get(f"{W}styleId") for style in found if is_on(style.find(f"{W}rPr"), "vanish"))
