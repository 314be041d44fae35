"""One message that tells how far something is, and in the end becomes its answer."""

import asyncio
import contextlib
import logging

import telegram
from telegram.error import TelegramError

from bot.channels.telegram_delivery import Place

log = logging.getLogger(__name__)

# Telegram is not fond of a message edited faster.
_SECONDS_BETWEEN = 1.0


class Status:
    """Says the newest thing that is known, and leaves out what was over before it could be said."""

    def __init__(self, message: telegram.Message) -> None:
        self.message = message
        self._loop = asyncio.get_running_loop()
        self._newest = ""
        self._telling: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    @classmethod
    async def begin(cls, sentence: str, place: Place, bot: telegram.Bot) -> "Status":
        """Say the first thing, in a message of its own."""
        return cls(
            await bot.send_message(place.chat, sentence, message_thread_id=place.topic, reply_parameters=place.quoted)
        )

    def report(self, sentence: str) -> None:
        """Say what is being done now; may be called from any thread."""
        self._loop.call_soon_threadsafe(self._say, sentence)

    async def end(self) -> telegram.Message:
        """Say nothing more; the message, whose place the answer may take."""
        self._ending.set()
        if self._telling is not None:
            await self._telling
        return self.message

    def _say(self, sentence: str) -> None:
        self._newest = sentence
        if self._telling is None or self._telling.done():
            self._telling = self._loop.create_task(self._tell())

    async def _tell(self) -> None:
        while self._newest and not self._ending.is_set():
            sentence, self._newest = self._newest, ""
            try:
                await self.message.edit_text(sentence)
            except TelegramError as error:
                log.info("a message of chat %s stays as it was: %s", self.message.chat_id, error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), _SECONDS_BETWEEN)
