"""The commands that correct the directory of units, and follow its changes."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import click

from bot.cli.vietnamese import Command
from bot.phrases import phrase
from handlers.explain import explain
from knowledge.errors import UnitNotFoundError
from knowledge.units import Level

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.commands import UnitCommand
    from knowledge.directory.by_name import ByName
    from knowledge.directory.drafting import Drafting
    from knowledge.store import Store

_NAME = click.argument("name", metavar="ĐƠN_VỊ")
_NAMES = click.argument("names", nargs=-1, required=True, metavar="ĐƠN_VỊ…")
_ORGANISATION = click.option("--organisation", metavar="CƠ_QUAN", help="Tìm tên đơn vị trong cơ quan này trước.")
_LEVEL = click.option("--level", type=click.Choice([level.value for level in Level]), help="Cấp của đơn vị.")
_DAY = click.DateTime(["%Y-%m-%d", "%d/%m/%Y"])


@click.command(cls=Command, help="Thêm một đơn vị.")
@_NAME
@click.option("--under", metavar="ĐƠN_VỊ", help="Trực thuộc đơn vị này; không nêu thì là một cơ quan đứng riêng.")
@_LEVEL
@click.option("--issues-plans", is_flag=True, help="Là cơ quan tự ban hành kế hoạch.")
@_ORGANISATION
@click.pass_obj
def add(
    settings: "Settings", name: str, under: str | None, level: str | None, issues_plans: bool, organisation: str | None
) -> int:
    """Put in a unit."""
    on = Level(level) if level else None
    return _draft(settings, organisation, lambda drafting: drafting.add(name, under, on, issues_plans))


@click.command(cls=Command, help="Sửa tên một đơn vị; tên cũ vẫn được hiểu.")
@_NAME
@click.argument("to", metavar="TÊN_ĐÚNG")
@_ORGANISATION
@click.pass_obj
def rename(settings: "Settings", name: str, to: str, organisation: str | None) -> int:
    """Correct a name."""
    return _draft(settings, organisation, lambda drafting: drafting.rename(name, to))


@click.command(cls=Command, help="Sửa chỗ đứng của một đơn vị: trực thuộc đâu, cấp nào.")
@_NAME
@click.option("--under", metavar="ĐƠN_VỊ", help="Trực thuộc đơn vị này.")
@_LEVEL
@_ORGANISATION
@click.pass_obj
def place(settings: "Settings", name: str, under: str | None, level: str | None, organisation: str | None) -> int:
    """Correct where a unit stands."""
    on = Level(level) if level else None
    return _draft(settings, organisation, lambda drafting: drafting.place(name, under, on))


@click.command(cls=Command, help="Thêm tên khác, tên viết tắt của một đơn vị.")
@_NAME
@click.argument("others", nargs=-1, required=True, metavar="TÊN_KHÁC…")
@_ORGANISATION
@click.pass_obj
def alias(settings: "Settings", name: str, others: tuple[str, ...], organisation: str | None) -> int:
    """Let a unit be known by more names."""
    return _draft(settings, organisation, lambda drafting: drafting.alias(name, others))


@click.command(cls=Command, help="Bỏ tên khác của một đơn vị.")
@_NAME
@click.argument("others", nargs=-1, required=True, metavar="TÊN_KHÁC…")
@_ORGANISATION
@click.pass_obj
def unalias(settings: "Settings", name: str, others: tuple[str, ...], organisation: str | None) -> int:
    """Let a unit be known by fewer names."""
    return _draft(settings, organisation, lambda drafting: drafting.unalias(name, others))


@click.command(cls=Command, help="Gộp những đơn vị bị nhập trùng vào một đơn vị.")
@_NAMES
@click.option("--into", required=True, metavar="ĐƠN_VỊ", help="Đơn vị còn lại.")
@_ORGANISATION
@click.pass_obj
def merge(settings: "Settings", names: tuple[str, ...], into: str, organisation: str | None) -> int:
    """Correct units entered more than once."""
    return _draft(settings, organisation, lambda drafting: drafting.merge(names, into))


@click.command(cls=Command, help="Thôi gộp: những đơn vị đã gộp nhầm lại đứng riêng.")
@_NAMES
@click.pass_obj
def part(settings: "Settings", names: tuple[str, ...]) -> int:
    """Let units that were merged by mistake stand by themselves."""
    return _draft(settings, None, lambda drafting: drafting.part(names))


@click.command(cls=Command, help="Ghi việc sáp nhập, chia tách, đổi tên hoặc kết thúc từ một ngày.")
@_NAMES
@click.option(
    "--by", "successors", multiple=True, metavar="ĐƠN_VỊ", help="Đơn vị kế thừa; chia tách thì nêu nhiều lần."
)
@click.option("--ends", is_flag=True, help="Kết thúc, không có đơn vị kế thừa.")
@click.option("--on", "since", required=True, type=_DAY, metavar="NGÀY", help="Từ ngày, như 2025-03-01 hay 01/03/2025.")
@click.option("--source", default="", metavar="CĂN_CỨ", help="Nghị quyết, quyết định làm căn cứ.")
@_ORGANISATION
@click.pass_obj
def succeed(
    settings: "Settings",
    names: tuple[str, ...],
    successors: tuple[str, ...],
    ends: bool,
    since: datetime,
    source: str,
    organisation: str | None,
) -> int:
    """Follow a reorganisation, unit by unit."""
    if ends is bool(successors):
        click.echo(phrase("units", "by_or_ends"), err=True)
        return 1
    return _draft(settings, organisation, lambda drafting: drafting.succeed(names, successors, since.date(), source))


@click.command(cls=Command, help="Xem những sáp nhập, chia tách, đổi tên đã ghi; bỏ dòng ghi nhầm.")
@click.option("--retract", "retracted", multiple=True, type=int, metavar="SỐ", help="Bỏ dòng mang số này.")
@click.pass_obj
def successions(settings: "Settings", retracted: tuple[int, ...]) -> int:
    """Show who took whose place, or take some of it back."""
    from bot.cli.unit_tables import show_successions
    from bot.wiring import open_archive
    from knowledge.commands import RetractSuccessions

    if retracted:
        return _draft(settings, None, lambda _: RetractSuccessions(retracted))
    with open_archive(settings) as store:
        show_successions(store.directory.list_successions())
    return 0


@click.command(cls=Command, help="Nói đơn vị nào thuộc, không thuộc một nhóm như “Khối nội chính”.")
@_NAME
@click.option("--in", "inside", multiple=True, metavar="ĐƠN_VỊ", help="Thuộc nhóm.")
@click.option("--out", "outside", multiple=True, metavar="ĐƠN_VỊ", help="Không thuộc nhóm.")
@_ORGANISATION
@click.pass_obj
def group(
    settings: "Settings", name: str, inside: tuple[str, ...], outside: tuple[str, ...], organisation: str | None
) -> int:
    """Say who is in a group."""
    if not inside and not outside:
        click.echo(phrase("units", "in_or_out"), err=True)
        return 1
    return _draft(settings, organisation, lambda drafting: drafting.group(name, organisation, inside, outside))


CHANGES = (add, rename, place, alias, unalias, merge, part, succeed, successions, group)


def give(store: "Store", command: "UnitCommand", settings: "Settings") -> bool:
    """Perform a command as whoever runs the program; whether anything has changed."""
    from bot.intake import operator
    from bot.wiring import clock
    from knowledge.perform import perform

    return perform(store, command, operator(), clock(settings)()).changed


def suggest(by_name: "ByName", error: UnitNotFoundError) -> int:
    """Tell that there is no such unit, and which names look like it."""
    click.echo(explain(error), err=True)
    near = [by_name.label(line) for line in by_name.near(error.unit)]
    if near:
        click.echo(phrase("units", "near", names="; ".join(near)), err=True)
    return 1


def _draft(settings: "Settings", organisation: str | None, draft: "Callable[[Drafting], UnitCommand]") -> int:
    """Make a command of what was asked for, perform it, and tell what it did."""
    from bot.wiring import open_archive
    from handlers.unit_wording import UnitWording
    from knowledge.directory.drafting import Drafting

    with open_archive(settings) as store:
        drafting = Drafting(store.directory, organisation)
        try:
            command = draft(drafting)
        except UnitNotFoundError as error:
            return suggest(drafting.by_name, error)
        sentences = tuple(UnitWording(store.directory, command).sentences())
        has_changed = give(store, command, settings)
    for sentence in sentences if has_changed else (phrase("units", "no_change"),):
        click.echo(sentence)
    return 0
