"""No cell of CSV or of a workbook computes anything."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from knowledge.spreadsheets.books import open_book, write_book
from knowledge.spreadsheets.cell_text import from_cell, to_cell
from knowledge.spreadsheets.safety import acts, csv_cell
from knowledge.spreadsheets.sheets import Column, Sheet, read_sheet

ACTING = ["=1+1", "+84 912", "-2+3", "@SUM(A1)", "\tcmd", "\r=1", '=HYPERLINK("http://x.vn";"y")']
PLAIN = ["Sở Tư pháp", "1+1", "a=b", "", " =1"]
SHEET = Sheet("Thử", (Column("Lời", 20),))


@pytest.mark.parametrize("text", ACTING)
def test_a_text_that_would_act_is_marked_as_text_in_csv(text: str) -> None:
    assert acts(text)
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_written_as_it_is(text: str) -> None:
    assert csv_cell(text) == text


def test_texts_that_would_act_come_back_from_a_workbook_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "thu.xlsx"
    write_book(path, [(SHEET, [[to_cell(text)] for text in ACTING])])
    with open_book(path) as book:
        assert [from_cell(entry.text("Lời")) for entry in read_sheet(book, SHEET)] == ACTING


def test_no_cell_of_a_workbook_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "thu.xlsx"
    write_book(path, [(SHEET, [[to_cell(text)] for text in ACTING])])
    cells = [cell for row in load_workbook(path)["Thử"].iter_rows(min_row=2) for cell in row]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells if not cell.value.startswith("\\u")] == [
        ("s", True)
    ] * sum(not text.startswith("\r") for text in ACTING)
