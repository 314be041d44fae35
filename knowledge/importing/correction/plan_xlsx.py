"""Plans as workbooks for people to correct: written with all that a draft says, and read back with every cell checked.

A workbook is known by the names of its sheets and by the format named in its first row, so that it is never taken
for an office's own tracking sheet.
"""

from pathlib import Path

from knowledge.importing.correction.layout import DOCUMENT, DOUBTS, TASKS
from knowledge.importing.correction.reading import read_workbook
from knowledge.importing.correction.writing import sheets_of
from knowledge.importing.draft import PlanDraft
from knowledge.spreadsheets.books import has_sheets, open_book, write_book


def write_xlsx(draft: PlanDraft, path: Path) -> None:
    """Write a plan as a workbook; OSError where the file can't be written."""
    write_book(path, sheets_of(draft))


def is_plan_workbook(path: Path) -> bool:
    """Whether a workbook has the sheets of a corrected plan; its cells are not looked at."""
    return has_sheets(path, DOCUMENT, TASKS, DOUBTS)


def read_xlsx(path: Path) -> PlanDraft:
    """The plan of a workbook; UnreadableFileError names the first cell that is wrong."""
    with open_book(path) as book:
        return read_workbook(book)
