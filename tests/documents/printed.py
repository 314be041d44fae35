"""A plan laid out in a file of `layouts`: what is printed and what it says, from the same rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.documents.made import Block, Gold, Letterhead, Made, MadeCell, MadeRow, MadeTable, Prose

FOLDER = Path(__file__).parent / "layouts"
_STYLES = {"#": "bold", "^": "centre", "~": "signature"}
_WIDTHS = {"number": 6, "mark": 5, "content": 34, "doer": 26, "product": 22, "deadline": 16, "name": 36}


@dataclass(frozen=True, slots=True)
class _Said:
    """A cell as printed, and what stands behind "=>" or ">" in the file."""

    text: str
    meaning: str


def layouts() -> list[Path]:
    """The files of plans."""
    return sorted(FOLDER.glob("*.yaml"))


def make_printed(path: Path) -> tuple[Made, str]:
    """The plan of a file, and the format that it is to be written in."""
    plan: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    blocks: list[Block] = [Letterhead(*(tuple(plan["letterhead"][side]) for side in ("left", "right")))]
    blocks += map(_prose, plan["before"])
    gold: Gold = {"tasks": [], "targets": [], "inline_targets": [], "prose_duties": []}
    for table in plan["tables"]:
        blocks += map(_prose, table.get("title", ()))
        if table["kind"] == "tasks":
            gold["tasks"] += _tasks(table)
        else:
            gold["targets"] += _targets(table, plan["document"]["plan_year"])
        blocks.append(_printed(table))
    blocks += map(_prose, plan["after"])
    document = {key: str(value) if key == "issued" else value for key, value in plan["document"].items()}
    return Made(path.stem, tuple(blocks), {"file": path.stem, "document": document, **gold}, plan["habits"]), plan[
        "form"
    ]


def _prose(line: str) -> Prose:
    style = _STYLES.get(line[0])
    return Prose(line[2:], style) if style else Prose(line)


def _said(cell: str) -> _Said:
    text, _, meaning = cell.partition("=>")
    return _Said(text.strip(), meaning.strip())


def _heading(row: str) -> tuple[str, str]:
    label, _, title = row.partition("|")
    return label.strip(), title.strip()


def _tasks(table: Gold) -> list[Gold]:
    section: list[str] = []
    tasks: list[Gold] = []
    for row in table["rows"]:
        if isinstance(row, str):
            label, _ = _heading(row)
            section = [label] if label else []
            continue
        columns = [column for column in table["columns"] if column != "group"]
        cells = dict(zip(columns, _with_meaning_last(table, row), strict=True))
        number, content = _numbered(cells)
        if content:
            tasks.append({"number": number, "section": section, "content": content, "assignments": []})
        tasks[-1]["assignments"].append(_assignment(table, cells, row))
    return tasks


def _with_meaning_last(table: Gold, row: list[str]) -> list[str]:
    """The cells of a row; where quarters are marked, what the marks say stands behind them."""
    return [cell for cell in row if not cell.startswith("=>")] if "mark" in table["columns"] else row


def _numbered(cells: dict[str, str]) -> tuple[str, str]:
    content = cells["content"].removeprefix("- ")
    label, dot, rest = content.partition(". ")
    if "number" not in cells and dot and label.isdigit():
        return label, rest
    return cells.get("number", ""), content


def _assignment(table: Gold, cells: dict[str, str], row: list[str]) -> Gold:
    lead, coordinate = _who(cells)
    deadline = _said(cells.get("deadline", ""))
    if "mark" in table["columns"]:
        marks = _marks(table, row)
        deadline = _Said(", ".join(marks), next(cell for cell in row if cell.startswith("=>")).removeprefix("=>"))
    says = [_deadline(part.split()) for part in deadline.meaning.split(";") if part.strip()]
    return {
        "lead": lead,
        "coordinate": coordinate,
        "product": cells["product"],
        "deadline_text": deadline.text,
        "deadlines": says,
    }


def _marks(table: Gold, row: list[str]) -> list[str]:
    """The titles over the columns that are marked."""
    titles = table["header"][-1]
    cells = _with_meaning_last(table, row)
    return [
        title for title, column, cell in zip(titles, table["columns"], cells, strict=True) if column == "mark" and cell
    ]


def _who(cells: dict[str, str]) -> tuple[list[str], list[str]]:
    lead, _, helping = cells.get("doer", cells.get("lead", "")).partition(">")
    return _units(lead), _units(helping or cells.get("coordinate", ""))


def _units(text: str) -> list[str]:
    return [unit.strip() for unit in text.split(";") if unit.strip()]


def _deadline(said: list[str]) -> Gold:
    kind, *rest = said
    if kind == "date":
        return {"kind": kind, "due": rest[0], "before": rest[1:] == ["before"]}
    if kind == "period":
        return {"kind": kind, "start": rest[0], "due": rest[1]}
    if kind == "every":
        day = int(rest[1]) if rest[1:] else None
        return {"kind": "recurring", "every": rest[0], "due_day": day, "before": rest[2:] == ["before"]}
    if kind == "relative":
        days = None if rest[0] == "-" else int(rest[0])
        return {
            "kind": kind,
            "days": days,
            "working_days": rest[1] == "working",
            "direction": rest[2],
            "event": "",
        }
    return {"kind": kind}


def _targets(table: Gold, year: int) -> list[Gold]:
    return [_target(dict(zip(table["columns"], row, strict=True)), year) for row in table["rows"]]


def _target(cells: dict[str, str], year: int) -> Gold:
    comparator, value = _said(cells["value"]).meaning.split()
    return {
        "number": cells["number"],
        "name": cells["name"],
        "unit": cells["measure"],
        "comparator": comparator,
        "value": float(value),
        "year": year,
        "owner": _units(cells.get("owner", "")),
    }


def _printed(table: Gold) -> MadeTable:
    columns: list[str] = table["columns"]
    rows = [_printed_row(table, row) for row in table["rows"] if "group" not in columns or not isinstance(row, str)]
    body = _with_groups(table, rows) if "group" in columns else rows
    return MadeTable(_header(table["header"]), tuple(body), tuple(_WIDTHS.get(column, 14) for column in columns))


def _header(rows: list[list[str]]) -> tuple[MadeRow, ...]:
    printed: list[MadeRow] = []
    for at, row in enumerate(rows):
        cells: list[MadeCell | None] = []
        for title in row:
            text, _, span = title.partition("|")
            height = 1 if span or at or len(rows) == 1 else len(rows)
            if title or not at:
                cells.append(MadeCell(text, int(span or 1), height, True))
                cells += [None] * (int(span or 1) - 1)
            else:
                cells.append(None)
        printed.append(tuple(cells))
    return tuple(printed)


def _printed_row(table: Gold, row: list[str] | str) -> MadeRow:
    columns: list[str] = table["columns"]
    if isinstance(row, str):
        return _heading_row(table, *_heading(row))
    cells = _with_meaning_last(table, row)
    named = [column for column in columns if column != "group"]
    return tuple(MadeCell(_cell(table, column, cell)) for column, cell in zip(named, cells, strict=True))


def _heading_row(table: Gold, label: str, title: str) -> MadeRow:
    columns: list[str] = table["columns"]
    if table["headings"] == "span":
        return (MadeCell(f"{label}. {title}", len(columns), bold=True), *[None] * (len(columns) - 1))
    place = 1 if table["headings"] == "second" else columns.index("content")
    texts = ["" for _ in columns]
    texts[place] = title
    if "number" in columns:
        texts[columns.index("number")] = label
    return tuple(MadeCell(text, bold=True) for text in texts)


def _cell(table: Gold, column: str, cell: str) -> str:
    if column in {"lead", "coordinate"}:
        return str(table["join"]).join(_units(cell))
    if column != "doer":
        return _said(cell).text
    lead, coordinate = (str(table["join"]).join(_units(part)) for part in cell.partition(">")[::2])
    wordings = table.get("who", ["{lead}"])
    return str(wordings[0 if coordinate else -1]).format(lead=lead, coordinate=coordinate)


def _with_groups(table: Gold, rows: list[MadeRow]) -> list[MadeRow]:
    """The rows with the group they belong to in front, in one cell as high as the group."""
    sizes: list[tuple[str, int]] = []
    for row in table["rows"]:
        if isinstance(row, str):
            sizes.append((". ".join(filter(None, _heading(row))), 0))
        else:
            sizes[-1] = (sizes[-1][0], sizes[-1][1] + 1)
    front = [MadeCell(title, rows=size, bold=True) if not at else None for title, size in sizes for at in range(size)]
    return [(cell, *row) for cell, row in zip(front, rows, strict=True)]
