"""What was asked in vain, for a person to read, to open in a spreadsheet, and to make synonyms of."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import click
from rich.box import SIMPLE
from rich.table import Table

from bot.cli.tables import console
from bot.errors import UnwritableFileError
from bot.phrases import phrase
from bot.vocabulary import folder_of, path_of
from knowledge.masking import has_masks
from knowledge.spreadsheets.csv_files import write_csv
from knowledge.store import Store
from knowledge.types import MissKind, MissLine
from knowledge.vietnamese.fold import fold, words

SHOWN = 50
SHOWN_WORDS = 14
# So many words of a task are enough to find it by.
SUGGESTED_WORDS = 10


def show(lines: Sequence[MissLine], home: Path) -> None:
    """A table of the first, and how to add words."""
    if not lines:
        click.echo(phrase("misses", "none"))
        return
    table = Table(box=SIMPLE)
    table.add_column(phrase("misses", "question"), overflow="fold", ratio=1)
    table.add_column(phrase("misses", "times"), justify="right", no_wrap=True)
    table.add_column(phrase("misses", "last"), no_wrap=True)
    table.add_column(phrase("misses", "result"), overflow="fold", ratio=1)
    for line in lines[:SHOWN]:
        table.add_row(line.said, str(line.times), _day(line.last_on), _result(line))
    screen = console()
    screen.print(table)
    if len(lines) > SHOWN:
        screen.print(f"  {phrase('misses', 'more', count=len(lines) - SHOWN)}")
    screen.print(phrase("misses", "how", folder=folder_of(home)), soft_wrap=True)


def write_table(store: Store, lines: Sequence[MissLine], path: Path) -> None:
    """All of them as CSV, in which nothing is taken for a formula."""
    files = {version.plan.id: version.plan.file for version in store.versions.list_versions()}
    titles = [phrase("misses", name) for name in ("question", "times", "first", "last", "result", "chosen", "plans")]
    try:
        write_csv(path, [titles, *(_row(line, files) for line in lines)])
    except OSError as error:
        raise UnwritableFileError(path) from error
    click.echo(phrase("misses", "written", count=len(lines), path=path))


def show_suggestions(lines: Sequence[MissLine], home: Path) -> None:
    """Lines for synonyms.toml, to be looked at by a person."""
    chosen: dict[str, list[MissLine]] = {}
    for line in lines:
        if not has_masks(line.said) and _are_others(line.said, line.chosen_words):
            chosen.setdefault(fold(line.said), []).append(line)
    if not chosen:
        click.echo(phrase("misses", "suggest_none"))
        return
    click.echo(phrase("misses", "suggest_head", path=path_of(home, "synonyms")))
    for same in chosen.values():
        last = _day(max(line.last_on for line in same))
        click.echo(phrase("misses", "suggest_line", times=sum(line.times for line in same), last=last))
        click.echo(_synonym(same))


def clear(store: Store, before: date) -> None:
    """Forget those asked before that day."""
    click.echo(phrase("misses", "cleared", count=store.misses.clear(before), day=_day(before)))


def _result(line: MissLine) -> str:
    if line.kind is not MissKind.CHOSEN:
        return phrase("miss_kinds", line.kind)
    return phrase("misses", "chosen_one", words=_first_words(line.chosen_words, SHOWN_WORDS))


def _row(line: MissLine, files: Mapping[int, str]) -> Iterator[str]:
    yield line.said
    yield str(line.times)
    yield _day(line.first_on)
    yield _day(line.last_on)
    yield phrase("miss_kinds", line.kind)
    yield line.chosen_words
    looked = dict.fromkeys(files.get(plan, phrase("misses", "withdrawn")) for plan in line.plans)
    yield "; ".join(looked) or phrase("misses", "all_plans")


def _are_others(said: str, written: str) -> bool:
    """Whether a word was said that the plan does not use; without one the words were too few, not others."""
    return not {word.folded for word in words(said)} <= {word.folded for word in words(written)}


def _synonym(same: Sequence[MissLine]) -> str:
    said = " ".join(same[0].said.lower().split())
    written = list(dict.fromkeys(_short(line.chosen_words) for line in same))
    value = _quoted(written[0]) if len(written) == 1 else f"[{', '.join(map(_quoted, written))}]"
    return f"{_quoted(said)} = {value}"


def _short(words: str) -> str:
    return _first_words(words, SUGGESTED_WORDS).rstrip("…,;.: ").lower()


def _quoted(text: str) -> str:
    # A JSON string is a TOML string.
    return json.dumps(text, ensure_ascii=False)


def _first_words(text: str, count: int) -> str:
    parts = text.split()
    return " ".join(parts) if len(parts) <= count else f"{' '.join(parts[:count])}…"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
