"""Periods as people say them, told from the day of the message."""

from datetime import date

import pytest

from handlers.understanding.normalise import Normaliser
from handlers.understanding.periods import find_periods
from knowledge.types import Period
from knowledge.vietnamese.abbreviations import expand

TODAY = date(2026, 5, 14)  # a Thursday
NORMALISER = Normaliser(expand, lambda words: [(word,) for word in words])


def said(text: str) -> list[Period]:
    return [mention.period for mention in find_periods(NORMALISER.normalise(text), TODAY)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("việc nào hạn tháng 3", (2026, 3, 1), (2026, 3, 31)),
        ("t6 có gì", (2026, 6, 1), (2026, 6, 30)),
        ("tháng 2/2028", (2028, 2, 1), (2028, 2, 29)),
        ("quý II", (2026, 4, 1), (2026, 6, 30)),
        ("q4", (2026, 10, 1), (2026, 12, 31)),
        ("quy 3 nam 2027", (2027, 7, 1), (2027, 9, 30)),
        ("quý I/2025", (2025, 1, 1), (2025, 3, 31)),
        ("6 tháng đầu năm", (2026, 1, 1), (2026, 6, 30)),
        ("sáu tháng cuối năm 2027", (2027, 7, 1), (2027, 12, 31)),
        ("tuần này", (2026, 5, 11), (2026, 5, 17)),
        ("tuan sau", (2026, 5, 18), (2026, 5, 24)),
        ("tháng này", (2026, 5, 1), (2026, 5, 31)),
        ("thang sau", (2026, 6, 1), (2026, 6, 30)),
        ("tháng trước", (2026, 4, 1), (2026, 4, 30)),
        ("quý sau", (2026, 7, 1), (2026, 9, 30)),
        ("từ giờ đến 30/6", (2026, 5, 14), (2026, 6, 30)),
        ("từ nay đến hết tháng 7", (2026, 5, 14), (2026, 7, 31)),
        ("từ nay đến cuối quý", (2026, 5, 14), (2026, 6, 30)),
        ("15 ngày tới", (2026, 5, 14), (2026, 5, 29)),
        ("hạn trong năm 2026", (2026, 1, 1), (2026, 12, 31)),
        ("trước ngày 20/8", (2026, 1, 1), (2026, 8, 20)),
        ("ngày 3/9/2026", (2026, 9, 3), (2026, 9, 3)),
        ("hôm nay có gì", (2026, 5, 14), (2026, 5, 14)),
    ],
)
def test_a_period_is_read(text: str, start: tuple[int, int, int], end: tuple[int, int, int]) -> None:
    assert said(text) == [Period(date(*start), date(*end))]


@pytest.mark.parametrize(
    "text",
    ["tháng 13", "tháng 3/0000", "ngày 31/2", "quý 5", "từ giờ đến 30/4", "tỷ lệ 72,5%", "nv 12", "Nghị quyết 131"],
)
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert said(text) == []


def test_two_periods_in_one_message_are_both_read() -> None:
    assert len(said("tháng 3 và quý 4")) == 2
