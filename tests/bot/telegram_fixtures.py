"""What the tests of the Telegram channel start from: an emulated server, and the channel running on it."""

from collections.abc import AsyncIterator

import pytest

from tests.bot.telegram_parrot import Parrot, running
from tests.emulator import Emulator


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
