"""Groups on Telegram over real HTTP: what is for one person goes to them alone, and a group that moved is followed."""

from dataclasses import replace
from pathlib import Path

import pytest

from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply, ReplyIntent
from knowledge.commands import BindChat
from knowledge.perform import perform
from knowledge.roles import Channel
from knowledge.schema import AuditRow
from knowledge.store import Store
from tests.bot.telegram_parrot import AN, GROUP, SUPERGROUP, Parrot, archive, reply_with, running
from tests.emulator import Emulator, User
from tests.knowledge.offices import NOW, OPERATOR, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


def audited(store: Store, command: str) -> int:
    with store.database.reading() as connection:
        return sum(row.command == command for row in connection.execute(AuditRow.__table__.select()))


async def test_the_assistant_is_told_the_private_chat_of_whoever_speaks_in_a_group(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.say(GROUP, AN, "@dondoc_bot hạn nv 34")
    await emulator.next_message(GROUP)
    assert (parrot.heard[0].chat, parrot.heard[0].aside) == (str(GROUP), "7")


async def test_a_personal_answer_goes_to_the_private_chat_and_the_group_is_told_one_line(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.start(7)
    emulator.say(GROUP, AN, "@dondoc_bot riêng")
    assert (await emulator.next_message(7)).text == "chuyện riêng"
    told = await emulator.next_message(GROUP)
    assert (told.text, told.buttons) == (f"Tôi đã trả lời {AN.name} trong tin nhắn riêng.", ())
    assert (emulator.unread(7), emulator.unread(GROUP)) == (0, 0)


async def test_whatever_an_account_calls_itself_the_group_is_told_it_as_plain_text(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.start(9)
    emulator.say(GROUP, User(9, "<b>An</b>\u202e&\n" + "ạ" * 4000), "@dondoc_bot riêng")
    told = await emulator.next_message(GROUP)
    assert told.text.startswith("Tôi đã trả lời <b>An</b>&")
    assert (told.entities, len(told.text) < 200, "\u202e" in told.text) == ((), True, False)


async def test_a_file_in_a_group_may_be_answered_aside_too(emulator: Emulator) -> None:
    class Discreet(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            return replace(super().respond(message, report), personal=True)

    emulator.start(7)
    async with running(emulator, Discreet()):
        emulator.send_file(GROUP, AN, "kh.docx", b"x", "@dondoc_bot")
        status = await emulator.next_message(GROUP)
        assert (await emulator.next_message(7)).text == "đã đọc kh.docx"
    assert "tin nhắn riêng" in emulator.message(GROUP, status.id).text


@pytest.mark.parametrize("blocked", [False, True])
async def test_whoever_can_not_be_written_to_is_told_in_the_group_how_and_nothing_else(
    emulator: Emulator, parrot: Parrot, blocked: bool
) -> None:
    if blocked:
        emulator.start(7)
        emulator.block(7)
    emulator.say(GROUP, AN, "@dondoc_bot riêng")
    told = (await emulator.next_message(GROUP)).text
    assert "https://t.me/dondoc_bot" in told
    assert "Start" in told
    assert "chuyện riêng" not in told
    assert [call["chat_id"] for call in emulator.records.calls_of("sendMessage")].count(7) == 1


async def test_a_personal_answer_is_no_different_in_a_private_chat(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "riêng")
    assert (await emulator.next_message(7)).text == "chuyện riêng"
    assert emulator.unread(7) == 0


async def test_a_press_in_a_group_that_leads_to_something_personal_is_answered_aside(emulator: Emulator) -> None:
    class Discreet(Parrot):
        def _chosen(self, message: Message) -> Reply:
            return replace(reply_with("thẻ báo cáo", ReplyIntent.REPORT), personal=True)

    emulator.start(7)
    async with running(emulator, Discreet()):
        emulator.say(GROUP, AN, "@dondoc_bot chọn")
        emulator.press(await emulator.next_message(GROUP), "o1:1", AN)
        assert "tin nhắn riêng" in (await emulator.next_message(GROUP)).text
        assert (await emulator.next_message(7)).text == "thẻ báo cáo"


async def test_a_group_that_became_a_supergroup_stands_for_its_unit_still(emulator: Emulator, tmp_path: Path) -> None:
    store = archive(tmp_path)
    perform(store, BindChat(Channel.TELEGRAM, str(GROUP), two_provinces(store).justice), OPERATOR, NOW)
    async with running(emulator, Parrot(), store):
        emulator.migrate(GROUP, SUPERGROUP, AN)
        emulator.say(SUPERGROUP, AN, "/quahan")
        await emulator.next_message(SUPERGROUP)
    unit = store.people.unit_of_chat(Channel.TELEGRAM, str(SUPERGROUP))
    assert unit is not None
    assert unit.name == "Sở Tư pháp"
    assert store.people.unit_of_chat(Channel.TELEGRAM, str(GROUP)) is None
    assert audited(store, "MoveChat") == 1


async def test_an_answer_to_a_group_that_moved_meanwhile_comes_under_its_new_id(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.records.migrated[GROUP] = SUPERGROUP
    emulator.say(GROUP, AN, "/quahan")
    assert (await emulator.next_message(SUPERGROUP)).text == "/quahan"
    assert len(parrot.heard) == 1


async def test_what_the_bot_said_goes_with_the_message_that_replies_to_it(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(GROUP, AN, "@dondoc_bot hạn nv 34")
    answered = await emulator.next_message(GROUP)
    emulator.say(GROUP, AN, "xong hôm qua rồi", reply_to=answered.id)
    await emulator.next_message(GROUP)
    assert [one.replying_to for one in parrot.heard] == ["", answered.text]
