"""Sentences that correct the directory of units."""

from datetime import date

import pytest

from handlers.slash import spoken_command
from handlers.understanding.unit_changes import ChangeKind, UnitChange, read_changes, read_level, sentence
from knowledge.units import Level

TODAY = date(2026, 11, 20)
JULY = date(2025, 7, 1)


def first(said: str) -> UnitChange | None:
    return next(read_changes(said, TODAY), None)


@pytest.mark.parametrize(
    ("said", "kind", "these", "those"),
    [
        ("gộp Sở TT&TT vào Sở Thông tin và Truyền thông", ChangeKind.MERGE, "Sở TT&TT", "Sở Thông tin và Truyền thông"),
        ("bỏ gộp Phòng Tư pháp", ChangeKind.PART, "Phòng Tư pháp", ""),
        ("hủy gộp Phòng Tư pháp", ChangeKind.PART, "Phòng Tư pháp", ""),
        ("đổi tên Phòng A thành Phòng B", ChangeKind.RENAME, "Phòng A", "Phòng B"),
        ("tên khác của Sở Tư pháp là STP", ChangeKind.ALIAS, "Sở Tư pháp", "STP"),
        ("bỏ tên khác STP của Sở Tư pháp", ChangeKind.UNALIAS, "Sở Tư pháp", "STP"),
        ("Phòng A trực thuộc UBND xã Hoà Bình", ChangeKind.PLACE, "Phòng A", "UBND xã Hoà Bình"),
        ("Phòng A là cấp xã", ChangeKind.LEVEL, "Phòng A", "xã"),
        (
            "nhóm “Khối nội chính” gồm Sở Tư pháp, Sở Nội vụ",
            ChangeKind.INCLUDE,
            "“Khối nội chính”",
            "Sở Tư pháp, Sở Nội vụ",
        ),
        ("nhóm “Khối nội chính” không gồm Sở Y tế", ChangeKind.EXCLUDE, "“Khối nội chính”", "Sở Y tế"),
        ("thêm đơn vị Tổ công tác trực thuộc Sở Nội vụ", ChangeKind.ADD, "Tổ công tác", "Sở Nội vụ"),
    ],
)
def test_a_correction_is_taken_apart(said: str, kind: ChangeKind, these: str, those: str) -> None:
    assert first(said) == UnitChange(kind, these, those)


@pytest.mark.parametrize(
    ("said", "kind", "these", "those"),
    [
        ("Sở A nay là Sở B từ ngày 1/7/2025", ChangeKind.SUCCEED, "Sở A", "Sở B"),
        ("xã A và xã B hợp nhất thành xã C kể từ ngày 01 tháng 7 năm 2025", ChangeKind.SUCCEED, "xã A và xã B", "xã C"),
        ("Từ ngày 1/7/2025, tách xã A thành xã B, xã C", ChangeKind.SUCCEED, "xã A", "xã B, xã C"),
        ("UBND huyện X kết thúc hoạt động từ 1/7/2025", ChangeKind.END, "UBND huyện X", ""),
        ("gộp Sở A vào Sở B từ 1/7/2025", ChangeKind.MERGE, "Sở A", "Sở B"),
    ],
)
def test_the_day_from_which_it_holds_is_read(said: str, kind: ChangeKind, these: str, those: str) -> None:
    assert first(said) == UnitChange(kind, these, those, JULY)


def test_what_it_rests_on_is_read() -> None:
    change = first("Sở A nay là Sở B từ ngày 1/7/2025 theo Nghị quyết 12/NQ-HĐND ngày 5/6/2025")
    assert change == UnitChange(ChangeKind.SUCCEED, "Sở A", "Sở B", JULY, "Nghị quyết 12/NQ-HĐND ngày 5/6/2025")


@pytest.mark.parametrize(
    ("said", "these", "those"),
    [
        ("gop so tt&tt vao so thong tin va truyen thong", "so tt&tt", "so thong tin va truyen thong"),
        ("tach thanh pho Vinh thanh phuong Truong Vinh tu 1/7/2025", "thanh pho Vinh", "phuong Truong Vinh"),
        ("GOP SO A VAO SO B NHÉ", "SO A", "SO B"),
    ],
)
def test_accents_may_be_left_out(said: str, these: str, those: str) -> None:
    change = first(said)
    assert change is not None
    assert (change.these, change.those) == (these, those)


def test_with_accents_thanh_tra_is_not_taken_for_thanh() -> None:
    change = first("đổi tên Thanh tra huyện thành Ban Kiểm tra")
    assert change == UnitChange(ChangeKind.RENAME, "Thanh tra huyện", "Ban Kiểm tra")


def test_every_place_to_cut_is_tried_and_the_longest_first_name_comes_first() -> None:
    read = read_changes("doi ten so a thanh hoa thanh so b", TODAY)
    places = [(each.these, each.those) for each in read]
    assert places == [("so a thanh hoa", "so b"), ("so a", "hoa thanh so b")]


@pytest.mark.parametrize("said", ["hạn nv 34", "Sở Tư pháp", "gộp", "gộp vào", "", "xin chào"])
def test_what_changes_nothing_is_not_read_as_a_change(said: str) -> None:
    assert first(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "gộp “Sở A” vào #12",
        "Sở A nay là Sở B từ ngày 01/07/2025 theo NQ 12",
        "Sở A kết thúc hoạt động từ ngày 01/07/2025",
        "thêm đơn vị Tổ công tác trực thuộc Sở Nội vụ",
        "thêm đơn vị Tổ công tác",
    ],
)
def test_a_change_in_words_is_read_as_the_same_change(said: str) -> None:
    change = first(said)
    assert change is not None
    assert first(sentence(change)) == change


def test_levels_are_told_by_their_words() -> None:
    assert [read_level(said) for said in ("xã", "cấp huyện", "TINH", "cấp trời")] == [
        Level.COMMUNE,
        Level.DISTRICT,
        Level.PROVINCE,
        None,
    ]


@pytest.mark.parametrize(
    "said",
    [
        "gộp Sở A vào Sở B",
        "doi ten phong a thanh phong b",
        "tên khác của Sở Tư pháp là STP",
        "bỏ tên khác STP của Sở Tư pháp",
        "Sở A nay là Sở B từ ngày 1/7/2025",
        "tách xã A thành xã B, xã C từ 1/7/2025",
        "Xã A và xã B hợp nhất thành xã C từ 1/7/2025",
        "nhóm “Khối nội chính” gồm Sở Tư pháp",
    ],
)
def test_an_administrator_needs_no_slash(said: str) -> None:
    command = spoken_command(said)
    assert command is not None and command.command is not None
    assert (command.command.name, command.following) == ("donvi", said)


@pytest.mark.parametrize(
    "said",
    [
        "góp ý vào dự thảo của Sở Tư pháp",
        "tên khác của Sở Tư pháp là gì",
        "Sở TT&TT nay là sở nào",
        "nv 12 xong từ 1/3/2025",
        "tách nhiệm vụ 3 thành 2 việc",
        "gộp nv 3 vào nv 4",
        "nhóm này gồm những ai",
        "báo cáo gộp vào tháng 6 được không",
        "việc này kết thúc từ 1/3/2025",
        "hạn nv 34",
    ],
)
def test_a_question_or_a_report_is_not_taken_for_a_change(said: str) -> None:
    assert spoken_command(said) is None
