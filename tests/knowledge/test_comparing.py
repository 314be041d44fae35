"""A figure reached is held against the figure promised exactly, and only where both count the same."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.comparing import Comparison, Verdict, compare, in_measure
from knowledge.importing.draft import Comparator
from knowledge.types import Figure

HOLDS = {
    Comparator.AT_LEAST: lambda reached, required: reached >= required,
    Comparator.MORE: lambda reached, required: reached > required,
    Comparator.AT_MOST: lambda reached, required: reached <= required,
    Comparator.LESS: lambda reached, required: reached < required,
    Comparator.EQUAL: lambda reached, required: reached == required,
}
# As people write figures: up to two decimals.
amounts = st.integers(0, 100_000).map(lambda hundredths: hundredths / 100)


@given(st.sampled_from(Comparator), amounts, amounts)
def test_a_figure_is_met_just_where_its_decimals_say_so(
    comparator: Comparator, reached: float, required: float
) -> None:
    written, wanted = Decimal(str(reached)), Decimal(str(required))
    told = compare(Figure(reached, "%"), comparator, required, "%")
    assert (told.verdict is Verdict.MET) is HOLDS[comparator](written, wanted)
    assert Decimal(str(told.gap)) == written - wanted


@given(st.integers(0, 500), st.integers(1, 500), amounts)
def test_a_share_is_held_against_per_cents_without_rounding(part: int, whole: int, required: float) -> None:
    told = compare(Figure(part, "đơn vị", whole), Comparator.AT_LEAST, required, "%")
    assert (told.verdict is Verdict.MET) is (part * 100 >= Decimal(str(required)) * whole)


@pytest.mark.parametrize(
    ("figure", "comparator", "required", "measure", "verdict", "gap"),
    [
        (Figure(72.5, "%"), Comparator.AT_LEAST, 80.0, "%", Verdict.NOT_MET, -7.5),
        (Figure(82.5, "phần trăm"), Comparator.AT_LEAST, 80.0, "%", Verdict.MET, 2.5),
        (Figure(7, "đơn vị", 10), Comparator.AT_LEAST, 80.0, "%", Verdict.NOT_MET, -10.0),
        (Figure(17.5, "phút"), Comparator.AT_MOST, 15.0, "phút", Verdict.NOT_MET, 2.5),
        (Figure(12, "phút"), Comparator.AT_MOST, 15.0, "phút", Verdict.MET, -3.0),
        (Figure(0.5, "giờ"), Comparator.AT_MOST, 15.0, "phút", Verdict.NOT_MET, 15.0),
        (Figure(1.2, "tỷ"), Comparator.AT_LEAST, 1000.0, "triệu đồng", Verdict.MET, 200.0),
        (Figure(60, "%"), Comparator.MORE, 60.0, "%", Verdict.NOT_MET, 0.0),
        (Figure(3, ""), Comparator.AT_LEAST, 3.0, "tổ", Verdict.MET, 0.0),
        (Figure(4, "tổ dân phố"), Comparator.AT_LEAST, 3.0, "tổ", Verdict.MET, 1.0),
        (Figure(0.1, "%"), Comparator.EQUAL, 0.0, "%", Verdict.NOT_MET, 0.1),
        (Figure(12, "lớp"), Comparator.EQUAL, 10.0, "lớp", Verdict.ABOVE, 2.0),
    ],
)
def test_a_figure_and_what_came_of_it(
    figure: Figure, comparator: Comparator, required: float, measure: str, verdict: Verdict, gap: float
) -> None:
    told = compare(figure, comparator, required, measure)
    assert (told.verdict, told.gap) == (verdict, gap)


@pytest.mark.parametrize(
    ("figure", "measure"),
    [
        (Figure(80, "hồ sơ"), "%"),
        (Figure(80, "%"), "hồ sơ"),
        (Figure(3, "ngày làm việc"), "ngày"),
        (Figure(3, "phút"), "triệu đồng"),
        (Figure(1, "đơn vị", 0), "%"),
    ],
)
def test_measures_that_differ_are_never_compared(figure: Figure, measure: str) -> None:
    assert compare(figure, Comparator.AT_LEAST, 1.0, measure) == Comparison(Verdict.UNLIKE, 1.0)
    assert in_measure(figure, measure) is None
