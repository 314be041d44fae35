"""The order of answering: one update at a time in a chat, many chats side by side, no update twice, none in excess."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from typing import Any
from weakref import WeakValueDictionary

import telegram
from telegram.ext import BaseUpdateProcessor

log = logging.getLogger(__name__)

Admits = Callable[[telegram.Update], Awaitable[bool]]

_CHATS_AT_ONCE = 1024
_REMEMBERED = 10_000


class Recent:
    """The last keys seen, so that one that comes again is known."""

    def __init__(self, size: int = _REMEMBERED) -> None:
        self._size = size
        self._keys: OrderedDict[Hashable, None] = OrderedDict()

    def add(self, key: Hashable) -> bool:
        """Remember `key`; whether it is new."""
        if key in self._keys:
            return False
        self._keys[key] = None
        if len(self._keys) > self._size:
            self._keys.popitem(last=False)
        return True


class InOrder(BaseUpdateProcessor):
    """Lets the updates of one chat wait for each other; drops one that was delivered before, or is not admitted.

    What is not admitted doesn't wait, so that it takes no place from what is.
    """

    def __init__(self, admits: Admits) -> None:
        super().__init__(_CHATS_AT_ONCE)
        self._admits = admits
        self._seen = Recent()
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process the update when its chat's turn comes."""
        if isinstance(update, telegram.Update) and not await self._is_wanted(update):
            if isinstance(coroutine, Coroutine):
                coroutine.close()
            return
        async with self._turn(update):
            await coroutine

    async def _is_wanted(self, update: telegram.Update) -> bool:
        if self._seen.add(update.update_id):
            return await self._admits(update)
        log.info("update %d came again and is left out", update.update_id)
        return False

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def _turn(self, update: object) -> asyncio.Lock:
        chat = update.effective_chat if isinstance(update, telegram.Update) else None
        return self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())
