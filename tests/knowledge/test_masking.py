"""Personal data leaves what is kept of a message; what the question is about stays."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.masking import has_masks, masked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gọi em 0905123456 nhé", "gọi em [số] nhé"),
        ("gọi em 0905 123 456", "gọi em [số]"),
        ("máy bàn 0236.3822.115", "máy bàn [số]"),
        ("số +84 905-123-456 ạ", "số [số] ạ"),
        ("căn cước 048099001234 của dân", "căn cước [số] của dân"),
        ("hộ chiếu C1234567 hết hạn", "hộ chiếu [số] hết hạn"),
        ("gửi về vi.du@tinh.gov.vn trước ngày 15/03/2026", "gửi về [địa chỉ] trước ngày 15/03/2026"),
        ("nhóm https://zalo.me/g/abc123 hỏi hạn", "nhóm [địa chỉ] hỏi hạn"),
        ("hỏi @nguyenvanan xem hạn nv 3", "hỏi [tên] xem hạn nv 3"),
        ("anh Nguyễn Văn Bình hỏi hạn nv 3", "anh [tên] hỏi hạn nv 3"),
        ("em là Hoa bên văn phòng", "em là [tên] bên văn phòng"),
        ("đồng chí Trần Thị Mai\nphụ trách gì", "đồng chí [tên] phụ trách gì"),
    ],
)
def test_personal_data_is_masked(typed: str, kept: str) -> None:
    assert masked(typed) == kept
    assert has_masks(kept)


@pytest.mark.parametrize(
    "typed",
    [
        "hạn nv 34 là ngày 15-03-2026 hay 15.03.2026",
        "quyết định 1085/QĐ-UBND ngày 03/04/2025 ai ký",
        "từ 01.02.2026-15.03.2026 có việc gì",
        "đồng chí Chủ tịch giao việc gì",
        "bên anh Sở Nội vụ làm gì",
        "học tập theo gương Bác Hồ, tư tưởng Hồ Chí Minh",
        "chị em phụ nữ vay vốn 85% ở đâu",
    ],
)
def test_what_is_asked_stays(typed: str) -> None:
    assert masked(typed) == typed


@pytest.mark.parametrize("typed", ["Lê Thị Hoa hỏi hạn", "le thi hoa hỏi hạn", "LÊ THỊ HOA hỏi hạn", "Thị Hoa hỏi hạn"])
def test_the_name_of_the_sender_is_masked_however_it_is_typed(typed: str) -> None:
    assert masked(typed, "Lê Thị Hoa") == "[tên] hỏi hạn"


def test_a_name_of_one_word_is_masked_only_where_it_is_written_as_one() -> None:
    assert masked("Hoa hỏi việc trồng hoa", "Hoa") == "[tên] hỏi việc trồng hoa"


@settings(max_examples=100)
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_masked_to_one_line_and_once_is_enough(text: str, name: str) -> None:
    once = masked(text, name)
    assert "\n" not in once
    assert masked(once) == masked(masked(once))
