"""An office's own files, checked for a person to read."""

from pathlib import Path

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from bot.cli.tables import console
from bot.errors import UnreadableVocabularyError
from bot.phrases import phrase
from bot.vocabulary import NAMES, count_entries, folder_of, path_of, strange_files


def check_files(home: Path) -> bool:
    """Show how each file stands; whether all are well."""
    table = Table(box=SIMPLE)
    table.add_column(phrase("vocabulary", "file"), no_wrap=True)
    table.add_column(phrase("vocabulary", "entries"), justify="right")
    table.add_column(phrase("vocabulary", "state"), overflow="fold")
    wells = [_show(table, home, name) for name in NAMES]
    strange = strange_files(home)
    for path in strange:
        table.add_row(path.name, "", Text(phrase("vocabulary", "strange_file"), "yellow"))
    screen = console()
    screen.print(phrase("vocabulary", "folder", folder=folder_of(home)), soft_wrap=True)
    screen.print(table)
    return all(wells) and not strange


def _show(table: Table, home: Path, name: str) -> bool:
    file = path_of(home, name).name
    try:
        count = count_entries(home, name)
    except UnreadableVocabularyError as error:
        table.add_row(file, "", Text(error.detail, "bold red"))
        return False
    if count is None:
        table.add_row(file, "", Text(phrase("vocabulary", "absent"), "dim"))
    else:
        table.add_row(file, str(count), Text(phrase("vocabulary", "good"), "green"))
    return True
