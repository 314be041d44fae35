"""The text of a table's cell: list items and hard line ends stay, lines wrapped by the width are joined again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from knowledge.importing.labels import split_label
from knowledge.importing.readers.pdf.glyphs import Box, Glyph, main_turn, turned_box, turned_upright
from knowledge.importing.readers.pdf.lines import Line, read_lines
from knowledge.importing.readers.wrapping import hangs
from knowledge.importing.unit_cells import has_head, is_person
from knowledge.importing.unit_lines import begins_unit, starts_unit

_BULLET = re.compile(r"[-–—+•*](?!\d+%)\s*\S")
_ROLE = re.compile(r"(?:(?:Cơ quan|Đơn vị) (?:chủ trì|phối hợp)|Chủ trì|Phối hợp)(?: thực hiện)?\s*:")
_EMPTY_LINE = 1.9
_APART = 1.18
_FLUSH = 1.5


@dataclass(frozen=True, slots=True)
class Setting:
    """How the cells of a table are set: what is free beside their text, and which columns are flush on the right."""

    padding: float = 0.0
    flush: frozenset[int] = frozenset()

    def is_flush(self, box: Box) -> bool:
        """Whether the lines of a cell are stretched to its right side."""
        return round(box[2]) in self.flush


@dataclass(frozen=True, slots=True)
class CellLines:
    """The lines of a cell, upright, in its box; `page_box` is where that is on the page."""

    lines: tuple[Line, ...]
    box: Box
    page_box: Box

    def reaches_bottom(self) -> bool:
        """Whether no further line would have had room."""
        return bool(self.lines) and self.box[3] - self.lines[-1].bottom < 0.9 * self.lines[-1].size


def lines_of_cell(glyphs: Sequence[Glyph], box: Box) -> CellLines:
    """The lines that the letters in a cell make."""
    turn = main_turn(glyphs)
    upright = [glyph for glyph in glyphs if glyph.turn == turn]
    if not turn:
        return CellLines(tuple(read_lines(upright)), box, box)
    turned = tuple(read_lines(turned_upright(upright, turn, 0, 0)))
    return CellLines(turned, turned_box(box, turn, 0, 0), box)


def cell_text(cell: CellLines, setting: Setting) -> str:
    """The text of a cell."""
    lines = cell.lines
    pitch = _usual_pitch(lines)
    items: list[str] = []
    for at, line in enumerate(lines):
        step = line.base - lines[at - 1].base if at else 0.0
        if not items:
            items.append(line.text)
        elif step > _EMPTY_LINE * pitch:
            items += ["", line.text]
        elif step > _APART * pitch:
            items.append(line.text)
        else:
            items[-1:] = _with_line(items[-1], lines[:at], line, cell.box, setting)
    return "\n".join(items)


def _with_line(item: str, above: Sequence[Line], line: Line, box: Box, setting: Setting) -> list[str]:
    if not _goes_on(above, item, line, box, setting):
        return [item, line.text]
    return [item + _between(above[-1], line, box[2] - setting.padding) + line.text]


def joined_text(text: str, above: CellLines, below_text: str, below: CellLines, setting: Setting) -> str:
    """The text of a cell that goes on in another on the next page."""
    *items, last = text.split("\n")
    first, *rest = below_text.split("\n")
    lines = below.lines[0]
    both = _with_line(last, above.lines, lines, above.box, setting)
    tail = first[len(lines.text) :]
    return "\n".join([*items, *both[:-1], both[-1] + tail, *rest])


def read_setting(cells: Iterable[CellLines]) -> Setting:
    """How a table is set, by the lines of its cells."""
    free: dict[int, float] = {}
    ends: dict[int, dict[str, float]] = {}
    for cell in cells:
        lines, box = cell.lines, cell.box
        for line in lines:
            free[round(box[0])] = min(free.get(round(box[0]), line.x0 - box[0]), line.x0 - box[0])
        ends.setdefault(round(box[2]), {}).update((line.text, line.x1) for line in lines[:-1] if len(line.words) > 1)
    padding = max(0.0, median_low(free.values())) if free else 0.0
    flush = frozenset(side for side, found in ends.items() if _are_flush(list(found.values()), side - padding))
    return Setting(padding, flush)


def _are_flush(ends: list[float], right: float) -> bool:
    return sum(abs(right - end) < 2 * _FLUSH for end in ends) >= max(4, 0.6 * len(ends))


def _usual_pitch(lines: Sequence[Line]) -> float:
    """The least distance of two lines of the usual size."""
    steps = [below.base - above.base for above, below in pairwise(lines)]
    near = [step for step in steps if step > 0.9 * lines[0].size]
    return min([*near, 1.6 * lines[0].size]) if lines else 1.0


def _between(above: Line, line: Line, right: float) -> str:
    """What joins a wrapped line: nothing after a stroke inside a name ("27/QĐ-", "UBND") or where room was wanting."""
    if _is_cut_inside(above, line, right):
        return ""
    cut = re.search(r"\w[/-]$", above.text) and (line.text[:1].isupper() or line.text[:1].isdigit())
    return "" if cut else " "


def _is_cut_inside(above: Line, line: Line, right: float) -> bool:
    """Whether a cell is so narrow that a number or a short title was cut where there is no room ("S", "TT")."""
    if len(above.words) > 1 or above.x1 + 0.5 * above.size < right:
        return False
    if above.text[-1].isdigit() and line.text[0].isdigit():
        return True
    return bool(re.fullmatch(r"[A-Z]{1,2}", above.text) and re.fullmatch(r"[A-Z]{1,2}\.?", line.text))


def _goes_on(above: Sequence[Line], item: str, line: Line, box: Box, setting: Setting) -> bool:
    last, right = above[-1], box[2] - setting.padding
    if would_fit(last, line, right) or (setting.is_flush(box) and right - last.x1 > 2 * _FLUSH and len(last.words) > 1):
        return False
    if _ROLE.match(line.text):
        return False
    if _BULLET.match(line.text):
        listed = _BULLET.match(above[0].text) is not None or last.text.endswith((".", ";", ":", ","))
        return not listed or _goes_on_after_dash(item, last, line, right)
    if split_label(line.text) is not None and not hangs(last.text):
        return not (split_label(above[0].text) is not None or last.text.endswith((".", ";", ":", ",")))
    return not begins_unit(item, last.text, line.text)


def _goes_on_after_dash(item: str, last: Line, line: Line, right: float) -> bool:
    """Whether a dash was wrapped with what follows it, inside a name or before a person's post ("– Bí thư Đoàn")."""
    unit, rest = _without_sign(item), _without_sign(line.text)
    if last.x1 + last.size < right or item.endswith((".", ";", ":", ",")):
        return False
    if is_person(unit):
        return not is_person(rest) and not starts_unit(rest)
    return has_head(unit) and not has_head(rest)


def _without_sign(text: str) -> str:
    return re.sub(r"^[-–—+•*]\s*", "", text)


def would_fit(above: Line, line: Line, right: float) -> bool:
    """Whether the first word would have had room on the line above, so that the line was ended on purpose."""
    first = line.words[0]
    width = first.x1 - first.x0
    return above.x1 + 0.4 * above.size + width < right
