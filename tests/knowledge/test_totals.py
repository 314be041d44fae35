"""What was told of one period after another is added up only where the figures are counts that add up."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.importing.draft import Comparator
from knowledge.readings import Reading
from knowledge.totals import Counting, Total, Unclear, add_units, add_up, counting_of, within
from knowledge.types import Figure, Period, TargetLine, TargetSource

YEAR = 2025
HALF = Period(date(YEAR, 1, 1), date(YEAR, 6, 30))
MONTHS = [Period(date(YEAR, month, 1), date(YEAR, month, monthrange(YEAR, month)[1])) for month in range(1, 13)]
QUARTERS = [Period(MONTHS[first].start, MONTHS[first + 2].end) for first in range(0, 12, 3)]
PERIODS = [*MONTHS, *QUARTERS, HALF]


def target(name: str, unit: str = "hồ sơ") -> TargetLine:
    return TargetLine(
        1, 1, "k.docx", TargetSource.TABLE, "8", None, name, "", unit, Comparator.AT_LEAST, 10_000, YEAR, ()
    )


FLOW = target("Số hồ sơ số hóa trong năm")


def reading(value: float, period: Period, said: str = "", unit: str = "Sở Tư pháp") -> Reading:
    return Reading(int(value), unit, Figure(value, ""), period, said)


@pytest.mark.parametrize(
    ("name", "unit", "counting"),
    [
        ("Số hồ sơ số hoá trong năm", "hồ sơ", Counting.FLOW),
        ("Số doanh nghiệp công nghệ số thành lập mới", "doanh nghiệp", Counting.FLOW),
        ("Tổng thời gian ngừng dịch vụ trong năm", "phút", Counting.FLOW),
        ("Thời gian chờ tại quầy", "phút", Counting.RATIO),
        ("Thời gian chờ bình quân trong năm", "phút", Counting.RATIO),
        ("Tỷ lệ hồ sơ trực tuyến trong năm", "%", Counting.RATIO),
        ("Thu nhập đầu người", "Triệu đồng/người/năm", Counting.RATIO),
        ("Số hộ kinh doanh dùng hóa đơn điện tử", "hộ", Counting.STOCK),
        ("Số tổ dân phố số kiểu mẫu", "tổ", Counting.UNCLEAR),
        ("Số sân chơi mỗi xã", "sân chơi", Counting.UNCLEAR),
    ],
)
def test_words_and_measure_of_a_target_tell_what_its_figures_are(name: str, unit: str, counting: Counting) -> None:
    assert counting_of(target(name, unit)) is counting


def by_months(told: Sequence[Reading]) -> float:
    """Month by month the longest time told of that holds it, each once."""
    counted = set()
    for span in MONTHS:
        holding = [each for each in told if each.period.start <= span.start and span.end <= each.period.end]
        if holding:
            counted.add(max(holding, key=lambda each: (each.period.end - each.period.start).days))
    return sum(each.figure.value for each in counted)


def expected(told: Sequence[Reading]) -> float | Unclear:
    """The latest whole so far, and what came after it."""
    wholes = [each for each in told if each.said]
    if not wholes:
        return by_months(told)
    whole = max(wholes, key=lambda each: (each.period.end, each.report))
    after = [each for each in told if each.period.end > whole.period.end]
    if any(each.period.start <= whole.period.end for each in after):
        return Unclear.PERIODS
    covered = [each for each in told if each not in after]
    alone = by_months([each for each in covered if not each.said])
    if max([alone, *(each.figure.value for each in covered)]) > whole.figure.value:
        return Unclear.FALLS
    return by_months(after) + whole.figure.value


figures = st.dictionaries(
    st.sampled_from(PERIODS), st.tuples(st.integers(1, 5_000), st.sampled_from(("", "", "luỹ kế"))), min_size=1
)


@given(figures)
def test_the_year_comes_to_what_a_plain_reckoning_says(told: dict[Period, tuple[int, str]]) -> None:
    readings = [reading(value, period, said) for period, (value, said) in told.items()]
    total = add_up(readings, FLOW, YEAR)
    assert (total.value if isinstance(total, Total) else total) == expected(readings)


def test_months_of_which_nothing_is_told_are_named() -> None:
    total = add_up([reading(1_200, MONTHS[0]), reading(900, MONTHS[2])], FLOW, YEAR)
    assert isinstance(total, Total)
    assert (total.value, total.missing) == (2_100, (MONTHS[1],))


@pytest.mark.parametrize("name", ["Tỷ lệ hồ sơ", "Số hộ dùng hóa đơn điện tử"])
def test_what_tells_how_it_stands_is_never_added_over_periods(name: str) -> None:
    assert add_up([reading(70, MONTHS[0]), reading(72, MONTHS[1])], target(name), YEAR) is None


def test_where_the_target_leaves_it_open_the_words_of_the_reports_decide() -> None:
    unclear = target("Số tổ dân phố số kiểu mẫu", "tổ")
    told = [reading(2, MONTHS[2]), reading(3, MONTHS[3])]
    assert add_up(told, unclear, YEAR) is Unclear.WORDS
    more = add_up([replace(each, said="làm thêm") for each in told], unclear, YEAR)
    assert isinstance(more, Total) and more.value == 5
    whole = add_up([told[0], replace(told[1], said="luy ke den het thang 4")], unclear, YEAR)
    assert isinstance(whole, Total) and whole.value == 3


def test_what_counts_something_else_is_not_added() -> None:
    other = replace(reading(3, MONTHS[1]), figure=Figure(3, "lớp"))
    assert add_up([reading(2, MONTHS[0]), other], FLOW, YEAR) is Unclear.MEASURES


def test_a_quarter_is_the_sum_of_its_months_once_all_are_told() -> None:
    told = [reading(value, MONTHS[place]) for place, value in enumerate((5, 2, 4))]
    [found] = within(told, QUARTERS[0], FLOW)
    assert (found.figure.value, found.parts) == (11, tuple(told))
    assert within(told[:2], QUARTERS[0], FLOW) == ()
    assert within([reading(9, QUARTERS[0]), *told], QUARTERS[0], FLOW)[0].figure.value == 9


def test_units_are_added_only_for_the_same_time() -> None:
    first, second = (add_up([reading(value, MONTHS[0])], FLOW, YEAR) for value in (3, 4))
    later = add_up([reading(4, MONTHS[1])], FLOW, YEAR)
    together = add_units([first, second])
    assert isinstance(together, Total) and together.value == 7
    assert add_units([first, later]) is Unclear.PERIODS
    assert add_units([first, None]) is Unclear.MEASURES
