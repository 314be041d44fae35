"""/nhatky shows leaders and administrators who changed what, and nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import Actor, Command, ImportPlan, NewReport, ReportProgress
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.types import ProgressStatus
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import add_unit, known

NOW = datetime(2026, 3, 18, 3, tzinfo=UTC)  # a Wednesday
OURS = "UBND tỉnh"
LAN = Actor("7", "Nguyễn Thị Lan", Role.ADMIN, channel=Channel.COMMAND_LINE)
MINH = Actor("8", "Trần Minh", Role.OFFICER, "Sở Nội vụ", OURS, Channel.TELEGRAM)
CHIEF = Sender("1", "Lê Chánh", Role.LEADER, "Sở Tư pháp", OURS)


class Office:
    """A store with a trail of thirteen entries, and people who ask for it."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        known(parts.store, MINH, add_unit(parts.store, "Sở Nội vụ", add_unit(parts.store, OURS)))
        self.do(ImportPlan(plan(task("1", assignment()), file="cu.docx")), LAN, days=40)
        for day in range(11, -1, -1):
            [line] = parts.store.tasks.list_tasks()
            report = NewReport(task_key=line.key, status=ProgressStatus.IN_PROGRESS, percent=100 - day)
            self.do(ReportProgress((report,), MINH.unit, OURS, "c", ""), MINH, days=day)

    def do(self, command: Command, actor: Actor, days: int) -> None:
        perform(self.parts.store, command, actor, NOW - timedelta(days=days))

    def ask(self, text: str, sender: Sender = CHIEF) -> Reply:
        return self.parts.assistant.respond(Message("chat", sender, NOW, text))

    def lines(self, text: str, sender: Sender = CHIEF) -> list[str]:
        return [block.text for block in self.ask(text, sender).blocks[1:]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    home: Path = tmp_path_factory.mktemp("home")
    with build(Settings(home=home)) as parts:
        yield Office(parts)


def test_a_leader_sees_the_newest_ten_and_what_each_did(office: Office) -> None:
    reply = office.ask("/nhatky")
    assert len(reply.blocks) == 1 + 10
    assert reply.blocks[1].text.startswith("Trần Minh (cán bộ, Telegram) báo cáo cho Sở Nội vụ: nhiệm vụ 1 mục I")
    assert reply.facts.intent is ReplyIntent.HISTORY


def test_the_next_page_is_a_choice_by_number(office: Office) -> None:
    assert [option.label for option in office.ask("/nhatky").options] == ["Xem tiếp"]
    second = office.ask("1")
    assert len(second.blocks) == 1 + 3
    assert "nạp kế hoạch" in second.blocks[-1].text
    assert second.options == ()


def test_the_next_page_keeps_what_was_asked_for(office: Office) -> None:
    assert office.ask("/nhatky báo cáo").options
    assert len(office.ask("1").blocks) == 1 + 2


def test_a_page_too_far_says_so(office: Office) -> None:
    assert "không còn trang 9" in office.ask("/nhatky trang 9").blocks[0].text


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("hôm nay", 1),
        ("hom nay", 1),
        ("hôm qua", 1),
        ("tuần này", 3),
        ("từ 12/3 đến 14/3", 3),
        ("tháng 2", 1),
        ("kế hoạch", 1),
        ("người dùng", 0),
        ("đơn vị", 0),
        ("Lan", 1),
        ("của nguyễn thị lan", 1),
        ("minh tuần này", 3),
        ("tuần này báo cáo của Sở Nội vụ", 3),
        ("SNV hôm nay", 1),
        ("kế hoạch hôm nay", 0),
        ("12/KH-UBND", 1),
        ("không có chữ này", 0),
    ],
)
def test_words_narrow_it(office: Office, said: str, count: int) -> None:
    assert office.ask(f"/nhatky {said}").facts.count == count


@pytest.mark.parametrize("role", [Role.OFFICER, Role.VIEWER])
def test_officers_and_viewers_are_told_whose_it_is(office: Office, role: Role) -> None:
    reply = office.ask("/nhatky", Sender("2", "Hoa", role, "Sở Nội vụ", OURS))
    assert reply.facts.intent is ReplyIntent.DENIED
    assert "chỉ dành cho lãnh đạo và người quản trị" in reply.blocks[0].text
    assert len(reply.blocks) == 1


def test_a_leader_of_another_organisation_sees_nothing_of_ours(office: Office) -> None:
    assert office.lines("/nhatky", Sender("3", "Xa", Role.LEADER, None, "UBND tỉnh Khác")) == []


def test_an_administrator_of_everything_sees_everything(office: Office) -> None:
    assert office.ask("/nhatky trang 2", Sender("4", "Gốc", Role.ADMIN)).facts.count == 3


def test_the_talk_goes_on_where_it_was(office: Office) -> None:
    office.ask("nv 1 ai chủ trì")
    office.ask("/nhatky")
    assert office.ask("thế còn hạn?").facts.intent is ReplyIntent.DEADLINE
