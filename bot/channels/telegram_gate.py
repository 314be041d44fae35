"""Who is heard, at what pace: what one sender says in excess is told once and left unread, at no cost to others."""

import logging
from collections.abc import Callable

import telegram

from bot.channels.pacing import Hearing, Pacing
from bot.channels.telegram_delivery import tell
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import is_addressed

log = logging.getLogger(__name__)


class Gate:
    """Lets an update through, unless its sender has said too much of late.

    What was written counts at the time it was written: hours of it may come at once when the bot was away. A press
    tells no time, and counts when it comes.
    """

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._written, self._pressed = Pacing(), Pacing()

    async def admits(self, update: telegram.Update) -> bool:
        """Whether the update is to be answered."""
        hearing = self._hear(update)
        if hearing is Hearing.TOLD:
            user = update.effective_user
            log.warning("user %s sends more than is read", user.id if user else "?")
            await tell(update, wording().phrases.too_many)
        return hearing is Hearing.HEARD

    def _hear(self, update: telegram.Update) -> Hearing:
        query, message = update.callback_query, update.message
        if query is not None:
            return self._pressed.hear(str(query.from_user.id), self._seconds())
        if message is None or message.from_user is None or not is_addressed(message, message.get_bot()):
            return Hearing.HEARD
        return self._written.hear(str(message.from_user.id), message.date.timestamp())
