"""The commands about one person's own data: all of it as a file, and blotted out for good."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.asking import is_interactive, yes
from bot.cli.vietnamese import Command
from bot.errors import UnwritableFileError
from bot.phrases import phrase

if TYPE_CHECKING:
    from bot.settings import Settings

_OUTPUT = click.Path(path_type=Path, dir_okay=False)
_PERSON = click.argument("person", metavar="SỐ", type=int)


@click.command("export-data", cls=Command, help="Ghi ra tệp tất cả những gì đang lưu về một người.")
@_PERSON
@click.option("-o", "--output", required=True, metavar="TỆP.json", type=_OUTPUT, help="Ghi vào tệp này.")
@click.pass_obj
def export_data(settings: "Settings", person: int, output: Path) -> None:
    """Write everything kept about a person to a file."""
    from bot.wiring import clock, open_archive
    from knowledge.people.personal import as_json, export_person

    with open_archive(settings) as store:
        data = export_person(store, person, clock(settings)())
    try:
        output.write_text(as_json(data), encoding="utf-8")
    except OSError as error:
        raise UnwritableFileError(output) from error
    click.echo(phrase("personal", "exported", name=data.person.name, path=output))


@click.command(cls=Command, help="Xoá vĩnh viễn dữ liệu cá nhân của một người; báo cáo của họ vẫn còn, không còn tên.")
@_PERSON
@click.option("--yes", "unasked", is_flag=True, help="Xoá luôn, không hỏi lại.")
@click.pass_obj
def erase(settings: "Settings", person: int, unasked: bool) -> int:
    """Blot out who a person is; there is no way back."""
    from bot.intake import operator
    from bot.wiring import clock, files, open_archive
    from handlers.me import file_stem
    from knowledge.commands import ErasePerson
    from knowledge.perform import perform

    with open_archive(settings) as store:
        if not unasked and not _agreed(store.people.get(person).name):
            return 1
        changed = perform(store, ErasePerson(person), operator(), clock(settings)()).changed
    files(settings).outgoing.take_back(file_stem(person))
    click.echo(phrase("personal", "erased" if changed else "erased_before", number=person))
    return 0


def _agreed(name: str) -> bool:
    if not is_interactive():
        click.echo(phrase("personal", "needs_yes"), err=True)
        return False
    return yes(phrase("personal", "question", name=name))
