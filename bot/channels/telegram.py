"""The Telegram channel: builds the application, keeps it receiving, and ends it cleanly."""

import asyncio
import contextlib
import logging
import re
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telegram.error import Conflict, InvalidToken
from telegram.ext import ApplicationBuilder, CallbackQueryHandler, MessageHandler, filters

from bot.channels.answering import Speaking
from bot.channels.incoming import Incoming
from bot.channels.telegram_answers import Answers
from bot.channels.telegram_gate import Gate
from bot.channels.telegram_inbox import Unanswered
from bot.channels.telegram_menus import Menus
from bot.channels.telegram_notices import Notifier
from bot.channels.telegram_order import InOrder
from bot.channels.telegram_patience import PatientRateLimiter
from bot.channels.telegram_phrases import wording
from bot.channels.telegram_polling import Polling, TelegramApplication
from bot.channels.telegram_post import Post
from bot.channels.telegram_secrets import keep_out_of_logs
from bot.channels.whereabouts import Whereabouts
from bot.settings import Settings
from bot.wiring import clock, sweep_evidence
from knowledge.inbox import Inbox
from knowledge.notices import Notices
from knowledge.roles import Channel
from knowledge.store import Store

log = logging.getLogger(__name__)

_FAILED = 1
# an answer that was slow to be acknowledged would be sent twice: rather wait
_PATIENCE = 20.0
_INCOMING = "incoming"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class House:
    """What stands behind the channel: who answers, what keeps messages, notices, people and files, the clocks."""

    assistant: Speaking
    inbox: Inbox
    notices: Notices
    whereabouts: Whereabouts
    incoming: Incoming
    now: Callable[[], datetime]
    seconds: Callable[[], float] = time.monotonic


def run(assistant: Speaking, store: Store, settings: Settings) -> int:
    """Answer on Telegram until the process is told to stop; the exit status."""
    token = settings.telegram_token.get_secret_value().strip() if settings.telegram_token else ""
    keep_out_of_logs(token)
    try:
        if not _TOKEN.fullmatch(token):
            raise InvalidToken
        sweep_evidence(store, settings)
        asyncio.run(serve(build_polling(_house(assistant, store, settings), token, settings.telegram_api_url)))
    except InvalidToken:
        log.error("Telegram refused the bot token")
        return _stopped(wording().stops.invalid_token)
    except Conflict as error:
        log.error("another program receives this bot's updates: %s", error)
        return _stopped(wording().stops.conflict)
    return 0


def _stopped(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return _FAILED


def _house(assistant: Speaking, store: Store, settings: Settings) -> House:
    now = clock(settings)
    whereabouts = Whereabouts(store, Channel.TELEGRAM, now)
    return House(assistant, store.inbox, store.notices, whereabouts, Incoming(settings.home / _INCOMING), now)


def build_polling(house: House, token: str, api_url: str) -> Polling:
    """The application with its handlers and what feeds it, not yet connected."""
    unanswered = Unanswered(house.inbox, house.now)
    menus = Menus(house.whereabouts)
    post = Post(house.whereabouts, menus)
    notifier = Notifier(house.notices, house.assistant, post, house.now)
    answers = Answers(house.assistant, post, house.incoming, unanswered, house.now, notifier.wake)
    return Polling(_application(house, menus, answers, token, api_url), unanswered, notifier)


def _application(house: House, menus: Menus, answers: Answers, token: str, api_url: str) -> TelegramApplication:
    async def prepare(application: TelegramApplication) -> None:
        house.incoming.sweep(house.now().timestamp())
        await menus.show_all(application.bot)

    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .rate_limiter(PatientRateLimiter())
        .concurrent_updates(InOrder(Gate(house.seconds).admits, answers.unanswered.answering))
        .connect_timeout(_PATIENCE)
        .read_timeout(_PATIENCE)
        .write_timeout(_PATIENCE)
        .pool_timeout(_PATIENCE)
        .get_updates_read_timeout(_PATIENCE)
        .updater(None)
        .job_queue(None)
        .post_init(prepare)
        .build()
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, answers.to_migration))
    people = filters.UpdateType.MESSAGE & ~filters.SenderChat.CHANNEL & ~filters.IS_AUTOMATIC_FORWARD
    application.add_handler(MessageHandler(people & filters.TEXT, answers.to_text))
    application.add_handler(MessageHandler(people & filters.ATTACHMENT, answers.to_attachment))
    application.add_handler(CallbackQueryHandler(answers.to_press))
    application.add_error_handler(answers.on_error)
    return application


async def serve(polling: Polling) -> None:
    """Receive and answer until SIGTERM or SIGINT; what was received by then is answered first."""
    stop = _stop_on_signals()
    receiving = asyncio.create_task(polling.run())
    await asyncio.wait({receiving, stop}, return_when=asyncio.FIRST_COMPLETED)
    receiving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await receiving


def _stop_on_signals() -> asyncio.Future[None]:
    loop = asyncio.get_running_loop()
    stop: asyncio.Future[None] = loop.create_future()

    def end(number: signal.Signals) -> None:
        # a second signal ends the process at once
        loop.remove_signal_handler(number)
        if not stop.done():
            stop.set_result(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C interrupts asyncio.run instead
            loop.add_signal_handler(number, end, number)
    return stop
