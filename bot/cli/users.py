"""The commands about people."""

import click

from bot.cli.personal import erase, export_data
from bot.cli.vietnamese import Group


@click.group(cls=Group, help="Người dùng: dữ liệu cá nhân.")
def users() -> None:
    """Hold the commands about people."""


for command in (export_data, erase):
    users.add_command(command)
