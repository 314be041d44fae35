"""People and invitations as tables, and the code of an invitation with how it is used."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click
from rich.box import SIMPLE
from rich.table import Table

from bot.cli.tables import console
from bot.phrases import phrase
from handlers.people_wording import place_words, role_word, standing
from knowledge.people.tokens import shown
from knowledge.people.types import InvitationLine, PersonLine

if TYPE_CHECKING:
    from bot.settings import Settings


def show_code(settings: "Settings", line: InvitationLine, code: str) -> None:
    """The code, for what and until when, and where to type it."""
    until = f"{line.expires_at.astimezone(settings.zone):%H:%M %d/%m/%Y}"
    click.echo(phrase("users", "code", code=shown(code)))
    link = _join_link(settings)
    if link is not None:
        click.echo(phrase("users", "link", link=f"{link}{code}"))
    click.echo(phrase("users", "how", code=shown(code)))
    click.echo(phrase("users", "for", number=line.id, until=until, **standing(line)))


def show_people(people: Sequence[PersonLine], zone: ZoneInfo) -> None:
    """One row a person."""
    if not people:
        click.echo(phrase("users", "nobody"))
        return
    table = _table("number", "name", "role", "place", "since", "state")
    for person in people:
        place = place_words(person.unit, person.organisation)
        row = (str(person.id), person.name, role_word(person.role), place, _day(person.joined_at, zone))
        table.add_row(*row, _state(person, zone))
    console().print(table)


def show_invitations(lines: Sequence[InvitationLine], zone: ZoneInfo) -> None:
    """One row an invitation."""
    if not lines:
        click.echo(phrase("users", "no_invitations"))
        return
    table = _table("number", "role", "place", "inviter", "until", "state")
    for line in lines:
        place, state = place_words(line.unit, line.organisation), phrase("users", f"state_{line.state}")
        table.add_row(str(line.id), role_word(line.role), place, line.inviter, _day(line.expires_at, zone), state)
    console().print(table)


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE)
    for name in columns:
        table.add_column(phrase("users", f"column_{name}"), overflow="fold")
    return table


def _day(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%d/%m/%Y}"


def _state(person: PersonLine, zone: ZoneInfo) -> str:
    if person.removed_at is not None:
        return phrase("users", "state_removed", day=_day(person.removed_at, zone))
    if person.unreachable_since is not None:
        return phrase("users", "state_unreachable", day=_day(person.unreachable_since, zone))
    return ""


def _join_link(settings: "Settings") -> str | None:
    if settings.telegram_token is None:
        return None
    from bot.channels.telegram_name import join_link

    return join_link(settings.telegram_token.get_secret_value(), settings.telegram_api_url)
