"""/sapxep lets an administrator's organisation follow a reorganisation that ships."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import Actor, AddUnit
from knowledge.perform import perform
from knowledge.roles import Role

NOW = datetime(2026, 3, 18, 3, tzinfo=UTC)
OURS = "UBND tỉnh Cao Bằng"
OPERATOR = Actor("7", "Lan", Role.ADMIN)
ADMIN = Sender("1", "Lê Quản", Role.ADMIN, "Văn phòng UBND tỉnh", OURS)
OFFICER = Sender("2", "Trần Minh", Role.OFFICER, "Sở Nội vụ", OURS)


class Office:
    """A province with two departments that gave way, a district and a commune."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        (province,) = perform(parts.store, AddUnit(OURS, None, organisation=True), OPERATOR, NOW).ids
        for name in ("Sở Kế hoạch và Đầu tư", "Sở Thông tin và Truyền thông", "UBND huyện Bảo Lạc", "UBND xã Hồng Trị"):
            perform(parts.store, AddUnit(name, province), OPERATOR, NOW)

    def say(self, text: str, sender: Sender = ADMIN) -> Reply:
        return self.parts.assistant.respond(Message("chat", sender, NOW, text))

    def now(self, unit: str, organisation: str = OURS) -> tuple[str, ...] | None:
        return self.parts.store.directory.units_of(organisation).now(unit, date(2026, 1, 1))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with build(Settings(home=tmp_path)) as parts:
        yield Office(parts)


def _text(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks)


def test_it_shows_what_would_change_and_changes_nothing_yet(office: Office) -> None:
    reply = office.say("/sapxep 2025")
    assert "Sở Kế hoạch và Đầu tư, nay là Sở Tài chính (từ 01/03/2025)" in _text(reply)
    assert "UBND huyện Bảo Lạc thôi hoạt động từ 01/07/2025" in _text(reply)
    assert "báo chí" in _text(reply)
    assert [option.label for option in reply.options] == ["Xác nhận", "Huỷ"]
    assert office.now("Sở Kế hoạch và Đầu tư") is None


def test_a_yes_lets_successors_take_the_places(office: Office) -> None:
    office.say("/sapxep 2025")
    assert office.say("1").facts.intent is ReplyIntent.CONFIRMED
    assert office.now("Sở Kế hoạch và Đầu tư") == ("Sở Tài chính",)
    assert office.now("UBND huyện Bảo Lạc") == ()
    assert office.now("UBND xã Hồng Trị") == ("UBND xã Bảo Lạc",)


def test_the_communes_of_today_can_be_named_afterwards(office: Office) -> None:
    office.say("/sapxep 2025")
    office.say("1")
    assert office.parts.store.directory.find_units("UBND phường Thục Phán", OURS)


def test_a_no_changes_nothing(office: Office) -> None:
    office.say("/sapxep 2025")
    assert office.say("2").facts.intent is ReplyIntent.CANCELLED
    assert office.now("Sở Kế hoạch và Đầu tư") is None


def test_what_was_followed_can_be_undone(office: Office) -> None:
    office.say("/sapxep 2025")
    office.say("1")
    assert office.say("hoàn tác").facts.intent is ReplyIntent.UNDONE
    assert office.now("Sở Kế hoạch và Đầu tư") is None


def test_the_departments_may_have_changed_on_another_day(office: Office) -> None:
    assert "Sở Tài chính (từ 20/02/2025)" in _text(office.say("/sapxep 2025 20/02/2025"))


def test_a_second_time_nothing_is_left_to_do(office: Office) -> None:
    office.say("/sapxep 2025")
    office.say("1")
    reply = office.say("/sapxep 2025")
    assert "không thay đổi gì" in _text(reply)
    assert reply.options == ()


def test_without_a_name_those_that_ship_are_offered(office: Office) -> None:
    assert len(office.say("/sapxep").options) == 2
    assert "năm 2025" in _text(office.say("1"))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("/sapxep 2025 31/02/2025", "Ngày chưa đúng"),
        ("/sapxep 2025 UBND tỉnh Không Đâu", "Không có đơn vị “UBND tỉnh Không Đâu”"),
    ],
)
def test_what_cannot_be_followed_is_told(office: Office, said: str, told: str) -> None:
    assert told in _text(office.say(said))


def test_somebody_of_no_organisation_is_asked_which(office: Office) -> None:
    assert "/sapxep 2025 UBND tỉnh …" in _text(office.say("/sapxep 2025", Sender("3", "Hà", Role.ADMIN)))


def test_an_officer_may_not(office: Office) -> None:
    assert office.say("/sapxep 2025", OFFICER).facts.intent is ReplyIntent.DENIED


def test_an_administrator_of_another_organisation_may_not(office: Office) -> None:
    stranger = Sender("4", "Hà", Role.ADMIN, None, "UBND tỉnh Lai Châu")
    office.say(f"/sapxep 2025 {OURS}", stranger)
    assert office.say("1", stranger).facts.intent is ReplyIntent.DENIED
