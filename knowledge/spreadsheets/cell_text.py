r"""Texts as cells of a workbook hold them: all that a workbook would lose or change is written as an escape.

A backslash is written twice, a character that can't stand in a cell as its number (\u000d), and an empty text that
is not nothing as \e. What a person types needs none of this: an escape that is none is read as it stands.
"""

import hashlib
import re
from collections.abc import Iterable

LONGEST = 32_767  # characters; more than that no workbook keeps in one cell
_NOTHING = "\\e"
# Controls and non-characters; and what Excel would take for an escape of its own.
_BREAKING = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\ufdd0-\ufdef\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPE = re.compile(r"\\(\\|u[0-9a-f]{4})")


def to_cell(text: str, also: str = "") -> str:
    """The cell of a text; `also` is a character that has a meaning in this cell."""
    escaped = _BREAKING.sub(_escape, text.replace("\\", "\\\\"))
    return escaped.replace(also, f"\\u{ord(also):04x}") if also else escaped


def from_cell(cell: str) -> str:
    """The text of a cell."""
    return "" if cell == _NOTHING else _ESCAPE.sub(_unescape, cell)


def optional_to_cell(text: str | None) -> str:
    """The cell of a text that may be missing."""
    return "" if text is None else to_cell(text) or _NOTHING


def optional_from_cell(cell: str) -> str | None:
    """The text of a cell, None of an empty one."""
    return from_cell(cell) if cell else None


def list_to_cell(texts: Iterable[str], separator: str = "\n") -> str:
    """The cell of several texts, one a line."""
    mark = separator.strip() or separator
    return separator.join(to_cell(text, mark) or _NOTHING for text in texts)


def list_from_cell(cell: str, separator: str = "\n") -> tuple[str, ...]:
    """The texts of a cell; empty lines are none."""
    return tuple(from_cell(part) for part in cell.split(separator) if part)


def stamp(*cells: str) -> str:
    """A mark of what cells hold, by which it is told later which of them a person has changed."""
    return ":".join(hashlib.sha256(cell.encode()).hexdigest()[:8] if cell else "" for cell in cells)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def _unescape(found: re.Match[str]) -> str:
    return "\\" if found[1] == "\\" else chr(int(found[1][1:], 16))
