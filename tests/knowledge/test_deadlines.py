"""Deadlines as offices write them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.deadline_score import Phrase, in_words, load_phrases
from knowledge.deadlines.parse import deadline_clauses, parse_deadlines
from knowledge.deadlines.types import (
    ContinuousDeadline,
    DateDeadline,
    PeriodDeadline,
)
from knowledge.vietnamese.fold import fold, nfc

PHRASES = load_phrases()


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_means_what_the_table_says(phrase: Phrase) -> None:
    parsed = parse_deadlines(phrase.text, plan_year=2026)
    assert tuple(map(in_words, parsed.deadlines)) == phrase.means


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.text)
def test_a_phrase_without_accents_means_the_same(phrase: Phrase) -> None:
    bare = [fold(in_words(deadline)) for deadline in parse_deadlines(fold(phrase.text), 2026).deadlines]
    assert bare == [fold(means) for means in phrase.means]


def test_what_is_not_understood_is_handed_back() -> None:
    assert parse_deadlines("Khoảng giữa mùa mưa", 2026).unread == "Khoảng giữa mùa mưa"


def test_a_day_without_a_year_means_nothing_where_the_plan_has_none() -> None:
    assert parse_deadlines("Trước ngày 30/6", None).deadlines == ()


def test_the_year_of_issue_stands_in_for_a_plan_without_a_year() -> None:
    assert parse_deadlines("Ngày 30/6", None, date(2027, 1, 4)).deadlines == (DateDeadline(date(2027, 6, 30), False),)


def test_said_twice_is_one_deadline() -> None:
    assert parse_deadlines("Thường xuyên Thường xuyên", 2026).deadlines == (ContinuousDeadline(),)


def test_decomposed_letters_read_like_composed_ones() -> None:
    text = unicodedata.normalize("NFD", "Trước ngày 15 hàng quý")
    assert parse_deadlines(text, 2026) == parse_deadlines("Trước ngày 15 hàng quý", 2026)


def test_clauses_have_the_places_of_what_they_were_read_from() -> None:
    text = "Trong năm 2026 Thường xuyên"
    assert [text[clause.start : clause.end] for clause in deadline_clauses(text, 2026)] == [
        "Trong năm 2026",
        "Thường xuyên",
    ]


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d} tháng {m} năm {y}"]),
)
@settings(max_examples=60)
def test_every_day_of_the_calendar_is_read_back(day: date, form: str) -> None:
    text = "trước ngày " + form.format(d=day.day, m=day.month, y=day.year)
    assert parse_deadlines(text, None).deadlines == (DateDeadline(day, True),)


@given(st.integers(1, 4), st.integers(2000, 2099))
@settings(max_examples=30)
def test_every_quarter_is_read_back(quarter: int, year: int) -> None:
    roman = ["I", "II", "III", "IV"][quarter - 1]
    (period,) = parse_deadlines(f"Quý {roman}/{year}", None).deadlines
    assert isinstance(period, PeriodDeadline)
    assert period.start == date(year, 3 * quarter - 2, 1)
    assert (period.due.year, period.due.month) == (year, 3 * quarter)


_WORDS = st.sampled_from(
    [
        *("trước", "sau", "ngày", "tháng", "quý", "năm", "hàng", "định kỳ", "theo", "kế hoạch", "khi", "lần", "cấp xã"),
        *("cuối", "đầu", "I", "II", "IV", "15", "30/6", "30/6/2026", "2026", "và", ",", ";", "-", ".", "(", ")", "/"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=12).map(" ".join)))
@settings(max_examples=100)
def test_nothing_makes_the_grammar_fail(text: str) -> None:
    parsed = parse_deadlines(text, 2026)
    assert set(parsed.unread) <= {*nfc(text), " "}
