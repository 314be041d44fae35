"""Deadlines and figures in words."""

from datetime import date

import pytest

from handlers import wording
from knowledge.deadlines.types import ContinuousDeadline, DateDeadline, Deadline, PeriodDeadline
from knowledge.types import AssignmentLine

BEFORE = DateDeadline(date(2026, 6, 15), before=True)
ON = DateDeadline(date(2026, 6, 15), before=False)
QUARTER = PeriodDeadline(date(2026, 4, 1), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("deadline", "today", "says"),
    [
        (BEFORE, date(2026, 6, 10), "còn 4 ngày"),
        (BEFORE, date(2026, 6, 14), "hôm nay là ngày cuối"),
        (BEFORE, date(2026, 6, 15), "quá 1 ngày"),
        (ON, date(2026, 6, 15), "hôm nay là ngày cuối"),
        (ON, date(2026, 6, 16), "quá 1 ngày"),
        (QUARTER, date(2026, 6, 28), "hạn 30/06/2026, còn 2 ngày"),
    ],
)
def test_days_are_counted_to_the_last_day_in_time(deadline: Deadline, today: date, says: str) -> None:
    assert says in wording.deadline_words(AssignmentLine(1, 0, (), (), "", "Như đã in", (deadline,)), today)


def test_a_deadline_without_a_day_stands_as_printed() -> None:
    part = AssignmentLine(1, 0, (), (), "", "Thường xuyên.", (ContinuousDeadline(),))
    assert wording.deadline_words(part, date(2026, 1, 1)) == "Thường xuyên"


def test_a_figure_has_a_decimal_comma() -> None:
    assert (wording.number(98.5), wording.number(75.0)) == ("98,5", "75")


@pytest.mark.parametrize(
    ("value", "written"), [(1_500_000.0, "1.500.000"), (12_345_678.25, "12.345.678,25"), (0.05, "0,05")]
)
def test_a_large_figure_is_written_whole(value: float, written: str) -> None:
    assert wording.number(value) == written
