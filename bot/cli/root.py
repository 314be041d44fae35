"""The command `dondoc` and what stands under it."""

import logging

import click

from bot.cli.audit import audit
from bot.cli.learning import misses, vocabulary
from bot.cli.measure import bench, evaluate
from bot.cli.plans import plans
from bot.cli.talk import chat, pipe, telegram
from bot.cli.units import units
from bot.cli.users import users
from bot.cli.vietnamese import Group


@click.group(cls=Group, help="Đôn Đốc: hỏi và theo dõi nhiệm vụ trong các kế hoạch của cơ quan nhà nước.")
@click.version_option(package_name="dondoc", message="%(prog)s %(version)s", help="In số phiên bản.")
@click.pass_context
def dondoc(context: click.Context) -> None:
    """Read the settings that every command needs."""
    from bot.settings import load_settings

    settings = load_settings()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    context.obj = settings


for command in (chat, pipe, telegram, plans, units, users, misses, vocabulary, audit, evaluate, bench):
    dondoc.add_command(command)
