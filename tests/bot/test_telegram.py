"""The Telegram channel over real HTTP: questions, buttons, commands, groups."""

import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.telegram_phrases import wording
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent
from tests.bot.telegram_parrot import AN, BINH, GROUP, Parrot, reply_with, running
from tests.emulator import Emulator

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


async def test_a_question_is_answered_in_its_chat(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "hạn nv 34")
    assert (await emulator.next_message(7)).text == "hạn nv 34"
    assert (parrot.heard[0].chat, parrot.heard[0].sender.id, parrot.heard[0].sender.name) == (
        "7",
        "telegram:7",
        AN.name,
    )


async def test_a_message_keeps_the_time_at_which_it_was_written(emulator: Emulator, parrot: Parrot) -> None:
    written = datetime(2025, 4, 14, 17, 30, tzinfo=UTC)
    emulator.say(7, AN, "xong hôm qua", date=int(written.timestamp()))
    await emulator.next_message(7)
    assert parrot.heard[0].at == written
    assert parrot.heard[0].at.date().isoformat() == "2025-04-15"


async def test_html_in_a_message_is_echoed_as_text(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "<b>x</b> & <script>")
    message = await emulator.next_message(7)
    assert (message.text, message.entities) == ("<b>x</b> & <script>", ())


async def test_broken_letters_are_answered_too(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "hạn\ud800 nv")
    assert (await emulator.next_message(7)).text.startswith("hạn")


