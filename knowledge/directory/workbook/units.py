"""The sheet of units: what a person has added, renamed, placed elsewhere, called otherwise, or merged."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.commands import (
    AddAlias,
    AddUnit,
    MergeUnits,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    UnitStep,
)
from knowledge.directory.whole import Whole
from knowledge.directory.workbook import layout
from knowledge.directory.workbook.cells import Problems, changed, key_of, text_of, unit_of
from knowledge.directory.workbook.names import Lookup
from knowledge.spreadsheets.cell_text import from_cell
from knowledge.spreadsheets.sheets import Column, Entry
from knowledge.units import Level, level_of, unit_key
from knowledge.vietnamese.fold import fold

_COLUMNS = (layout.NAME, layout.PARENT, layout.LEVEL, layout.IS_ORGANISATION, layout.ALIASES, layout.INTO)
_LEVELS = {fold(word): level for level, word in layout.LEVELS.items()}
# Names are free, and units are there, before others need them.
_ORDER = (RenameUnit, AddUnit, PlaceUnit, PartUnits, RemoveAlias, AddAlias)
Parents = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its unit (id, below zero where it is new), its name, and the cells that say something new."""

    entry: Entry
    unit: int
    name: str
    changed: frozenset[Column]

    def cell(self, column: Column) -> str:
        """The text of a cell."""
        return " ".join(from_cell(self.entry.text(column.title)).split())


class UnitsSheet:
    """Reads the rows of units into steps; `lookup` learns the names that they add."""

    def __init__(self, whole: Whole, lookup: Lookup, problems: Problems) -> None:
        self._lines = {line.id: line for line in whole.units}
        self._aliases = whole.aliases
        self._merged = {(unit.into, unit.name): unit.id for unit in whole.merged}
        self._lookup = lookup
        self._problems = problems

    def steps(self, entries: Iterable[Entry]) -> Iterator[UnitStep]:
        """What the rows say that the directory does not, each step before those that need it."""
        rows = sorted(self._rows(entries), key=lambda row: abs(row.unit))
        told = {row.unit: parent for row, parent in self._problems.each(rows, self._parent)}
        parents = {unit: line.parent for unit, line in self._lines.items()} | told
        names = self._names(rows, parents)
        read = self._problems.each(rows, lambda row: tuple(self._steps(row, parents, names)))
        yield from sorted((step for _, steps in read for step in steps), key=lambda step: _ORDER.index(type(step)))
        merging = [row for row in rows if layout.INTO in row.changed]
        into = {row.unit: target for row, target in self._problems.each(merging, self._into)}
        for target in dict.fromkeys(into.values()):
            yield MergeUnits(tuple(unit for unit in into if into[unit] == target), target)

    def _rows(self, entries: Iterable[Entry]) -> Iterator[_Row]:
        keyed = list(self._problems.each(entries, lambda entry: key_of(entry, self._lines)))
        new = {entry.row: -place for place, entry in enumerate(_parents_first(e for e, key in keyed if key is None), 1)}
        ids = {entry.row: new[entry.row] if key is None else key for entry, key in keyed}
        for _, row in self._problems.each([entry for entry, _ in keyed], lambda entry: _row(entry, ids[entry.row])):
            if layout.NAME in row.changed:
                self._lookup.add(row.unit, row.name)
            yield row

    def _parent(self, row: _Row) -> int | None:
        """Under which unit it is to stand."""
        if layout.PARENT in row.changed:
            return unit_of(row.entry, layout.PARENT, self._lookup)
        if row.unit > 0:
            return self._lines[row.unit].parent
        if not _is_organisation(row):
            why = f"đơn vị mới phải ghi trực thuộc đâu, hoặc ghi “{layout.YES}” ở cột “{layout.IS_ORGANISATION.title}”"
            raise row.entry.wrong(layout.PARENT.title, why)
        return None

    def _names(self, rows: Sequence[_Row], parents: Parents) -> "Counter[tuple[int | None, str]]":
        """How many units side by side are to be called the same."""
        names = {unit: line.name for unit, line in self._lines.items()} | {row.unit: row.name for row in rows}
        merging = {row.unit for row in rows if layout.INTO in row.changed}
        return Counter((parents.get(unit), unit_key(name)) for unit, name in names.items() if unit not in merging)

    def _steps(self, row: _Row, parents: Parents, names: "Counter[tuple[int | None, str]]") -> Iterator[UnitStep]:
        _refuse_circle(row, parents)
        if row.changed & {layout.NAME, layout.PARENT} and names[parents.get(row.unit), unit_key(row.name)] > 1:
            why = f"trùng với đơn vị khác cùng trực thuộc; nếu là một đơn vị, hãy dùng cột “{layout.INTO.title}”"
            raise row.entry.wrong(layout.NAME.title, why)
        yield from self._added(row, parents) if row.unit < 0 else self._corrected(row, parents)
        if layout.ALIASES in row.changed:
            yield from self._called(row)

    def _added(self, row: _Row, parents: Parents) -> Iterator[UnitStep]:
        if layout.INTO in row.changed:
            why = f"dòng mới thì không gộp; hãy ghi tên này vào cột “{layout.ALIASES.title}” của đơn vị kia"
            raise row.entry.wrong(layout.INTO.title, why)
        yield AddUnit(row.name, parents.get(row.unit), _level(row) or level_of(row.name), _is_organisation(row))

    def _corrected(self, row: _Row, parents: Parents) -> Iterator[UnitStep]:
        line = self._lines[row.unit]
        if layout.IS_ORGANISATION in row.changed:
            raise row.entry.wrong(layout.IS_ORGANISATION.title, "không đổi được với đơn vị đã có trong danh bạ")
        if layout.NAME in row.changed and row.name != line.name:
            yield RenameUnit(line.id, row.name)
        parent = parents[line.id] if parents[line.id] != line.parent else None
        level = _level(row) if layout.LEVEL in row.changed else None
        if layout.LEVEL in row.changed and level is None:
            raise row.entry.wrong(layout.LEVEL.title, "không bỏ trống được")
        if parent is not None or level not in (None, line.level):
            yield PlaceUnit(line.id, parent, level)

    def _called(self, row: _Row) -> Iterator[UnitStep]:
        parts = map(str.strip, row.entry.text(layout.ALIASES.title).split(layout.BETWEEN))
        told = dict.fromkeys(from_cell(part) for part in parts if part)
        known = self._aliases.get(row.unit, ())
        yield from (AddAlias(row.unit, name) for name in told if name not in (*known, row.name))
        for name in known:
            if name not in told:
                merged = self._merged.get((row.unit, name))
                yield RemoveAlias(row.unit, name) if merged is None else PartUnits((merged,))

    def _into(self, row: _Row) -> int:
        into = unit_of(row.entry, layout.INTO, self._lookup)
        if into == row.unit:
            raise row.entry.wrong(layout.INTO.title, "không gộp một đơn vị vào chính nó")
        return into


