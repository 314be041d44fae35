"""Every kind of entry is one Vietnamese sentence that says who did what, and when."""

import re
import unicodedata
from datetime import UTC, datetime
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest

from handlers import audit_wording
from handlers.audit_wording import sentence
from knowledge.audit_types import AuditEntry
from knowledge.commands import Command
from knowledge.units import Level

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
PLACE = {"plan": "ke-hoach.docx", "where": ["A", "I"], "task": "12", "content": "Số hoá hồ sơ", "unit": "Sở Tư pháp"}


def entry(command: str, before: Any = None, after: Any = None, unit: str | None = None, **other: Any) -> AuditEntry:
    at = datetime(2026, 2, 3, 2, 12, tzinfo=UTC)
    who = {"actor_id": "7", "actor_name": "Nguyễn Thị Lan", "actor_role": "admin", "channel": "telegram", **other}
    return AuditEntry(
        1, at, **who, command=command, organisation=None, unit=unit, before=before or {}, after=after or {}
    )


def told(*args: Any, **other: Any) -> str:
    return sentence(entry(*args, **other), ZONE)


@pytest.mark.parametrize("kind", get_args(Command))
def test_every_command_has_a_sentence_even_where_nothing_is_known_of_it(kind: type[object]) -> None:
    line = told(kind.__name__)
    assert re.fullmatch(r"Nguyễn Thị Lan \(quản trị, Telegram\) \w[^{}]+, 09:12 03/02/2026", line)
    assert unicodedata.is_normalized("NFC", line)


def test_no_phrase_is_for_a_command_that_is_not_there() -> None:
    assert set(audit_wording._tables()["did"]) == {kind.__name__ for kind in get_args(Command)}


def test_a_replaced_plan_tells_the_version_before_and_what_changed() -> None:
    after = {
        "file": "a.docx",
        "number": "12/KH-UBND",
        "version": 2,
        "changes": {"added": 3, "changed": 1, "removed": 0},
    }
    assert told("ImportPlan", {"version": 1}, after) == (
        "Nguyễn Thị Lan (quản trị, Telegram) nạp kế hoạch 12/KH-UBND thay bản 1 "
        "(thêm 3, sửa 1, bỏ 0 nhiệm vụ), 09:12 03/02/2026"
    )


def test_a_plan_without_a_number_goes_by_its_file() -> None:
    after = {"file": "a.docx", "number": None, "version": 1, "tasks": 5, "targets": 0}
    assert "nạp kế hoạch a.docx (5 nhiệm vụ, 0 chỉ tiêu)" in told("ImportPlan", {}, after)


def test_a_report_tells_what_was_said_before_and_what_is_now() -> None:
    stood, stands = PLACE | {"status": "in_progress", "percent": 40.0}, PLACE | {"status": "done"}
    line = told("ReportProgress", {"stands": [stood]}, {"reports": [3], "stands": [stands]}, "Sở Tư pháp")
    assert (
        "báo cáo cho Sở Tư pháp: nhiệm vụ 12 mục A.I (ke-hoach.docx): đang thực hiện, 40% → đã hoàn thành, 09:12"
        in line
    )


def test_a_report_of_one_period_tells_which() -> None:
    stood, stands = ({"status": "done", "period": [f"2026-0{month}-01", f"2026-0{month}-28"]} for month in (1, 2))
    line = told("ReportProgress", {"stands": [PLACE]}, {"reports": [3], "stands": [PLACE | stands]}, "Sở Tư pháp")
    assert "chưa có báo cáo → đã hoàn thành, kỳ tháng 2/2026, 09:12" in line
    line = told("RetractReport", {"stands": [PLACE | stands]}, {"reports": [3], "stands": [PLACE | stood]})
    assert "đã hoàn thành, kỳ tháng 2/2026 → đã hoàn thành, kỳ 01/01/2026" in line


def test_a_report_taken_back_tells_that_none_is_left() -> None:
    line = told("RetractReport", {"stands": [PLACE | {"status": "done"}]}, {"reports": [3], "stands": [PLACE]})
    assert "rút báo cáo số 3: nhiệm vụ 12 mục A.I (ke-hoach.docx): đã hoàn thành → chưa có báo cáo" in line


def test_a_reading_tells_the_figure() -> None:
    place = {"plan": "a.docx", "where": None, "target": "1", "content": "Tỷ lệ đúng hạn", "unit": "Sở Tư pháp"}
    line = told("ReportProgress", {"stands": [place]}, {"stands": [place | {"value": 72.5, "measure": "%"}]})
    assert "chỉ tiêu “Tỷ lệ đúng hạn” (a.docx): chưa có báo cáo → 72,5%" in line


def test_a_person_changed_tells_both_roles_and_units() -> None:
    before = {"name": "Hoa", "role": "officer", "unit": "Sở Tư pháp"}
    after = {"name": "Hoa", "role": "leader", "unit": "Sở Y tế"}
    assert "đổi Hoa từ cán bộ của Sở Tư pháp thành lãnh đạo của Sở Y tế" in told("ChangePerson", before, after)


def test_somebody_without_a_role_or_a_channel_is_told_by_the_name_alone() -> None:
    assert told("WithdrawPlan", actor_role="", channel="").startswith("Nguyễn Thị Lan rút một kế hoạch")
    assert told("WithdrawPlan", actor_name="", actor_role="").startswith("không rõ ai (Telegram)")


def test_braces_in_a_name_are_but_braces() -> None:
    assert "nạp kế hoạch {after.x} (1 nhiệm vụ" in told(
        "ImportPlan", {}, {"file": "{after.x}", "tasks": 1, "targets": 0}
    )


@pytest.mark.parametrize(
    ("command", "before", "after", "did"),
    [
        ("AddUnit", {}, {"unit": "Phòng Một", "parent": "Sở Y tế"}, "thêm Phòng Một dưới Sở Y tế"),
        ("RenameUnit", {"name": "Sở A"}, {"name": "Sở B"}, "đổi tên “Sở A” thành “Sở B”"),
        ("MergeUnits", {}, {"units": ["SYT", "Sở y tê"], "into": "Sở Y tế"}, "nhập SYT, Sở y tê vào Sở Y tế"),
        ("SetGroup", {}, {"group": "Các sở", "members": [], "others": ["A"]}, "sửa nhóm “Các sở”: không có A"),
        ("ArrangeAll", {}, {"steps": [{"unit": "A"}, {"unit": "A"}, {"units": []}]}, "trong danh bạ đơn vị (A)"),
        ("Reorganise", {}, {"name": "2025", "successions": []}, "áp dụng đợt sắp xếp “2025”,"),
    ],
)
def test_a_change_of_the_directory_names_its_units(command: str, before: Any, after: Any, did: str) -> None:
    assert did in told(command, before, after)


def test_of_many_successions_the_first_few_are_told() -> None:
    ended = [{"former": f"Huyện {number}", "successor": None, "since": "2025-07-01"} for number in range(1, 8)]
    follows = {"former": "Sở A", "successor": "Sở B", "since": "2025-03-01"}
    line = told("SucceedUnits", {}, {"successions": [follows, *ended]})
    assert "Sở A, nay là Sở B (từ 01/03/2025), Huyện 1 thôi hoạt động (từ 01/07/2025)" in line
    assert "Huyện 4 thôi hoạt động (từ 01/07/2025) và 3 nữa" in line


@pytest.mark.parametrize("level", Level)
def test_every_level_has_a_word(level: Level) -> None:
    place = {"unit": "A", "parent": "B", "level": level.value}
    assert level.value not in told("PlaceUnit", place, place)
