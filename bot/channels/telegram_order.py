"""The order of answering: one update at a time in a chat, many chats side by side, none in excess."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Hashable
from contextlib import AbstractAsyncContextManager
from typing import Any
from weakref import WeakValueDictionary

import telegram
from telegram.ext import BaseUpdateProcessor

Admits = Callable[[telegram.Update], Awaitable[bool]]
Answering = Callable[[telegram.Update], AbstractAsyncContextManager[bool]]

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
    """Lets the updates of one chat wait for each other; drops one that is not admitted, or not to be answered.

    What is not admitted doesn't wait, so that it takes no place from what is.
    """

    def __init__(self, admits: Admits, answering: Answering) -> None:
        super().__init__(_CHATS_AT_ONCE)
        self._admits = admits
        self._answering = answering
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process the update when its chat's turn comes."""
        if not isinstance(update, telegram.Update):
            await coroutine
        elif await self._admits(update):
            async with self._turn(update), self._answering(update) as wanted:
                await _run(coroutine, wanted)
        else:
            async with self._answering(update):
                await _run(coroutine, wanted=False)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    def _turn(self, update: telegram.Update) -> asyncio.Lock:
        chat = update.effective_chat
        return self._turns.setdefault(chat.id if chat else 0, asyncio.Lock())


async def _run(coroutine: Awaitable[Any], wanted: bool) -> None:
    if wanted:
        await coroutine
    elif isinstance(coroutine, Coroutine):
        coroutine.close()
