"""dondoc units reorganise: an organisation follows a reorganisation that ships, when somebody agrees."""

import json
from pathlib import Path

import pytest

from tests.bot.plan_files import plan_json
from tests.conftest import Program

PROVINCE = "UBND tỉnh Cao Bằng"


@pytest.fixture
def province(dondoc: Program, tmp_path: Path) -> Program:
    """A program that has a plan of a province."""
    path = plan_json(tmp_path, lead="Sở Kế hoạch và Đầu tư")
    plan = json.loads(path.read_text(encoding="utf-8"))
    plan["document"]["issuer"] = PROVINCE
    path.write_text(json.dumps(plan), encoding="utf-8")
    assert dondoc("plans", "import", "--yes", path).returncode == 0
    return dondoc


def test_a_dry_run_shows_what_would_change_and_changes_nothing(province: Program) -> None:
    for _ in range(2):
        shown = province("units", "reorganise", "2025", "--organisation", PROVINCE, "--dry-run")
        assert "Sở Kế hoạch và Đầu tư, nay là Sở Tài chính (từ 01/03/2025)" in shown.stdout
        assert "Đã ghi" not in shown.stdout


def test_it_is_applied_once(province: Program) -> None:
    command = ("units", "reorganise", "2025", "--organisation", PROVINCE, "--departments-on", "20/02/2025", "--yes")
    first, second = province(*command), province(*command)
    assert "(từ 20/02/2025)" in first.stdout
    assert "Đã ghi" in first.stdout
    assert "không thay đổi gì" in second.stdout


def test_it_is_taken_back_as_a_whole(province: Program) -> None:
    command = ("units", "reorganise", "2025", "--organisation", PROVINCE, "--yes")
    province(*command)
    assert "1 dòng kế thừa" in province(*command, "--undo").stdout
    assert "chưa áp dụng" in province(*command, "--undo").stdout
    assert "nay là Sở Tài chính" in province(*command, "--dry-run").stdout


def test_nothing_is_applied_where_nobody_can_agree(province: Program) -> None:
    done = province("units", "reorganise", "2025", "--organisation", PROVINCE)
    assert (done.returncode, "--dry-run" in done.stderr) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(("2025", "--organisation", "UBND tỉnh Không Đâu"), "Không có đơn vị"), (("1999", "--organisation", "A"), "2025")],
)
def test_what_is_not_known_is_told(dondoc: Program, arguments: tuple[str, ...], told: str) -> None:
    done = dondoc("units", "reorganise", *arguments, "--yes")
    assert done.returncode != 0
    assert told in done.stderr
