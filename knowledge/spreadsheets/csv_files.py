"""Tables as CSV files for spreadsheets, in which nothing is taken for a formula."""

import csv
from collections.abc import Iterable
from pathlib import Path

from knowledge.spreadsheets.safety import csv_cell


def write_csv(path: Path, rows: Iterable[Iterable[str]]) -> None:
    """Write the rows; OSError where the file can't be written."""
    # With the mark of UTF-8, by which spreadsheets tell how it is written.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([*map(csv_cell, row)] for row in rows)
