"""Reads the workbook of the directory back: what a person has changed in it, as commands, or all that is wrong."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.commands import UnitCommand, UnitStep
from knowledge.directory.drafting import together
from knowledge.directory.reading import Directory
from knowledge.directory.whole import Whole
from knowledge.directory.workbook import layout
from knowledge.directory.workbook.cells import Problems, refuse_copies
from knowledge.directory.workbook.lines import GroupsSheet, SuccessionsSheet
from knowledge.directory.workbook.names import Lookup
from knowledge.directory.workbook.units import UnitsSheet
from knowledge.errors import UnitNotFoundError
from knowledge.importing.readers import DEFAULT_SIZE_LIMIT, check_file, reading
from knowledge.importing.readers.archives import check_archive
from knowledge.malformed import MalformedError
from knowledge.spreadsheets.books import has_sheets, open_book
from knowledge.spreadsheets.sheets import read_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook


@dataclass(frozen=True, slots=True)
class UnitChanges:
    """What a workbook says that the directory does not; nothing of it where there are problems."""

    steps: tuple[UnitStep, ...]
    problems: tuple[str, ...]

    @property
    def command(self) -> UnitCommand | None:
        """All of it as one command, None where there is nothing to do."""
        return together(self.steps) if self.steps else None


def is_units_workbook(path: Path) -> bool:
    """Whether a workbook has the sheets of the directory; its cells are not looked at."""
    return has_sheets(path, layout.UNITS, layout.SUCCESSIONS, layout.GROUPS, layout.ABOUT)


def read_units(path: Path, directory: Directory, size_limit: int = DEFAULT_SIZE_LIMIT) -> UnitChanges:
    """What a person has changed in the workbook; UnreadableFileError where it is none."""
    check_file(path, size_limit)
    with reading(path):
        check_archive(path)
        with open_book(path) as book:
            return _read(book, directory)


def _read(book: "Workbook", directory: Directory) -> UnitChanges:
    about = {entry.text("Mục").strip(): entry.text("Nội dung").strip() for entry in read_sheet(book, layout.ABOUT)}
    if about.get(layout.MARK) != layout.FORMAT:
        raise MalformedError(f"trang “{layout.ABOUT.title}”: dòng “{layout.MARK}” phải ghi {layout.FORMAT}")
    whole = _whole(directory, about)
    problems = Problems()
    steps = tuple(_steps(book, whole, about, problems))
    return UnitChanges(() if problems.told else steps, tuple(problems.told))


def _steps(book: "Workbook", whole: Whole, about: Mapping[str, str], problems: Problems) -> Iterator[UnitStep]:
    lookup = Lookup(whole)
    # Names that the first sheet adds are known to the others.
    units = refuse_copies(read_sheet(book, layout.UNITS), problems)
    yield from UnitsSheet(whole, lookup, problems).steps(units)
    successions = SuccessionsSheet(whole, lookup, problems, _number(about, layout.LAST_SUCCESSION))
    yield from successions.steps(refuse_copies(read_sheet(book, layout.SUCCESSIONS), problems))
    groups = GroupsSheet(whole, lookup, problems, _number(about, layout.LAST_MEMBER))
    yield from groups.steps(refuse_copies(read_sheet(book, layout.GROUPS), problems))


def _whole(directory: Directory, about: Mapping[str, str]) -> Whole:
    root = _number(about, layout.ROOT)
    try:
        return directory.whole(root or None)
    except UnitNotFoundError:
        why = f"không có mã “{root}” trong danh bạ này"
        raise MalformedError(f"trang “{layout.ABOUT.title}”, dòng “{layout.ROOT}”: {why}") from None


def _number(about: Mapping[str, str], line: str) -> int:
    cell = about.get(line) or "0"
    if not cell.isdecimal() or len(cell) > 12:
        raise MalformedError(f"trang “{layout.ABOUT.title}”, dòng “{line}”: phải là số")
    return int(cell)
