"""The command that lets an organisation follow a reorganisation that ships as data."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive, yes
from bot.cli.vietnamese import Command
from bot.phrases import phrase
from knowledge.reorganisations import known_reorganisations

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.commands import Reorganise, RetractSuccessions
    from knowledge.reorganisations.prepared import Prepared
    from knowledge.store import Store

_DAY = click.DateTime(["%d/%m/%Y", "%Y-%m-%d"])


@click.command(cls=Command, help="Áp dụng một đợt sắp xếp có sẵn (như 2025) cho một cơ quan trong danh bạ.")
@click.argument("name", metavar="ĐỢT", type=click.Choice(known_reorganisations()))
@click.option("--organisation", metavar="CƠ_QUAN", required=True, help="Tên cơ quan, trước hoặc sau sắp xếp.")
@click.option(
    "--departments-on", metavar="NGÀY", type=_DAY, help="Ngày các sở thực tế sắp xếp, nếu khác quy định chung."
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi gì.")
@click.option("--yes", "unasked", is_flag=True, help="Áp dụng luôn, không hỏi lại.")
@click.option("--undo", is_flag=True, help="Thôi áp dụng đợt này cho cơ quan ấy.")
@click.pass_obj
def reorganise(
    settings: "Settings",
    name: str,
    organisation: str,
    departments_on: datetime | None,
    dry_run: bool,
    unasked: bool,
    undo: bool,
) -> int:
    """Show what would change, and change it if a person agrees."""
    from bot.wiring import clock, open_archive
    from knowledge.reorganisations.prepare import prepare, prepare_undo

    since = departments_on.date() if departments_on else None
    with open_archive(settings) as store:
        units = store.directory.units_of(organisation)
        command: Reorganise | RetractSuccessions | None
        if undo:
            command = prepare_undo(name, units, organisation)
            _show_undo(command)
        else:
            prepared = prepare(name, units, organisation, since)
            command = prepared.command
            _show(prepared, organisation)
        return 0 if command is None or dry_run else _give(store, command, clock(settings)(), unasked)


def _give(store: "Store", command: "Reorganise | RetractSuccessions", at: datetime, unasked: bool) -> int:
    from bot.intake import operator
    from knowledge.perform import perform

    if not unasked and not is_interactive():
        click.echo(phrase("reorganise", "needs_yes"), err=True)
        return 1
    if unasked or yes(phrase("reorganise", "ask")):
        done = perform(store, command, operator(), at)
        click.echo(phrase("reorganise", "done" if done.changed else "unchanged"))
    return 0


def _show_undo(command: "RetractSuccessions | None") -> None:
    count = 0 if command is None else len(command.successions)
    click.echo(phrase("reorganise", "undo" if command else "nothing_to_undo", count=count))


def _show(prepared: "Prepared", organisation: str) -> None:
    """Tell all that is left open; the chat tells but the first."""
    from handlers.phrases import say
    from handlers.reorganisation_wording import left_open, summary
    from knowledge.reorganisations import read_reorganisation

    title = read_reorganisation(prepared.name).title
    known = "nothing" if prepared.command is None else "about"
    click.echo(say("reorganise", known, title=title, organisation=organisation))
    for line in summary(prepared):
        click.echo(f"- {line}")
    if prepared.left_open:
        click.echo(say("reorganise", "open", count=len(prepared.left_open)))
    for each in prepared.left_open:
        click.echo(f"- {left_open(each)}")
