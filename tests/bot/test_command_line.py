"""The command line, as an operator meets it."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.bot.plan_files import FILE, plan_json
from tests.conftest import Program


def test_reading_goes_on_past_what_cannot_be_read(dondoc: Program, tmp_path: Path) -> None:
    empty, binary, foreign, large = (tmp_path / name for name in ("rong.txt", "nhi-phan.docx", "khac.json", "lon.txt"))
    empty.touch()
    binary.write_bytes(bytes(range(256)) * 20)
    foreign.write_text('{"format": "khac/9"}', encoding="utf-8")
    large.write_bytes(b"x" * (2 * 1024 * 1024))
    bad = (tmp_path / "khong-co.txt", empty, binary, foreign, large, tmp_path)
    done = dondoc("plans", "parse", "--json", *bad, plan_json(tmp_path), max_file_mb="1")
    assert done.returncode == 1
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [FILE]
    told = done.stderr.splitlines()
    assert [str(path) in line for path, line in zip(bad, told, strict=True)] == [True] * len(bad)


def test_parsing_stores_nothing(dondoc: Program, tmp_path: Path) -> None:
    assert "Nhiệm vụ" in dondoc("plans", "parse", plan_json(tmp_path)).stdout
    assert not dondoc.home.exists()


def test_a_plan_is_imported_listed_exported_and_withdrawn(process: Program, dondoc: Program, tmp_path: Path) -> None:
    path = plan_json(tmp_path)
    imported = process("plans", "import", "--yes", path)
    assert (imported.returncode, "Đã nạp" in imported.stdout) == (0, True)
    assert "đơn vị chủ trì chưa rõ" in imported.stdout
    assert FILE in dondoc("plans", "list").stdout
    exported = json.loads(process("plans", "export").stdout)
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert {name: exported[name] for name in stored} == stored
    assert "15/KH-UBND" in dondoc("plans", "show", FILE).stdout
    assert dondoc("plans", "withdraw", FILE).returncode == 0
    assert "Chưa có kế hoạch nào" in dondoc("plans", "list").stdout


def test_importing_again_changes_nothing_and_a_changed_plan_replaces(dondoc: Program, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    assert "không có gì thay đổi" in dondoc("plans", "import", "--yes", plan_json(tmp_path)).stdout
    changed = dondoc("plans", "import", "--yes", plan_json(tmp_path, lead="Hội Nông dân"))
    assert "Đã cập nhật" in changed.stdout
    assert "sửa 1 nhiệm vụ" in changed.stdout


def test_a_second_file_of_the_same_name_is_refused(dondoc: Program, tmp_path: Path) -> None:
    done = dondoc("plans", "import", "--yes", plan_json(tmp_path, "a.json"), plan_json(tmp_path, "b.json", lead="Khác"))
    assert done.returncode == 1
    assert "b.json" in done.stderr


def test_nothing_is_imported_where_nobody_can_agree(dondoc: Program, tmp_path: Path) -> None:
    done = dondoc("plans", "import", plan_json(tmp_path))
    assert (done.returncode, "--yes" in done.stderr) == (1, True)
    assert not dondoc.home.exists()


def test_a_plan_that_is_not_there_is_told(dondoc: Program) -> None:
    done = dondoc("plans", "withdraw", "khong-co.txt")
    assert (done.returncode, "khong-co.txt" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_the_sample_is_loaded_once(dondoc: Program) -> None:
    assert "Đã nạp kế hoạch mẫu" in dondoc("plans", "sample").stdout
    assert "không có gì thay đổi" in dondoc("plans", "sample").stdout


def test_an_export_goes_to_the_file_named_or_says_why_not(dondoc: Program, tmp_path: Path) -> None:
    dondoc("plans", "import", "--yes", plan_json(tmp_path))
    dondoc("plans", "export", "-o", tmp_path / "xuat.jsonl")
    assert json.loads((tmp_path / "xuat.jsonl").read_text(encoding="utf-8"))["file"] == FILE
    failed = dondoc("plans", "export", "-o", tmp_path)
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)


def test_what_was_exported_comes_back_unchanged(dondoc: Program, tmp_path: Path) -> None:
    two = (plan_json(tmp_path), plan_json(tmp_path, "b.json", file="khac.txt"))
    dondoc("plans", "import", "--yes", "--apart", *two)
    dondoc("plans", "export", "-o", tmp_path / "xuat.jsonl")
    assert dondoc("plans", "import", "--yes", tmp_path / "xuat.jsonl").stdout.count("không có gì thay đổi") == 2


def test_a_home_that_cannot_be_made_is_told(dondoc: Program) -> None:
    dondoc.home.write_text("một tệp")
    done = dondoc("plans", "list")
    assert (done.returncode, str(dondoc.home) in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_database_that_is_none_is_told(dondoc: Program) -> None:
    dondoc.home.mkdir()
    (dondoc.home / "dondoc.sqlite3").write_text("không phải cơ sở dữ liệu " * 50)
    done = dondoc("plans", "list")
    assert (done.returncode, "cơ sở dữ liệu" in done.stderr, "Traceback" in done.stderr) == (1, True, False)


def test_a_database_of_a_newer_version_is_left_alone(dondoc: Program) -> None:
    dondoc("plans", "list")
    with sqlite3.connect(dondoc.home / "dondoc.sqlite3") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    done = dondoc("plans", "list")
    assert (done.returncode, "mới hơn" in done.stderr) == (1, True)


def test_a_bad_setting_is_status_two(dondoc: Program) -> None:
    done = dondoc("plans", "list", timezone="Sao/Hoa")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


def test_telegram_without_a_token_is_status_two(dondoc: Program) -> None:
    done = dondoc("telegram")
    assert (done.returncode, "DONDOC_TELEGRAM_TOKEN" in done.stderr) == (2, True)


def test_a_reader_that_leaves_early_is_no_error(process: Program, tmp_path: Path) -> None:
    process("plans", "import", "--yes", plan_json(tmp_path))
    command = f'set -o pipefail; "{sys.executable}" -m bot plans export | true'
    environment = process.environment({})
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode in (0, 141), done.stderr) == (True, b"")


def test_a_full_disk_is_told_in_one_sentence(process: Program) -> None:
    command = f'"{sys.executable}" -m bot plans list > /dev/full'
    environment = process.environment({})
    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr.decode()) == (1, "Không ghi được: ổ đĩa đã đầy.\n")


def test_a_caller_that_closes_all_streams_is_no_error(dondoc: Program) -> None:
    command = f'"{sys.executable}" -m bot plans list <&- >&- 2>&-'
    environment = dondoc.environment({})
    assert subprocess.run(["bash", "-c", command], env=environment, timeout=60, check=False).returncode == 0
