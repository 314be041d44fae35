"""What the tests of the Telegram channel start from: an emulated server, the channel, the whole program."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.intake import keep
from knowledge.roles import Role
from knowledge.store import open_store
from tests.bot.telegram_parrot import AN, BINH, Parrot, running
from tests.bot.telegram_program import PLAN, Program
from tests.emulator import Emulator
from tests.knowledge.offices import add_unit, joined


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
async def emulator() -> AsyncIterator[Emulator]:
    async with Emulator() as emulator:
        yield emulator


@pytest.fixture
async def parrot(emulator: Emulator) -> AsyncIterator[Parrot]:
    parrot = Parrot()
    async with running(emulator, parrot):
        yield parrot


@pytest.fixture
async def program(tmp_path: Path, emulator: Emulator) -> Program:
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        keep(store, PLAN, datetime(2024, 1, 5, tzinfo=UTC))
        office = add_unit(store, "UBND phường Bến Đá")
        for user in (AN, BINH):
            joined(store, Role.LEADER, office, f"telegram:{user.id}", user.name)
    return Program(tmp_path, emulator)
