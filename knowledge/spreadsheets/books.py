"""Workbooks as files: sheets written to one, one opened to be read, and told by the names of its sheets."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError, UnwritableSheetError
from knowledge.malformed import MalformedError
from knowledge.spreadsheets.sheets import Sheet, Value, write_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

_MOST_NAMES = 1024 * 1024


def write_book(path: Path, sheets: Iterable[tuple[Sheet, Iterable[Sequence[Value]]]]) -> None:
    """Write sheets with their rows; OSError where the file can't be written."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    try:
        for sheet, rows in sheets:
            write_sheet(book, sheet, rows)
    except MalformedError as error:
        raise UnwritableSheetError(path, str(error)) from error
    book.save(path)


@contextmanager
def open_book(path: Path) -> "Iterator[Workbook]":
    """A workbook to be read; UnreadableFileError where it is none."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
    except MemoryError:
        raise
    except Exception as error:  # the library stumbles in many ways over a part that is no part of a workbook
        raise UnreadableFileError(path, "damaged", str(error)) from error
    try:
        yield book
    except MalformedError as error:
        raise UnreadableFileError(path, "bad_sheet", str(error)) from error
    finally:
        book.close()


def has_sheets(path: Path, *sheets: Sheet) -> bool:
    """Whether a workbook has sheets of these names; their cells are not looked at."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            names = part.read(_MOST_NAMES).decode(errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False
    return all(f'name="{sheet.title}"' in names for sheet in sheets)
