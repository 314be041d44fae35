"""The commands that talk: chat, pipe and telegram."""

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive, yes
from bot.cli.vietnamese import Command
from bot.phrases import phrase
from handlers.message import Sender
from knowledge.roles import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.wiring import Parts
    from knowledge.store import Store


@click.command(cls=Command, help="Trò chuyện trong cửa sổ lệnh, hoặc qua đường ống.")
@click.option("--as", "name", metavar="TÊN", help="Tên người hỏi (mặc định: tên đăng nhập).")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị của người hỏi, ví dụ “Sở Tư pháp”.")
@click.option("--organisation", metavar="CƠ_QUAN", help="Cơ quan của người hỏi, ví dụ “UBND tỉnh …”.")
@click.option("--role", type=click.Choice([role.value for role in Role]), default="admin", help="Vai trò người hỏi.")
@click.option("--sample-if-new", is_flag=True, help="Lần đầu chạy thì nạp kế hoạch mẫu.")
@click.pass_obj
def chat(
    settings: "Settings", name: str | None, unit: str | None, organisation: str | None, role: str, sample_if_new: bool
) -> None:
    """Talk at the terminal."""
    from bot.channels.terminal import run_terminal, typed_lines
    from bot.intake import login
    from bot.wiring import clock

    name = name or login()
    sender = Sender(f"terminal:{name}", name, Role(role), unit, organisation)
    is_new = settings.embedded_database is not None and not settings.embedded_database.exists()
    with _talking(settings) as parts:
        if not parts.store.plans.list_plans():
            _offer_sample(parts.store, clock(settings)(), unasked=sample_if_new and is_new)
        lines = typed_lines() if is_interactive() else iter(sys.stdin)
        run_terminal(parts.assistant, sender, lines, sys.stdout, clock(settings))


@click.command(cls=Command, help="Trò chuyện qua JSON Lines: một dòng vào, một dòng ra.")
@click.pass_obj
def pipe(settings: "Settings") -> None:
    """Talk with another program."""
    from bot.channels.jsonl import run_pipe
    from bot.wiring import clock

    with _talking(settings) as parts:
        run_pipe(parts.assistant, sys.stdin.buffer, sys.stdout.buffer, clock(settings))


@click.command(cls=Command, help="Trò chuyện qua Telegram; cần biến DONDOC_TELEGRAM_TOKEN.")
@click.pass_obj
def telegram(settings: "Settings") -> int:
    """Talk on Telegram."""
    from bot.errors import SettingsError

    if settings.telegram_token is None:
        raise SettingsError("telegram_token")
    from bot.channels.telegram import run

    with _talking(settings) as parts:
        return run(parts.assistant, parts.store, settings)


@contextmanager
def _talking(settings: "Settings") -> "Iterator[Parts]":
    """The parts; what is there for good is not looked through by the collector of garbage, which would halt answers."""
    from bot.wiring import build

    with build(settings) as parts:
        parts.assistant.examples()  # reads what it answers from
        gc.collect()
        gc.freeze()
        try:
            yield parts
        finally:
            gc.unfreeze()


def _offer_sample(store: "Store", at: datetime, unasked: bool) -> None:
    from bot.intake import keep_sample

    if unasked or (is_interactive() and yes(phrase("terminal", "offer_sample"))):
        click.echo(keep_sample(store, at) + "\n")
    else:
        click.echo(phrase("terminal", "empty") + "\n")
