"""Plans as workbooks for people to correct: written with all that a draft says, and read back with every cell checked.

A workbook is known by the names of its sheets and by the format named in its first row, so that it is never taken
for an office's own tracking sheet.
"""

import zipfile
from pathlib import Path

from knowledge.errors import UnreadableFileError, UnwritableSheetError
from knowledge.importing.correction.layout import DOCUMENT, DOUBTS, TASKS
from knowledge.importing.correction.reading import read_workbook
from knowledge.importing.correction.writing import sheets_of
from knowledge.importing.draft import PlanDraft
from knowledge.malformed import MalformedError
from knowledge.spreadsheets.sheets import write_sheet

_MOST_NAMES = 1024 * 1024


def write_xlsx(draft: PlanDraft, path: Path) -> None:
    """Write a plan as a workbook; OSError where the file can't be written."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    try:
        for sheet, rows in sheets_of(draft):
            write_sheet(book, sheet, rows)
    except MalformedError as error:
        raise UnwritableSheetError(path, str(error)) from error
    book.save(path)


def is_plan_workbook(path: Path) -> bool:
    """Whether a workbook has the sheets of a corrected plan; its cells are not looked at."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("xl/workbook.xml") as part:
            names = part.read(_MOST_NAMES).decode(errors="replace")
    except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return False
    return all(f'name="{sheet.title}"' in names for sheet in (DOCUMENT, TASKS, DOUBTS))


def read_xlsx(path: Path) -> PlanDraft:
    """The plan of a workbook; UnreadableFileError names the first cell that is wrong."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True)
    except MemoryError:
        raise
    except Exception as error:  # the library stumbles in many ways over a part that is no part of a workbook
        raise UnreadableFileError(path, "damaged", str(error)) from error
    try:
        return read_workbook(book)
    except MalformedError as error:
        raise UnreadableFileError(path, "bad_sheet", str(error)) from error
    finally:
        book.close()
