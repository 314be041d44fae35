"""Names of units in a row, as people say them."""

import pytest

from knowledge.directory.by_name import split_names

KNOWN = {
    "sở văn hóa, thể thao và du lịch",
    "sở nội vụ",
    "stp",
    "snv",
}


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Sở Nội vụ", ["Sở Nội vụ"]),
        ("Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ", ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ"]),
        ("Sở Nội vụ và Sở Văn hóa, Thể thao và Du lịch", ["Sở Nội vụ", "Sở Văn hóa, Thể thao và Du lịch"]),
        ("STP, SNV", ["STP", "SNV"]),
        ("xã An Bình, xã An Hoà và phường Hoà Bình", ["xã An Bình", "xã An Hoà", "phường Hoà Bình"]),
        ("Sở Nông nghiệp và Môi trường", ["Sở Nông nghiệp và Môi trường"]),
        ("“Tổ A và B”; #13; “C”", ["Tổ A và B", "#13", "C"]),
        ("", []),
    ],
)
def test_names_are_told_apart_where_known_ones_end_or_others_begin(said: str, names: list[str]) -> None:
    assert list(split_names(said, lambda name: name.lower() in KNOWN)) == names
