"""What the columns of a table hold is told by their titles and by what stands under them."""

import pytest

from knowledge.importing.columns import Role
from knowledge.importing.contents import Kind, kinds_of
from knowledge.importing.headers import TableKind, infer_header, read_header
from knowledge.importing.readers.text import parse_text
from knowledge.importing.source import Grid, Row
from knowledge.importing.unit_cells import split_units

_ROWS = (
    "1\tMở lớp dạy nghề cho lao động nông thôn\tPhòng Nội vụ\tQuý I/2025\tDanh sách lớp",
    "2\tKiểm tra an toàn đập\tPhòng Kinh tế\tTrước ngày 30/6/2025\tBiên bản kiểm tra",
    "3\tThống kê hộ nghèo\tCác thôn\tHằng quý\tBáo cáo",
)


def _rows(*lines: str) -> tuple[Row, ...]:
    (grid,) = (block for block in parse_text("\n".join(lines)).blocks if isinstance(block, Grid))
    return grid.rows


def _roles(title: str, *lines: str) -> list[str]:
    header = read_header(_rows(title, *(lines or _ROWS)))
    assert header is not None
    return [role.value if role else "" for role in header.roles]


def test_titles_that_nobody_knows_are_told_by_their_cells() -> None:
    assert _roles("Ô một\tÔ hai\tÔ ba\tÔ bốn\tÔ năm") == ["number", "content", "doer", "deadline", "product"]


def test_the_same_title_holds_days_here_and_offices_there() -> None:
    assert _roles("STT\tViệc cần làm\tĐơn vị\tThực hiện\tKết quả")[2:4] == ["doer", "deadline"]
    assert _roles("STT\tViệc cần làm\tThực hiện\tMốc\tKết quả")[2:4] == ["doer", "deadline"]


def test_a_table_without_a_header_is_known_by_its_cells() -> None:
    header = infer_header(_rows(*_ROWS))
    assert header is not None and header.height == 0
    assert header.column(Role.DEADLINE) == 3


def test_a_list_of_persons_is_no_table_of_tasks() -> None:
    rows = _rows("STT\tHọ và tên\tĐơn vị\tĐiện thoại", "1\tLê Văn An\tSở Y tế\t0912", "2\tBùi Thị Hoa\tSở Nội vụ\t0913")
    assert all(read_header(rows, at) is None for at in range(3))
    assert infer_header(rows) is None


def test_the_row_of_a_second_assignment_is_no_header() -> None:
    rows = _rows("STT\tNhiệm vụ\tChủ trì\tThời hạn\tSản phẩm", *_ROWS, "\t\tPhòng Y tế\tKhi rảnh\tTờ rơi", *_ROWS)
    assert [read_header(rows, at) is not None for at in range(len(rows))].count(True) == 1


def test_ticked_columns_of_time_are_the_deadline() -> None:
    rows = ("1\tSửa kênh mương\tPhòng Kinh tế\tx\t\tBiên bản", "2\tTrồng cây\tCác thôn\t\tx\tẢnh chụp")
    assert _roles("TT\tViệc\tĐơn vị\tQuý I\tQuý II\tKết quả", *rows)[3:5] == ["mark", "mark"]


def test_what_is_measured_under_unknown_titles_is_a_target() -> None:
    header = read_header(
        _rows(
            "TT\tChỉ số\tĐơn vị đo\tMức\tNơi theo dõi",
            "1\tHộ có nước\t%\t≥ 90\tPhòng Kinh tế",
            "2\tHộ nghèo\thộ\tDưới 20\tCác thôn",
        )
    )
    assert header is not None and header.kind == TableKind.TARGETS
    assert header.column(Role.VALUE) == 3


def test_of_two_columns_of_offices_under_unknown_titles_the_fuller_leads() -> None:
    lines = (
        "Quý I\tĐo đất\t\tPhòng Kinh tế",
        "Quý II\tXây dựng chợ\tCông an xã\tPhòng Kinh tế",
        "Quý III\tLập quy hoạch\tCác thôn\tPhòng Nội vụ",
    )
    assert _roles("Lúc nào\tViệc\tMột bên\tBên kia", *lines) == ["deadline", "content", "coordinate", "lead"]


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Trước ngày 05/6/2025", Kind.DEADLINE),
        ("- Phòng Y tế; - Công an xã phối hợp.", Kind.UNITS),
        ("≥ 97,5", Kind.FIGURE),
        ("✓", Kind.MARK),
        ("Rà soát hộ nghèo", Kind.WORK),
        ("Biên bản nghiệm thu", Kind.RESULT),
        ("bé trai/100 bé gái", Kind.MEASURE),
    ],
)
def test_a_cell_looks_like_what_it_holds(cell: str, kind: Kind) -> None:
    assert kind in kinds_of(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "Sở Y tế (chủ trì), Sở Nội vụ, Công an tỉnh (phối hợp)",
        "CT: Sở Y tế; PH: Sở Nội vụ, Công an tỉnh",
        "Sở Y tế (PH: Sở Nội vụ, Công an tỉnh)",
        "Sở Y tế (chính), Sở Nội vụ, Công an tỉnh",
    ],
)
def test_who_leads_and_who_helps_may_be_said_in_brackets_or_short(cell: str) -> None:
    units = split_units(cell)
    assert (units.lead, units.coordinate) == (("Sở Y tế",), ("Sở Nội vụ", "Công an tỉnh"))
