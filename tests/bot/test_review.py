"""A person at a terminal looks at what was read of a plan, and accepts, corrects or skips it."""

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.bot.plan_files import FILE, plan_json
from tests.conftest import Commands


def test_doubts_are_shown_with_their_place_and_a_plan_is_kept_when_accepted(dondoc: Commands, tmp_path: Path) -> None:
    shown = dondoc.seen("hả\nđ\n", "plans", "import", plan_json(tmp_path))
    assert "đơn vị chủ trì chưa rõ" in shown
    assert "Hãy gõ đ, s hoặc b" in shown
    assert f"Đã nạp “{FILE}”" in shown


def test_a_plan_that_is_skipped_is_not_kept(dondoc: Commands, tmp_path: Path) -> None:
    assert "Bỏ qua" in dondoc.seen("b\n", "plans", "import", plan_json(tmp_path))
    assert "Chưa có kế hoạch nào" in dondoc("plans", "list").stdout


def test_a_plan_to_be_corrected_is_written_beside_and_comes_back_as_corrected(dondoc: Commands, tmp_path: Path) -> None:
    dondoc.seen("s\n", "plans", "import", plan_json(tmp_path))
    sheet = tmp_path / "ke-hoach-xa-mau-sua.xlsx"
    book = load_workbook(sheet)
    book["Nhiệm vụ"]["F2"] = "Hội Nông dân"
    book.save(sheet)
    assert dondoc("plans", "import", "--yes", sheet).returncode == 0
    assert json.loads(dondoc("plans", "export", FILE).stdout)["tasks"][0]["assignments"][0]["lead"] == ["Hội Nông dân"]


def test_a_sheet_that_may_have_been_corrected_is_not_written_over(dondoc: Commands, tmp_path: Path) -> None:
    for _ in range(2):
        dondoc.seen("s\n", "plans", "import", plan_json(tmp_path))
    assert len(list(tmp_path.glob("*.xlsx"))) == 2


def test_an_exported_workbook_comes_back_unchanged(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    dondoc("plans", "export", FILE, "-o", tmp_path / "xuat.xlsx")
    assert "không có gì thay đổi" in dondoc("plans", "import", "--yes", tmp_path / "xuat.xlsx").stdout


def test_nonsense_in_a_corrected_sheet_is_one_sentence_and_nothing_is_stored(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    sheet = tmp_path / "xuat.xlsx"
    dondoc("plans", "export", FILE, "-o", sheet)
    before = dondoc("plans", "export", FILE).stdout
    book = load_workbook(sheet)
    book["Nhiệm vụ"]["J3"] = "mai kia"
    book.save(sheet)
    done = dondoc("plans", "import", "--yes", sheet)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "trang “Nhiệm vụ”, dòng 3, cột “Hiểu là”" in done.stderr
    assert dondoc("plans", "export", FILE).stdout == before


def test_a_new_version_tells_field_by_field_what_changed_and_has_a_history(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    changed = dondoc("plans", "import", "--yes", plan_json(tmp_path, file="ban-moi.txt", lead="Hội Nông dân"))
    assert f"bản mới của “{FILE}”" in changed.stdout
    assert "chủ trì: Phòng Văn hoá → Hội Nông dân" in changed.stdout
    history = dondoc("plans", "history", "--details", "ban-moi.txt").stdout
    assert ("đã thay" in history, "+0 ~1 −0" in history, "chủ trì: Phòng Văn hoá" in history) == (True, True, True)


def test_two_plans_of_one_number_can_stand_apart_or_one_for_the_other(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    other = plan_json(tmp_path, "b.json", file="khac.txt")
    assert "Đã nạp" in dondoc("plans", "import", "--yes", "--apart", other).stdout
    assert dondoc("plans", "import", "--yes", "--replaces", FILE, other).returncode == 1
    third = plan_json(tmp_path, "c.json", file="moi.txt")
    assert "Đã cập nhật" in dondoc("plans", "import", "--yes", "--replaces", FILE, third).stdout


def test_what_was_withdrawn_and_replaced_is_listed_when_asked_for(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    dondoc("plans", "import", "--yes", plan_json(tmp_path, lead="Hội Nông dân"))
    dondoc("plans", "withdraw", FILE)
    assert "Chưa có kế hoạch nào" in dondoc("plans", "list").stdout
    listed = dondoc("plans", "list", "--all").stdout
    assert ("đã thay" in listed, "đã rút" in listed) == (True, True)


def test_a_workbook_holds_one_plan(dondoc: Commands, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    dondoc("plans", "import", "--yes", "--apart", plan_json(tmp_path, "b.json", file="khac.txt"))
    assert dondoc("plans", "export", "-o", tmp_path / "hai.xlsx").returncode == 1
