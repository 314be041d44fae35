"""Brings notices to the people they are for: at once what this program has made, soon what another has."""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.answering import Speaking
from bot.channels.telegram_post import Post
from bot.channels.telegram_updates import chat_of
from handlers.message import Message, Sender
from handlers.reply import Reply
from knowledge.errors import StoreUnavailableError
from knowledge.notices import LEASE, Notice, Notices
from knowledge.roles import Channel

log = logging.getLogger(__name__)

_PAUSE = 2.0
# So many are under way at once that answers don't have to wait behind a long list of notices.
_AT_ONCE = 8
# What takes longer is given up, long before another worker may take the notice.
_LONGEST = LEASE.total_seconds() / 2
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Notifier:
    """Takes notices from the archive, has them put into words, and sends them; for the tasks of one loop."""

    notices: Notices
    assistant: Speaking
    post: Post
    clock: Callable[[], datetime]
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Look for notices now."""
        self._woken.set()

    @asynccontextmanager
    async def at_work(self, bot: telegram.Bot) -> AsyncIterator[None]:
        """Bring notices until the block ends; what is being sent then is sent and marked first."""
        self._ending.clear()
        work = asyncio.create_task(self._work(bot))
        try:
            yield
        finally:
            self._ending.set()
            self.wake()
            await asyncio.wait({work}, timeout=_PATIENCE)
            work.cancel()

    async def _work(self, bot: telegram.Bot) -> None:
        while not self._ending.is_set():
            self._woken.clear()
            try:
                while not self._ending.is_set() and await self._bring_some(bot):
                    pass
            except Exception as error:
                # one broken round must not silence all that come after it
                log.error("notices could not be brought", exc_info=error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), _PAUSE)

    async def _bring_some(self, bot: telegram.Bot) -> bool:
        """Bring the oldest, those of one person in their order; whether there were any."""
        taken = await asyncio.to_thread(self.notices.take, Channel.TELEGRAM, self.clock(), _AT_ONCE)
        each: defaultdict[str, list[Notice]] = defaultdict(list)
        for notice in taken:
            each[notice.account].append(notice)
        await asyncio.gather(*(self._bring_all(own, bot) for own in each.values()))
        return bool(taken)

    async def _bring_all(self, notices: Sequence[Notice], bot: telegram.Bot) -> None:
        for notice in notices:
            await self._bring(notice, bot)

    async def _bring(self, notice: Notice, bot: telegram.Bot) -> None:
        try:
            async with asyncio.timeout(_LONGEST):
                reply = await asyncio.to_thread(self._in_words, notice)
                if reply is not None:
                    await self.post.tell(reply, notice.account, bot)
        except (BadRequest, Forbidden) as error:
            log.info("notice %d can't be brought: %s", notice.id, error)
            await self._settle(self.notices.mark_failed, notice)
        except (TelegramError, TimeoutError, StoreUnavailableError) as error:
            log.warning("notice %d waits to be tried again: %s", notice.id, error)
        except Exception as error:
            log.error("notice %d is at fault and is left out", notice.id, exc_info=error)
            await self._settle(self.notices.mark_failed, notice)
        else:
            await self._settle(self.notices.mark_sent, notice)

    def _in_words(self, notice: Notice) -> Reply | None:
        person, chat = Sender(notice.account, role=None), str(chat_of(notice.account))
        return self.assistant.tell(notice.news, Message(chat, person, self.clock(), channel=Channel.TELEGRAM))

    async def _settle(self, mark: Callable[[int, datetime], None], notice: Notice) -> None:
        """Mark it, however long the archive can't be reached: it would be sent again."""
        while True:
            try:
                await asyncio.to_thread(mark, notice.id, self.clock())
            except StoreUnavailableError as error:
                log.error("notice %d could not be marked: %s", notice.id, error)
            else:
                return
            await asyncio.sleep(_PAUSE)
