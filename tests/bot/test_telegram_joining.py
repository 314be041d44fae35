"""Coming in on Telegram over real HTTP: from the administrator's command to the newcomer's first answer."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.settings import Settings
from bot.wiring import Parts, build
from knowledge.commands import ImportPlan
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from tests.bot.telegram_parrot import AN, BINH, running
from tests.emulator import Emulator
from tests.handlers.plans import part, plan, task
from tests.knowledge.offices import JUSTICE, NOW, OPERATOR, joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]

PLAN = plan("cay-xanh.txt", task("1", "Trồng bàng hai bên đường", part((JUSTICE,))))


@pytest.fixture
async def office(emulator: Emulator, tmp_path: Path) -> AsyncIterator[Parts]:
    """An administers the province; Bình is a stranger."""
    with build(Settings(home=tmp_path)) as parts:
        units = two_provinces(parts.store)
        perform(parts.store, ImportPlan(PLAN), OPERATOR, NOW)
        joined(parts.store, Role.ADMIN, units.province, f"telegram:{AN.id}", AN.name)
        async with running(emulator, parts.assistant, parts.store):
            yield parts


async def invited(emulator: Emulator) -> str:
    """The code of an invitation that An has made, as it stands in the link."""
    emulator.say(AN.id, AN, f"/moi {JUSTICE} cán bộ")
    made = await emulator.next_message(AN.id)
    link = re.search(r"https://t\.me/\w+\?start=(\w+)", made.text)
    assert link is not None
    return link[1]


async def test_a_stranger_comes_in_by_the_link_after_a_yes_and_is_answered(emulator: Emulator, office: Parts) -> None:
    emulator.say(BINH.id, BINH, "nv 1 ai chủ trì")
    refused = await emulator.next_message(BINH.id)
    code = await invited(emulator)
    emulator.say(BINH.id, BINH, f"/start {code}")
    asked = await emulator.next_message(BINH.id)
    emulator.press(asked, asked.buttons[0][1], BINH)
    welcome = await emulator.next_message(BINH.id)
    emulator.say(BINH.id, BINH, "nv 1 ai chủ trì")
    answered = await emulator.next_message(BINH.id)
    assert JUSTICE not in refused.text
    assert (AN.name in asked.text, JUSTICE in asked.text, bool(welcome.text)) == (True, True, True)
    assert JUSTICE in answered.text


async def test_a_code_lets_in_one_of_two_who_hold_it(emulator: Emulator, office: Parts) -> None:
    code = await invited(emulator)
    third = replace(BINH, id=BINH.id + 100)
    for user in (BINH, third):
        emulator.say(user.id, user, f"/start {code}")
    cards = [(user, await emulator.next_message(user.id)) for user in (BINH, third)]
    for user, card in cards:
        emulator.press(card, card.buttons[0][1], user)
    alerts = [(await emulator.next_answer()).text for _ in cards]
    people = [office.store.people.find(Channel.TELEGRAM, f"telegram:{user.id}") for user, _ in cards]
    assert sorted(person is not None for person in people) == [False, True]
    assert sorted(bool(alert) for alert in alerts) == [False, True]
