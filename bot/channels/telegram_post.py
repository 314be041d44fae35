"""Which chat each reply goes to, and what is learnt on the way: who can be reached, and which chat moved."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Self

import telegram
from telegram.error import ChatMigrated, Forbidden

from bot.channels.answering import apology
from bot.channels.telegram_delivery import Place, deliver
from bot.channels.telegram_menus import Menus
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import account_of, chat_of, is_private, sender_of
from bot.channels.whereabouts import Whereabouts
from handlers.reply import Reply

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asking:
    """Who is to be answered, and where they asked."""

    user: telegram.User
    place: Place
    private: bool

    @classmethod
    def of(cls, message: telegram.MaybeInaccessibleMessage, user: telegram.User) -> Self:
        """The one who wrote the message, or pressed a button of it."""
        return cls(user, Place.beside(message), is_private(message))


class Post:
    """Brings a reply to the chat where it was asked for, or to the person alone where it is for nobody else's eyes."""

    def __init__(self, whereabouts: Whereabouts, menus: Menus) -> None:
        self._whereabouts = whereabouts
        self._menus = menus

    async def bring(
        self, reply: Reply, asking: Asking, bot: telegram.Bot, over: telegram.Message | None = None
    ) -> None:
        """Deliver the reply, in place of the message `over` if there is one."""
        if reply.personal and not asking.private:
            reply = await self._aside(reply, asking, bot)
        try:
            await deliver(reply, asking.place, bot, over)
        except ChatMigrated as error:
            await self.moved(asking.place.chat, error.new_chat_id)
            await deliver(reply, Place(error.new_chat_id), bot)
        if asking.private:
            role = await asyncio.to_thread(self._whereabouts.reached, account_of(asking.user))
            await self._menus.show(bot, asking.user.id, role)

    async def moved(self, chat: int, to: int) -> None:
        """Let everything that was kept for a chat go on under its new id."""
        log.info("chat %s goes on as %s", chat, to)
        await asyncio.to_thread(self._whereabouts.moved, str(chat), str(to))

    async def tell(self, reply: Reply, account: str, bot: telegram.Bot) -> None:
        """Deliver to a person what they did not ask for."""
        try:
            await deliver(reply, Place(chat_of(account)), bot)
        except Forbidden:
            await self._lost(account)
            raise
        await asyncio.to_thread(self._whereabouts.reached, account)

    async def lost(self, user: telegram.User) -> None:
        """Note that the person takes no messages from the bot."""
        await self._lost(account_of(user))

    async def _lost(self, account: str) -> None:
        log.info("%s takes no messages from the bot", account)
        await asyncio.to_thread(self._whereabouts.lost, account)

    async def _aside(self, reply: Reply, asking: Asking, bot: telegram.Bot) -> Reply:
        """Bring the reply to the person alone; what the group is told instead."""
        name = sender_of(asking.user).name
        try:
            await deliver(reply, Place(asking.user.id), bot)
        except Forbidden:
            await self.lost(asking.user)
            return apology(wording().phrases.not_aside.format(name=name, link=bot.link))
        return apology(wording().phrases.aside.format(name=name))
