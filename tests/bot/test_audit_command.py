"""`dondoc audit` shows the trail, narrows it, and writes it out so that nothing in it acts."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.settings import Settings
from bot.wiring import open_archive
from knowledge.audit_types import AuditEntry
from knowledge.commands import Actor, ImportPlan, NewReport, ReportProgress
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.spreadsheets.cell_text import from_cell
from knowledge.types import ProgressStatus
from tests.conftest import Program
from tests.knowledge.drafts import assignment, plan, task

NOW = datetime(2026, 3, 18, 3, tzinfo=UTC)
HOSTILE = ('=HYPERLINK("http://x";"y")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", 'Lan\\n"x",;', "<b>Lan</b>")
ATTACK = '=cmd|"/c calc"!A1'


@pytest.fixture
def entries(dondoc: Program) -> tuple[AuditEntry, ...]:
    """What a hostile office leaves in the trail, the newest first."""
    with open_archive(Settings(home=dondoc.home)) as store:
        draft = plan(task("1", assignment(), content=ATTACK), file=f"{ATTACK}.docx", title=ATTACK)
        perform(store, ImportPlan(draft), Actor("7", "Lan", Role.ADMIN), NOW - timedelta(days=9))
        [line] = store.tasks.list_tasks()
        for place, name in enumerate(HOSTILE):
            report = NewReport(task_key=line.key, status=ProgressStatus.BLOCKED, note=ATTACK)
            who = Actor(f"-{place}", name, Role.LEADER, name, "UBND tỉnh", Channel.JSONL)
            perform(store, ReportProgress((report,), name, "UBND tỉnh", "c", ATTACK), who, NOW)
        return store.audit.list_entries()


def stored(entry: AuditEntry) -> dict[str, Any]:
    return {
        "Số": str(entry.id),
        "Người làm": entry.actor_name,
        "Mã người làm": entry.actor_id,
        "Kênh": entry.channel,
        "Lệnh": entry.command,
        "Đơn vị": entry.unit or "",
        "Trước": entry.before,
        "Sau": entry.after,
    }


def read(row: dict[str, str]) -> dict[str, Any]:
    facts = {name: json.loads(row[name]) if row[name] else {} for name in ("Trước", "Sau")}
    return {name: facts.get(name, row[name]) for name in stored_names()}


def stored_names() -> tuple[str, ...]:
    return ("Số", "Người làm", "Mã người làm", "Kênh", "Lệnh", "Đơn vị", "Trước", "Sau")


def test_the_screen_shows_a_sentence_each(dondoc: Program, entries: tuple[AuditEntry, ...]) -> None:
    shown = dondoc("audit", "--what", "plans")
    assert shown.returncode == 0
    assert "Lan (quản trị, dòng lệnh)" in shown.stdout
    assert "10:00 09/03/2026" in shown.stdout


def test_the_screen_says_where_more_is(dondoc: Program, entries: tuple[AuditEntry, ...]) -> None:
    assert "còn nữa" in dondoc("audit", "--limit", "2").stdout
    assert "còn nữa" not in dondoc("audit").stdout


def test_an_empty_trail_says_so(dondoc: Program) -> None:
    assert dondoc("audit").stdout == "Không có thay đổi nào như vậy trong nhật ký.\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ((), 9),
        (("--since", "18/03/2026"), 8),
        (("--since", "2026-03-09", "--until", "09/03/2026"), 1),
        (("--until", "08/03/2026"), 0),
        (("--who", "lan", "--what", "plans"), 1),
        (("--what", "reports", "--what", "people"), 8),
        (("--unit", "+1+1"), 1),
        (("--organisation", "UBND tỉnh"), 9),
        (("--organisation", "UBND tỉnh Khác"), 0),
        (("--text", "12/kh-ubnd"), 1),
    ],
)
def test_options_narrow_it(
    dondoc: Program, entries: tuple[AuditEntry, ...], options: tuple[str, ...], count: int
) -> None:
    assert len(dondoc("audit", "--json", *options).stdout.splitlines()) == count


def test_json_lines_hold_all_that_is_stored(dondoc: Program, entries: tuple[AuditEntry, ...]) -> None:
    lines = [json.loads(line) for line in dondoc("audit", "--json").stdout.splitlines()]
    assert [(line["id"], line["actor"]["name"], line["before"], line["after"]) for line in lines] == [
        (entry.id, entry.actor_name, entry.before, entry.after) for entry in entries
    ]
    assert {datetime.fromisoformat(line["at"]) for line in lines} == {entry.at for entry in entries}


def test_csv_is_read_back_as_stored_and_nothing_in_it_is_a_formula(
    dondoc: Program, entries: tuple[AuditEntry, ...], tmp_path: Path
) -> None:
    dondoc("audit", "-o", tmp_path / "nhat-ky.csv")
    with (tmp_path / "nhat-ky.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in rows for cell in row.values())
    plain = [{name: cell.removeprefix("'") for name, cell in row.items()} for row in rows]
    assert list(map(read, plain)) == list(map(stored, entries))


def test_a_workbook_is_read_back_as_stored_and_has_no_formula(
    dondoc: Program, entries: tuple[AuditEntry, ...], tmp_path: Path
) -> None:
    dondoc("audit", "-o", tmp_path / "nhat-ky.xlsx")
    titles, *rows = load_workbook(tmp_path / "nhat-ky.xlsx")["Nhật ký"].iter_rows()
    assert all(cell.data_type != "f" for row in rows for cell in row)
    named = [
        {title.value: from_cell(cell.value or "") for title, cell in zip(titles, row, strict=True)} for row in rows
    ]
    assert list(map(read, named)) == list(map(stored, entries))


def test_any_other_file_holds_json_lines(dondoc: Program, entries: tuple[AuditEntry, ...], tmp_path: Path) -> None:
    dondoc("audit", "-o", tmp_path / "nhat-ky.jsonl")
    assert (tmp_path / "nhat-ky.jsonl").read_text("utf-8") == dondoc("audit", "--json").stdout


def test_a_file_that_can_not_be_written_is_told(
    dondoc: Program, entries: tuple[AuditEntry, ...], tmp_path: Path
) -> None:
    failed = dondoc("audit", "-o", tmp_path / "không" / "có.csv")
    assert (failed.returncode, failed.stderr.count("\n")) == (1, 1)
    assert "Không ghi được tệp" in failed.stderr
