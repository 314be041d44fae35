"""Who has not joined learns how to join and nothing else; who comes by an invitation is asked, let in and greeted."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.rendering.plain import plain_text
from bot.rendering.telegram_html import render
from bot.settings import Settings
from bot.wiring import Parts, build
from handlers.message import Message, Sender
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import ImportPlan, RemovePerson, RevokeInvitation
from knowledge.people.tokens import new_code, shown
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import (
    HEALTH,
    JUSTICE,
    NOW,
    OPERATOR,
    PROVINCE,
    WEEK,
    Units,
    invited,
    joined,
    two_provinces,
)

Says = Callable[..., Reply]
TITLE = "Kế hoạch cải cách thủ tục mật"
HOW = "Tôi chỉ trả lời người đã được mời. Bạn xin mã mời của người quản trị cơ quan mình rồi gõ: /start MÃ"
BAD = "Mã mời này không dùng được."


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    with build(Settings(home=tmp_path)) as built:
        draft = plan(task("1", assignment(lead=(JUSTICE,)), content="Rà soát thủ tục bí mật"), title=TITLE)
        perform(built.store, ImportPlan(draft), OPERATOR, NOW)
        yield built


@pytest.fixture
def units(parts: Parts) -> Units:
    return two_provinces(parts.store)


@pytest.fixture
def say(parts: Parts) -> Says:
    """What somebody is answered on a channel that can't vouch for them."""

    def said(text: str = "", account: str = "7", name: str = "Lan", at: datetime = NOW, **more: str) -> Reply:
        chat = more.pop("chat", account)
        message = Message(chat, Sender(account, name), at, text, channel=Channel.TELEGRAM, **more)  # type: ignore[arg-type]
        return parts.assistant.respond(message)

    return said


def words(reply: Reply) -> str:
    return "\n".join(block.text for block in reply.blocks)


TYPICAL = (
    "xin chào", "trợ giúp", "/trogiup", "/help", "/start", "/kehoach", "/nv 1", "/quahan", "/nhatky", "/nap", "/moi",
    "/loimoi", "/nguoidung", "/donvi", "/khongco", "nv 1 ai chủ trì", "ai chủ trì rà soát thủ tục bí mật",
    "hạn nv 1", "có mấy kế hoạch", "kế hoạch nào đang theo dõi", "Sở Tư pháp phải làm gì", "ai là người quản trị",
    "mời cán bộ Sở Tư pháp", "nv 1 xong hôm qua", "được 60% rồi", "xem tiếp", "1", "2", "0", "xác nhận", "đồng ý",
    "huỷ", "hoàn tác", "thế còn hạn?", "việc nào quá hạn", "tỷ lệ hồ sơ đúng hạn bao nhiêu", "' OR 1=1 --", "/start '",
    "<b>x</b>", "x" * 4_000, "\u202e", "",
)  # fmt: skip


@pytest.mark.parametrize("text", TYPICAL)
def test_a_stranger_is_told_how_to_join_whatever_they_type(say: Says, units: Units, parts: Parts, text: str) -> None:
    joined(parts.store, Role.OFFICER, units.justice, "9", "Trần Văn Minh")
    told = words(say(text))
    assert told == HOW or told.startswith(BAD)
    for secret in (TITLE, "bí mật", JUSTICE, PROVINCE, "Minh", "12/KH", "quá hạn", "tối thiểu"):
        assert secret not in told


def test_a_stranger_who_presses_a_button_or_sends_a_file_learns_nothing(
    say: Says, parts: Parts, tmp_path: Path
) -> None:
    pressed = say(choose="1", offer="abc")
    assert TITLE not in words(pressed) and pressed.options == ()
    file = tmp_path / "a.txt"
    file.write_text("x")
    message = Message("7", Sender("7", "Lan"), NOW, file=file, channel=Channel.TELEGRAM)
    assert words(parts.assistant.respond(message)) == HOW


def test_who_comes_by_a_code_is_told_who_invites_to_what_and_asked(say: Says, units: Units, parts: Parts) -> None:
    code = invited(parts.store, Role.OFFICER, units.justice)
    reply = say(f"/start {code}")
    assert "Quản trị gốc mời bạn tham gia với vai trò cán bộ, Sở Tư pháp (UBND tỉnh Thanh Hải)." in words(reply)
    assert [(option.key, option.label) for option in reply.options] == [("1", "Xác nhận"), ("2", "Huỷ")]
    assert parts.store.people.list_people() == ()


@pytest.mark.parametrize("yes", ["1", "xác nhận", "đồng ý"])
def test_after_a_yes_the_newcomer_is_greeted_with_two_questions(
    say: Says, units: Units, parts: Parts, yes: str
) -> None:
    say(shown(invited(parts.store, Role.OFFICER, units.justice)).lower())
    told = words(say(yes))
    assert told.startswith("Chào mừng Lan! Từ nay vai trò của bạn là cán bộ, Sở Tư pháp (UBND tỉnh Thanh Hải).")
    assert len(told.splitlines()) == 4
    assert say("nv 1 ai chủ trì").facts.intent is ReplyIntent.LEAD


