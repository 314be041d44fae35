"""The audit trail as a table on the screen, as JSON Lines, and as tables for spreadsheets."""

import json
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from pathlib import Path

import click
from rich.box import SIMPLE
from rich.table import Table

from bot.cli.tables import console
from bot.errors import UnwritableFileError
from bot.phrases import phrase
from handlers.audit_wording import did, moment, who
from knowledge.applied import Facts
from knowledge.audit_types import AuditEntry
from knowledge.spreadsheets.books import write_book
from knowledge.spreadsheets.cell_text import to_cell
from knowledge.spreadsheets.csv_files import write_csv
from knowledge.spreadsheets.sheets import Column, Sheet

_COLUMNS = {
    "id": 8, "at": 20, "actor_name": 24, "actor_id": 18, "actor_role": 12, "channel": 14, "command": 18,
    "organisation": 28, "unit": 28, "did": 60, "before": 50, "after": 50,
}  # fmt: skip


def show(entries: Sequence[AuditEntry], limit: int, zone: tzinfo) -> None:
    """The newest, one row an entry, and whether there are more."""
    if not entries:
        click.echo(phrase("audit", "none"))
        return
    table = Table(box=SIMPLE)
    table.add_column(phrase("audit", "at"), no_wrap=True)
    table.add_column(phrase("audit", "actor_name"), overflow="fold", ratio=1)
    table.add_column(phrase("audit", "did"), overflow="fold", ratio=3)
    for entry in entries[:limit]:
        table.add_row(moment(entry, zone), who(entry), did(entry))
    screen = console()
    screen.print(table)
    if len(entries) > limit:
        screen.print(f"  {phrase('audit', 'more')}")


def as_line(entry: AuditEntry) -> str:
    """An entry as one line of JSON."""
    actor = {"id": entry.actor_id, "name": entry.actor_name, "role": entry.actor_role}
    fields = {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "actor": actor,
        "channel": entry.channel,
        "command": entry.command,
        "organisation": entry.organisation,
        "unit": entry.unit,
        "before": entry.before,
        "after": entry.after,
    }
    return json.dumps(fields, ensure_ascii=False)


def write(entries: Sequence[AuditEntry], path: Path, zone: tzinfo) -> None:
    """All entries as a file of the kind that its name tells."""
    try:
        match path.suffix.lower():
            case ".xlsx":
                columns = tuple(Column(phrase("audit", name), width) for name, width in _COLUMNS.items())
                cells = ([*map(to_cell, _row(entry, zone))] for entry in entries)
                write_book(path, [(Sheet(phrase("audit", "sheet"), columns), cells)])
            case ".csv":
                titles = [phrase("audit", name) for name in _COLUMNS]
                write_csv(path, [titles, *(_row(entry, zone) for entry in entries)])
            case _:
                path.write_text("".join(f"{as_line(entry)}\n" for entry in entries), encoding="utf-8")
    except OSError as error:
        raise UnwritableFileError(path) from error
    click.echo(phrase("audit", "written", count=len(entries), path=path))


def _row(entry: AuditEntry, zone: tzinfo) -> Iterator[str]:
    yield str(entry.id)
    yield f"{entry.at.astimezone(zone):%Y-%m-%d %H:%M:%S}"
    yield from (entry.actor_name, entry.actor_id, entry.actor_role, entry.channel, entry.command)
    yield from (entry.organisation or "", entry.unit or "", did(entry))
    yield from (_facts(entry.before), _facts(entry.after))


def _facts(facts: Facts) -> str:
    return json.dumps(facts, ensure_ascii=False) if facts else ""
