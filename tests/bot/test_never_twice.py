"""The whole program over real HTTP: what is confirmed is recorded once, whatever is sent again, late, or cut short."""

import random

import pytest

from bot.channels.telegram_phrases import wording
from tests.bot.telegram_parrot import AN, BINH
from tests.bot.telegram_program import Program
from tests.emulator import Emulator, Sent
from tests.emulator.state import Json
from tests.trouble import full_disk, locked

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


async def card(emulator: Emulator, document: str = "58/QĐ-UBND") -> Sent:
    """An's report as it is shown to An."""
    emulator.say(7, AN, f"nv 1 xong, {document}")
    shown = await emulator.next_message(7)
    assert "Xác nhận" in shown.buttons[0][0]
    return shown


def confirm(emulator: Emulator, shown: Sent) -> None:
    emulator.press(shown, shown.buttons[0][1], AN)


async def until(emulator: Emulator, words: str) -> Sent:
    """The next message of the bot to An that holds these words."""
    while words not in (message := await emulator.next_message(7)).text:
        pass
    return message


async def test_a_report_shown_before_a_kill_and_again_after_it_is_recorded_once_whatever_is_pressed(
    program: Program, emulator: Emulator
) -> None:
    async with program.mortal():
        shown = await card(emulator)
    for _ in range(2):
        emulator.press(shown, shown.buttons[0][1], AN)
    presses = list(emulator.records.updates)
    async with program.mortal():
        again = await emulator.next_message(7)
        await until(emulator, "Đã ghi")
        for press in presses:
            emulator.repeat(press)
        emulator.press(again, again.buttons[0][1], AN)
        await until(emulator, "được ghi từ trước")
        emulator.say(7, AN, "nv 1 xong chưa")
        await until(emulator, "Hoa Phượng")
    assert program.reports() == [("58/QĐ-UBND",)]


async def test_what_people_said_while_the_bot_was_down_is_done_in_order_and_once(
    program: Program, emulator: Emulator
) -> None:
    for chat, user, task in ((7, AN, 1), (8, BINH, 2)):
        for time in (1, 2):
            emulator.say(chat, user, f"nv {task} xong, {task}{time}/BC-UBND")
            emulator.say(chat, user, "xác nhận")
    async with program.mortal():
        for chat in (7, 8):
            told = [(await emulator.next_message(chat)).text for _ in range(4)]
            assert ["Đã ghi" in text for text in told] == [False, True, False, True]
    recorded = [document for (document,) in program.reports()]
    assert [document for document in recorded if document in ("11/BC-UBND", "12/BC-UBND")] == [
        "11/BC-UBND",
        "12/BC-UBND",
    ]
    assert [document for document in recorded if document in ("21/BC-UBND", "22/BC-UBND")] == [
        "21/BC-UBND",
        "22/BC-UBND",
    ]


async def test_of_updates_doubled_reordered_and_late_each_report_is_recorded_once_through_kills(
    program: Program, emulator: Emulator
) -> None:
    seed = random.randrange(1_000_000)
    chance, sent = random.Random(seed), list[Json]()
    documents = [f"{number}/QĐ-UBND" for number in range(1, 13)]
    for lived in (documents[:4], documents[4:8], documents[8:]):
        async with program.mortal():
            for document in lived:
                emulator.say(7, AN, f"nv 1 xong, {document}")
                sent += emulator.records.updates[-1:]
                shown = await until(emulator, document)
                emulator.press(shown, shown.buttons[0][1], AN)
                sent += emulator.records.updates[-1:]
                for update in chance.sample(sent, min(4, len(sent))):
                    emulator.repeat(update)
                await until(emulator, "Đã ghi")
    assert program.reports() == [(document,) for document in documents], f"seed {seed}"


async def test_a_confirmation_while_the_database_is_held_is_told_not_to_be_recorded_and_recorded_once_afterwards(
    program: Program, emulator: Emulator
) -> None:
    impatient = f"sqlite:///{program.database}?timeout=0.5"
    async with program.mortal(impatient):
        shown = await card(emulator)
        with locked(program.database):
            confirm(emulator, shown)
            assert (await emulator.next_answer()).text == wording().phrases.not_kept
            assert program.reports() == []
        assert "Đã ghi" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "xác nhận")
        await emulator.next_message(7)
    assert program.reports() == [("58/QĐ-UBND",)]


async def test_a_confirmation_while_the_disk_is_full_is_told_not_to_be_recorded_and_recorded_once_afterwards(
    program: Program, emulator: Emulator
) -> None:
    async with program.mortal() as process:
        shown = await card(emulator)
        with full_disk(process):
            confirm(emulator, shown)
            assert (await emulator.next_answer()).text == wording().phrases.not_kept
        assert "Đã ghi" in (await emulator.next_message(7)).text
        emulator.say(7, AN, "xác nhận")
        await emulator.next_message(7)
    assert program.reports() == [("58/QĐ-UBND",)]
