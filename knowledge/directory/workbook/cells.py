"""What stands in the cells of a row: which of them a person has changed, and which units they name."""

from collections.abc import Callable, Container, Iterable, Iterator
from datetime import date, datetime
from typing import TypeVar

from knowledge.directory.workbook.layout import KEY, STAMP
from knowledge.directory.workbook.names import Lookup
from knowledge.malformed import MalformedError
from knowledge.spreadsheets.cell_text import from_cell, stamp
from knowledge.spreadsheets.sheets import Column, Entry

Thing = TypeVar("Thing")
Read = TypeVar("Read")
_LONGEST_KEY = 12


class Problems:
    """Collects what is wrong, so that a person is told everything at once."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def add(self, error: MalformedError) -> None:
        """Tell of one more."""
        self.told.append(str(error))

    def each(self, things: Iterable[Thing], read: Callable[[Thing], Read]) -> Iterator[tuple[Thing, Read]]:
        """The things that can be read, with what they say."""
        for thing in things:
            try:
                found = read(thing)
            except MalformedError as error:
                self.add(error)
            else:
                yield thing, found


def changed(entry: Entry, columns: tuple[Column, ...]) -> frozenset[Column]:
    """The cells that no longer hold what was written there; of a new row all that hold anything."""
    cells = [entry.text(column.title) for column in columns]
    marks = entry.text(STAMP.title).strip().split(":")
    if len(marks) != len(columns) or not entry.text(KEY.title):
        return frozenset(column for column, cell in zip(columns, cells, strict=True) if cell)
    return frozenset(column for column, cell, mark in zip(columns, cells, marks, strict=True) if stamp(cell) != mark)


def key_of(entry: Entry, known: Container[int]) -> int | None:
    """The id of what the row is about, None for a new one."""
    cell = entry.text(KEY.title).strip()
    if not cell:
        return None
    if not cell.isdecimal() or len(cell) > _LONGEST_KEY or int(cell) not in known:
        raise entry.wrong(KEY.title, f"không có mã “{cell}” trong danh bạ; dòng mới phải để trống ô này")
    return int(cell)


def text_of(entry: Entry, column: Column) -> str:
    """The text of a cell that must not be empty."""
    text = " ".join(from_cell(entry.text(column.title)).split())
    if not text:
        raise entry.wrong(column.title, "không được để trống")
    return text


def unit_of(entry: Entry, column: Column, lookup: Lookup, organisation: Column | None = None) -> int:
    """The one unit that a cell names, in the organisation that another cell names."""
    name = text_of(entry, column)
    within = from_cell(entry.text(organisation.title)).strip() if organisation else ""
    found = lookup.find(name, within)
    if not found:
        raise entry.wrong(column.title, f"không có đơn vị “{name}” trong danh bạ")
    if len(found) > 1:
        raise entry.wrong(column.title, f"có {len(found)} đơn vị tên “{name}”; hãy ghi rõ cơ quan")
    return next(iter(found))


def day_of(entry: Entry, column: Column) -> date:
    """The day in a cell."""
    text = text_of(entry, column)
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise entry.wrong(column.title, f"“{text}” không phải là ngày; hãy ghi như 01/07/2025") from None


def flag_of(entry: Entry, column: Column, yes: str, no: str) -> bool:
    """Yes or no in a cell."""
    text = from_cell(entry.text(column.title)).strip().lower()
    if text not in (yes, no):
        raise entry.wrong(column.title, f"phải ghi “{yes}” hoặc “{no}”")
    return text == yes


def refuse_copies(entries: Iterable[Entry], problems: Problems) -> Iterator[Entry]:
    """The rows without those that bear the key of a row above."""
    seen: dict[str, int] = {}
    for entry in entries:
        key = entry.cells.get(KEY.title, "").strip()
        if key and key in seen:
            why = f"trùng mã với dòng {seen[key]}; dòng chép thêm phải để trống ô này (cột đang ẩn)"
            problems.add(entry.wrong(KEY.title, why))
            continue
        seen.setdefault(key, entry.row)
        yield entry
