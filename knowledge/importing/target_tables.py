"""Rows of target tables: a name, a measure, and the figure with the word that compares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.importing.columns import Role
from knowledge.importing.draft import Comparator, Doubt, TargetDraft
from knowledge.importing.figures import find_figures
from knowledge.importing.headers import Header, TableKind
from knowledge.importing.joining import join_text
from knowledge.importing.labels import cell_label
from knowledge.importing.markup import one_line, without_bullet
from knowledge.importing.tables import Line, Part, Table, place_in_table
from knowledge.importing.unit_cells import split_units


@dataclass(frozen=True, slots=True)
class TargetTables:
    """What the target tables hold, and what is doubtful in them."""

    targets: tuple[TargetDraft, ...]
    doubts: tuple[Doubt, ...]


def read_target_tables(parts: list[Part], plan_year: int | None) -> TargetTables:
    """Read every target table."""
    targets: list[TargetDraft] = []
    doubts: list[Doubt] = []
    for ordinal, part in enumerate((part for part in parts if isinstance(part, Table)), 1):
        if part.header.kind != TableKind.TARGETS:
            continue
        years = _years(part.header, plan_year)
        for line in _joined(part.lines):
            for year, value in zip(years, line.values, strict=False):
                target = _target(line, value, year)
                if target is not None:
                    targets.append(target)
                elif value:
                    target_name = f"chỉ tiêu {line.get(Role.NUMBER)}".strip()
                    doubts.append(
                        Doubt(place_in_table(ordinal, line.row, target_name), f"Chưa hiểu giá trị “{one_line(value)}”.")
                    )
    return TargetTables(tuple(targets), tuple(doubts))


def _joined(lines: tuple[Line, ...]) -> Iterator[Line]:
    """Rows cut by a page, whole again: a row without a number and a value goes on from the one above."""
    last: Line | None = None
    for line in lines:
        if line.alone:
            continue
        if last is not None and not line.get(Role.NUMBER) and not any(line.values):
            texts = {role: join_text(last.get(role), line.get(role)) for role in last.texts | line.texts}
            last = Line(texts, last.merged, last.after_break, values=last.values, row=last.row)
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _years(header: Header, plan_year: int | None) -> list[int | None]:
    """The year of each column of figures, the plan's where its title names none."""
    titles = [title for role, title in zip(header.roles, header.titles, strict=True) if role == Role.VALUE]
    named = [re.search(r"20\d\d", title) for title in titles]
    return [int(year[0]) if year else plan_year for year in named]


def _target(line: Line, cell: str, year: int | None) -> TargetDraft | None:
    name = without_bullet(line.get(Role.NAME))
    figure = read_value(cell)
    if not name or figure is None:
        return None
    comparator, value, own_unit = figure
    number = cell_label(line.get(Role.NUMBER)) or one_line(line.get(Role.NUMBER))
    unit = one_line(line.get(Role.MEASURE)) or own_unit
    owners = split_units(line.get(Role.DOER) or line.get(Role.LEAD))
    return TargetDraft(number, name, unit, comparator, value, year, owners.lead + owners.coordinate)


def read_value(cell: str) -> tuple[Comparator, float, str] | None:
    """The figure of a value cell ("Tối thiểu 80", "≥ 97,5%", "dưới 5")."""
    figures = find_figures(one_line(cell), bare=True)
    if len(figures) != 1:
        return None
    return figures[0].comparator, figures[0].value, figures[0].unit
