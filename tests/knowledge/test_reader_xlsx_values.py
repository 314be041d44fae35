"""Values of a spreadsheet become the text that an office sees."""

from datetime import datetime, time
from typing import Any

import pytest

from knowledge.importing.readers.workbook.values import label_of_value, text_of_value


def _at(year: int, month: int, day: int, hour: int = 0) -> datetime:
    """A moment as a workbook keeps it, which knows no time zone."""
    return datetime(year, month, day, hour)  # noqa: DTZ001


_DAY = _at(2026, 3, 5)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (1.0, "General", "1"),
        (97.5, "0.00", "97,5"),
        (0.1 + 0.2, "General", "0,3"),
        (0.8, "0%", "80%"),
        (0.29, "0%", "29%"),
        (0.805, "0.0%", "80,5%"),
        (12000, "#,##0", "12.000"),
        (12000, "General", "12000"),
        (1234567.5, "#,##0.00", "1.234.567,5"),
        (5, '0" hồ sơ"', "5 hồ sơ"),
        (0.9, '"≥ "0%', "≥ 90%"),
        (3, "00", "03"),
        (True, "General", "x"),
        (time(7, 30), "hh:mm", "7h30"),
        ("a_x000D_\nb ", "@", "a\nb"),
        (_DAY, "mm-dd-yy", "05/03/2026"),
        (_DAY, "dd/mm/yyyy", "05/03/2026"),
        (_DAY, "d/m/yyyy", "5/3/2026"),
        (_DAY, "yyyy-mm-dd", "05/03/2026"),
        (_DAY, "[$-42A]dd\\/mm\\/yyyy;@", "05/03/2026"),
        (_DAY, "dd/mm", "05/03"),
        (_DAY, "d-mmm", "5/3"),
        (_DAY, "mm/yyyy", "03/2026"),
        (_DAY, "mmmm", "Tháng 3"),
        (_DAY, "yyyy", "2026"),
        (_DAY, '"Trước ngày "dd/mm/yyyy', "Trước ngày 05/03/2026"),
        (_DAY, '"ngày "dd" tháng "mm" năm "yyyy', "ngày 05 tháng 03 năm 2026"),
        (_at(2026, 3, 5, 17), "dd/mm/yyyy hh:mm", "17h00 ngày 05/03/2026"),
    ],
)
def test_a_value_is_printed_by_its_format(value: Any, number_format: str, text: str) -> None:
    assert text_of_value(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "number_format", "label"),
    [(2.0, "General", "2"), (1.1, "0.00", "1.10"), (_DAY, "d-mmm", "5.3"), ("II", "@", "II"), (3, "00", "03")],
)
def test_a_number_of_a_row_keeps_its_point(value: Any, number_format: str, label: str) -> None:
    assert label_of_value(value, number_format) == label
