"""The Telegram channel over real HTTP: every update is kept until it is answered, and heard once."""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram_phrases import wording
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply
from knowledge.inbox import Arrival
from knowledge.roles import Channel
from knowledge.schema import InboxRow
from knowledge.store import Store, open_store
from tests.bot.telegram_parrot import AN, BINH, GROUP, Parrot, running
from tests.emulator import Emulator
from tests.knowledge.offices import NOW
from tests.trouble import locked

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

ON = Channel.TELEGRAM


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "dondoc.sqlite3"


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{database}") as opened:
        yield opened


@pytest.fixture
def impatient(database: Path) -> Iterator[Store]:
    """A store that soon gives up waiting for another writer."""
    with open_store(f"sqlite:///{database}?timeout=0.3") as opened:
        yield opened


def leave(store: Store, emulator: Emulator, attempts: int = 1) -> None:
    """All that waits on the server was received, acknowledged, and tried so often, and each time the program died."""
    for update in emulator.records.updates:
        number = str(update["update_id"])
        store.inbox.keep(ON, [Arrival(number, f"telegram:{AN.id}", json.dumps(update, ensure_ascii=False))], NOW)
        for _ in range(attempts - 1):
            store.inbox.try_again(ON, number)
    emulator.records.updates.clear()


def attempts(store: Store) -> list[int]:
    with store.database.reading() as connection:
        return list(connection.scalars(select(InboxRow.attempts).order_by(InboxRow.id)))


def texts(parrot: Parrot) -> list[str]:
    return [message.text for message in parrot.heard]


async def test_what_a_crash_left_is_answered_first_in_its_order(emulator: Emulator, store: Store) -> None:
    for text in ("một", "hai", "ba"):
        emulator.say(7, AN, text)
    leave(store, emulator)
    emulator.say(7, AN, "bốn")
    async with running(emulator, parrot := Parrot(), store):
        assert [(await emulator.next_message(7)).text for _ in range(4)] == ["một", "hai", "ba", "bốn"]
    assert texts(parrot) == ["một", "hai", "ba", "bốn"]
    assert store.inbox.list_unanswered(ON) == ()


async def test_a_press_that_a_crash_left_is_carried_out(emulator: Emulator, store: Store) -> None:
    async with running(emulator, parrot := Parrot(), store):
        emulator.say(7, AN, "chọn")
        offer = await emulator.next_message(7)
    emulator.press(offer, "o1:1", AN)
    leave(store, emulator)
    async with running(emulator, parrot, store):
        assert (await emulator.next_message(7)).text == "đã nhận o1/1"


async def test_an_update_sent_again_after_a_restart_is_not_heard_again(emulator: Emulator, store: Store) -> None:
    emulator.say(7, AN, "một")
    [first] = emulator.records.updates
    async with running(emulator, Parrot(), store):
        await emulator.next_message(7)
    emulator.repeat(first)
    emulator.say(7, AN, "hai")
    async with running(emulator, parrot := Parrot(), store):
        assert (await emulator.next_message(7)).text == "hai"
    assert texts(parrot) == ["hai"]


async def test_an_update_that_was_left_and_is_sent_again_is_heard_once(emulator: Emulator, store: Store) -> None:
    emulator.say(7, AN, "một")
    [first] = emulator.records.updates
    leave(store, emulator)
    emulator.repeat(first)
    async with running(emulator, parrot := Parrot(), store):
        assert (await emulator.next_message(7)).text == "một"
    assert (texts(parrot), emulator.unread(7)) == (["một"], 0)


async def test_once_answered_nothing_of_a_message_stays_and_what_others_say_is_never_kept(
    emulator: Emulator, store: Store
) -> None:
    emulator.say(GROUP, BINH, "nói với nhau")
    emulator.say(7, AN, "hỏi riêng")
    async with running(emulator, Parrot(), store):
        await emulator.next_message(7)
    with store.database.reading() as connection:
        rows = connection.execute(select(InboxRow.sender, InboxRow.payload, InboxRow.answered_at)).all()
    assert [(row.sender, row.payload, row.answered_at is None) for row in rows] == [("", "", False)]


async def test_what_ends_the_program_three_times_is_given_up_and_the_rest_is_answered(
    emulator: Emulator, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    number = emulator.say(7, AN, "chết người")
    leave(store, emulator, attempts=3)
    emulator.say(7, AN, "tin sau")
    async with running(emulator, parrot := Parrot(), store):
        assert [(await emulator.next_message(7)).text for _ in range(2)] == [wording().phrases.given_up, "tin sau"]
    assert texts(parrot) == ["tin sau"]
    assert f"update {number} is given up after 3 attempts" in caplog.text


async def test_of_what_a_crash_left_an_attempt_is_counted_only_of_the_one_in_hand(
    emulator: Emulator, store: Store
) -> None:
    begun, free = threading.Event(), threading.Event()

    class Slow(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            begun.set()
            free.wait(10)
            return super().respond(message)

    for chat, user in ((7, AN), (8, BINH)):
        emulator.say(chat, user, "chào")
    leave(store, emulator)
    async with running(emulator, Slow(), store):
        await asyncio.to_thread(begun.wait, 10)
        assert attempts(store) == [2, 1]
        free.set()
        await emulator.next_message(8)


async def test_an_answer_that_could_not_be_brought_nor_excused_is_tried_again(emulator: Emulator, store: Store) -> None:
    emulator.fail_next("sendMessage", 400, "Bad Request: strange", times=2, chat=7)
    async with running(emulator, Parrot(), store):
        emulator.say(7, AN, "không tới")
        while len(emulator.records.calls_of("sendMessage")) < 2:
            await asyncio.sleep(0.01)
        emulator.say(8, BINH, "tới")
        await emulator.next_message(8)
        emulator.say(8, BINH, "tới nữa")
        assert (await emulator.next_message(7)).text == "không tới"


async def test_while_the_database_is_held_people_are_told_so_once_and_answered_afterwards(
    emulator: Emulator, impatient: Store, database: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.ERROR)
    async with running(emulator, parrot := Parrot(), impatient):
        emulator.say(7, AN, "chào")
        await emulator.next_message(7)
        with locked(database):
            emulator.say(7, AN, "lúc kẹt")
            assert (await emulator.next_message(7)).text == wording().phrases.not_kept
            assert texts(parrot) == ["chào"]
        assert (await emulator.next_message(7)).text == "lúc kẹt"
    assert (texts(parrot), emulator.unread(7)) == (["chào", "lúc kẹt"], 0)
    assert "could not be kept" in caplog.text
