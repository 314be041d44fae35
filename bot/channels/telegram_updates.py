"""What an update of Telegram says: a question put to the bot, a pressed button, or nothing for us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.channels.telegram_phrases import wording
from bot.text import clean
from handlers.message import Sender
from handlers.slash import command_named

SenderOf = Callable[[telegram.User], Sender]
_LONGEST_DATA = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """The payload of a button: which option of which stored offer."""

    offer: str
    key: str

    def encode(self) -> str:
        """The choice in the 64 bytes that Telegram gives a button."""
        data = f"{self.offer}:{self.key}"
        if len(data.encode()) > _LONGEST_DATA:
            raise ValueError(f"longer than a button's data: {data}")
        return data

    @classmethod
    def decode(cls, data: str | None) -> Self | None:
        """The choice that `data` stands for, None where it is no choice of ours."""
        offer, colon, key = (data or "").partition(":")
        return cls(offer, key) if offer and colon and key else None


def sender_of(user: telegram.User) -> Sender:
    """The person behind a Telegram account, as far as the account tells."""
    return Sender(id=str(user.id), name=clean(user.full_name))


def is_private(message: telegram.Message) -> bool:
    """Whether the bot and one person are alone."""
    return message.chat.type == ChatType.PRIVATE


def is_addressed(message: telegram.Message, bot: telegram.Bot) -> bool:
    """Whether the message is meant for the bot: in a group only a command, a reply to it or a mention is."""
    if is_private(message):
        return True
    answered = message.reply_to_message
    if answered is not None and answered.from_user is not None and answered.from_user.id == bot.id:
        return True
    name = _command_name(message, bot)
    return bool(_mentions(message, bot)) or (name is not None and command_named(name) is not None)


def said(message: telegram.Message, bot: telegram.Bot) -> str:
    """The words of an addressed message, the bot's name behind a command and mentions of it taken out."""
    name = _command_name(message, bot)
    if name is None:
        text = clean(_without(message.text or "", _mentions(message, bot))).strip()
        return text or wording().phrases.nothing_said
    following = (message.text or "").split(maxsplit=1)[1:]
    return f"/{name} {clean(' '.join(following)).strip()}".rstrip()


def _command_name(message: telegram.Message, bot: telegram.Bot) -> str | None:
    """The name of the command the message begins with, None where it has none or names another bot."""
    first = next((e for e in message.entities if e.type == MessageEntityType.BOT_COMMAND and e.offset == 0), None)
    if first is None:
        return None
    name, at, addressee = message.parse_entity(first).removeprefix("/").partition("@")
    return None if at and addressee.lower() != bot.username.lower() else name


def _mentions(message: telegram.Message, bot: telegram.Bot) -> tuple[telegram.MessageEntity, ...]:
    entities = {**message.parse_entities(), **message.parse_caption_entities()}
    return tuple(
        entity
        for entity, text in entities.items()
        if (entity.type == MessageEntityType.MENTION and text.lower() == f"@{bot.username}".lower())
        or (entity.user is not None and entity.user.id == bot.id)
    )


def _without(text: str, entities: tuple[telegram.MessageEntity, ...]) -> str:
    wide = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        wide = wide[: 2 * entity.offset] + wide[2 * (entity.offset + entity.length) :]
    return wide.decode("utf-16-le", "surrogatepass")