def _row(entry: Entry, unit: int) -> _Row:
    return _Row(entry, unit, text_of(entry, layout.NAME), changed(entry, _COLUMNS))


def _parents_first(entries: Iterable[Entry]) -> list[Entry]:
    """New units, each behind the one it stands under, where that is new too."""
    new = list(entries)
    by_key = {unit_key(entry.cells.get(layout.NAME.title, "")): entry for entry in new}
    ordered: dict[int, Entry] = {}
    for entry in new:
        chain: dict[int, Entry] = {}
        above: Entry | None = entry
        while above is not None and above.row not in ordered and above.row not in chain:
            chain[above.row] = above
            above = by_key.get(unit_key(above.cells.get(layout.PARENT.title, "")))
        ordered |= dict(reversed(chain.items()))
    return list(ordered.values())


def _refuse_circle(row: _Row, parents: Parents) -> None:
    seen: set[int | None] = {row.unit}
    above = parents.get(row.unit)
    while above is not None and layout.PARENT in row.changed:
        if above in seen:
            raise row.entry.wrong(layout.PARENT.title, "đơn vị không thể trực thuộc chính mình hay đơn vị dưới mình")
        seen.add(above)
        above = parents.get(above)


def _is_organisation(row: _Row) -> bool:
    return row.cell(layout.IS_ORGANISATION).lower() == layout.YES


def _level(row: _Row) -> Level | None:
    cell = row.cell(layout.LEVEL)
    if cell and fold(cell) not in _LEVELS:
        raise row.entry.wrong(layout.LEVEL.title, f"phải ghi một trong: {', '.join(layout.LEVELS.values())}")
    return _LEVELS.get(fold(cell))
