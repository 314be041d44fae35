"""The whole program on Telegram: a child process, a real store, real HTTP, signals."""

import pytest

from bot.settings import Settings
from bot.wiring import build
from tests.bot.telegram_parrot import AN, BINH, GROUP, running
from tests.bot.telegram_program import Program
from tests.emulator import Emulator

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


async def test_a_talk_from_question_to_pressed_button_goes_on_after_a_restart(
    program: Program, emulator: Emulator
) -> None:
    emulator.say(7, AN, "ai chủ trì lắp đặt đèn chiếu sáng công viên?")
    async with program.answering():
        answer = await emulator.next_message(7)
        emulator.say(GROUP, AN, "@dondoc_bot hạn sửa chữa vỉa hè")
        offer = await emulator.next_message(GROUP)
    assert "Công an phường" in answer.text
    assert any(kind == "italic" and text.startswith("Nguồn: ") for kind, text in answer.entities)
    meant = next(line for line in offer.text.splitlines() if "Bằng Lăng" in line)
    label, data = next(button for button in offer.buttons if button[0].startswith(meant.partition(".")[0]))

    emulator.press(offer, data, BINH)
    emulator.press(offer, data, AN)
    async with program.answering():
        assert (await emulator.next_answer()).alert
        chosen = await emulator.next_message(GROUP)
    assert "20/4/2024" in chosen.text or "20/04/2024" in chosen.text
    marked = emulator.message(GROUP, offer.id)
    assert (marked.buttons, label in marked.text) == ((), True)
    assert (emulator.unread(7), emulator.unread(GROUP)) == (0, 0)


async def test_every_command_of_the_menu_is_understood(program: Program, emulator: Emulator) -> None:
    told = {
        "/nv 3": "đèn chiếu sáng",
        "/quahan": "Hoa Phượng",
        "/saphan": "đến hạn",
        "/kehoach": "Bến Đá",
        "/trogiup": "Ví dụ",
    }
    with build(Settings(home=program.home)) as parts:
        async with running(emulator, parts.assistant, parts.store):
            for command, words in told.items():
                emulator.say(7, AN, command)
                assert words in (await emulator.next_message(7)).text


async def test_a_wrong_token_is_one_sentence_and_a_failure(program: Program) -> None:
    status, errors = await program.ended(await program.start("1:wrong-token"))
    assert status == 1
    assert "DONDOC_TELEGRAM_TOKEN" in errors.splitlines()[-1]
    assert "Traceback" not in errors
    assert "1:wrong-token" not in errors


async def test_a_second_program_on_the_same_bot_takes_it_over(program: Program, emulator: Emulator) -> None:
    first = await program.start(emulator.token)
    emulator.say(7, AN, "trợ giúp")
    await emulator.next_message(7)
    async with program.answering():
        status, errors = await program.ended(first)
        emulator.say(7, AN, "trợ giúp")
        await emulator.next_message(7)
    assert status == 1
    assert "chương trình khác" in errors.splitlines()[-1]
