"""What the bot does with each kind of update: a question, a file, a pressed button, a chat that moved, an error."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

import telegram
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.channels.answering import Answering, answer, apology, refusal_of_file
from bot.channels.incoming import Incoming
from bot.channels.telegram_delivery import close_press, mark_chosen
from bot.channels.telegram_files import Attached, attached, fetch, is_too_large
from bot.channels.telegram_inbox import Unanswered
from bot.channels.telegram_order import Recent
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_post import Asking, Post
from bot.channels.telegram_status import Status
from bot.channels.telegram_updates import Choice, is_addressed, is_private, replied_to, said, sender_of
from bot.rendering.telegram_html import alert
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Reply, ReplyIntent
from knowledge.roles import Channel

log = logging.getLogger(__name__)

Context = ContextTypes.DEFAULT_TYPE

_FILES_AT_ONCE = 2
_ALBUMS = 1_000


@dataclass(frozen=True, slots=True)
class Answers:
    """The handlers of the application, with the assistant they ask and the post that brings what it says."""

    assistant: Answering
    post: Post
    incoming: Incoming
    unanswered: Unanswered
    clock: Callable[[], datetime]
    wake: Callable[[], None]
    _albums: Recent = field(default_factory=Recent)
    _asked: OrderedDict[str, telegram.Message] = field(default_factory=OrderedDict)
    _reading: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_FILES_AT_ONCE))

    async def to_text(self, update: telegram.Update, context: Context) -> None:
        """Answer a written message if it is meant for the bot."""
        message = update.message
        if message is None or message.from_user is None or not is_addressed(message, context.bot):
            return
        written = self._written(update, message, message.from_user, context.bot)
        reply = await self._ask(written)
        await self.post.bring(reply, Asking.of(message, message.from_user), context.bot)

    async def to_attachment(self, update: telegram.Update, context: Context) -> None:
        """Have a file read, or say once for a message, or for a whole album, why it is not."""
        message = update.message
        if message is None or message.from_user is None or not is_addressed(message, context.bot):
            return
        asking, file = Asking.of(message, message.from_user), attached(message)
        written = self._written(update, message, message.from_user, context.bot)
        unfit = apology(wording().phrases.unsupported) if file is None else None
        refusal = await asyncio.to_thread(refusal_of_file, self.assistant, written) or unfit
        if refusal is None and file is not None:
            await self._read(file, written, asking, context.bot, message.media_group_id)
        elif refusal is not None and (message.media_group_id is None or self._albums.add(message.media_group_id)):
            await self.post.bring(refusal, asking, context.bot)

    async def to_press(self, update: telegram.Update, context: Context) -> None:
        """Carry out the choice of a button, and tell whoever may not press it."""
        query = update.callback_query
        if query is None:
            return
        choice = Choice.decode(query.data)
        if query.message is None or choice is None:
            await close_press(query, wording().phrases.outdated_button)
            return
        pressed = self._of(query.message, query.from_user, self.clock(), context.bot)
        chosen = replace(pressed, choose=choice.key, offer=choice.offer, number=str(update.update_id))
        reply = await self._ask(chosen)
        if _did_nothing(reply):
            await close_press(query, alert(reply))
            return
        await close_press(query)
        await mark_chosen(query)
        await self.post.bring(reply, Asking.of(query.message, query.from_user), context.bot)

    async def to_migration(self, update: telegram.Update, context: Context) -> None:
        """Follow a group that became a supergroup: both chats tell it, and either may be heard first."""
        message = update.message
        if message is None:
            return
        if message.migrate_to_chat_id is not None:
            await self.post.moved(message.chat_id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await self.post.moved(message.migrate_from_chat_id, message.chat_id)

    async def on_error(self, update: object, context: Context) -> None:
        """Log what went wrong, and apologise to whoever waits for an answer."""
        if not isinstance(update, telegram.Update):
            log.error("something went wrong between updates", exc_info=context.error)
            return
        message, user = update.effective_message, update.effective_user
        if isinstance(context.error, Forbidden):
            log.info("chat %s takes no messages from the bot: %s", message.chat_id if message else "?", context.error)
            if message is not None and user is not None and is_private(message):
                await self.post.lost(user)
            return
        log.error("an update could not be answered", exc_info=context.error)
        if message is None or user is None:
            return
        try:
            await self.post.bring(apology(wording().phrases.failed), Asking.of(message, user), context.bot)
        except TelegramError as error:
            log.warning("chat %s could not be told either: %s", message.chat_id, error)
            self.unanswered.failed(update)

    async def _read(
        self, file: Attached, written: Message, asking: Asking, bot: telegram.Bot, album: str | None
    ) -> None:
        """Answer the file in one message, which tells how far it is and then becomes the answer.

        What proves a report is asked about once for a whole album: the answer takes the place of the one before.
        """
        before = self._asked.pop(album, None) if album is not None else None
        phrases = wording().phrases
        received = file.says(phrases.file_held if file.too_large else phrases.file_received)
        status = Status(before) if before is not None else await Status.begin(received, asking.place, bot)
        reply = await self._answered(file, written, status, bot)
        await self.post.bring(reply, asking, bot, over=await status.end())
        if album is not None and reply.facts.attached:
            self._asked[album] = status.message
            if len(self._asked) > _ALBUMS:
                self._asked.popitem(last=False)

    async def _answered(self, file: Attached, written: Message, status: Status, bot: telegram.Bot) -> Reply:
        """The answer to a file, fetched unless Telegram keeps it for itself."""
        if file.too_large:
            return await self._ask(replace(written, held=file.held))
        with self.incoming.place(file.name) as path:
            try:
                await fetch(file, path, bot)
            except TelegramError as error:
                if is_too_large(error):
                    return await self._ask(replace(written, held=file.held))
                log.warning("a file of chat %s could not be fetched: %s", written.chat, error)
                return apology(file.says(wording().phrases.file_not_fetched))
            async with self._reading:
                return await self._ask(replace(written, file=path), status.report)

    def _written(
        self, update: telegram.Update, message: telegram.Message, user: telegram.User, bot: telegram.Bot
    ) -> Message:
        at = message.date.astimezone(self.clock().tzinfo)
        told = replace(self._of(message, user, at, bot), text=said(message, bot), number=str(update.update_id))
        return replace(told, replying_to=replied_to(message, bot))

    def _of(
        self, message: telegram.MaybeInaccessibleMessage, user: telegram.User, at: datetime, bot: telegram.Bot
    ) -> Message:
        aside = None if is_private(message) else str(user.id)
        chat, link = str(message.chat.id), f"{bot.link}?start="
        return Message(chat, sender_of(user), at, channel=Channel.TELEGRAM, aside=aside, join_link=link)

    async def _ask(self, message: Message, report: Report = unheard) -> Reply:
        reply = await asyncio.to_thread(answer, self.assistant, message, report)
        self.wake()  # somebody may have to be told of it
        return reply


def _did_nothing(reply: Reply) -> bool:
    """Whether a press came to nothing, which its presser alone is told."""
    return not reply.options and reply.facts.intent in (ReplyIntent.DENIED, ReplyIntent.NONE)
