"""Which deadlines an event is told for: those of the sender's unit, one of several, ahead where they count back."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.deadlines.types import RelativeDeadline
from knowledge.importing.draft import AssignmentDraft
from knowledge.roles import Role
from knowledge.vietnamese.fold import fold
from tests.handlers.plans import plan, task
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
PROVINCE, JUSTICE, FINANCE = "UBND tỉnh Thanh Hải", "Sở Tư pháp", "Sở Tài chính"
DRILL = "kết thúc diễn tập phòng thủ"
GROUP = "Các Sở, ban, ngành"
DEADLINES = {
    "1": (JUSTICE, RelativeDeadline(10, True, "after", DRILL)),
    "2": (JUSTICE, RelativeDeadline(3, False, "after", DRILL)),
    "3": (FINANCE, RelativeDeadline(20, False, "before", "kỳ họp thường lệ giữa năm của HĐND tỉnh")),
    "4": (FINANCE, RelativeDeadline(None, False, "after", "phát hiện sự cố mạng")),
    "5": (FINANCE, RelativeDeadline(None, False, "before", "trình dự toán ngân sách")),
    "6": (FINANCE, RelativeDeadline(15, True, "after", "ký hợp đồng tư vấn")),
    "7": (GROUP, RelativeDeadline(5, True, "after", "nhận cảnh báo lừa đảo")),
}
CONTENTS = {
    "1": "Rút kinh nghiệm công tác pháp chế",
    "2": "Quyết toán vật tư đã dùng",
    "3": "Thẩm tra báo cáo quyết toán",
    "4": "Khắc phục hệ thống kế toán",
    "5": "Lấy ý kiến các cơ quan chuyên môn",
    "6": "Nghiệm thu bước một",
    "7": "Rà soát tài khoản công vụ",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Answering]:
    tasks = [
        task(number, CONTENTS[number], AssignmentDraft((unit,), (), "Báo cáo", deadline.event, (deadline,)))
        for number, (unit, deadline) in DEADLINES.items()
    ]
    home: Path = tmp_path_factory.mktemp("home")
    with open_plans(home, plan("ke-hoach.txt", *tasks)) as opened:
        yield opened


def says(assistant: Answering, said: str, unit: str, chat: str, **fields: Any) -> Reply:
    sender = Sender(chat, "Lan", Role.OFFICER, unit=unit, organisation=PROVINCE)
    return assistant.respond(Message(chat, sender, AT, text=said, **fields))


def numbers(reply: Reply) -> list[str]:
    return [line.number for line in reply.facts.tasks]


def test_an_event_of_several_tasks_is_asked_about_and_told_for_all_at_once(assistant: Answering) -> None:
    asked = says(assistant, "đã kết thúc diễn tập phòng thủ ngày 8/5", JUSTICE, "several")
    assert (asked.facts.intent, numbers(asked)) == (ReplyIntent.CLARIFY, ["1", "2"])
    assert [option.label.partition(":")[0] for option in asked.options][:3] == [
        "Cả 2 việc dưới đây", "Nhiệm vụ 1, mục I", "Nhiệm vụ 2, mục I"
    ]  # fmt: skip
    done = says(assistant, "", JUSTICE, "several", choose="1")
    assert done.facts.intent is ReplyIntent.CONFIRMED
    assert all(day in plain_text(done) for day in ("22/05/2026", "11/05/2026"))
    assert says(assistant, "hoàn tác", JUSTICE, "several").facts.intent is ReplyIntent.UNDONE


def test_a_task_named_by_number_is_the_one_that_is_meant(assistant: Answering) -> None:
    shown = says(assistant, "nv 2 ket thuc dien tap hom 8/5", JUSTICE, "named")
    assert numbers(shown) == ["2"]
    assert "11/05/2026" in plain_text(shown)


def test_of_an_event_of_another_unit_nothing_is_told(assistant: Answering) -> None:
    heard = says(assistant, "đã kết thúc diễn tập phòng thủ ngày 8/5", FINANCE, "other")
    assert "su kien de tinh han" not in fold(plain_text(heard))


def test_what_has_to_be_done_before_an_event_is_counted_back_from_a_day_to_come(assistant: Answering) -> None:
    shown = says(assistant, "kỳ họp giữa năm của HĐND tỉnh ngày 10/7", FINANCE, "ahead")
    assert numbers(shown) == ["3"]
    assert "Hạn: 20/06/2026 (20 ngày trước 10/07/2026)" in plain_text(shown)


def test_at_once_after_an_event_has_no_day_to_be_counted(assistant: Answering) -> None:
    heard = says(assistant, "nv 4 phát hiện sự cố mạng hôm qua", FINANCE, "at once")
    assert "su kien de tinh han" not in fold(plain_text(heard))
    assert "chua ai bao" not in fold(plain_text(says(assistant, "hạn nv 4", FINANCE, "at once")))


def test_typed_as_on_a_phone_it_is_understood(assistant: Answering) -> None:
    shown = says(assistant, "hop dong tu van ky ngay 8/5 roi", FINANCE, "bare")
    assert numbers(shown) == ["6"]
    assert "29/05/2026" in plain_text(shown)


def test_who_tells_for_a_group_is_shown_whom_it_binds(assistant: Answering) -> None:
    shown = says(assistant, "nhận cảnh báo lừa đảo hôm qua", FINANCE, "group")
    assert numbers(shown) == ["7"]
    assert f"mọi đơn vị trong nhóm được giao: {GROUP}" in plain_text(shown)


def test_an_office_has_holidays_of_its_own(tmp_path: Path) -> None:
    own = tmp_path / "vocabulary" / "holidays.toml"
    own.parent.mkdir()
    own.write_text('[[off]]\nname = "Lễ hội đền"\ndays = [2026-05-11, 2026-05-12]\n', encoding="utf-8")
    part = AssignmentDraft((FINANCE,), (), "Báo cáo", DRILL, (RelativeDeadline(2, True, "after", DRILL),))
    with open_plans(tmp_path, plan("ke-hoach.txt", task("1", "Rút kinh nghiệm", part))) as opened:
        shown = says(opened, f"{DRILL} ngày 8/5", FINANCE, "own")
    assert "Hạn: 14/05/2026" in plain_text(shown)
    assert "11/05/2026 (Lễ hội đền), 12/05/2026 (Lễ hội đền)" in plain_text(shown)


def test_holidays_that_are_not_announced_yet_are_told_to_be_so(assistant: Answering) -> None:
    shown = says(assistant, "nv 5 trình dự toán ngân sách ngày 20/1/2027", FINANCE, "unknown")
    assert "Hạn: 19/01/2027 (trước 20/01/2027)" in plain_text(shown)
    assert "năm 2027 chưa có thông báo chính thức" in plain_text(shown)


@pytest.mark.parametrize("number", ["1", "2", "3", "5"])
def test_the_sentence_that_is_offered_is_understood(assistant: Answering, number: str) -> None:
    unit, _ = DEADLINES[number]
    told = plain_text(says(assistant, f"hạn nv {number}", unit, f"offered {number}"))
    _, _, offered = told.partition("nhắn: “")
    shown = says(assistant, offered.partition("”")[0], unit, f"taken {number}")
    assert (shown.facts.intent, numbers(shown)) == (ReplyIntent.CLARIFY, [number])
