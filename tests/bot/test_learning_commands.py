"""What an operator sees of misses and of the office's own words."""

import csv
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import run
from bot.settings import Settings
from bot.wiring import open_archive
from knowledge.misses import Miss
from knowledge.types import MissKind

Shows = Callable[..., str]
MISSES = (
    ("ai chủ trì đường sắt cao tốc", 14, MissKind.NOT_FOUND, "", ""),
    ("ai chủ trì đường sắt cao tốc", 15, MissKind.NOT_FOUND, "", ""),
    ("=cmd|1 ngoài kia", 10, MissKind.NOT_UNDERSTOOD, "", ""),
    ("quét sổ sách", 13, MissKind.CHOSEN, "k1", "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính"),
    ("Quét sổ sách", 13, MissKind.CHOSEN, "k2", 'Lập "sổ" điện tử'),
    ("hồ sơ", 13, MissKind.CHOSEN, "k1", "Số hóa hồ sơ"),
    ("gọi 0905123456 hỏi sổ", 13, MissKind.CHOSEN, "k1", "Số hóa hồ sơ"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DONDOC_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def shows(home: Path, capsys: pytest.CaptureFixture[str]) -> Shows:
    """Runs a command over a few misses; what it printed."""
    with open_archive(Settings(home=home)) as store:
        for said, day, kind, chosen, words in MISSES:
            store.misses.record(Miss(kind, said, (), chosen, words), date(2026, 5, day))

    def run_and_read(*arguments: str | Path) -> str:
        assert run(list(map(str, arguments))) == 0
        return capsys.readouterr().out

    return run_and_read


def test_misses_are_shown_the_most_frequent_first_with_where_to_add_words(shows: Shows, home: Path) -> None:
    shown = shows("misses")
    assert "Câu hỏi" in shown
    first = next(line for line in shown.splitlines() if "2026" in line)
    assert " ".join(first.split()) == "ai chủ trì đường sắt cao tốc 2 15/05/2026 không tìm thấy"
    assert "đã chọn: Số hóa hồ sơ" in shown
    assert str(home / "vocabulary") in shown


@pytest.mark.parametrize(
    ("arguments", "among"),
    [
        (["--since", "14/05/2026"], {"đường sắt"}),
        (["--since", "2026-05-14"], {"đường sắt"}),
        (["--kind", "not_found", "--kind", "not_understood"], {"đường sắt", "cmd"}),
        (["--kind", "not_understood"], {"cmd"}),
    ],
)
def test_they_are_shown_by_day_and_kind(shows: Shows, arguments: list[str], among: set[str]) -> None:
    shown = shows("misses", *arguments)
    assert {name for name in ("đường sắt", "cmd", "quét sổ") if name in shown} == among


def test_where_nothing_was_asked_in_vain_that_is_said(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["misses"]) == 0
    assert "Chưa ghi nhận" in capsys.readouterr().out


def test_old_ones_are_cleared(shows: Shows) -> None:
    assert "Đã xoá 1 câu" in shows("misses", "--clear-before", "11/05/2026")
    assert "cmd" not in shows("misses")


def test_a_spreadsheet_finds_all_of_them_and_no_formula(shows: Shows, tmp_path: Path) -> None:
    path = tmp_path / "cau-hoi.csv"
    assert "Đã ghi 6 câu" in shows("misses", "--csv", path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles, *rows = csv.reader(file)
    assert titles[:4] == ["Câu hỏi", "Số lần", "Lần đầu", "Lần cuối"]
    assert rows[0][:5] == ["ai chủ trì đường sắt cao tốc", "2", "14/05/2026", "15/05/2026", "không tìm thấy"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_table_that_can_not_be_written_is_named(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["misses", "--csv", str(home / "khong-co" / "a.csv")]) == 1
    assert "a.csv" in capsys.readouterr().err


def test_suggestions_are_a_file_of_synonyms_for_words_that_the_plan_does_not_use(shows: Shows) -> None:
    suggested = tomllib.loads(shows("misses", "--suggest"))
    assert suggested == {
        "synonyms": {
            "quét sổ sách": ['lập "sổ" điện tử', "số hóa hồ sơ, kết quả giải quyết thủ tục"],
        }
    }


def test_suggestions_taken_over_as_they_are_pass_the_check(shows: Shows, home: Path) -> None:
    folder = home / "vocabulary"
    folder.mkdir()
    (folder / "synonyms.toml").write_text(shows("misses", "--suggest"), encoding="utf-8")
    assert "dùng được" in shows("vocabulary", "check")


def test_each_of_the_office_s_files_is_checked(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = home / "vocabulary"
    folder.mkdir()
    for name, text in (
        ("synonyms", '[synonyms]\n"a" = "b"\n'),
        ("abbreviations", "[office]\nA = 3\n"),
        ("cues", '[cues]\nleed = ["ai ôm"]\n'),
        ("synonym", ""),
    ):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    assert run(["vocabulary", "check"]) == 1
    states = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if ".toml" in line)
    assert "dùng được" in states["synonyms.toml"]
    assert "office.A" in states["abbreviations.toml"]
    assert "cues.leed" in states["cues.toml"]
    assert "không đọc đến" in states["synonym.toml"]
    assert "chưa có" in states["samples.toml"]
