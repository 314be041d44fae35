"""Every update is kept in the archive until it is answered, so that no end of the program loses one or doubles it."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime

import telegram

from bot.channels.telegram_delivery import tell
from bot.channels.telegram_order import Recent
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import account_of, is_for_us
from knowledge.errors import StoreUnavailableError
from knowledge.inbox import Arrival, Inbox
from knowledge.roles import Channel

log = logging.getLogger(__name__)

_MOST_ATTEMPTS = 3
_PAUSE = 1.0


class Unanswered:
    """What came and has no answer yet; for the tasks of one loop."""

    def __init__(self, inbox: Inbox, clock: Callable[[], datetime]) -> None:
        self._inbox = inbox
        self._clock = clock
        self._told = Recent()
        # Whatever ended an earlier program may do so again: these are tried one at a time, so that it is found out.
        self._suspects: set[int] = set()
        self._alone = asyncio.Lock()
        self._failed: list[telegram.Update] = []
        self._answered: list[str] = []
        self._marking: asyncio.Task[None] | None = None

    async def keep(self, updates: Sequence[telegram.Update]) -> list[telegram.Update]:
        """Keep what is for the bot, however long it takes; of these the ones that never came before."""
        ours = [update for update in updates if is_for_us(update)]
        arrivals = [_arrival(update) for update in ours]
        while True:
            try:
                new = await asyncio.to_thread(self._inbox.keep, Channel.TELEGRAM, arrivals, self._clock())
            except StoreUnavailableError as error:
                log.error("%d updates could not be kept, trying again in %.1f s: %s", len(ours), _PAUSE, error)
                await self._tell_not_kept(ours)
            else:
                break
            await asyncio.sleep(_PAUSE)
        for update in ours:
            if _number(update) not in new:
                log.info("update %d came again and is left out", update.update_id)
        return [update for update in ours if _number(update) in new]

    async def left_over(self, bot: telegram.Bot) -> list[telegram.Update]:
        """What an earlier program left unanswered, in the order it came."""
        left = await asyncio.to_thread(self._inbox.list_unanswered, Channel.TELEGRAM)
        updates = [update for each in left if (update := telegram.Update.de_json(json.loads(each.payload), bot))]
        self._suspects.update(update.update_id for update in updates)
        if updates:
            log.warning("%d updates were left unanswered and are answered now", len(updates))
        return updates

    def failed(self, update: telegram.Update) -> None:
        """Neither an answer nor an apology could be brought: the update is to be tried again."""
        self._suspects.add(update.update_id)
        self._failed.append(update)

    def take_failed(self) -> list[telegram.Update]:
        """What is to be tried again by now."""
        failed, self._failed = self._failed, []
        return failed

    @asynccontextmanager
    async def answering(self, update: telegram.Update) -> AsyncIterator[bool]:
        """While the update is answered; whether it is to be."""
        if update.update_id in self._suspects:
            async with self._alone:
                yield await self._may_try(update)
        else:
            yield True
        if update not in self._failed:
            self._suspects.discard(update.update_id)
            self._mark(_number(update))

    async def settle(self) -> None:
        """Wait until what was answered is marked."""
        if self._marking is not None:
            await self._marking

    async def _may_try(self, update: telegram.Update) -> bool:
        attempt = await asyncio.to_thread(self._inbox.try_again, Channel.TELEGRAM, _number(update))
        if attempt is not None and attempt > _MOST_ATTEMPTS:
            log.error("update %d is given up after %d attempts", update.update_id, _MOST_ATTEMPTS)
            await tell(update, wording().phrases.given_up)
        return attempt is not None and attempt <= _MOST_ATTEMPTS

    def _mark(self, number: str) -> None:
        """Mark it soon, together with what else is answered meanwhile."""
        self._answered.append(number)
        if self._marking is None or self._marking.done():
            self._marking = asyncio.create_task(self._mark_all())

    async def _mark_all(self) -> None:
        while self._answered:
            numbers = tuple(self._answered)
            try:
                await asyncio.to_thread(self._inbox.mark_answered, Channel.TELEGRAM, numbers, self._clock())
            except StoreUnavailableError as error:
                log.error("%d updates could not be marked as answered: %s", len(numbers), error)
                return
            del self._answered[: len(numbers)]

    async def _tell_not_kept(self, updates: Sequence[telegram.Update]) -> None:
        for update in updates:
            if self._told.add(update.update_id):
                await tell(update, wording().phrases.not_kept)


def _number(update: telegram.Update) -> str:
    return str(update.update_id)


def _arrival(update: telegram.Update) -> Arrival:
    user = update.effective_user
    payload = json.dumps(update.to_dict(), ensure_ascii=False)
    # half a letter, which a program may send, can't be written
    whole = payload.encode(errors="replace").decode()
    return Arrival(_number(update), account_of(user) if user else "", whole)
