"""Patience with Telegram: its limits are kept, its wishes to wait obeyed, and what fails in passing is tried again."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any, TypeVar

from aiolimiter import AsyncLimiter
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import BaseRateLimiter

T = TypeVar("T")

log = logging.getLogger(__name__)

_PAUSES = (0.5, 2.0, 5.0)
_TIMES_ASKED_TO_WAIT = 5
# What Telegram takes from a bot: so many messages a second, and in one group so many a minute.
_EVERYWHERE = (30, 1.0)
_IN_A_GROUP = (20, 60.0)
_GROUPS = 1024


class PatientRateLimiter(BaseRateLimiter[int]):
    """Paces the messages to all chats together and to each group; a chat that Telegram halts holds up no other."""

    def __init__(self) -> None:
        self._everywhere = AsyncLimiter(*_EVERYWHERE)
        self._groups: OrderedDict[int, AsyncLimiter] = OrderedDict()

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: int | None,
    ) -> Any:
        """Make the request when its turn comes, again after each pause while the failure may pass."""

        async def request() -> Any:
            async with self._turn(data.get("chat_id")):
                return await callback(*args, **kwargs)

        return await patiently(endpoint, request)

    @asynccontextmanager
    async def _turn(self, chat: object) -> AsyncIterator[None]:
        if isinstance(chat, int) and chat < 0:
            await self._group(chat).acquire()
        if chat is not None:
            await self._everywhere.acquire()
        yield

    def _group(self, chat: int) -> AsyncLimiter:
        limiter = self._groups.setdefault(chat, AsyncLimiter(*_IN_A_GROUP))
        self._groups.move_to_end(chat)
        if len(self._groups) > _GROUPS:
            self._groups.popitem(last=False)
        return limiter


async def patiently(what: str, action: Callable[[], Awaitable[T]]) -> T:
    """Do it, again after each pause while the failure may pass, and whenever Telegram asks to wait."""
    pauses, waits = iter(_PAUSES), _TIMES_ASKED_TO_WAIT
    while True:
        try:
            return await action()
        except BadRequest:
            raise
        except (NetworkError, RetryAfter) as error:
            waits -= isinstance(error, RetryAfter)
            pause = asked_to_wait(error) or next(pauses, None)
            if pause is None or waits < 0:
                raise
            log.warning("%s failed (%s), trying again in %.1f s", what, error, pause)
        await asyncio.sleep(pause)


def asked_to_wait(error: TelegramError) -> float:
    """The seconds that Telegram asks to wait, 0 where it doesn't."""
    if not isinstance(error, RetryAfter):
        return 0
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)
