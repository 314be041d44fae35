"""Administrators invite people, take invitations back, and change what people are, all by text and numbers."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.rendering.telegram_html import render
from bot.settings import Settings
from bot.wiring import build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.people.tokens import digest_of, read_code
from knowledge.people.types import InvitationLine, InvitationState, PersonLine
from knowledge.roles import Channel, Role
from tests.knowledge.offices import HEALTH, JUSTICE, NOW, OTHER, PROVINCE, invited, joined, two_provinces

LINK = "https://t.me/dondoc_bot?start="


class Office:
    """Two provinces with an administrator each, one of all, and an officer."""

    def __init__(self, home: Path) -> None:
        self._built = build(Settings(home=home))
        parts = self._built.__enter__()
        self.store, self.assistant = parts.store, parts.assistant
        self.units = two_provinces(self.store)
        self.people: dict[str, PersonLine] = {}
        for who, role, unit, name in (
            ("all", Role.ADMIN, None, "Quản Trị Chung"),
            ("admin", Role.ADMIN, self.units.province, "Phạm Thị Hoa"),
            ("other", Role.ADMIN, self.units.other, "Lê Văn Sơn"),
            ("officer", Role.OFFICER, self.units.justice, "Nguyễn Thị Lan"),
        ):
            self.people[who] = joined(self.store, role, unit, who, name)

    def close(self) -> None:
        self._built.__exit__(None, None, None)

    def say(self, text: str, who: str = "admin", link: str | None = LINK, **more: str) -> Reply:
        sender = Sender(who, "Tên Telegram")
        message = Message(who, sender, NOW, text, channel=Channel.TELEGRAM, join_link=link, **more)  # type: ignore[arg-type]
        return self.assistant.respond(message)

    @property
    def open(self) -> list[InvitationLine]:
        return [line for line in self.store.people.list_invitations(NOW) if line.state is InvitationState.OPEN]

    def person(self, who: str) -> PersonLine:
        return self.store.people.get(self.people[who].id)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    built = Office(tmp_path)
    yield built
    built.close()


def words(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks)


def code_in(reply: Reply) -> str:
    code = read_code(re.findall(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", words(reply))[0])
    assert code is not None
    return code


def labels(reply: Reply) -> list[str]:
    return [option.label for option in reply.options]


@pytest.mark.parametrize(
    "said", ["/moi Sở Tư pháp cán bộ", "/moi cán bộ so tu phap", "mời cán bộ Sở Tư pháp", "moi can bo so tu phap"]
)
def test_an_invitation_is_made_by_one_sentence(office: Office, said: str) -> None:
    reply = office.say(said)
    line = office.store.people.find_invitation(digest_of(code_in(reply)), NOW)
    assert line is not None
    assert (line.role, line.unit, line.organisation, line.inviter) == (Role.OFFICER, JUSTICE, PROVINCE, "Phạm Thị Hoa")
    assert line.expires_at == NOW + timedelta(days=7)
    assert f"{LINK}{code_in(reply)}" in words(reply)
    assert "một người" in words(reply)


def test_what_is_missing_is_asked_for_and_chosen_by_number(office: Office) -> None:
    which_unit = office.say("/moi")
    assert JUSTICE in labels(which_unit)
    which_role = office.say(str(labels(which_unit).index(JUSTICE) + 1))
    assert len(which_role.options) == 4
    made = office.say("2")
    line = office.store.people.find_invitation(digest_of(code_in(made)), NOW)
    assert line is not None and (line.role, line.unit) == (Role.OFFICER, JUSTICE)


def test_what_is_missing_is_asked_for_and_typed(office: Office) -> None:
    office.say("/moi lãnh đạo 14 ngày")
    made = office.say("Sở Y tế")
    line = office.store.people.find_invitation(digest_of(code_in(made)), NOW)
    assert line is not None and (line.role, line.unit) == (Role.LEADER, HEALTH)
    assert line.expires_at == NOW + timedelta(days=14)


def test_who_names_another_unit_instead_of_a_role_means_that_unit(office: Office) -> None:
    office.say("/moi Sở Tư pháp")
    reply = office.say("Sở Nội vụ")
    assert "Sở Nội vụ" in words(reply)
    assert "#" not in words(reply)


def test_a_unit_that_is_not_known_is_asked_back_and_nothing_is_made(office: Office) -> None:
    before = len(office.open)
    reply = office.say("/moi cán bộ Sở Tư phap")
    assert code_in(reply)
    near = office.say("/moi cán bộ Sở Tư")
    assert any(JUSTICE in label for label in labels(near))
    nothing = office.say("/moi cán bộ Viện Mây Trời")
    assert "Viện Mây Trời" in words(nothing)
    assert len(office.open) == before + 1
    assert "Chưa có kế hoạch" in words(office.say("xin chào"))


def test_a_unit_of_which_there_are_several_is_chosen(office: Office) -> None:
    reply = office.say("/moi cán bộ Sở Tư pháp", "all")
    assert sorted(labels(reply)) == [f"{JUSTICE} ({OTHER})", f"{JUSTICE} ({PROVINCE})"]
    made = office.say("1", "all")
    line = office.store.people.find_invitation(digest_of(code_in(made)), NOW)
    assert line is not None and str(line.organisation) in labels(reply)[0]


def test_where_the_channel_has_no_address_the_code_alone_is_shown(office: Office) -> None:
    reply = office.say("/moi Sở Tư pháp cán bộ", link=None)
    assert "http" not in words(reply) and code_in(reply)


def test_an_invitation_is_taken_back_at_once_by_a_word(office: Office) -> None:
    reply = office.say("/moi Sở Tư pháp cán bộ")
    office.say("0")
    line = office.store.people.find_invitation(digest_of(code_in(reply)), NOW)
    assert line is not None and line.state is InvitationState.REVOKED


@pytest.mark.parametrize("days", ["0 ngày", "91 ngày", "9999 ngày"])
def test_nobody_is_invited_for_less_than_a_day_or_for_years(office: Office, days: str) -> None:
    before = len(office.open)
    assert "1 đến 90 ngày" in words(office.say(f"/moi Sở Tư pháp cán bộ {days}"))
    assert len(office.open) == before


@pytest.mark.parametrize("said", ["/moi", "/moi Sở Tư pháp cán bộ", "/loimoi", "/nguoidung", "/nguoidung #1 xoá"])
def test_nobody_but_an_administrator_does_so(office: Office, said: str) -> None:
    reply = office.say(said, "officer")
    assert reply.facts.intent is ReplyIntent.DENIED and reply.options == ()
    assert "Hoa" not in words(reply)


@pytest.mark.parametrize("said", ["/moi quản trị toàn bộ", "/moi #5 quản trị"])
def test_an_administrator_of_one_organisation_invites_to_no_other_and_not_to_everything(
    office: Office, said: str
) -> None:
    before = len(office.open)
    assert office.say(said).facts.intent is ReplyIntent.DENIED
    assert len(office.open) == before


def test_who_administers_everything_invites_another(office: Office) -> None:
    made = office.say("/moi quản trị toàn bộ", "all")
    line = office.store.people.find_invitation(digest_of(code_in(made)), NOW)
    assert line is not None and (line.role, line.unit) == (Role.ADMIN, None)


def test_the_open_invitations_are_shown_and_revoked_by_number(office: Office) -> None:
    code = invited(office.store, Role.OFFICER, office.units.justice)
    invited(office.store, Role.OFFICER, office.units.other_justice)
    listed = office.say("/loimoi")
    assert len(listed.options) == 1 and "Lạc Sơn" not in words(listed)
    assert "Thu hồi lời mời này?" in words(office.say("1"))
    office.say("1")
    line = office.store.people.find_invitation(digest_of(code), NOW)
    assert line is not None and line.state is InvitationState.REVOKED
    assert "Không có lời mời" in words(office.say("/loimoi"))


def test_an_invitation_that_was_used_is_told_so_before_anything_is_asked(office: Office) -> None:
    reply = office.say("thu hồi lời mời 1", "all")
    assert "đã có người dùng" in words(reply) and reply.options == ()


@pytest.mark.parametrize("said", ["mọi cán bộ phải làm gì", "mỗi lãnh đạo phụ trách việc nào"])
def test_words_that_only_look_like_an_invitation_make_none(office: Office, said: str) -> None:
    before = len(office.open)
    assert "Mời vào" not in words(office.say(said)) and len(office.open) == before


def test_an_invitation_of_another_organisation_is_not_even_there(office: Office) -> None:
    invited(office.store, Role.OFFICER, office.units.other_justice)
    assert words(office.say(f"/loimoi thu hồi {office.open[0].id}")) == "Không có lời mời này."


def test_the_people_of_the_organisation_are_listed_and_nobody_else(office: Office) -> None:
    told = labels(office.say("/nguoidung"))
    assert [label.split(" – ")[0] for label in told] == ["Nguyễn Thị Lan", "Phạm Thị Hoa"]
    assert len(office.say("/nguoidung", "all").options) == 4


@pytest.mark.parametrize("said", ["/nguoidung lan", "/nguoidung Sở Tư pháp", "/nguoidung nguyen thi"])
def test_one_person_is_found_by_name_or_unit(office: Office, said: str) -> None:
    reply = office.say(said)
    assert words(reply).startswith("Nguyễn Thị Lan: cán bộ, Sở Tư pháp (UBND tỉnh Thanh Hải).")
    assert labels(reply) == ["Đổi vai trò", "Chuyển đơn vị", "Xoá khỏi danh sách"]


def test_a_role_is_changed_by_numbers_and_changed_back(office: Office) -> None:
    office.say("/nguoidung lan")
    assert labels(office.say("1"))[0].startswith("Người xem")
    assert "từ cán bộ, Sở Tư pháp" in words(office.say("2"))
    assert "Đã đổi" in words(office.say("1")) and office.person("officer").role is Role.LEADER
    office.say("0")
    assert office.person("officer").role is Role.OFFICER


def test_a_person_is_moved_by_the_name_of_a_unit(office: Office) -> None:
    office.say("/nguoidung lan")
    office.say("2")
    assert "Sở Y tế (UBND tỉnh Thanh Hải)?" in words(office.say("sở y tế"))
    office.say("xác nhận")
    assert office.person("officer").unit == HEALTH


def test_a_person_is_removed_after_a_yes_and_taken_back(office: Office) -> None:
    office.say("/nguoidung lan")
    assert "chấm dứt ngay" in words(office.say("3"))
    assert office.person("officer").removed_at is None
    office.say("1")
    assert office.person("officer").removed_at is not None
    assert office.say("nv 1 ai chủ trì", "officer").facts.intent is ReplyIntent.DENIED
    assert labels(office.say("/nguoidung đã xoá")) == ["Nhận lại"]
    office.say("1")
    office.say("1")
    assert office.person("officer").removed_at is None


def test_a_person_of_another_organisation_is_not_even_there(office: Office) -> None:
    reply = office.say(f"/nguoidung #{office.people['other'].id} xoá")
    assert "Sơn" not in words(reply) and reply.options == ()
    assert office.person("other").removed_at is None


def test_the_last_administrator_of_everything_is_not_removed(office: Office) -> None:
    office.say(f"/nguoidung #{office.people['all'].id} xoá", "all")
    assert "cuối cùng" in words(office.say("1", "all"))
    assert office.person("all").removed_at is None


def test_names_in_lists_break_nothing(office: Office) -> None:
    joined(office.store, Role.OFFICER, office.units.justice, "x", "<i>\u202eZ</i>" + "y" * 4_000)
    reply = office.say("/nguoidung")
    assert all("<i>" not in page and "\u202e" not in page for page in render(reply))
    assert max(map(len, labels(reply))) < 200


def test_in_a_group_the_code_is_for_the_administrator_alone(office: Office) -> None:
    reply = office.say("/moi Sở Tư pháp cán bộ", aside="admin")
    assert reply.personal