def test_after_a_no_nobody_has_joined_and_the_code_still_holds(say: Says, units: Units, parts: Parts) -> None:
    code = invited(parts.store, Role.OFFICER, units.justice)
    say(f"/start {code}")
    say("2")
    assert parts.store.people.list_people() == () and words(say("1")) == HOW
    say(code)
    say("1")
    assert len(parts.store.people.list_people()) == 1


def test_a_code_that_lets_nobody_in_is_answered_alike_for_whatever_reason(
    say: Says, units: Units, parts: Parts
) -> None:
    used, revoked, expired = (invited(parts.store, Role.OFFICER, units.justice) for _ in range(3))
    say(used, "8")
    say("1", "8")
    perform(parts.store, RevokeInvitation(2), OPERATOR, NOW)
    told = {words(say(f"/start {code}")) for code in (used, revoked, new_code(), "khong-phai-ma")}
    told.add(words(say(expired, at=NOW + WEEK)))
    assert len(told) == 1 and told.pop().startswith(BAD)


def test_after_five_wrong_codes_within_an_hour_even_a_right_one_has_to_wait(
    say: Says, units: Units, parts: Parts
) -> None:
    code = invited(parts.store, Role.OFFICER, units.justice)
    for _ in range(5):
        assert words(say(f"/start {new_code()}")).startswith(BAD)
    assert "Xin chờ" in words(say(f"/start {code}"))
    assert "mời bạn" in words(say(f"/start {code}", "8"))
    assert "mời bạn" in words(say(f"/start {code}", at=NOW + timedelta(hours=1)))


def test_of_two_who_confirm_one_code_at_once_one_gets_in_and_the_other_is_told(
    say: Says, units: Units, parts: Parts
) -> None:
    code = invited(parts.store, Role.OFFICER, units.justice)
    for account in "78":
        say(f"/start {code}", account)
    with ThreadPoolExecutor(2) as threads:
        told = sorted(words(reply) for reply in threads.map(lambda account: say("1", account), "78"))
    assert told[0].startswith("Chào mừng") and told[1].startswith("Mã mời này không dùng được")
    assert len(parts.store.people.list_people()) == 1


def test_who_has_joined_and_types_the_code_again_is_told_so(say: Says, units: Units, parts: Parts) -> None:
    code = invited(parts.store, Role.OFFICER, units.justice)
    say(f"/start {code}")
    say("1")
    assert "đã tham gia" in words(say(f"/start {code}"))


def test_who_moves_by_a_new_invitation_sees_what_changes(say: Says, units: Units, parts: Parts) -> None:
    joined(parts.store, Role.OFFICER, units.justice, "7")
    told = words(say(invited(parts.store, Role.LEADER, units.health)))
    assert "vai trò lãnh đạo, Sở Y tế" in told and "Hiện nay vai trò của bạn là cán bộ, Sở Tư pháp" in told
    say("1")
    person = parts.store.people.find(Channel.TELEGRAM, "7")
    assert person is not None and (person.role, person.unit) == (Role.LEADER, HEALTH)


def test_the_invitation_of_one_is_not_accepted_by_the_button_of_another(say: Says, units: Units, parts: Parts) -> None:
    offer = say(f"/start {invited(parts.store, Role.OFFICER, units.justice)}").offer
    assert offer is not None
    assert say("", "8", choose="1", offer=offer).facts.intent is ReplyIntent.DENIED
    assert parts.store.people.list_people() == ()


def test_who_was_removed_is_a_stranger_again_even_to_what_was_offered_before(
    say: Says, units: Units, parts: Parts
) -> None:
    person = joined(parts.store, Role.OFFICER, units.justice, "7")
    shown_before = say("nv 1 xong hôm qua")
    assert shown_before.options
    perform(parts.store, RemovePerson(person.id), OPERATOR, NOW)
    say("", choose="1", offer=shown_before.offer)
    task_key = parts.store.tasks.list_tasks()[0].key
    assert parts.store.progress.list_reports(task_key) == () and words(say("1")) == HOW


@pytest.mark.parametrize("name", ["<b>Lan</b> & Co", "\u202eLan\u202c", "L" * 4_000, "\u200b\u200b", "[x](y) *a* `b`"])
def test_names_of_all_kinds_are_shown_without_breaking_anything(
    say: Says, units: Units, parts: Parts, name: str
) -> None:
    say(f"/start {invited(parts.store, Role.ADMIN, units.province)}", name=name)
    welcome = say("1", name=name)
    assert "\u202e" not in words(welcome) and len(words(welcome)) < 700
    assert all("<b>Lan" not in page for page in render(welcome))
    assert plain_text(welcome)


def test_in_a_group_the_invitation_is_shown_to_the_newcomer_alone(say: Says, units: Units, parts: Parts) -> None:
    reply = say(f"/start {invited(parts.store, Role.OFFICER, units.justice)}", chat="-5", aside="7")
    assert reply.personal
    assert words(say("1")).startswith("Chào mừng")
