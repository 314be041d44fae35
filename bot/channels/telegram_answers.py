"""What the bot does with each kind of update: a question, a pressed button, something it can't read, an error."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import telegram
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.channels.answering import Answering, answer, apology
from bot.channels.telegram_delivery import Place, deliver, mark_chosen
from bot.channels.telegram_order import Recent
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import Choice, SenderOf, is_addressed, said
from handlers.message import Message
from handlers.reply import Reply, ReplyIntent

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE


@dataclass(frozen=True, slots=True)
class Answers:
    """The handlers of the application, with the assistant they ask."""

    assistant: Answering
    sender_of: SenderOf
    clock: Callable[[], datetime]
    _albums: Recent = field(default_factory=Recent)

    async def to_text(self, update: telegram.Update, context: Context) -> None:
        """Answer a written message if it is meant for the bot."""
        message = update.message
        if message is None or message.from_user is None or not is_addressed(message, context.bot):
            return
        at = message.date.astimezone(self.clock().tzinfo)
        sender, words = self.sender_of(message.from_user), said(message, context.bot)
        reply = await self._ask(Message(str(message.chat_id), sender, at, text=words))
        await deliver(reply, Place.beside(message), context.bot)

    async def to_attachment(self, update: telegram.Update, context: Context) -> None:
        """Say once for a message, or for a whole album, that files can't be read yet."""
        message = update.message
        if message is None or not is_addressed(message, context.bot):
            return
        if message.media_group_id is None or self._albums.add(message.media_group_id):
            await deliver(apology(wording().phrases.unsupported), Place.beside(message), context.bot)

    async def to_press(self, update: telegram.Update, context: Context) -> None:
        """Carry out the choice of a button, and tell whoever may not press it."""
        query = update.callback_query
        choice = Choice.decode(query.data) if query else None
        if query is None or query.message is None or choice is None:
            await _close(query, wording().phrases.outdated_button)
            return
        chat, sender = str(query.message.chat.id), self.sender_of(query.from_user)
        reply = await self._ask(Message(chat, sender, self.clock(), choose=choice.key, offer=choice.offer))
        if reply.facts.intent is ReplyIntent.DENIED:
            await _close(query, wording().phrases.not_yours)
            return
        await _close(query)
        if reply.facts.intent is not ReplyIntent.NONE:
            await mark_chosen(query)
        await deliver(reply, Place.beside(query.message), context.bot)

    async def on_error(self, update: object, context: Context) -> None:
        """Log what went wrong, and apologise to whoever waits for an answer."""
        message = update.effective_message if isinstance(update, telegram.Update) else None
        if isinstance(context.error, Forbidden):
            log.info("chat %s takes no messages from the bot: %s", message.chat_id if message else "?", context.error)
            return
        log.error("an update could not be answered", exc_info=context.error)
        if message is None:
            return
        try:
            await deliver(apology(wording().phrases.failed), Place.beside(message), context.bot)
        except TelegramError as error:
            log.warning("chat %s could not be told either: %s", message.chat_id, error)

    async def _ask(self, message: Message) -> Reply:
        return await asyncio.to_thread(answer, self.assistant, message)


async def _close(query: telegram.CallbackQuery | None, alert: str | None = None) -> None:
    """Stop the button's spinner, with an alert if there is something to say."""
    if query is None:
        return
    try:
        await query.answer(alert, show_alert=alert is not None)
    except TelegramError as error:
        log.info("a press could not be answered any more: %s", error)
