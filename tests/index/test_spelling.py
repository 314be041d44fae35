"""Repair of slips in folded syllables."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.spelling import Speller, untelex
from index.terms import terms
from knowledge.vietnamese.fold import fold

CORPUS = (
    "ra soat thu tuc hanh chinh",
    "chu tri trien khai so hoa ho so",
    "kiem soat thu tuc hanh chinh cap xa",
    "nhiem vu truc tuyen trong nam",
    "giai quyet dung han don vi",
)
RUNS = [list(terms(text.split())) for text in CORPUS]
VOCABULARY = {term: 1 for run in RUNS for term in run if " " not in term}
PAIRS = {term for run in RUNS for term in run if " " in term}
SPELLER = Speller(VOCABULARY, PAIRS, known=frozenset({"nao", "gi", "ai"}))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thutuc", "thu tuc"),
        ("thutuc hanhchinh", "thu tuc hanh chinh"),
        ("thutuchanhchinh", "thu tuc hanh chinh"),
        ("chur trif", "chu tri"),
        ("soos hoas", "so hoa"),
        ("nhieemj vuj", "nhiem vu"),
        ("ddown vij", "don vi"),
        ("lamf gif", "lam gi"),
        ("kiem saot", "kiem soat"),
        ("trcu tuyen", "truc tuyen"),
        ("hanhh chinh", "hanh chinh"),
        ("giai quyyet", "giai quyet"),
        ("nafo", "nao"),
    ],
)
def test_a_slip_is_undone(typed: str, meant: str) -> None:
    assert SPELLER.repair(typed.split()) == tuple(meant.split())


@pytest.mark.parametrize("word", ["1085", "276/qd-ubnd", "72,5", "t5", "15/3"])
def test_numbers_and_codes_are_left_alone(word: str) -> None:
    assert SPELLER.repair([word]) == (word,)


@pytest.mark.parametrize("word", ["vu", "xa", "nao", "ai"])
def test_a_word_that_is_known_is_left_alone(word: str) -> None:
    assert SPELLER.repair([word]) == (word,)


@pytest.mark.parametrize("word", ["ra", "lo", "qu", "zz"])
def test_a_word_of_one_or_two_letters_is_never_made_another(word: str) -> None:
    assert SPELLER.repair([word]) == (word,)


def test_a_true_syllable_of_another_subject_is_left_alone() -> None:
    assert SPELLER.repair(["benh", "lon"]) == ("benh", "lon")


def test_a_true_syllable_is_repaired_where_it_then_makes_a_known_pair() -> None:
    assert SPELLER.repair(["tong", "nam"]) == ("trong", "nam")


def test_a_neighbour_decides_between_two_near_words() -> None:
    speller = Speller({"chinh": 1, "chanh": 9, "hanh": 3}, {"hanh chinh"})
    assert speller.repair(["hanh", "chxnh"]) == ("hanh", "chinh")


def test_each_word_is_told_what_it_became() -> None:
    assert SPELLER.repair_each(["thutuc", "so"]) == [("thu", "tuc"), ("so",)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tuyeen", "tuyen"), ("dduwowcj", "duoc"), ("hoawcj", "hoac"), ("trinhf", "trinh"), ("chwa", "chua")],
)
def test_keys_of_the_telex_layout_can_be_taken_out(typed: str, meant: str) -> None:
    assert meant in set(untelex(typed))


folded_words = st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=12)


@settings(max_examples=100)
@given(st.lists(folded_words, max_size=6))
def test_repair_comes_to_rest(words: list[str]) -> None:
    once = SPELLER.repair(words)
    assert all(word == fold(word) for word in once)
    assert len(once) >= len(words)


@settings(max_examples=50)
@given(st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=8))
def test_known_words_stay_as_they_are(words: list[str]) -> None:
    assert SPELLER.repair(words) == tuple(words)


def test_words_of_asking_glued_or_with_letters_swapped_are_mended_though_no_plan_has_them() -> None:
    spoken = frozenset({"khi nao", "nhiem vu"})
    speller = Speller({"han": 1}, frozenset(), frozenset({"khi", "nao", "nhiem", "vu"}), spoken)
    assert speller.repair(["khinao"]) == ("khi", "nao")
    assert speller.repair(["nhiem", "uv"]) == ("nhiem", "vu")
    assert speller.repair(["khi", "noa"]) == ("khi", "nao")
    assert speller.repair(["khi", "nau"]) == ("khi", "nau")
