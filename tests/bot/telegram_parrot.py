"""A small assistant written by hand, and the Telegram channel running with it over a store of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.channels.answering import Speaking
from bot.channels.incoming import Incoming
from bot.channels.telegram import House, build_polling
from bot.channels.whereabouts import Whereabouts
from handlers.files import Report, unheard
from handlers.message import Message
from handlers.reply import Block, BlockKind, Facts, Option, Reply, ReplyIntent
from knowledge.notices import News
from knowledge.roles import Channel
from knowledge.store import Store, open_store
from tests.emulator import Emulator, User

AN, BINH = User(7, "Nguyễn Văn An"), User(8, "Trần Thị Bình")
GROUP, SUPERGROUP = -100, -1001234567890
HANOI = timezone(timedelta(hours=7))


class Parrot:
    """Repeats what is said; "chọn" offers two options to the sender alone, "riêng" is personal, "hỏng" breaks."""

    def __init__(self, declines: str = "") -> None:
        self.heard: list[Message] = []
        self.offered_to = ""
        self.files: list[tuple[str, bytes]] = []
        self._declines = declines

    def takes_files(self, message: Message) -> Reply | None:
        return reply_with(self._declines) if self._declines else None

    def tell(self, news: News, message: Message) -> Reply | None:
        return reply_with(f"{news.kind} {news.answer}")

    def examples(self) -> tuple[str, ...]:
        return ()

    def respond(self, message: Message, report: Report = unheard) -> Reply:
        self.heard.append(message)
        if message.text == "hỏng":
            raise RuntimeError("broken on purpose")
        if message.file is not None:
            report(f"đang đọc {message.file.name}")
            self.files.append((message.file.name, message.file.read_bytes()))
            return reply_with(f"đã đọc {message.file.name}")
        if message.held is not None:
            return reply_with(f"để lại {message.held.name}")
        if message.choose is not None:
            return self._chosen(message)
        if message.text == "riêng":
            return replace(reply_with("chuyện riêng"), personal=True)
        if message.text == "chọn":
            self.offered_to = message.sender.id
            return reply_with("Chọn đi", ReplyIntent.CLARIFY, Option("1", "Xác nhận"), Option("2", "Huỷ"))
        return reply_with(message.text)

    def _chosen(self, message: Message) -> Reply:
        if message.sender.id != self.offered_to:
            return reply_with("không phải của bạn", ReplyIntent.DENIED)
        return reply_with(f"đã nhận {message.offer}/{message.choose}", ReplyIntent.CONFIRMED)


def reply_with(text: str, intent: ReplyIntent = ReplyIntent.HELP, *options: Option) -> Reply:
    """A reply of one paragraph, its options under the offer "o1"."""
    return Reply((Block(BlockKind.TEXT, text),), Facts(intent), options, offer="o1" if options else None)


def archive(home: Path) -> Store:
    """An empty archive."""
    return open_store(f"sqlite:///{home / 'dondoc.sqlite3'}")


@asynccontextmanager
async def running(
    emulator: Emulator, assistant: Speaking, store: Store | None = None, seconds: Callable[[], float] | None = None
) -> AsyncIterator[Path]:
    """The channel receives until the block ends, and then finishes what it has in hand; where it keeps files."""
    with TemporaryDirectory() as folder, store or archive(Path(folder)) as kept:
        incoming = Path(folder) / "incoming"
        whereabouts = Whereabouts(kept, Channel.TELEGRAM, _now)
        house = House(
            assistant,
            kept.inbox,
            kept.notices,
            whereabouts,
            Incoming(incoming),
            _now,
            seconds or asyncio.get_running_loop().time,
        )
        receiving = asyncio.create_task(build_polling(house, emulator.token, emulator.url).run())
        try:
            yield incoming
        finally:
            receiving.cancel()
            with suppress(asyncio.CancelledError):
                await receiving


def _now() -> datetime:
    return datetime.now(HANOI)
