"""The menus of commands: one for everybody, one for groups, and one for each person who may do more."""

import asyncio
import logging
from collections.abc import Iterator

import telegram
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.channels.telegram_updates import chat_of
from bot.channels.whereabouts import Whereabouts
from handlers.slash import slash_commands
from knowledge.roles import Role

log = logging.getLogger(__name__)

_EVERYBODY = Role.OFFICER
_SCOPES = {"private": telegram.BotCommandScopeAllPrivateChats(), "group": telegram.BotCommandScopeAllGroupChats()}


class Menus:
    """Shows each person the commands of their role, as far as it is known by now."""

    def __init__(self, whereabouts: Whereabouts) -> None:
        self._whereabouts = whereabouts
        self._shown: dict[int, Role] = {}

    async def show_all(self, bot: telegram.Bot) -> None:
        """Set the menus for everybody and for administrators; others who may do more get theirs when they write."""
        for scope, where in _SCOPES.items():
            try:
                await bot.set_my_commands(_menu(scope, _EVERYBODY), scope=where)
            except BadRequest as error:
                log.error("the menu of commands for %s chats was refused: %s", scope, error)
        for account in await asyncio.to_thread(self._whereabouts.administrators):
            await self.show(bot, chat_of(account), Role.ADMIN)

    async def show(self, bot: telegram.Bot, chat: int, role: Role | None) -> None:
        """Set the menu of a person's chat if their role is another than when it was set."""
        special = role if role is not None and _does_more(role) else None
        if self._shown.get(chat) is special:
            return
        where = telegram.BotCommandScopeChat(chat)
        try:
            if special is None:
                await bot.delete_my_commands(scope=where)
                del self._shown[chat]
            else:
                await bot.set_my_commands(_menu("private", special), scope=where)
                self._shown[chat] = special
        except (BadRequest, Forbidden) as error:
            log.info("the menu of chat %s was refused: %s", chat, error)
        except TelegramError as error:
            log.warning("the menu of chat %s could not be set: %s", chat, error)


def _menu(scope: str, role: Role) -> list[tuple[str, str]]:
    return list(_commands(scope, role))


def _commands(scope: str, role: Role) -> Iterator[tuple[str, str]]:
    for command in slash_commands():
        if scope in command.scopes and role in command.roles:
            yield command.name, command.description


def _does_more(role: Role) -> bool:
    return bool(set(_commands("private", role)) - set(_commands("private", _EVERYBODY)))
