"""Long polling: connects however long it takes, fetches updates for the application, confirms those it has kept."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar

import telegram
from telegram.error import Conflict, InvalidToken, TelegramError
from telegram.ext import Application

from bot.channels.telegram_inbox import Unanswered
from bot.channels.telegram_notices import Notifier
from bot.channels.telegram_patience import asked_to_wait

T = TypeVar("T")

TelegramApplication = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

_POLL = timedelta(seconds=30)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0
_UPDATES = (telegram.Update.MESSAGE, telegram.Update.CALLBACK_QUERY)


class Polling:
    """Feeds one application until it is cancelled, or Telegram refuses the token or serves another program."""

    def __init__(self, application: TelegramApplication, unanswered: Unanswered, notifier: Notifier) -> None:
        self._application = application
        self._unanswered = unanswered
        self._notifier = notifier
        self._bot: telegram.Bot = application.bot
        self._offset = 0

    async def run(self) -> None:
        """Receive; when cancelled, let what was received be answered first."""
        try:
            await self._connect()
            async with self._notifier.at_work(self._bot):
                await self._receive()
        except Conflict:
            # one more call would end the other program in its turn
            self._offset = 0
            raise
        finally:
            await self._end()

    async def _receive(self) -> None:
        self._feed(await self._unanswered.left_over(self._bot))
        while True:
            updates = await _patiently("fetch messages", self._fetch)
            self._feed((*self._unanswered.take_failed(), *await self._unanswered.keep(updates)))
            if updates:  # only what is kept is confirmed
                self._offset = updates[-1].update_id + 1

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

    def _feed(self, updates: Iterable[telegram.Update]) -> None:
        for update in updates:
            self._application.update_queue.put_nowait(update)

    async def _fetch(self) -> tuple[telegram.Update, ...]:
        return await self._bot.get_updates(offset=self._offset, timeout=_POLL, allowed_updates=_UPDATES)

    async def _end(self) -> None:
        if self._application.running:
            await self._application.stop()
        await self._unanswered.settle()
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
