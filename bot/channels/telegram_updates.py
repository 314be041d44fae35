"""What an update of Telegram says: a question put to the bot, a pressed button, or nothing for us."""

import re
from dataclasses import dataclass
from typing import Self

import telegram
from telegram.constants import ChatType, MessageEntityType

from bot.channels.telegram_phrases import wording
from bot.text import clean
from handlers.message import Sender
from handlers.slash import command_named
from knowledge.people.names import clean_name
from knowledge.roles import Channel

_LONGEST_DATA = 64
# Nothing else was ever put on a button by us, whatever a program sends in a button's name.
_CHOICE = re.compile(r"([\w-]{1,32}):(\w{1,8})", re.ASCII)
_ACCOUNT = f"{Channel.TELEGRAM}:"


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
        match = _CHOICE.fullmatch(data or "")
        return cls(match[1], match[2]) if match else None


def sender_of(user: telegram.User) -> Sender:
    """The person behind a Telegram account, as far as the account tells."""
    return Sender(account_of(user), clean_name(user.full_name), role=None)


def account_of(user: telegram.User) -> str:
    """The name under which the archive knows a Telegram account."""
    return f"{_ACCOUNT}{user.id}"


def chat_of(account: str) -> int:
    """The chat in which the bot and the person of an account are alone."""
    return int(account.removeprefix(_ACCOUNT))


def is_private(message: telegram.MaybeInaccessibleMessage) -> bool:
    """Whether the bot and one person are alone."""
    return message.chat.type == ChatType.PRIVATE


def is_addressed(message: telegram.Message, bot: telegram.Bot) -> bool:
    """Whether the message is meant for the bot: in a group only a command, a reply to it or a mention is."""
    if is_private(message):
        return True
    if _quoted(message, bot) is not None:
        return True
    name = _command_name(message, bot)
    return bool(_mentions(message, bot)) or (name is not None and command_named(name) is not None)


def is_for_us(update: telegram.Update) -> bool:
    """Whether anything is to be done about the update: it speaks to the bot, or tells that a chat moved."""
    message = update.message
    if message is None:
        return update.callback_query is not None
    moved = message.migrate_to_chat_id is not None or message.migrate_from_chat_id is not None
    return moved or is_addressed(message, message.get_bot())


def replied_to(message: telegram.Message, bot: telegram.Bot) -> str:
    """What the bot said that a message is a reply to, nothing where it is none."""
    quoted = _quoted(message, bot)
    return "" if quoted is None else clean(_words(quoted))


def _quoted(message: telegram.Message, bot: telegram.Bot) -> telegram.Message | None:
    """The message of the bot that this is a reply to."""
    quoted = message.reply_to_message
    return quoted if quoted is not None and quoted.from_user is not None and quoted.from_user.id == bot.id else None


def said(message: telegram.Message, bot: telegram.Bot) -> str:
    """The words of an addressed message, the bot's name behind a command and mentions of it taken out."""
    words, name = _words(message), _command_name(message, bot)
    if name is None:
        text = clean(_without(words, _mentions(message, bot))).strip()
        return text if text or message.text is None else wording().phrases.nothing_said
    following = words.split(maxsplit=1)[1:]
    return f"/{name} {clean(' '.join(following)).strip()}".rstrip()


def _words(message: telegram.Message) -> str:
    """What is written: the text, or what stands under a file."""
    return message.text or message.caption or ""


def _entities(message: telegram.Message) -> dict[telegram.MessageEntity, str]:
    return {**message.parse_entities(), **message.parse_caption_entities()}


def _command_name(message: telegram.Message, bot: telegram.Bot) -> str | None:
    """The name of the command the message begins with, None where it has none or names another bot."""
    commands = (
        text for e, text in _entities(message).items() if e.type == MessageEntityType.BOT_COMMAND and not e.offset
    )
    first = next(commands, None)
    if first is None:
        return None
    name, at, addressee = first.removeprefix("/").partition("@")
    return None if at and addressee.lower() != bot.username.lower() else name


def _mentions(message: telegram.Message, bot: telegram.Bot) -> tuple[telegram.MessageEntity, ...]:
    return tuple(
        entity
        for entity, text in _entities(message).items()
        if (entity.type == MessageEntityType.MENTION and text.lower() == f"@{bot.username}".lower())
        or (entity.user is not None and entity.user.id == bot.id)
    )


def _without(text: str, entities: tuple[telegram.MessageEntity, ...]) -> str:
    wide = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        wide = wide[: 2 * entity.offset] + wide[2 * (entity.offset + entity.length) :]
    return wide.decode("utf-16-le", "surrogatepass")
