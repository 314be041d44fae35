"""Cells that say who does something."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.importing.unit_cells import is_known_unit, split_units


@pytest.mark.parametrize(
    ("cell", "lead", "coordinate"),
    [
        ("Sở Y tế, Sở Tài chính", ("Sở Y tế", "Sở Tài chính"), ()),
        ("Sở Giáo dục và Đào tạo", ("Sở Giáo dục và Đào tạo",), ()),
        ("Sở Văn hóa, Thể thao và Du lịch", ("Sở Văn hóa, Thể thao và Du lịch",), ()),
        ("Sở Lao động, Thương binh và Xã hội", ("Sở Lao động, Thương binh và Xã hội",), ()),
        ("Các Sở, Ban, ngành", ("Các Sở, Ban, ngành",), ()),
        ("Các Sở, Ban, ngành và địa phương", ("Các Sở, Ban, ngành và địa phương",), ()),
        ("Các cơ quan, đơn vị, tổ chức liên quan", ("Các cơ quan, đơn vị, tổ chức liên quan",), ()),
        ("Các phòng, ban và UBND các xã, thị trấn", ("Các phòng, ban", "UBND các xã, thị trấn"), ()),
        ("UBND cấp huyện, cấp xã", ("UBND cấp huyện", "UBND cấp xã"), ()),
        ("Bộ phận Một cửa cấp huyện, cấp xã", ("Bộ phận Một cửa cấp huyện", "Bộ phận Một cửa cấp xã"), ()),
        ("UBND các huyện, thị xã, thành phố", ("UBND các huyện, thị xã, thành phố",), ()),
        ("Văn phòng HĐND và UBND huyện, Phòng Y tế", ("Văn phòng HĐND và UBND huyện", "Phòng Y tế"), ()),
        ("- Sở Y tế; - Sở Nội vụ.", ("Sở Y tế", "Sở Nội vụ"), ()),
        ("- Công an tỉnh - Bưu điện tỉnh", ("Công an tỉnh", "Bưu điện tỉnh"), ()),
        ("- Sở Khoa học - Công nghệ; Sở Y tế", ("Sở Khoa học - Công nghệ", "Sở Y tế"), ()),
        ("Trung tâm Y tế - Sở Y tế", ("Trung tâm Y tế - Sở Y tế",), ()),
        ("Sở Y tế\nSở Nội vụ", ("Sở Y tế", "Sở Nội vụ"), ()),
        ("Sở Y tế. Sở Nội vụ.", ("Sở Y tế", "Sở Nội vụ"), ()),
        ("Sở Y tế theo dõi, đôn đốc các huyện, thị xã", ("Sở Y tế",), ()),
        ("Sở Tài chính, Sở Y tế thẩm định, bố trí vốn", ("Sở Tài chính", "Sở Y tế"), ()),
        ("Cơ quan được giao chủ trì soạn thảo", ("Cơ quan được giao chủ trì soạn thảo",), ()),
        ("Ban Quản lý dự án đầu tư xây dựng huyện", ("Ban Quản lý dự án đầu tư xây dựng huyện",), ()),
        ("Đoàn kiểm tra liên ngành", ("Đoàn kiểm tra liên ngành",), ()),
        ("UBND huyện (Phòng Nội vụ)", ("UBND huyện",), ()),
        ("Sở Y tế chủ trì, phối hợp với Công an tỉnh", ("Sở Y tế",), ("Công an tỉnh",)),
        ("Sở Y tế phối hợp Sở Nội vụ và các đơn vị liên quan", ("Sở Y tế",), ("Sở Nội vụ", "các đơn vị liên quan")),
        ("Các tổ dân phố phối hợp.", (), ("Các tổ dân phố",)),
        ("- Địa chính - Xây dựng; - Công an xã phối hợp.", ("Địa chính - Xây dựng",), ("Công an xã",)),
        ("Chủ trì: Sở Y tế", ("Sở Y tế",), ()),
        ("Ban Tiếp công dân: tổ chức đối thoại", ("Ban Tiếp công dân",), ()),
        ("Sở Y tế tham mưu kế hoạch Các huyện chủ động thực hiện", ("Sở Y tế", "Các huyện"), ()),
        ("Sở Y tế; Sở Y tế", ("Sở Y tế",), ()),
        ("", (), ()),
    ],
)
def test_a_cell_names_its_units(cell: str, lead: tuple[str, ...], coordinate: tuple[str, ...]) -> None:
    units = split_units(cell)
    assert (units.lead, units.coordinate) == (lead, coordinate)


def test_names_that_begin_as_units_do_are_known() -> None:
    assert is_known_unit("Chi cục Thuỷ sản")
    assert is_known_unit("Tư pháp – Hộ tịch")
    assert not is_known_unit("Cgân hàng huyện")


@given(
    st.one_of(
        st.text(max_size=80),
        st.lists(
            st.sampled_from(["Sở", "Y tế", ",", ";", " - ", "và", "các", "cấp xã", "phối hợp", "(", ")", ":", "."]),
            max_size=12,
        ).map(" ".join),
    )
)
@settings(max_examples=100)
def test_no_cell_makes_an_empty_name(cell: str) -> None:
    units = split_units(cell)
    assert all(name.strip() for name in units.lead + units.coordinate)
