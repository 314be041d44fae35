"""The commands about people: invite, list, change, remove; the first administrator comes in by these."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import click

from bot.cli.personal import erase, export_data
from bot.cli.unit_changes import suggest
from bot.cli.vietnamese import Command, Group
from bot.phrases import phrase
from knowledge.errors import UnitNotFoundError
from knowledge.roles import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.commands import PeopleCommand
    from knowledge.store import Store

_ROLE = click.Choice([role.value for role in Role])
_ORGANISATION = click.option("--organisation", metavar="CƠ_QUAN", help="Cơ quan của đơn vị, nếu nhiều nơi trùng tên.")
_PERSON = click.argument("person", metavar="SỐ", type=int)
_LONGEST_DAYS = 90


@click.group(cls=Group, help="Người dùng: mời, xem, đổi vai trò, chuyển đơn vị, xoá; dữ liệu cá nhân.")
def users() -> None:
    """Hold the commands about people."""


for command in (export_data, erase):
    users.add_command(command)


@users.command(cls=Command, help="Tạo mã mời cho một người; không nêu đơn vị thì mời quản trị toàn bộ.")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị của người được mời, ví dụ “Sở Tư pháp”.")
@_ORGANISATION
@click.option("--role", type=_ROLE, default=Role.OFFICER.value, show_default=True, help="Vai trò.")
@click.option("--days", type=click.IntRange(1, _LONGEST_DAYS), default=7, show_default=True, help="Hạn dùng, số ngày.")
@click.pass_obj
def invite(settings: "Settings", unit: str | None, organisation: str | None, role: str, days: int) -> int:
    """Make an invitation and show its code."""
    from bot.cli.people_tables import show_code
    from bot.intake import operator
    from bot.wiring import clock, open_archive
    from knowledge.commands import Invite
    from knowledge.people.tokens import digest_of, new_code
    from knowledge.perform import perform

    now, code = clock(settings)(), new_code()
    with open_archive(settings) as store:
        try:
            number = None if unit is None else _unit(store, unit, organisation)
        except UnitNotFoundError as error:
            return _no_unit(store, organisation, error)
        command = Invite(Role(role), number, digest_of(code), now + timedelta(days=days))
        made = perform(store, command, operator(), now).id
        line = next(line for line in store.people.list_invitations(now) if line.id == made)
    show_code(settings, line, code)
    return 0


@users.command("list", cls=Command, help="Liệt kê người đã tham gia.")
@_ORGANISATION
@click.option("--all", "every", is_flag=True, help="Kể cả người đã xoá.")
@click.pass_obj
def list_(settings: "Settings", organisation: str | None, every: bool) -> None:
    """Show who has joined."""
    from bot.cli.people_tables import show_people
    from bot.wiring import open_archive

    with open_archive(settings) as store:
        people = store.people.list_people(organisation, include_removed=every)
    show_people(people, settings.zone)


@users.command(cls=Command, help="Liệt kê các lời mời và tình trạng.")
@_ORGANISATION
@click.pass_obj
def invitations(settings: "Settings", organisation: str | None) -> None:
    """Show who was invited to what, and what became of it."""
    from bot.cli.people_tables import show_invitations
    from bot.wiring import clock, open_archive

    with open_archive(settings) as store:
        lines = store.people.list_invitations(clock(settings)(), organisation)
    show_invitations(lines, settings.zone)


@users.command(cls=Command, help="Thu hồi một lời mời chưa dùng.")
@click.argument("invitation", metavar="SỐ", type=int)
@click.pass_obj
def revoke(settings: "Settings", invitation: int) -> None:
    """Let an invitation admit nobody."""
    from knowledge.commands import RevokeInvitation

    _perform(settings, lambda _: RevokeInvitation(invitation))
    click.echo(phrase("users", "revoked", number=invitation))


@users.command(cls=Command, help="Xoá một người: mọi quyền chấm dứt ngay, báo cáo vẫn còn.")
@_PERSON
@click.pass_obj
def remove(settings: "Settings", person: int) -> None:
    """End a person's rights."""
    from knowledge.commands import RemovePerson

    _tell(settings, "removed", person, lambda _: RemovePerson(person))


@users.command(cls=Command, help="Nhận lại một người đã xoá.")
@_PERSON
@click.pass_obj
def readmit(settings: "Settings", person: int) -> None:
    """Give a person who was removed the rights back."""
    from knowledge.commands import ReadmitPerson

    _tell(settings, "readmitted", person, lambda _: ReadmitPerson(person))


@users.command(cls=Command, help="Đổi vai trò hoặc đơn vị của một người.")
@_PERSON
@click.option("--role", type=_ROLE, help="Vai trò mới.")
@click.option("--unit", metavar="ĐƠN_VỊ", help="Đơn vị mới.")
@_ORGANISATION
@click.option("--everywhere", is_flag=True, help="Quản trị toàn bộ, không thuộc đơn vị nào.")
@click.pass_obj
def change(
    settings: "Settings", person: int, role: str | None, unit: str | None, organisation: str | None, everywhere: bool
) -> int:
    """Give a person another role or unit."""
    from bot.wiring import open_archive
    from knowledge.commands import ChangePerson

    def made(store: "Store") -> "PeopleCommand":
        number = None if unit is None else _unit(store, unit, organisation)
        return ChangePerson(person, Role(role) if role else None, number, everywhere)

    try:
        _tell(settings, "changed", person, made)
    except UnitNotFoundError as error:
        with open_archive(settings) as store:
            return _no_unit(store, organisation, error)
    return 0


def _unit(store: "Store", name: str, organisation: str | None) -> int:
    from knowledge.directory.by_name import ByName

    return ByName(store.directory, organisation).unit(name).id


def _no_unit(store: "Store", organisation: str | None, error: UnitNotFoundError) -> int:
    """Tell that there is no such unit, which look like it, and how to add one."""
    from knowledge.directory.by_name import ByName

    status = suggest(ByName(store.directory, organisation), error)
    click.echo(phrase("users", "how_to_add"), err=True)
    return status


def _tell(settings: "Settings", name: str, person: int, made: "Callable[[Store], PeopleCommand]") -> None:
    """Perform what was asked for, and tell what the person is now."""
    from bot.wiring import open_archive
    from handlers.people_wording import standing

    _perform(settings, made)
    with open_archive(settings) as store:
        line = store.people.get(person)
    click.echo(phrase("users", name, name=line.name, **standing(line)))


def _perform(settings: "Settings", made: "Callable[[Store], PeopleCommand]") -> None:
    from bot.intake import operator
    from bot.wiring import clock, open_archive
    from knowledge.perform import perform

    with open_archive(settings) as store:
        perform(store, made(store), operator(), clock(settings)())
