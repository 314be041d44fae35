"""Accents left out are found again where the neighbours settle them."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.accents import Accents
from index.spelt import SpeltLexicon, spelt_pairs
from knowledge.vietnamese.fold import fold

TEXTS = [
    "Kiểm tra bến tàu ra đảo Hòn Mây; cấp máy tính cho cơ sở",
    "Mức độ hài lòng của người dân", "tuyển dụng viên chức", "việc tuyên truyền, việc tuyển dụng",
    "rà soát quy trình tại cơ quan", "xử lý sự cố máy móc", "Đại hội cổ đông",
    *["cán bộ có liên quan"] * 20,
]  # fmt: skip


def _accents(texts: Sequence[str], *spoken: tuple[str, str]) -> Accents:
    lexicon = SpeltLexicon()
    return Accents([spelt_pairs(texts, lexicon)], lexicon, frozenset(spoken))


ACCENTS = _accents(TEXTS, *{("số", "mấy"), ("liên", "hệ"), ("hệ", "đơn"), ("máy", "nào")})


def restored(text: str) -> str:
    raws = text.split()
    found = ACCENTS.restore([fold(raw) for raw in raws], raws)
    return " ".join(spelt or raw for spelt, raw in zip(found, raws, strict=True))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hon may", "hòn mây"),
        ("may tinh", "máy tính"),
        ("ra soat quy trinh", "rà soát quy trình"),
        ("tuyen truyen", "tuyên truyền"),
        ("viec tuyen truyen", "việc tuyên truyền"),
    ],
)
def test_words_are_spelt_as_the_plans_spell_them_side_by_side(typed: str, meant: str) -> None:
    assert restored(typed) == meant


@pytest.mark.parametrize("typed", ["so may tinh", "lien he", "he don vi", "tuyen vien", "co dong", "VI", "tau TAU"])
def test_what_is_not_settled_stays_as_typed(typed: str) -> None:
    assert restored(typed).split()[0] == typed.split()[0]


def test_a_word_typed_with_other_accents_gives_its_neighbour_none() -> None:
    assert restored("mày tinh") == "mày tinh"


def test_a_slip_in_one_text_does_not_unsettle_a_word() -> None:
    accents = _accents([*["báo cáo"] * 30, "bảo cáo"])
    assert accents.restore(["bao", "cao"], ["bao", "cao"]) == ["báo", "cáo"]


@given(st.lists(st.sampled_from(sorted({word for text in TEXTS for word in text.split()})), max_size=8))
def test_only_accents_are_added_and_none_to_words_typed_with_theirs(raws: list[str]) -> None:
    found = ACCENTS.restore([fold(raw) for raw in raws], raws)
    for raw, spelt in zip(raws, found, strict=True):
        assert spelt is None or (fold(spelt) == fold(raw) and raw.lower() == fold(raw))
