"""Asked which units have reported a task that many have: how many of how many, by name, a page at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import pytest

from bot.channels.answering import Answering
from bot.rendering.plain import plain_text
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.deadlines.types import Every, RecurringDeadline
from knowledge.importing.draft import AssignmentDraft
from knowledge.roles import Role
from tests.handlers.plans import part, plan, task
from tests.talking import open_plans

AT = datetime.fromisoformat("2026-05-13T09:00:00+07:00")
ISSUER, GROUP = "UBND tỉnh Thanh Hải", "Các Sở, ban, ngành"
UNITS = tuple(
    f"Sở {name}"
    for name in (
        *("Tư pháp", "Nội vụ", "Y tế", "Tài chính", "Xây dựng", "Công Thương"),
        *("Dân tộc và Tôn giáo", "Khoa học và Công nghệ", "Nông nghiệp và Môi trường", "Giáo dục và Đào tạo"),
        *("Văn hóa, Thể thao và Du lịch", "Ngoại vụ", "Giao thông vận tải"),
    )
)
QUARTERLY = AssignmentDraft((GROUP,), (), "Báo cáo", "Hằng quý", (RecurringDeadline(Every.QUARTER),))
PLAN = plan(
    "kh.txt",
    task("1", "Rà soát thủ tục hành chính", part((GROUP,))),
    task("2", "Báo cáo công tác kiểm soát thủ tục", QUARTERLY),
    task("3", "Niêm yết công khai tại trụ sở", part(("UBND cấp xã",))),
    task("4", "Giao ban công tác cải cách", part(UNITS)),
    task("5", "Tập huấn nghiệp vụ một cửa", part(("Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"))),
)
LEADER = Sender("leader", role=Role.LEADER, organisation=ISSUER)
Says = Callable[[str], Reply]


@dataclass(frozen=True)
class Talks:
    """Everybody who speaks with the assistant, each in a talk of their own."""

    assistant: Answering

    def reports(self, unit: str, text: str) -> None:
        message = Message(unit, Sender(unit, role=Role.OFFICER, unit=unit, organisation=ISSUER), AT, text=text)
        shown = self.assistant.respond(message)
        assert shown.facts.intent is ReplyIntent.REPORT, plain_text(shown)
        self.assistant.respond(replace(message, text="", choose="1"))

    def asks(self, text: str, chat: str = "c") -> Reply:
        return self.assistant.respond(Message(chat, LEADER, AT, text=text))


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talks]:
    """Of thirteen departments one is done with task 1, one is stuck, one is at it; one has told of a quarter."""
    with open_plans(tmp_path_factory.mktemp("home") / "home", PLAN) as assistant:
        talks = Talks(assistant)
        talks.reports("Sở Tư pháp", "nv 1 xong hôm qua")
        talks.reports("Sở Nội vụ", "nv 1 đang vướng, chưa có kinh phí")
        talks.reports("Sở Y tế", "nv 1 làm được 40%")
        talks.reports("Sở Tư pháp", "nv 2 báo cáo quý 1 xong")
        talks.reports("UBND xã Hoà Bình", "nv 3 xong rồi")
        talks.reports("Sở Nội vụ", "nv 5 xong rồi")
        yield talks


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("những đơn vị nào chưa báo nv 1", 10),
        ("nhung don vi nao chua bao nv 1", 10),
        ("ai chưa báo cáo nv 1", 10),
        ("nv 1 còn thiếu những ai", 10),
        ("nv 1 con thieu don vi nao", 10),
        ("còn sở nào chưa nộp báo cáo nv 1", 10),
        ("đơn vị nào xong nv 1 rồi", 1),
        ("don vi nao da xong nv 1", 1),
        ("bao nhiêu đơn vị đã báo nv 1", 3),
        ("mấy sở đã báo cáo nv 1 rồi", 3),
        ("đơn vị nào chưa xong nv 1", 12),
        ("đơn vị nào đang vướng nv 1", 1),
        ("quý 1 đơn vị nào chưa báo cáo nv 2", 12),
        ("quy 2 ai chua bao nv 2", 13),
        ("tháng 3 ai chưa báo nv 2", 12),
        ("đơn vị nào chưa báo việc rà soát thủ tục hành chính", 10),
        ("nv 5 bên nào chưa báo", 2),
    ],
)
def test_units_are_counted_by_what_they_have_said(talks: Talks, asked: str, count: int) -> None:
    reply = talks.asks(asked, chat=asked)
    assert (reply.facts.intent, reply.facts.count) == (ReplyIntent.STATUS, count), plain_text(reply)


@pytest.mark.parametrize(
    "asked", ["cái này ai chưa báo", "con ai chua bao", "sở nào chưa báo", "vậy đơn vị nào chưa báo cáo"]
)
def test_in_a_talk_the_task_needs_no_number(talks: Talks, asked: str) -> None:
    talks.asks("hạn nv 1", chat=asked)
    assert talks.asks(asked, chat=asked).facts.count == 10


def test_a_kind_of_unit_that_has_no_part_is_not_listed(talks: Talks) -> None:
    assert talks.asks("nv 1 xã nào chưa báo").facts.count == 0


def test_without_a_task_it_is_asked_which(talks: Talks) -> None:
    assert "việc nào" in plain_text(talks.asks("đơn vị nào chưa báo cáo", chat="new"))


def test_a_long_list_goes_on_until_its_end(talks: Talks) -> None:
    pages = [plain_text(talks.asks(text, chat="pages")) for text in ("quý 2 ai chưa báo nv 2", "xem tiếp", "xem tiếp")]
    told = [[unit for unit in UNITS if f"• {unit}\n" in f"{page}\n"] for page in pages]
    assert ([len(units) for units in told], {*told[0], *told[1]}) == ([10, 3, 0], {*UNITS})
    assert "hết" in pages[2]


def test_the_status_tells_how_many_of_how_many_and_obstacles_first(talks: Talks) -> None:
    told = plain_text(talks.asks("nv 1 xong chưa", chat="status"))
    assert told.startswith("3/13 đơn vị đã báo cáo: 1 xong, 1 đang làm, 1 vướng.")
    assert told.index("Sở Nội vụ") < told.index("Sở Y tế") < told.index("Sở Tư pháp")
    assert "Chưa báo cáo: 10 đơn vị" in told


def test_of_a_task_that_comes_round_the_time_under_way_is_told_and_those_that_passed_unreported(talks: Talks) -> None:
    told = plain_text(talks.asks("nv 2 xong chưa", chat="quarters"))
    assert told.startswith("Quý II/2026: 0/13 đơn vị đã báo cáo.")
    assert "Còn thiếu báo cáo quý I" in told


def test_few_who_have_not_reported_are_named(talks: Talks) -> None:
    told = plain_text(talks.asks("tình hình nv 5", chat="few"))
    assert told.startswith("1/3 đơn vị đã báo cáo: 1 xong.")
    assert "Chưa báo cáo: Sở Tư pháp; Sở Y tế." in told


def test_where_nobody_knows_who_belongs_only_those_who_have_reported_are_counted(talks: Talks) -> None:
    reply = talks.asks("nv 3 xong chưa", chat="unknown")
    assert plain_text(reply).startswith("1 đơn vị đã báo cáo: 1 xong.")
    assert reply.facts.status == "in_progress"


def test_which_task_is_meant_may_be_chosen(talks: Talks) -> None:
    offered = talks.asks("đơn vị nào chưa báo việc thủ tục", chat="choose")
    if offered.facts.intent is ReplyIntent.CLARIFY:
        message = Message("choose", LEADER, AT, choose="1", offer=offered.offer)
        offered = talks.assistant.respond(message)
    assert offered.facts.intent is ReplyIntent.STATUS
    assert "đơn vị chưa báo cáo" in plain_text(offered)
