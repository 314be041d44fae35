"""The rows of the directory's sheets."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.directory.labels import Labels
from knowledge.directory.reading import Directory
from knowledge.directory.whole import Whole
from knowledge.directory.workbook import layout
from knowledge.spreadsheets.books import write_book
from knowledge.spreadsheets.cell_text import stamp, to_cell
from knowledge.spreadsheets.sheets import Value

Row = list[Value]


def write_units(path: Path, directory: Directory, organisation: int | None = None) -> int:
    """Write what stands under an organisation (id), or everything; how many units were written.

    OSError where the file can't be written.
    """
    whole = directory.whole(organisation)
    labels = Labels(whole)
    write_book(
        path,
        (
            (layout.UNITS, _units(whole, labels)),
            (layout.SUCCESSIONS, _successions(whole, labels)),
            (layout.GROUPS, _groups(whole, labels)),
            (layout.ABOUT, _about(whole, organisation)),
        ),
    )
    return len(whole.units)


def _units(whole: Whole, labels: Labels) -> Iterator[Row]:
    for line in whole.units:
        cells = (
            to_cell(line.name),
            to_cell(labels.label(line.parent)),
            layout.LEVELS[line.level] if line.level else "",
            layout.YES if line.is_organisation else "",
            aliases_to_cell(whole.aliases.get(line.id, ())),
            "",
        )
        yield [*cells, float(whole.people.get(line.id, 0)), str(line.id), stamp(*cells)]


def _successions(whole: Whole, labels: Labels) -> Iterator[Row]:
    for each in whole.successions:
        heir = (
            (labels.name(each.successor), labels.organisation(each.successor))
            if each.successor
            else (layout.NOBODY, "")
        )
        told = (labels.name(each.former), labels.organisation(each.former), *heir)
        cells = (*map(to_cell, told), f"{each.since:%d/%m/%Y}", to_cell(each.source))
        yield [*cells, str(each.id), stamp(*cells)]


def _groups(whole: Whole, labels: Labels) -> Iterator[Row]:
    for member in whole.members:
        told = (labels.name(member.organisation), member.group, labels.label(member.unit))
        cells = (*map(to_cell, told), layout.YES if member.is_member else layout.NO)
        yield [*cells, str(member.id), stamp(*cells)]


def _about(whole: Whole, organisation: int | None) -> Iterator[Row]:
    yield [layout.MARK, layout.FORMAT]
    yield [layout.ROOT, "" if organisation is None else str(organisation)]
    yield [layout.LAST_SUCCESSION, str(max((each.id for each in whole.successions), default=0))]
    yield [layout.LAST_MEMBER, str(max((member.id for member in whole.members), default=0))]


def aliases_to_cell(aliases: Sequence[str]) -> str:
    """Other names in one cell."""
    return f"{layout.BETWEEN} ".join(to_cell(alias, layout.BETWEEN) for alias in aliases)
