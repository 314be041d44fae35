"""Who is heard, at what pace: what one sender says in excess is told once and left unread, at no cost to others."""

import logging

import telegram

from bot.channels.pacing import Hearing, Pacing
from bot.channels.telegram_delivery import tell
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import is_addressed

log = logging.getLogger(__name__)


class Gate:
    """Lets an update through, unless its sender has said too much of late."""

    def __init__(self, pacing: Pacing) -> None:
        self._pacing = pacing

    async def admits(self, update: telegram.Update) -> bool:
        """Whether the update is to be answered."""
        sender = _speaker(update)
        hearing = Hearing.HEARD if sender is None else self._pacing.hear(str(sender.id))
        if hearing is Hearing.TOLD:
            log.warning("user %s sends more than is read", sender.id if sender else "?")
            await tell(update, wording().phrases.too_many)
        return hearing is Hearing.HEARD


def _speaker(update: telegram.Update) -> telegram.User | None:
    """Whoever speaks to the bot by this update, None where nobody does."""
    if update.callback_query is not None:
        return update.callback_query.from_user
    message = update.message
    if message is None or not is_addressed(message, message.get_bot()):
        return None
    return message.from_user
