"""Files sent to the bot: told of, weighed, and fetched into a folder of their own."""

from dataclasses import dataclass
from pathlib import Path

import telegram
from telegram.error import TelegramError

from bot.channels.telegram_patience import patiently
from bot.channels.telegram_phrases import wording
from handlers.files import HeldFile
from handlers.wording import size
from knowledge.file_names import safe_name

_MB = 1 << 20
_LARGEST_MB = 20


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that lies with Telegram, sent in this form ("document", "video"); its size is 0 where it is not told."""

    form: str
    id: str
    name: str
    bytes: int

    @property
    def held(self) -> HeldFile:
        """The file as it stays with Telegram, which sends it again only in the form it came in."""
        return HeldFile(f"{self.form}:{self.id}", self.name, self.bytes)

    @property
    def too_large(self) -> bool:
        """Whether Telegram hands no such file to a bot."""
        return self.bytes > _LARGEST_MB * _MB

    def says(self, phrase: str) -> str:
        """A phrase of the channel about this file."""
        return phrase.format(name=self.name, size=size(self.bytes))


def attached(message: telegram.Message) -> Attached | None:
    """The document, picture, voice or film of a message, None where it holds none."""
    if message.document is not None:
        document = message.document
        return Attached("document", document.file_id, safe_name(document.file_name or ""), document.file_size or 0)
    if message.photo:
        largest = max(message.photo, key=lambda each: each.width * each.height)
        name = f"{wording().phrases.photo}-{message.message_id}.jpg"
        return Attached("photo", largest.file_id, name, largest.file_size or 0)
    return _heard_or_seen(message)


def _heard_or_seen(message: telegram.Message) -> Attached | None:
    """A voice message, a sound or a film; most of them have no name."""
    phrases, number = wording().phrases, message.message_id
    if message.voice is not None:
        return Attached("voice", message.voice.file_id, f"{phrases.voice}-{number}.ogg", message.voice.file_size or 0)
    if message.audio is not None:
        name = safe_name(message.audio.file_name or f"{phrases.voice}-{number}.mp3")
        return Attached("audio", message.audio.file_id, name, message.audio.file_size or 0)
    film = message.video or message.video_note
    if film is None:
        return None
    form, called = ("video", message.video.file_name) if message.video is not None else ("video_note", None)
    return Attached(form, film.file_id, safe_name(called or f"{phrases.video}-{number}.mp4"), film.file_size or 0)


async def fetch(file: Attached, path: Path, bot: telegram.Bot) -> None:
    """Put the file's content at `path`; raises TelegramError where Telegram doesn't hand it out."""
    remote = await bot.get_file(file.id)
    await patiently("a download", lambda: remote.download_to_drive(path))


def is_too_large(error: TelegramError) -> bool:
    """Whether a file didn't come because of its size."""
    return "too big" in error.message.lower()
