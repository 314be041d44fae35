"""The address of the bot on Telegram, for links that bring people to it."""

import asyncio
import logging

import telegram
from telegram.error import TelegramError

from bot.channels.telegram_secrets import keep_out_of_logs

log = logging.getLogger(__name__)


def join_link(token: str, api_url: str) -> str | None:
    """What the code of an invitation is put behind to be a link; None where Telegram doesn't tell the bot's name."""
    keep_out_of_logs(token)
    try:
        return asyncio.run(_join_link(token, api_url))
    except TelegramError as error:
        log.info("the bot's name could not be asked for: %s", error)
        return None


async def _join_link(token: str, api_url: str) -> str:
    async with telegram.Bot(token, base_url=f"{api_url}/bot") as bot:
        return f"{bot.link}?start="
