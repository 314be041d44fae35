"""Long polling: connects however long it takes, fetches updates for the application, confirms them at the end."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, TypeVar

import telegram
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot.channels.telegram_patience import asked_to_wait

T = TypeVar("T")

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

_POLL = timedelta(seconds=30)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_UPDATES = (telegram.Update.MESSAGE, telegram.Update.CALLBACK_QUERY)


class Polling:
    """Feeds one application until it is cancelled, or Telegram refuses the token or serves another program."""

    def __init__(self, application: TelegramApplication) -> None:
        self._application = application
        self._bot: telegram.Bot = application.bot
        self._offset = 0

    async def run(self) -> None:
        """Receive; when cancelled, let what was received be answered first."""
        try:
            await self._connect()
            while True:
                for update in await _patiently("fetch messages", self._fetch):
                    self._application.update_queue.put_nowait(update)
                    self._offset = update.update_id + 1
        except Conflict:
            # one more call would end the other program in its turn
            self._offset = 0
            raise
        finally:
            await self._end()

    async def _connect(self) -> None:
        await _patiently("connect", self._application.initialize)
        # updates come by polling only while no webhook is set
        await _patiently("take polling up", self._bot.delete_webhook)
        await _patiently("prepare", self._prepare)
        await self._application.start()
        log.info("receiving messages as @%s", self._bot.username)

    async def _prepare(self) -> None:
        if self._application.post_init is not None:
            await self._application.post_init(self._application)

    async def _fetch(self) -> tuple[telegram.Update, ...]:
        return await self._bot.get_updates(offset=self._offset, timeout=_POLL, allowed_updates=_UPDATES)

    async def _end(self) -> None:
        if self._application.running:
            await self._application.stop()
        if self._offset:
            await self._confirm()
        await self._application.shutdown()
        await self._bot.shutdown()

    async def _confirm(self) -> None:
        """Tell Telegram what was received, or it would come again at the next start."""
        try:
            await self._bot.get_updates(offset=self._offset, timeout=timedelta(0), limit=1, allowed_updates=_UPDATES)
        except TelegramError as error:
            log.warning("the last messages could not be confirmed: %s", error)


async def _patiently(what: str, action: Callable[[], Awaitable[T]]) -> T:
    """Do it, however often the network or the server fails."""
    pause = _FIRST_PAUSE
    while True:
        try:
            return await action()
        except (Conflict, InvalidToken):
            raise
        except TelegramError as error:
            wait = max(pause, asked_to_wait(error))
            log.warning("could not %s (%s), trying again in %.1f s", what, error, wait)
        await asyncio.sleep(wait)
        pause = min(2 * pause, _LONGEST_PAUSE)
