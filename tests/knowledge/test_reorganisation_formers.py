"""The prose that tells from which units a new one was made."""

import pytest

from knowledge.reorganisations.formers import read_formers
from knowledge.reorganisations.types import Former


def _named(prose: str, unit: str = "Xã Mới") -> list[str]:
    return [former.name for former in read_formers(prose, unit)]


def _parts(prose: str) -> list[str]:
    return [former.name for former in read_formers(prose, "Xã Mới") if former.part]


def test_a_unit_left_as_it_was_is_made_from_itself() -> None:
    assert read_formers("giữ nguyên", "Phường Bến Đá") == (Former("Phường Bến Đá"),)


@pytest.mark.parametrize(
    ("prose", "names"),
    [
        ("Xã Bãi Cát, Xã Đồi Thông", ["Xã Bãi Cát", "Xã Đồi Thông"]),
        ("Xã Bãi Cát và Xã Đồi Thông", ["Xã Bãi Cát", "Xã Đồi Thông"]),
        ("Thị trấn Bãi Cát, Xã Đồi Thông, và Phường Ba", ["Thị trấn Bãi Cát", "Xã Đồi Thông", "Phường Ba"]),
        ("các xã Bãi Cát, Đồi Thông", ["Xã Bãi Cát", "Xã Đồi Thông"]),
        ("Toàn bộ diện tích TN của các phường Phường Bãi Cát, Phường Ba", ["Phường Bãi Cát", "Phường Ba"]),
        ("xã Xã Bãi Cát và xã Đồi Thông Xã Đồi Thông", ["Xã Bãi Cát", "Xã Đồi Thông"]),
        ("Phường 1, Phường 12", ["Phường 1", "Phường 12"]),
        ("Bãi Cát", ["Xã Bãi Cát"]),
        ("Huyện Hòn Khơi", ["Huyện Hòn Khơi"]),
        ("TPHCM và tỉnh Bãi Cát", ["Thành phố Hồ Chí Minh", "Tỉnh Bãi Cát"]),
        ("tỉnh Bãi Cát. Từ ngày 01/02/2030, tỉnh mới có 3 phường", ["Tỉnh Bãi Cát"]),
    ],
)
def test_units_are_read_from_lists_of_every_shape(prose: str, names: list[str]) -> None:
    assert _named(prose) == names


@pytest.mark.parametrize(
    "name", ["Xã Bãi Xã", "Phường Xóm Bãi", "Xã Tứ Huyện", "Xã Lô Và Chải", "Thị trấn Nông trường Bãi Cát"]
)
def test_a_name_may_hold_words_that_mean_something_else(name: str) -> None:
    assert _named(f"Xã Một, {name} và Xã Hai") == ["Xã Một", name, "Xã Hai"]


@pytest.mark.parametrize("aside", ["Thôn Bãi", "Xóm Đồi Thông", "khu vực bãi bồi ven biển", "Trường bắn Đồi"])
def test_what_is_no_unit_is_left_out(aside: str) -> None:
    assert _named(f"Xã Một, {aside}, Xã Hai") == ["Xã Một", "Xã Hai"]


def test_the_district_is_read_where_it_is_told() -> None:
    read = read_formers("Xã Một (huyện Bãi Cát), Phường 2 (Quận 3), Xã Ba (thuộc thị xã Đồi Thông)", "Xã Mới")
    assert [former.district for former in read] == ["Huyện Bãi Cát", "Quận 3", "Thị xã Đồi Thông"]


def test_what_a_note_says_of_something_else_is_passed_over() -> None:
    assert read_formers("Xã Một (bao gồm đảo Hòn Bãi)", "Xã Mới") == (Former("Xã Một"),)


def test_a_unit_named_twice_counts_once() -> None:
    assert _named("Xã Một, Xã Một (huyện Bãi Cát), Xã Một") == ["Xã Một", "Xã Một"]


@pytest.mark.parametrize(
    ("prose", "parts"),
    [
        ("Xã Một, một phần diện tích TN, quy mô dân số của Xã Hai, Xã Ba", ["Xã Hai", "Xã Ba"]),
        ("Xã Một và một phần diện tích tự nhiên, quy mô dân số Xã Hai", ["Xã Hai"]),
        ("một phần diện tích TN, toàn bộ quy mô dân số của các Xã Một, Hai", ["Xã Một", "Xã Hai"]),
        ("một phần diện tích TN của Xã Một, toàn bộ diện tích TN, quy mô dân số của Xã Hai", ["Xã Một"]),
        ("Xã Một và phần còn lại của Xã Hai", ["Xã Hai"]),
        ("phần còn lại của Xã Một sau khi sắp xếp và Xã Hai", ["Xã Một"]),
        ("phần còn lại của Xã Một sau khi sắp xếp theo quy định tại khoản 9 Điều này, Xã Hai", ["Xã Một"]),
        ("Sắp xếp một phần diện tích TN của các xã Xã Một, Xã Hai", ["Xã Một", "Xã Hai"]),
        ("Xã Một, Xã Hai (phần còn lại sau khi sáp nhập vào xã Ba, xã Bốn)", ["Xã Hai"]),
        ("Xã Một, Xã Hai (một phần), Xã Ba (phần còn lại)", ["Xã Hai", "Xã Ba"]),
        ("Xã Một và Xã Hai, Xã Ba (phần còn lại sau khi sáp nhập vào xã Bốn)", ["Xã Hai", "Xã Ba"]),
        ("Xã Một (huyện Bãi Cát) (phần còn lại sau khi sáp nhập vào xã Ba)", ["Xã Một"]),
        ("Toàn bộ diện tích TN, quy mô dân số của Xã Một và Xã Hai", []),
    ],
)
def test_it_tells_which_units_gave_only_a_part(prose: str, parts: list[str]) -> None:
    assert _parts(prose) == parts
