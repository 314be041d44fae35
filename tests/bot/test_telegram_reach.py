"""Who can be written to on Telegram, and what menu they see, over real HTTP and a real store."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.commands import RemovePerson
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from tests.bot.telegram_parrot import AN, BINH, GROUP, Parrot, archive, running
from tests.emulator import Emulator, User
from tests.knowledge.offices import NOW, OPERATOR, joined, two_provinces

pytestmark = pytest.mark.anyio
pytest_plugins = ["tests.bot.telegram_fixtures"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An is an officer, Bình one of two administrators."""
    with archive(tmp_path) as store:
        units = two_provinces(store)
        joined(store, Role.OFFICER, units.justice, "telegram:7", AN.name)
        joined(store, Role.ADMIN, None, "telegram:8", BINH.name)
        joined(store, Role.ADMIN, None, "telegram:9")
        yield store


def is_reachable(store: Store, account: str) -> bool:
    person = store.people.find(Channel.TELEGRAM, account)
    assert person is not None
    return person.unreachable_since is None


async def test_whoever_blocked_the_bot_is_noted_and_written_to_once(emulator: Emulator, store: Store) -> None:
    emulator.block(7)
    async with running(emulator, Parrot(), store):
        emulator.say(7, AN, "không tới")
        emulator.say(8, BINH, "tới")
        await emulator.next_message(8)
    assert not is_reachable(store, "telegram:7")
    assert is_reachable(store, "telegram:8")
    assert [call["chat_id"] for call in emulator.records.calls_of("sendMessage")].count(7) == 1


async def test_whoever_writes_again_is_reached_again(emulator: Emulator, store: Store) -> None:
    emulator.block(7)
    async with running(emulator, Parrot(), store):
        emulator.say(7, AN, "một")
        while is_reachable(store, "telegram:7"):
            await asyncio.sleep(0.01)
        emulator.unblock(7)
        emulator.say(7, AN, "hai")
        assert (await emulator.next_message(7)).text == "hai"
    assert is_reachable(store, "telegram:7")


async def test_a_word_in_a_group_does_not_make_a_person_reached(emulator: Emulator, store: Store) -> None:
    emulator.block(7)
    async with running(emulator, Parrot(), store):
        emulator.say(7, AN, "một")
        while is_reachable(store, "telegram:7"):
            await asyncio.sleep(0.01)
        emulator.say(GROUP, AN, "/quahan")
        await emulator.next_message(GROUP)
    assert not is_reachable(store, "telegram:7")


async def test_an_administrators_menu_holds_more_than_everybodys(emulator: Emulator, store: Store) -> None:
    emulator.start(8)
    async with running(emulator, Parrot(), store):
        emulator.say(7, AN, "a")
        await emulator.next_message(7)
    menus = {scope: {entry["command"] for entry in menu} for scope, menu in emulator.records.commands.items()}
    assert set(menus) == {"all_private_chats", "all_group_chats", "chat 8"}
    assert menus["all_private_chats"] < menus["chat 8"]


async def test_whoever_joins_as_an_administrator_sees_the_menu_with_the_answer(
    emulator: Emulator, store: Store
) -> None:
    async with running(emulator, Parrot(), store):
        emulator.start(10)
        joined(store, Role.ADMIN, None, "telegram:10")
        emulator.say(10, User(10), "một")
        await emulator.next_message(10)
    assert "chat 10" in emulator.records.commands


async def test_the_menu_of_somebody_removed_is_taken_away_with_their_next_word(
    emulator: Emulator, store: Store
) -> None:
    emulator.start(8)
    async with running(emulator, Parrot(), store):
        emulator.say(8, BINH, "một")
        await emulator.next_message(8)
        person = store.people.find(Channel.TELEGRAM, "telegram:8")
        assert person is not None
        perform(store, RemovePerson(person.id), OPERATOR, NOW)
        emulator.say(8, BINH, "hai")
        await emulator.next_message(8)
    assert "chat 8" not in emulator.records.commands
