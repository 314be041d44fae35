"""What is searched when something is asked."""

from pathlib import Path

import pytest

from index.accents import Accents
from index.questions import Question, QuestionReader, load_question_words, load_synonyms
from index.spelling import Speller
from index.spelt import SpeltLexicon, spelt_pairs
from knowledge.vietnamese.abbreviations import packaged_abbreviations

PAIRS = frozenset({"thi hanh", "hanh chinh", "thu tuc", "ra soat"})
WORDS = {word: 1 for pair in PAIRS for word in pair.split()}
QUESTION_WORDS = load_question_words()
SPELLER = Speller(WORDS, PAIRS, QUESTION_WORDS.folded)
SPELT = SpeltLexicon()
ACCENTS = Accents([spelt_pairs(["thi hành thủ tục hành chính", "phải rà soát"], SPELT)], SPELT)


def _read(text: str) -> Question:
    return QuestionReader(packaged_abbreviations(), QUESTION_WORDS).read(text, SPELLER, PAIRS, ACCENTS)


@pytest.mark.parametrize(
    "text", ["ai chủ trì rà soát ạ?", "rà soát thì đơn vị nào làm thế", "khi nào phải xong rà soát", "ra soat khi nao"]
)
def test_words_of_asking_are_left_out(text: str) -> None:
    assert set(_read(text).terms) == {"ra", "soat", "ra soat"}


def test_a_bare_word_of_asking_stays_where_it_makes_a_known_pair() -> None:
    assert "thi hanh" in _read("thi hanh").terms


def test_a_bare_word_of_asking_that_plans_write_as_such_is_left_out_as_with_accents() -> None:
    assert set(_read("phai ra soat").terms) == set(_read("phải rà soát").terms)


def test_an_accented_word_is_no_word_of_asking_that_differs_in_accents() -> None:
    assert "thi" in _read("thí điểm").terms


def test_abbreviations_are_written_out_and_slips_repaired() -> None:
    assert set(_read("rà sáot TTHC").terms) >= {"ra soat", "thu tuc", "hanh chinh"}


def test_words_parted_by_a_word_of_asking_make_no_pair() -> None:
    assert "soat thu" not in _read("rà soát của thủ tục").terms


def test_a_question_of_nothing_but_words_of_asking_is_searched_as_it_stands() -> None:
    assert set(_read("ai làm gì").terms) >= {"ai", "lam", "gi"}


def test_the_text_for_the_encoder_keeps_its_accents() -> None:
    assert _read("ai rà soát thủ tục").text == "rà soát thủ tục"


def test_an_office_adds_words_of_asking(tmp_path: Path) -> None:
    extra = tmp_path / "asking.toml"
    extra.write_text('words = ["alo"]\nphrases = ["báo giúp"]\n', "utf-8")
    words = load_question_words([extra])
    question = QuestionReader(packaged_abbreviations(), words).read("alo báo giúp rà soát", SPELLER, PAIRS)
    assert set(question.terms) == {"ra", "soat", "ra soat"}


SYNONYMS: dict[tuple[str, ...], tuple[str, ...]] = {("dán", "bảng"): ("niêm yết công khai",)}


def _read_with_synonyms(text: str) -> Question:
    return QuestionReader(packaged_abbreviations(), QUESTION_WORDS, SYNONYMS).read(text, SPELLER, PAIRS)


@pytest.mark.parametrize("said", ["dán bảng", "dan bang"])
def test_what_people_say_is_also_searched_as_plans_write_it_at_less_weight(said: str) -> None:
    terms = _read_with_synonyms(f"{said} thủ tục").terms
    assert 0 < terms["niem yet"] < terms["thu tuc"]


def test_a_synonym_stands_for_the_pair_that_no_plan_knows() -> None:
    terms = _read_with_synonyms("dán bảng thủ tục").terms
    assert "dan" in terms
    assert "dan bang" not in terms


def test_a_synonym_is_known_with_its_tone_in_either_place() -> None:
    synonyms: dict[tuple[str, ...], tuple[str, ...]] = {("xóa", "sổ"): ("bãi bỏ",)}
    reader = QuestionReader(packaged_abbreviations(), QUESTION_WORDS, synonyms)
    assert "bai bo" in reader.read("xoá sổ", SPELLER, PAIRS).terms


def test_a_synonym_is_also_told_to_the_encoder() -> None:
    assert _read_with_synonyms("dán bảng").text == "dán bảng niêm yết công khai"


def test_an_office_adds_synonyms(tmp_path: Path) -> None:
    extra = tmp_path / "synonyms.toml"
    extra.write_text('[synonyms]\n"bấm biển" = ["đăng ký xe", "cấp biển số"]\n', "utf-8")
    assert load_synonyms([extra])["bấm", "biển"] == ("đăng ký xe", "cấp biển số")
