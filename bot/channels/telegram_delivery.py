"""Bringing replies to a chat: messages with buttons, and files."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Self

import telegram
from telegram.constants import ChatType, ParseMode
from telegram.error import BadRequest, TelegramError

from bot.channels.answering import apology
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_updates import Choice
from bot.rendering.telegram_html import LONGEST_MESSAGE, button_label, render, units
from handlers.files import HeldFile
from handlers.reply import Option, Reply

log = logging.getLogger(__name__)

_Send = Callable[..., Awaitable[telegram.Message]]

_ROW_UNITS = 32
_PICTURES = {".png", ".jpg", ".jpeg"}
_NO_PREVIEW = telegram.LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: a chat, a topic of it, and in a group the message that it answers."""

    chat: int
    topic: int | None = None
    under: int | None = None

    @classmethod
    def beside(cls, message: telegram.MaybeInaccessibleMessage) -> Self:
        """The place of `message`, as far as Telegram still shows it."""
        if not isinstance(message, telegram.Message):
            return cls(message.chat.id)
        topic = message.message_thread_id if message.is_topic_message else None
        under = None if message.chat.type == ChatType.PRIVATE else message.message_id
        return cls(message.chat.id, topic, under)

    @property
    def quoted(self) -> telegram.ReplyParameters | None:
        """The message answered; the answer comes even if it is deleted meanwhile."""
        if self.under is None:
            return None
        return telegram.ReplyParameters(self.under, allow_sending_without_reply=True)


async def deliver(reply: Reply, place: Place, bot: telegram.Bot, over: telegram.Message | None = None) -> None:
    """Send the whole reply, the buttons under its last part; the first part takes the place of the message `over`."""
    buttons = keyboard(reply)
    parts = render(reply) or ((escape(wording().phrases.choose),) if buttons else ())
    for left, part in zip(reversed(range(len(parts))), parts, strict=True):
        await _put(part, None if left else buttons, place, bot, over)
        over = None
    for path in reply.files:
        await _send_file(path, place, bot)
    for file in reply.held:
        await _send_held(file, place, bot)


async def _put(
    part: str,
    buttons: telegram.InlineKeyboardMarkup | None,
    place: Place,
    bot: telegram.Bot,
    over: telegram.Message | None,
) -> None:
    if over is not None:
        try:
            await over.edit_text(part, ParseMode.HTML, link_preview_options=_NO_PREVIEW, reply_markup=buttons)
        except BadRequest as error:
            log.info("a message of chat %s could not be replaced: %s", place.chat, error)
        else:
            return
    await bot.send_message(
        place.chat,
        part,
        ParseMode.HTML,
        link_preview_options=_NO_PREVIEW,
        message_thread_id=place.topic,
        reply_parameters=place.quoted,
        reply_markup=buttons,
    )


async def _send_file(path: Path, place: Place, bot: telegram.Bot) -> None:
    content = await asyncio.to_thread(path.read_bytes)
    file = telegram.InputFile(content, path.name)
    if path.suffix.lower() in _PICTURES:
        await bot.send_photo(place.chat, file, message_thread_id=place.topic, reply_parameters=place.quoted)
    else:
        await bot.send_document(place.chat, file, message_thread_id=place.topic, reply_parameters=place.quoted)


async def _send_held(file: HeldFile, place: Place, bot: telegram.Bot) -> None:
    """Have Telegram send a file that it kept, in the form it came in."""
    form, _, file_id = file.id.partition(":")
    try:
        await _sender(bot, form)(place.chat, file_id, message_thread_id=place.topic, reply_parameters=place.quoted)
    except BadRequest as error:
        log.warning("a file of chat %s is no longer handed out: %s", place.chat, error)
        gone = escape(wording().phrases.file_gone.format(name=file.name))
        await _put(gone, None, place, bot, over=None)


def _sender(bot: telegram.Bot, form: str) -> _Send:
    forms: dict[str, _Send] = {
        "document": bot.send_document,
        "photo": bot.send_photo,
        "voice": bot.send_voice,
        "audio": bot.send_audio,
        "video": bot.send_video,
        "video_note": bot.send_video_note,
    }
    return forms[form]


def keyboard(reply: Reply) -> telegram.InlineKeyboardMarkup | None:
    """The options as buttons, short ones side by side; None where there is nothing to press."""
    if reply.offer is None or not reply.options:
        return None
    rows: list[list[telegram.InlineKeyboardButton]] = []
    room = 0
    for option in reply.options:
        button = _button(reply.offer, option)
        if units(button.text) > room:
            rows.append([])
            room = _ROW_UNITS
        rows[-1].append(button)
        room -= units(button.text)
    return telegram.InlineKeyboardMarkup(rows)


def _button(offer: str, option: Option) -> telegram.InlineKeyboardButton:
    return telegram.InlineKeyboardButton(button_label(option), callback_data=Choice(offer, option.key).encode())


async def close_press(query: telegram.CallbackQuery, alert: str | None = None) -> None:
    """Stop the button's spinner, with an alert if there is something to say."""
    try:
        await query.answer(alert, show_alert=alert is not None)
    except TelegramError as error:
        log.info("a press could not be answered any more: %s", error)


async def mark_chosen(query: telegram.CallbackQuery) -> None:
    """Take the buttons away and say under their message which one was pressed."""
    message = query.message
    if not isinstance(message, telegram.Message):
        return
    mark = f"✓ {wording().phrases.chosen}: {_pressed_label(message, query.data)}"
    try:
        if units(f"{message.text}\n\n{mark}") <= LONGEST_MESSAGE:
            marked = f"{message.text_html}\n\n<i>{escape(mark)}</i>"
            await query.edit_message_text(marked, parse_mode=ParseMode.HTML)
        else:
            await query.edit_message_reply_markup(None)
    except TelegramError as error:
        log.info("the pressed buttons of chat %s stay as they are: %s", message.chat_id, error)


def _pressed_label(message: telegram.Message, data: str | None) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((button.text for row in rows for button in row if button.callback_data == data), "")


async def tell(update: telegram.Update, sentence: str) -> None:
    """Say something of the update itself to whoever it is of, if they can be told."""
    if update.callback_query is not None:
        await close_press(update.callback_query, sentence)
    elif update.message is not None:
        place = Place.beside(update.message)
        try:
            await deliver(apology(sentence), place, update.message.get_bot())
        except TelegramError as error:
            log.info("chat %s could not be told of its update: %s", place.chat, error)
