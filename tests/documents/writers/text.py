"""A made document as the text that a converter leaves: rows with tabs, left-over tags, rows cut by pages."""

import textwrap
from pathlib import Path
from random import Random

from tests.documents.made import Letterhead, Made, MadeCell, MadeRow, MadeTable, PageBreak, Prose

_LINES_A_PAGE = 46


def write_text(made: Made, folder: Path) -> Path:
    """Write the .txt file."""
    random = Random(made.habits)
    tags, wrapped, pages = random.random() < 0.5, random.random() < 0.5, random.random() < 0.7
    lines: list[str] = []
    for block in made.blocks:
        if isinstance(block, MadeTable):
            lines += _table(block, random, tags, pages)
        elif isinstance(block, Letterhead):
            lines += [*block.left[:2], "", block.left[2], "", *block.right, ""]
        elif isinstance(block, PageBreak):
            lines += ["", "", ""]
        else:
            lines += _prose(block, wrapped, tags)
    path = folder / f"{made.name}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _prose(prose: Prose, wrapped: bool, tags: bool) -> list[str]:
    lines = textwrap.wrap(prose.text, 78) if wrapped else [prose.text]
    if tags and prose.style != "plain":
        lines = [f"**{line}**" for line in lines]
    return [*lines, ""]


def _table(table: MadeTable, random: Random, tags: bool, pages: bool) -> list[str]:
    header = [_line(row, tags) for row in table.header]
    lines = ["", *header]
    used = 8
    for row in table.rows:
        height = _height(row, table.widths)
        if pages and used + height > _LINES_A_PAGE:
            above, below = _cut(row, table.widths, _LINES_A_PAGE - used)
            lines += [_line(above, tags)] if above else []
            lines += ["", *([str(random.randint(2, 20)), ""] if random.random() < 0.3 else []), "", *header]
            row, used = below, 2
            height = _height(row, table.widths)
        lines.append(_line(row, tags))
        used += height
    return [*lines, ""]


def _wrap(cell: MadeCell | None, width: int) -> list[str]:
    if cell is None or cell.span > 1:
        return [cell.text] if cell else []
    return [part for line in cell.text.split("\n") for part in textwrap.wrap(line, width)]


def _height(row: MadeRow, widths: tuple[int, ...]) -> int:
    return max(len(_wrap(cell, width)) for cell, width in zip(row, widths, strict=True))


def _cut(row: MadeRow, widths: tuple[int, ...], room: int) -> tuple[MadeRow, MadeRow]:
    """The part of a row that the page still holds and the part on the next; whole rows are left together."""
    height = _height(row, widths)
    if room < 1 or height - room < 1 or height < 2:
        return (), row
    above: list[MadeCell | None] = []
    below: list[MadeCell | None] = []
    for cell, width in zip(row, widths, strict=True):
        lines = _wrap(cell, width)
        above.append(MadeCell(_unwrap(cell, lines[:room])) if cell else None)
        below.append(MadeCell(_unwrap(cell, lines[room:])) if cell else None)
    return tuple(above), tuple(below)


def _unwrap(cell: MadeCell | None, lines: list[str]) -> str:
    """Wrapped lines back to the cell's own lines, whatever part of them is given."""
    assert cell is not None
    starts = {part.split(" ")[0] for part in cell.text.split("\n") if part.startswith("- ")}
    text = ""
    for line in lines:
        text += ("\n" if line.split(" ")[0] in starts and text else " " if text else "") + line
    return text


def _line(row: MadeRow, tags: bool) -> str:
    return "\t".join(_cell(cell, tags) for cell in row)


def _cell(cell: MadeCell | None, tags: bool) -> str:
    if cell is None or not cell.text:
        return ""
    lines = cell.text.split("\n")
    if not tags:
        return lines[0] + "".join(f" {line}" if line.startswith("-") else f"<br>{line}" for line in lines[1:])
    if len(lines) > 1 and lines[-1].startswith("-"):
        return _list(lines)
    text = "<br>".join(line.replace("&", "&amp;") for line in lines)
    return f"<b>{text}</b>" if cell.bold else text


def _list(lines: list[str]) -> str:
    items = "".join(f"<li>{line}</li> " for line in lines if line.startswith("-"))
    front = " ".join(line for line in lines if not line.startswith("-"))
    return f"{front} <ul> {items}</ul>".strip().replace("&", "&amp;")
