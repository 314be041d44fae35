"""The Telegram channel over real HTTP when something goes wrong, and at its start and end."""

import asyncio
import logging
import threading

import pytest

from bot.channels.telegram_phrases import wording
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply
from tests.bot.telegram_parrot import AN, BINH, Parrot, running
from tests.emulator import Emulator

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


async def test_a_press_that_telegram_forgot_is_carried_out_all_the_same(emulator: Emulator, parrot: Parrot) -> None:
    emulator.say(7, AN, "chọn")
    offer = await emulator.next_message(7)
    emulator.records.open_presses.discard(emulator.press(offer, "o1:2", AN))
    assert (await emulator.next_message(7)).text == "đã nhận o1/2"


async def test_an_edit_that_telegram_finds_needless_does_not_stop_the_answer(
    emulator: Emulator, parrot: Parrot
) -> None:
    emulator.say(7, AN, "chọn")
    offer = await emulator.next_message(7)
    emulator.fail_next("editMessageText", 400, "Bad Request: message is not modified")
    emulator.press(offer, "o1:1", AN)
    assert (await emulator.next_message(7)).text == "đã nhận o1/1"


async def test_a_refused_menu_does_not_keep_the_bot_from_answering(
    emulator: Emulator, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.fail_next("setMyCommands", 400, "Bad Request: BOT_COMMAND_INVALID")
    async with running(emulator, Parrot()):
        emulator.say(7, AN, "vẫn trả lời")
        assert (await emulator.next_message(7)).text == "vẫn trả lời"
    assert "menu of commands for private chats was refused" in caplog.text


async def test_the_bot_waits_for_a_server_that_is_down_at_the_start(emulator: Emulator) -> None:
    emulator.fail_next("getMe", 502, "Bad Gateway")
    async with running(emulator, Parrot()):
        emulator.say(7, AN, "đến rồi")
        assert (await emulator.next_message(7)).text == "đến rồi"


async def test_a_webhook_set_before_is_taken_away_so_that_polling_works(emulator: Emulator) -> None:
    emulator.records.webhook.url = "http://127.0.0.1:9/old"
    async with running(emulator, Parrot()):
        while emulator.records.webhook.url:
            await asyncio.sleep(0)
        emulator.say(7, AN, "qua thăm dò")
        assert (await emulator.next_message(7)).text == "qua thăm dò"


async def test_a_broken_answer_is_apologised_for_and_the_bot_lives_on(
    emulator: Emulator, parrot: Parrot, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.say(7, AN, "hỏng")
    assert "Xin lỗi" in (await emulator.next_message(7)).text
    assert "broken on purpose" in caplog.text
    emulator.say(7, AN, "còn đây")
    assert (await emulator.next_message(7)).text == "còn đây"


async def test_too_many_requests_are_waited_out_and_the_answer_is_delivered(emulator: Emulator, parrot: Parrot) -> None:
    emulator.fail_next("sendMessage", 429, "Too Many Requests: retry after 1", retry_after=1)
    emulator.say(7, AN, "chờ")
    assert (await emulator.next_message(7)).text == "chờ"


async def test_a_chat_that_telegram_halts_holds_up_no_other(emulator: Emulator, parrot: Parrot) -> None:
    emulator.fail_next("sendMessage", 429, "Too Many Requests: retry after 3", retry_after=3, chat=7)
    emulator.say(7, AN, "chờ")
    while not emulator.records.calls_of("sendMessage"):
        await asyncio.sleep(0.01)
    emulator.say(8, BINH, "không chờ")
    assert (await emulator.next_message(8)).text == "không chờ"
    assert emulator.unread(7) == 0
    assert (await emulator.next_message(7)).text == "chờ"


async def test_an_answer_survives_a_server_that_fails_once(emulator: Emulator, parrot: Parrot) -> None:
    emulator.fail_next("sendMessage", 500, "Internal Server Error")
    emulator.say(7, AN, "thử lại")
    assert (await emulator.next_message(7)).text == "thử lại"


async def test_an_answer_that_telegram_refuses_is_apologised_for(emulator: Emulator, parrot: Parrot) -> None:
    emulator.fail_next("sendMessage", 400, "Bad Request: can't parse entities")
    emulator.say(7, AN, "lạ")
    assert (await emulator.next_message(7)).text == wording().phrases.failed


async def test_a_person_who_blocked_the_bot_does_not_stop_it(
    emulator: Emulator, parrot: Parrot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    emulator.block(7)
    emulator.say(7, AN, "không tới")
    emulator.say(8, BINH, "tới")
    assert (await emulator.next_message(8)).text == "tới"
    assert "chat 7 takes no messages" in caplog.text


async def test_polling_goes_on_after_the_server_fails(
    emulator: Emulator, parrot: Parrot, caplog: pytest.LogCaptureFixture
) -> None:
    emulator.fail_next("getUpdates", 502, "Bad Gateway")
    emulator.say(7, AN, "một")
    await emulator.next_message(7)
    emulator.say(7, AN, "hai")
    assert (await emulator.next_message(7)).text == "hai"
    assert "could not fetch messages" in caplog.text


async def test_what_was_said_while_the_bot_was_away_is_answered_once(emulator: Emulator) -> None:
    emulator.say(7, AN, "đợi sẵn")
    async with running(emulator, Parrot()):
        assert (await emulator.next_message(7)).text == "đợi sẵn"
    emulator.say(7, AN, "đợi tiếp")
    async with running(emulator, second := Parrot()):
        assert (await emulator.next_message(7)).text == "đợi tiếp"
    assert [message.text for message in second.heard] == ["đợi tiếp"]
    assert emulator.records.updates == []


async def test_a_stop_lets_the_answer_in_hand_be_finished(emulator: Emulator) -> None:
    asked, free = threading.Event(), threading.Event()

    class Slow(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            asked.set()
            free.wait(10)
            return super().respond(message)

    async with running(emulator, Slow()):
        emulator.say(7, AN, "đang trả lời")
        await asyncio.to_thread(asked.wait, 10)
        asyncio.get_running_loop().call_later(0.1, free.set)
    assert emulator.unread(7) == 1
