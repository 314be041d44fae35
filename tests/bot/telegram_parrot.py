"""A small assistant written by hand, and the Telegram channel running with it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta, timezone

from bot.channels.telegram import build_application
from bot.channels.telegram_polling import Polling
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent
from tests.emulator import Emulator, User

AN, BINH = User(7, "Nguyễn Văn An"), User(8, "Trần Thị Bình")
GROUP = -100
HANOI = timezone(timedelta(hours=7))


class Parrot:
    """Repeats what is said; "chọn" offers two options to the sender alone, "hỏng" breaks."""

    def __init__(self) -> None:
        self.heard: list[Message] = []
        self.offered_to = ""

    def examples(self) -> tuple[str, ...]:
        return ()

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        self.heard.append(message)
        if message.text == "hỏng":
            raise RuntimeError("broken on purpose")
        if message.choose is not None:
            return self._chosen(message)
        if message.text == "chọn":
            self.offered_to = message.sender.id
            return reply_with("Chọn đi", ReplyIntent.CLARIFY, Option("1", "Xác nhận"), Option("2", "Huỷ"))
        return reply_with(message.text)

    def takes_files(self, message: Message) -> Reply | None:
        return None

    def _chosen(self, message: Message) -> Reply:
        if message.sender.id != self.offered_to:
            return reply_with("không phải của bạn", ReplyIntent.DENIED)
        return reply_with(f"đã nhận {message.offer}/{message.choose}", ReplyIntent.CONFIRMED)


def reply_with(text: str, intent: ReplyIntent = ReplyIntent.HELP, *options: Option) -> Reply:
    """A reply of one paragraph, its options under the offer "o1"."""
    return Reply((Block(BlockKind.TEXT, text),), Facts(intent), options, offer="o1" if options else None)


@asynccontextmanager
async def running(emulator: Emulator, assistant: Parrot) -> AsyncIterator[None]:
    """The channel receives until the block ends, and then finishes what it has in hand."""
    application = build_application(assistant, emulator.token, emulator.url, lambda: datetime.now(HANOI))
    receiving = asyncio.create_task(Polling(application).run())
    try:
        yield
    finally:
        receiving.cancel()
        with suppress(asyncio.CancelledError):
            await receiving
