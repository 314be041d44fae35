"""Roman numerals and numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.numerals import int_to_roman, leading_number, roman_to_int, words_to_int


@given(st.integers(1, 50))
def test_a_roman_numeral_reads_back(number: int) -> None:
    assert roman_to_int(int_to_roman(number).lower()) == number


@pytest.mark.parametrize("text", ["", "IIII", "IM", "LI", "C", "năm", "VX"])
def test_what_is_no_roman_numeral_up_to_fifty_is_none(text: str) -> None:
    assert roman_to_int(text) is None


@pytest.mark.parametrize("number", [0, 51, -1])
def test_there_is_no_roman_numeral_below_one_or_above_fifty(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        int_to_roman(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("một", 1),
        ("mười", 10),
        ("mười hai", 12),
        ("mười lăm", 15),
        ("hai mươi", 20),
        ("hai mươi mốt", 21),
        ("ba mươi tư", 34),
        ("năm mươi lăm", 55),
        ("ba chục", 30),
        ("một trăm", 100),
        ("một trăm linh năm", 105),
        ("hai trăm lẻ ba", 203),
        ("ba trăm mười hai", 312),
    ],
)
def test_a_number_in_words_is_read_with_and_without_accents(text: str, number: int) -> None:
    assert (words_to_int(text), words_to_int(fold(text))) == (number, number)


@pytest.mark.parametrize("text", ["", "nhiệm vụ", "lăm", "hai ba", "mười hai nhiệm vụ", "trăm"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert words_to_int(text) is None


def test_a_number_at_the_head_of_words_is_found_with_its_length() -> None:
    assert leading_number(["hai", "mươi", "mốt", "nhiệm", "vụ"]) == (21, 3)


def test_words_that_begin_with_no_number_have_none() -> None:
    assert leading_number(["nhiệm", "hai"]) is None


@pytest.mark.parametrize(("text", "number"), [("hai lăm", 25), ("ba mốt", 31), ("hai tư", 24)])
def test_a_ten_may_be_left_out_where_the_unit_is_spelt_as_behind_one(text: str, number: int) -> None:
    assert leading_number(text.split()) == (number, 2)


def test_without_accents_a_left_out_ten_is_not_guessed() -> None:
    assert leading_number(["hai", "lam"]) == (2, 1)
