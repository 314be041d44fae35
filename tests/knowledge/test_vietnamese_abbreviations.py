"""Abbreviations of offices and chats, written out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.vietnamese.abbreviations import expand, load_abbreviations, packaged_abbreviations
from knowledge.vietnamese.fold import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("TTHC nội bộ", "thủ tục hành chính nội bộ"),
        ("tthc noi bo", "thủ tục hành chính noi bo"),
        ("cds", "chuyển đổi số"),
        ("STTTT trình", "Sở Thông tin và Truyền thông trình"),
        ("hsơ giấy", "hồ sơ giấy"),
        ("làm đc ko", "làm được không"),
    ],
)
def test_an_abbreviation_is_written_out_in_either_case_with_or_without_accents(typed: str, meant: str) -> None:
    assert expand(typed) == meant


@pytest.mark.parametrize("typed", ["TN&TKQ", "TN & TKQ", "tn&tkq", "TN-TKQ"])
def test_an_abbreviation_joined_by_a_sign_is_one(typed: str) -> None:
    assert expand(f"bộ phận {typed}") == "bộ phận Tiếp nhận và Trả kết quả"


def test_the_longest_abbreviation_of_a_joined_run_is_taken() -> None:
    assert expand("sở KH&ĐT") == "sở Kế hoạch và Đầu tư"


def test_two_abbreviations_joined_by_a_sign_are_written_out_each() -> None:
    assert expand("CSDL&HTTT") == "cơ sở dữ liệu và hệ thống thông tin"


def test_two_abbreviations_joined_by_a_stroke_are_written_out_each() -> None:
    assert expand("HĐND/UBND") == "Hội đồng nhân dân/Ủy ban nhân dân"


@pytest.mark.parametrize("kept", ["276/QĐ-UBND", "1085/2025/TT-BTC", "58/BC-UBND", "14/2", "72,5%", "2025", "15.3"])
def test_numbers_and_document_codes_are_never_touched(kept: str) -> None:
    assert expand(f"xem {kept} nhé") == f"xem {kept} nhé"


@pytest.mark.parametrize(("typed", "meant"), [("nv34", "nhiệm vụ 34"), ("q1", "quý 1"), ("T5", "tháng 5")])
def test_a_shortening_glued_to_a_number_is_written_out_before_it(typed: str, meant: str) -> None:
    assert expand(typed) == meant


def test_an_ambiguous_abbreviation_keeps_its_first_expansion() -> None:
    entry = packaged_abbreviations().find("TT")
    assert entry is not None
    assert len(entry.expansions) > 1
    assert expand("TT") == entry.expansions[0]


def test_accents_tell_two_abbreviations_apart() -> None:
    assert (expand("NĐ"), expand("ND")) == ("nghị định", "nội dung")


def test_an_abbreviation_that_reads_as_a_syllable_counts_only_in_capitals() -> None:
    assert (expand("lập DA"), expand("da dạng")) == ("lập dự án", "da dạng")


@pytest.mark.parametrize("label", ["mục k", "phần r", "Điểm j"])
def test_a_single_letter_behind_the_name_of_a_part_is_a_label(label: str) -> None:
    assert expand(label) == label


def test_a_single_capital_is_a_label() -> None:
    assert expand("mẫu số K") == "mẫu số K"


def test_shortenings_of_chats_are_left_alone_in_documents() -> None:
    assert packaged_abbreviations().expand("UBND k vs", chat=False) == "Ủy ban nhân dân k vs"


def test_an_office_adds_abbreviations_and_its_own_come_first(tmp_path: Path) -> None:
    extra = tmp_path / "office.toml"
    extra.write_text('[office]\nXYZ = "xưởng y cụ Zà"\nTT = "tổ trưởng"\n[numbered]\nmc = "mục"\n', "utf-8")
    office = load_abbreviations([extra])
    assert office.expand("XYZ, tt, UBND, mc3") == "xưởng y cụ Zà, tổ trưởng, Ủy ban nhân dân, mục 3"


def test_no_expansion_is_itself_an_abbreviation() -> None:
    words = {fold(text) for entry in packaged_abbreviations().entries for text in entry.expansions}
    assert not {word for word in words if packaged_abbreviations().knows(word)}


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_text_can_be_expanded(text: str) -> None:
    assert isinstance(expand(text), str)


@settings(max_examples=60)
@given(st.sampled_from([entry.short for entry in packaged_abbreviations().entries if not entry.chat_only]))
def test_every_office_abbreviation_in_capitals_is_written_out(short: str) -> None:
    entry = packaged_abbreviations().find(short)
    assert entry is not None
    assert expand(short.upper() if short.upper().lower() == short.lower() else short) in entry.expansions
