"""Buttons on Telegram over real HTTP, the assistant over a real store: whatever is pressed, nothing wrong is done."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from knowledge.commands import ImportPlan, RemovePerson
from knowledge.conversations import Offer
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from tests.bot.telegram_parrot import AN, BINH, GROUP, running
from tests.emulator import Emulator, Sent
from tests.handlers.plans import part, plan, task
from tests.knowledge.offices import JUSTICE, NOW, OPERATOR, joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

PLAN = plan("cay-xanh.txt", task("1", "Trồng bàng hai bên đường", part((JUSTICE,))))


@pytest.fixture
async def office(emulator: Emulator, tmp_path: Path) -> AsyncIterator[Parts]:
    """An and Bình are officers of one unit and have started the bot."""
    with build(Settings(home=tmp_path)) as parts:
        justice = two_provinces(parts.store).justice
        perform(parts.store, ImportPlan(PLAN), OPERATOR, NOW)
        for user in (AN, BINH):
            joined(parts.store, Role.OFFICER, justice, f"telegram:{user.id}", user.name)
            emulator.start(user.id)
        async with running(emulator, parts.assistant, parts.store):
            yield parts


async def card(emulator: Emulator) -> Sent:
    """An's report as it is shown to An."""
    emulator.say(AN.id, AN, "nv 1 xong")
    return await emulator.next_message(AN.id)


def recorded(parts: Parts) -> int:
    (key,) = (line.key for line in parts.store.tasks.get_tasks(range(1, 99)))
    return len(parts.store.progress.list_reports(key))


async def test_a_report_in_a_group_is_confirmed_by_a_button_in_the_private_chat(
    emulator: Emulator, office: Parts
) -> None:
    emulator.say(GROUP, AN, "@dondoc_bot nv 1 xong")
    told, shown = await emulator.next_message(GROUP), await emulator.next_message(AN.id)
    assert (told.text, told.buttons) == (f"Tôi đã trả lời {AN.name} trong tin nhắn riêng.", ())
    emulator.press(shown, shown.buttons[0][1], AN)
    assert "Đã ghi" in (await emulator.next_message(AN.id)).text
    assert recorded(office) == 1


async def test_a_button_offered_to_somebody_else_gives_an_alert(emulator: Emulator, office: Parts) -> None:
    shown = await card(emulator)
    emulator.press(shown, shown.buttons[0][1], BINH)
    answer = await emulator.next_answer()
    assert (answer.alert, "người khác" in answer.text) == (True, True)
    assert (recorded(office), emulator.message(AN.id, shown.id)) == (0, shown)


async def test_a_button_pressed_over_and_over_records_once(emulator: Emulator, office: Parts) -> None:
    shown = await card(emulator)
    for _ in range(5):
        emulator.press(shown, shown.buttons[0][1], AN)
    for _ in range(5):
        await emulator.next_answer()
    assert recorded(office) == 1


async def test_a_button_carried_into_another_chat_gives_an_alert(emulator: Emulator, office: Parts) -> None:
    shown = await card(emulator)
    emulator.say(GROUP, AN, "/trogiup")
    emulator.press(await emulator.next_message(GROUP), shown.buttons[0][1], AN)
    assert (await emulator.next_answer()).alert
    assert (recorded(office), emulator.unread(GROUP)) == (0, 0)


@pytest.mark.parametrize(
    "forge", ["{offer}:99", "AAAAAAAA:1", "{offer}:0x1", "{offer}", "{offer}:1; DROP TABLE people"]
)
async def test_a_forged_button_gives_an_alert(emulator: Emulator, office: Parts, forge: str) -> None:
    shown = await card(emulator)
    offer = shown.buttons[0][1].partition(":")[0]
    emulator.press(shown, forge.format(offer=offer), AN)
    assert (await emulator.next_answer()).alert
    assert (recorded(office), emulator.unread(AN.id)) == (0, 0)


async def test_a_button_whose_time_is_over_gives_an_alert(emulator: Emulator, office: Parts) -> None:
    shown, now = await card(emulator), datetime.now(UTC)
    offer = office.store.conversations.find_offer(shown.buttons[0][1].partition(":")[0], now)
    assert offer is not None
    late = Offer("hetgio", offer.chat, offer.sender, offer.payload, now - timedelta(seconds=1))
    office.store.conversations.save_offer(late, now)
    emulator.press(shown, "hetgio:1", AN)
    answer = await emulator.next_answer()
    assert (answer.alert, "hết hạn" in answer.text) == (True, True)
    assert recorded(office) == 0


async def test_the_press_of_somebody_removed_is_refused(emulator: Emulator, office: Parts) -> None:
    shown = await card(emulator)
    person = office.store.people.find(Channel.TELEGRAM, f"telegram:{AN.id}")
    assert person is not None
    perform(office.store, RemovePerson(person.id), OPERATOR, NOW)
    emulator.press(shown, shown.buttons[0][1], AN)
    assert (await emulator.next_answer()).alert
    assert recorded(office) == 0
