"""Units, one or many, and what a workbook changes of them, for a person to read."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Table

from bot.cli.tables import console
from bot.phrases import phrase
from handlers.unit_wording import UnitWording, level_word, succession_words
from knowledge.directory.types import SuccessionDetails, UnitDetails, UnitLine

if TYPE_CHECKING:
    from knowledge.commands import UnitCommand
    from knowledge.directory.reading import Directory
    from knowledge.directory.shares import Share
    from knowledge.directory.whole import Whole

SHOWN_CHANGES = 60
_NARROW = ("level", "leads", "coordinates", "people", "number", "since")
_INDENT = "  "


def show_units(whole: "Whole", shares: "Mapping[int, Share]", today: date, *, every: bool) -> None:
    """The tree of units; those that others have taken the place of are left out unless asked for."""
    gone = {each.former: each.since for each in whole.successions if each.since <= today}
    shown = [line for line in whole.units if every or line.id not in gone]
    if not shown:
        console().print(phrase("units", "none"))
        return
    table = _table("unit", "level", "aliases", "leads", "coordinates", "people")
    depths = _depths(whole.units)
    for line in shown:
        name = f"{_INDENT * depths[line.id]}{line.name}"
        if line.id in gone:
            name = phrase("units", "gone", name=name, day=f"{gone[line.id]:%d/%m/%Y}")
        share = shares[line.id]
        figures = (share.leads, share.coordinates, whole.people.get(line.id, 0))
        cells = (
            name,
            level_word(line.level),
            "; ".join(whole.aliases.get(line.id, ())),
            *(str(n or "") for n in figures),
        )
        table.add_row(*cells, style="dim" if line.id in gone else None)
    screen = console()
    screen.print(table)
    hidden = len(whole.units) - len(shown)
    screen.print(phrase("units", "counted_hidden" if hidden else "counted", count=len(shown), hidden=hidden))


def show_unit(details: UnitDetails, directory: "Directory") -> None:
    """All that is known of one unit."""
    title = details.line.name
    table = Table(title=title, title_justify="left", title_style="bold cyan", box=SIMPLE, show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for name, values in _facts(details, directory):
        for place, value in enumerate(values):
            table.add_row("" if place else phrase("unit", name), value)
    console().print(table)


def show_successions(successions: Sequence[SuccessionDetails]) -> None:
    """One row a succession."""
    if not successions:
        console().print(phrase("units", "no_successions"))
        return
    table = _table("number", "since", "former", "successor", "source")
    for each in successions:
        former = _of(each.former, each.former_of)
        successor = phrase("units", "nobody") if each.successor is None else _of(each.successor, each.successor_of)
        table.add_row(str(each.line.id), f"{each.line.since:%d/%m/%Y}", former, successor, each.line.source)
    console().print(table)


def show_changes(directory: "Directory", command: "UnitCommand") -> None:
    """What a command changes, a sentence each."""
    wording = UnitWording(directory, command)
    sentences = list(wording.sentences())
    screen = console()
    screen.print(phrase("units", "changes", count=len(sentences)))
    for sentence in sentences[:SHOWN_CHANGES]:
        screen.print(f"• {sentence}")
    if len(sentences) > SHOWN_CHANGES:
        screen.print(phrase("units", "more_changes", count=len(sentences) - SHOWN_CHANGES))
    affected = wording.affected()
    if affected is not None:
        screen.print(affected)


def _facts(details: UnitDetails, directory: "Directory") -> Iterator[tuple[str, Sequence[str]]]:
    line = details.line
    if line.parent is not None:
        yield "parent", (directory.get_unit(line.parent).name,)
    if not line.is_organisation:
        yield "organisation", (details.organisation,)
    if line.level is not None:
        yield "level", (level_word(line.level),)
    yield "aliases", details.aliases
    yield "groups", tuple(_group(group.group, group.said) for group in details.groups if group.holds)
    yield "not_groups", tuple(group.group for group in details.groups if not group.holds)
    yield "before", tuple(map(succession_words, details.before))
    yield "after", tuple(map(succession_words, details.after))
    yield "tasks", (phrase("unit", "task_counts", leads=details.leads, coordinates=details.coordinates),)
    yield "people", (str(details.people),)


def _group(name: str, said: bool | None) -> str:
    return name if said is None else phrase("unit", "group_said", group=name)


def _of(unit: str, organisation: str | None) -> str:
    return unit if organisation in (None, unit) else f"{unit} ({organisation})"


def _depths(lines: Iterable[UnitLine]) -> dict[int, int]:
    """How far each unit stands below the top; each comes before those under it."""
    depths: dict[int, int] = {}
    for line in lines:
        depths[line.id] = 0 if line.parent is None else depths.get(line.parent, -1) + 1
    return depths


def _table(*columns: str) -> Table:
    table = Table(box=SIMPLE)
    for name in columns:
        narrow = name in ("level", "people", "number", "since")
        table.add_column(
            phrase("unit", name), overflow="fold", no_wrap=narrow, justify="right" if name == "people" else "left"
        )
    return table
