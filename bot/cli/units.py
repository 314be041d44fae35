"""The commands about units: look at the directory, write it out, read it back."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive, yes
from bot.cli.reorganising import reorganise
from bot.cli.unit_changes import CHANGES, suggest
from bot.cli.vietnamese import Command, Group
from bot.errors import UnwritableFileError
from bot.phrases import phrase
from knowledge.errors import UnitNotFoundError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.directory.reading import Directory

_ORGANISATION = click.option("--organisation", metavar="CƠ_QUAN", help="Chỉ cơ quan này và các đơn vị dưới nó.")


@click.group(cls=Group, help="Danh bạ đơn vị: xem, sửa, ghi sáp nhập, chia tách; xuất và nhập bảng Excel.")
def units() -> None:
    """Hold the commands about units."""


for command in (*CHANGES, reorganise):
    units.add_command(command)


@units.command("list", cls=Command, help="Liệt kê các đơn vị theo cây.")
@_ORGANISATION
@click.option("--all", "every", is_flag=True, help="Kể cả đơn vị không còn hoạt động.")
@click.pass_obj
def list_(settings: "Settings", organisation: str | None, every: bool) -> None:
    """Show the tree of units."""
    from bot.cli.unit_tables import show_units
    from bot.wiring import clock, open_archive

    with open_archive(settings) as store:
        whole, shares = store.directory.whole(_root(store.directory, organisation)), store.directory.shares()
    show_units(whole, shares, clock(settings)().date(), every=every)


@units.command(cls=Command, help="Xem một đơn vị: đứng ở đâu, tên khác, nhóm, kế thừa, người, việc.")
@click.argument("name", metavar="ĐƠN_VỊ")
@_ORGANISATION
@click.pass_obj
def show(settings: "Settings", name: str, organisation: str | None) -> int:
    """Show all that is known of one unit."""
    from bot.cli.unit_tables import show_unit
    from bot.wiring import open_archive
    from knowledge.directory.by_name import ByName

    with open_archive(settings) as store:
        by_name = ByName(store.directory, organisation)
        try:
            details = store.directory.details(by_name.unit(name).id)
        except UnitNotFoundError as error:
            return suggest(by_name, error)
        show_unit(details, store.directory)
    return 0


@units.command(cls=Command, help="Ghi danh bạ thành bảng Excel để sửa rồi nhập lại.")
@click.option("-o", "--output", metavar="TỆP.xlsx", required=True, type=click.Path(path_type=Path))
@_ORGANISATION
@click.pass_obj
def export(settings: "Settings", output: Path, organisation: str | None) -> None:
    """Write the directory as a workbook."""
    from bot.wiring import open_archive
    from knowledge.directory.workbook import write_units

    with open_archive(settings) as store:
        try:
            count = write_units(output, store.directory, _root(store.directory, organisation))
        except OSError as error:
            raise UnwritableFileError(output) from error
    click.echo(phrase("units", "exported", count=count, path=output))


@units.command("import", cls=Command, help="Nhập lại bảng Excel đã sửa: nêu thay đổi, hỏi, rồi ghi tất cả cùng lúc.")
@click.argument("path", metavar="TỆP.xlsx", type=click.Path(path_type=Path))
@click.option("--yes", "unasked", is_flag=True, help="Ghi luôn, không hỏi lại.")
@click.pass_obj
def import_(settings: "Settings", path: Path, unasked: bool) -> int:
    """Read a workbook back, show what it changes, and do that if a person agrees."""
    from bot.cli.unit_changes import give
    from bot.cli.unit_tables import show_changes
    from bot.wiring import open_archive
    from knowledge.directory.workbook import read_units

    if not unasked and not is_interactive():
        click.echo(phrase("units", "needs_yes"), err=True)
        return 1
    with open_archive(settings) as store:
        changes = read_units(path, store.directory, settings.max_file_bytes)
        for problem in changes.problems:
            click.echo(problem, err=True)
        if changes.problems:
            click.echo(phrase("units", "nothing_kept", count=len(changes.problems)), err=True)
            return 1
        if changes.command is None:
            click.echo(phrase("units", "no_change"))
            return 0
        show_changes(store.directory, changes.command)
        if not unasked and not yes(phrase("units", "agree")):
            click.echo(phrase("units", "called_off"))
            return 0
        give(store, changes.command, settings)
    click.echo(phrase("units", "done"))
    return 0


def _root(directory: "Directory", organisation: str | None) -> int | None:
    from knowledge.directory.drafting import Drafting

    return None if organisation is None else Drafting(directory).organisation(organisation).id