async def test_a_long_answer_comes_in_parts_with_the_buttons_under_the_last(emulator: Emulator) -> None:
    class Talkative(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            blocks = tuple(Block(BlockKind.ITEM, f"{n} " + "nội dung " * 40) for n in range(30))
            return Reply(blocks, Facts(ReplyIntent.TASKS), (Option("1", "Xem tiếp"),), offer="o9")

    async with running(emulator, Talkative()):
        emulator.say(7, AN, "tất cả")
        parts = [await emulator.next_message(7) for _ in range(3)]
    assert [part.buttons for part in parts] == [(), (), (("1. Xem tiếp", "o9:1"),)]


async def test_a_pressed_button_is_answered_and_its_message_shows_the_choice(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.say(7, AN, "chọn")
    offer = await emulator.next_message(7)
    assert offer.buttons == (("1. Xác nhận", "o1:1"), ("2. Huỷ", "o1:2"))
    press = emulator.press(offer, "o1:1", AN)
    assert (await emulator.next_message(7)).text == "đã nhận o1/1"
    answer = await emulator.next_answer()
    assert (answer.id, answer.alert) == (press, False)
    now = emulator.message(7, offer.id)
    assert (now.text, now.buttons) == ("Chọn đi\n\n✓ Đã chọn: 1. Xác nhận", ())


async def test_a_button_of_somebody_else_gives_an_alert_and_changes_nothing(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(GROUP, AN, "@dondoc_bot chọn")
    offer = await emulator.next_message(GROUP)
    emulator.press(offer, "o1:1", BINH)
    answer = await emulator.next_answer()
    assert (answer.text, answer.alert) == ("không phải của bạn", True)
    assert emulator.message(GROUP, offer.id) == offer
    assert emulator.unread(GROUP) == 0


@pytest.mark.parametrize("data", ["strange", ":1", "o1:", "o1:1:2", "o1:\u0000", "o' OR 1=1--:1", "o1:" + "9" * 20])
async def test_a_button_that_is_not_ours_is_answered_with_an_alert(
    emulator: Emulator, parrot: Parrot, data: str
) -> None:
    emulator.say(7, AN, "chọn")
    emulator.press(await emulator.next_message(7), data, AN)
    answer = await emulator.next_answer()
    assert (answer.text, answer.alert) == (wording().phrases.outdated_button, True)
    assert len(parrot.heard) == 1


@pytest.mark.parametrize(
    ("typed", "heard"),
    [("/quahan", "/quahan"), ("/QuaHan  Sở Tư pháp", "/QuaHan Sở Tư pháp"), ("/trogiup@dondoc_bot", "/trogiup")],
)
async def test_a_command_is_heard_without_the_bots_name(
    emulator: Emulator, parrot: Parrot, typed: str, heard: str
) -> None:
    emulator.say(7, AN, typed)
    assert (await emulator.next_message(7)).text == heard


async def test_the_menu_of_commands_is_set_for_private_chats_and_groups(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "a")
    await emulator.next_message(7)
    assert set(emulator.records.commands) == {"all_private_chats", "all_group_chats"}
    names = [entry["command"] for entry in emulator.records.commands["all_private_chats"]]
    assert "quahan" in names
    assert "start" not in names


async def test_files_of_a_reply_follow_it_as_picture_or_document(emulator: Emulator, tmp_path: Path) -> None:
    files = (tmp_path / "tiến độ.png", tmp_path / "báo cáo.docx")
    for file in files:
        file.write_bytes(file.suffix.encode())

    class Sender(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            return replace(reply_with("Gửi bạn"), files=files)

    async with running(emulator, Sender()):
        emulator.say(7, AN, "biểu đồ")
        sent = [await emulator.next_message(7) for _ in range(3)]
    assert [(message.text, message.file) for message in sent] == [("Gửi bạn", None), ("", b".png"), ("", b".docx")]
    assert len(emulator.records.calls_of("sendPhoto")) == len(emulator.records.calls_of("sendDocument")) == 1


async def test_an_answer_stays_in_the_topic_of_its_question(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(GROUP, AN, "/quahan", message_thread_id=55, is_topic_message=True)
    await emulator.next_message(GROUP)
    assert emulator.records.calls_of("sendMessage")[-1]["message_thread_id"] == 55


async def test_in_a_group_only_what_is_meant_for_the_bot_is_answered(emulator: Emulator, parrot: Parrot) -> None:
    for text in ("hạn nv 34", "@other_bot hạn", "/quahan@other_bot", "/thoitiet"):
        emulator.say(GROUP, AN, text)
    emulator.say(GROUP, AN, "nhờ @Dondoc_Bot 😀 hạn nv 34")
    first = await emulator.next_message(GROUP)
    assert " ".join(first.text.split()) == "nhờ 😀 hạn nv 34"
    assert first.reply_to is not None
    emulator.say(GROUP, BINH, "còn nv 35", reply_to=first.id)
    assert (await emulator.next_message(GROUP)).text == "còn nv 35"
    emulator.say(GROUP, BINH, "/quahan")
    assert (await emulator.next_message(GROUP)).text == "/quahan"
    assert len(parrot.heard) == 3


async def test_a_mention_alone_asks_for_help(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(GROUP, AN, "@dondoc_bot")
    assert (await emulator.next_message(GROUP)).text == "trợ giúp"


async def test_an_edited_message_is_not_answered_again(emulator: Emulator, parrot: Parrot) -> None:
    emulator.edit(7, AN, "sửa")
    emulator.say(7, AN, "mới")
    assert (await emulator.next_message(7)).text == "mới"


async def test_an_update_that_comes_twice_is_answered_once(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "một")
    update = emulator.records.updates[-1]
    await emulator.next_message(7)
    emulator.repeat(update)
    emulator.say(7, AN, "hai")
    assert (await emulator.next_message(7)).text == "hai"
    assert [message.text for message in parrot.heard] == ["một", "hai"]


async def test_messages_of_a_chat_are_answered_in_order(emulator: Emulator, parrot: Parrot) -> None:
    for number in range(8):
        emulator.say(7, AN, str(number))
    assert [(await emulator.next_message(7)).text for _ in range(8)] == list("01234567")


async def test_a_slow_chat_does_not_hold_up_another(emulator: Emulator) -> None:
    free = threading.Event()

    class Slow(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            if message.chat == "7":
                free.wait(10)
            return super().respond(message)

    async with running(emulator, Slow()):
        emulator.say(7, AN, "chậm")
        emulator.say(8, BINH, "nhanh")
        assert (await emulator.next_message(8)).text == "nhanh"
        assert emulator.unread(7) == 0
        free.set()
        assert (await emulator.next_message(7)).text == "chậm"
