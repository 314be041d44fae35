"""One sender's flood over real HTTP: a burst is answered, the rest told of once, and others are answered meanwhile."""

import threading

import pytest

from bot.channels.telegram_phrases import wording
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply
from tests.bot.telegram_parrot import AN, BINH, GROUP, Parrot, running
from tests.emulator import Emulator

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


NOON = 1_775_880_000


def stands_still() -> float:
    return 0.0


async def test_what_one_sends_beyond_a_burst_is_told_once_and_what_was_accepted_is_answered(emulator: Emulator) -> None:
    for number in range(300):
        emulator.say(7, AN, f"tin {number}", date=NOON)
    async with running(emulator, flooded := Parrot()):
        got = {(await emulator.next_message(7)).text for _ in range(21)}
    assert got == {f"tin {number}" for number in range(20)} | {wording().phrases.too_many}
    assert (emulator.unread(7), len(flooded.heard)) == (0, 20)


async def test_what_one_wrote_minute_by_minute_while_the_bot_was_down_is_answered_in_its_order(
    emulator: Emulator,
) -> None:
    written = [f"tin {number}" for number in range(40)]
    for minute, text in enumerate(written):
        emulator.say(7, AN, text, date=NOON + 60 * minute)
    async with running(emulator, back := Parrot()):
        answered = [(await emulator.next_message(7)).text for _ in written]
    assert (answered, [message.text for message in back.heard], emulator.unread(7)) == (written, written, 0)


async def test_another_is_answered_while_the_flood_lasts(emulator: Emulator) -> None:
    answered = threading.Event()

    class Busy(Parrot):
        def respond(self, message: Message, report: Report = unheard) -> Reply:
            if message.chat == "7":
                answered.wait(10)
            return super().respond(message)

    for number in range(1500):
        emulator.say(7, AN, f"tin {number}", date=NOON)
    emulator.say(8, BINH, "hạn nv 34")
    async with running(emulator, Busy()):
        assert (await emulator.next_message(8)).text == "hạn nv 34"
        assert (await emulator.next_message(7)).text == wording().phrases.too_many
        answered.set()
        assert [(await emulator.next_message(7)).text for _ in range(20)] == [f"tin {n}" for n in range(20)]


async def test_presses_are_paced_too_and_the_first_too_many_gets_an_alert(emulator: Emulator) -> None:
    async with running(emulator, Parrot(), seconds=stands_still):
        emulator.say(7, AN, "chọn")
        offer = await emulator.next_message(7)
        for _ in range(30):
            emulator.press(offer, "o1:9", AN)
        answers = [await emulator.next_answer() for _ in range(21)]
    assert [answer.text for answer in answers if answer.alert] == [wording().phrases.too_many]


async def test_what_a_group_says_among_itself_counts_for_nobody(emulator: Emulator) -> None:
    for _ in range(50):
        emulator.say(GROUP, AN, "nói chuyện với nhau", date=NOON)
    emulator.say(GROUP, AN, "/quahan", date=NOON)
    async with running(emulator, Parrot()):
        assert (await emulator.next_message(GROUP)).text == "/quahan"
