"""The commands about units, as an operator types them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.__main__ import run

PROVINCE = "UBND tỉnh Thanh Hải"


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


Program = Callable[..., Done]


@pytest.fixture
def dondoc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """The program in this process, with a home of its own."""
    monkeypatch.setenv("DONDOC_HOME", str(tmp_path / "home"))

    def typed(*arguments: str | Path) -> Done:
        status = run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Done(status, printed.out, printed.err)

    return typed


def with_departments(dondoc: Program, *names: str) -> None:
    assert dondoc("units", "add", PROVINCE).returncode == 0
    for name in names:
        assert dondoc("units", "add", name, "--under", PROVINCE).returncode == 0


def test_the_tree_is_listed_with_levels_and_other_names(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Tư pháp")
    dondoc("units", "alias", "Sở Tư pháp", "Ngành Tư pháp tỉnh nhà")
    lines = [" ".join(line.split()) for line in dondoc("units", "list").stdout.splitlines()]
    assert f"{PROVINCE} tỉnh" in lines
    assert "Sở Tư pháp tỉnh Ngành Tư pháp tỉnh nhà" in lines
    assert lines[-1] == "2 đơn vị."


def test_a_unit_is_shown_with_all_that_is_known_of_it(dondoc: Program) -> None:
    dondoc("plans", "sample")
    shown = " ".join(dondoc("units", "show", "phong vhxh").stdout.split())
    for fact in ("Trực thuộc UBND phường An Lạc Sơn", "Thuộc nhóm", "Việc được giao chủ trì", "Người 0"):
        assert fact in shown


def test_a_renamed_unit_is_still_found_by_its_old_name(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    renamed = dondoc("units", "rename", "Sở Nội vụ", "Sở Nội vụ và Dân tộc")
    assert renamed.stdout.strip() == "“Sở Nội vụ” đổi tên thành “Sở Nội vụ và Dân tộc”; gọi tên cũ vẫn hiểu."
    assert "Sở Nội vụ và Dân tộc" in dondoc("units", "show", "so noi vu").stdout


def test_a_unit_unknown_is_told_with_those_like_it(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    refused = dondoc("units", "place", "Sở Nội vụu tỉnh ta", "--level", "province")
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "Không có đơn vị “Sở Nội vụu tỉnh ta” trong danh bạ.",
        f"Gần giống: Sở Nội vụ ({PROVINCE}).",
    ]


def test_an_ambiguous_name_is_told_with_its_organisations_and_settled_by_one(dondoc: Program) -> None:
    with_departments(dondoc)
    for commune in ("UBND xã Hoà Bình", "UBND xã Hoà Minh"):
        dondoc("units", "add", commune, "--under", PROVINCE, "--issues-plans")
        dondoc("units", "add", "Phòng Kinh tế", "--under", commune)
    refused = dondoc("units", "alias", "Phòng Kinh tế", "Phòng KTHT ta")
    assert refused.returncode == 1
    assert "Phòng Kinh tế (UBND xã Hoà Bình); Phòng Kinh tế (UBND xã Hoà Minh)" in refused.stderr
    settled = dondoc("units", "alias", "Phòng Kinh tế", "Phòng KTHT ta", "--organisation", "UBND xã Hoà Minh")
    assert settled.stdout.strip() == "“Phòng KTHT ta” là tên khác của “Phòng Kinh tế (UBND xã Hoà Minh)”."


def test_units_merged_by_mistake_are_parted_again(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ", "Sở Y tế")
    assert dondoc("units", "merge", "Sở Y tế", "--into", "Sở Nội vụ").returncode == 0
    assert "Sở Y tế\n" not in dondoc("units", "list").stdout
    parted = dondoc("units", "part", "Sở Y tế")
    assert parted.stdout.strip() == "“Sở Y tế” lại là đơn vị riêng, không còn gộp vào đơn vị nào."


def test_a_unit_gives_way_to_one_that_is_put_in_for_it(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    told = dondoc(
        "units", "succeed", "Sở Nội vụ", "--by", "Sở Dân tộc", "--on", "01/07/2025", "--source", "NQ 12/NQ-HĐND"
    )
    assert told.stdout.splitlines()[-1] == "Từ ngày 01/07/2025, “Sở Nội vụ” nay là “Sở Dân tộc” (theo NQ 12/NQ-HĐND)."
    assert "01/07/2025" in dondoc("units", "successions").stdout
    assert "Sở Nội vụ" not in dondoc("units", "list").stdout
    assert "Sở Nội vụ (đến 01/07/2025)" in dondoc("units", "list", "--all").stdout
    retracted = dondoc("units", "successions", "--retract", "1")
    assert retracted.stdout.startswith("Bỏ điều đã ghi: Từ ngày 01/07/2025, “Sở Nội vụ” nay là “Sở Dân tộc”")
    assert "Sở Nội vụ" in dondoc("units", "list").stdout


def test_who_takes_the_place_has_to_be_told_or_that_nobody_does(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    assert dondoc("units", "succeed", "Sở Nội vụ", "--on", "2025-07-01").returncode == 1
    ended = dondoc("units", "succeed", "Sở Nội vụ", "--ends", "--on", "2025-07-01")
    assert "kết thúc hoạt động" in ended.stdout


def test_who_is_in_a_group_is_told_beside_what_was_said_before(dondoc: Program) -> None:
    with_departments(dondoc, "Sở Nội vụ", "Sở Y tế")
    dondoc("units", "group", "Khối nội chính", "--in", "Sở Nội vụ")
    told = dondoc("units", "group", "Khối nội chính", "--out", "Sở Y tế")
    assert told.stdout.splitlines() == [
        f"Nhóm “Khối nội chính” của {PROVINCE} có “Sở Nội vụ”.",
        f"Nhóm “Khối nội chính” của {PROVINCE} không có “Sở Y tế”.",
    ]


def test_a_corrected_workbook_is_shown_and_put_in_force_at_once(dondoc: Program, tmp_path: Path) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    path = tmp_path / "don-vi.xlsx"
    assert dondoc("units", "export", "-o", path).stdout.strip() == f"Đã ghi 2 đơn vị vào “{path}”."
    assert dondoc("units", "import", path, "--yes").stdout.strip() == "Không có gì thay đổi."
    book = load_workbook(path)
    book["Đơn vị"].append(["Phòng Tổng hợp", "Sở Nội vụ"])
    book.save(path)
    assert dondoc("units", "import", path).returncode == 1
    imported = dondoc("units", "import", path, "--yes").stdout
    assert "• Thêm “Phòng Tổng hợp” vào danh bạ, trực thuộc “Sở Nội vụ”" in imported
    assert "3 đơn vị." in dondoc("units", "list").stdout


def test_a_workbook_with_mistakes_changes_nothing(dondoc: Program, tmp_path: Path) -> None:
    with_departments(dondoc, "Sở Nội vụ")
    path = tmp_path / "don-vi.xlsx"
    dondoc("units", "export", "-o", path)
    book = load_workbook(path)
    book["Đơn vị"].append(["Phòng Tổng hợp", "Sở Nội vụ"])
    book["Đơn vị"].append(["Phòng Khác", "=1+1"])
    book.save(path)
    refused = dondoc("units", "import", path, "--yes")
    assert refused.returncode == 1
    assert refused.stderr.splitlines() == [
        "trang “Đơn vị”, dòng 5, cột “Trực thuộc”: có công thức; hãy ghi giá trị",
        "1 chỗ chưa đúng; chưa có gì thay đổi.",
    ]
    assert "2 đơn vị." in dondoc("units", "list").stdout
