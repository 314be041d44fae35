"""Names of units in the cells of a workbook, found again."""

from collections.abc import Iterable

from knowledge.directory.labels import Labels, plainly
from knowledge.directory.types import UnitLine
from knowledge.directory.whole import Whole
from knowledge.units import unit_key


class Lookup:
    """Finds units by what stands in a cell; those that the workbook adds have ids below zero."""

    def __init__(self, whole: Whole) -> None:
        self._labels = Labels(whole)
        self._exact: dict[str, set[int]] = {}
        self._keyed: dict[str, set[int]] = {}
        self._organisations: dict[int, str] = {}
        for line in (*whole.units, *whole.others):
            self._enter(line, (line.name, self._labels.label(line.id)), whole.aliases.get(line.id, ()))

    def add(self, unit: int, name: str) -> None:
        """Let a new unit be found as well."""
        self._exact.setdefault(plainly(name), set()).add(unit)
        self._keyed.setdefault(unit_key(name), set()).add(unit)

    def find(self, cell: str, organisation: str = "") -> frozenset[int]:
        """The units meant: by the whole words of the cell, else by the key of the name."""
        found = self._exact.get(plainly(cell)) or self._keyed.get(unit_key(cell)) or set()
        if len(found) > 1 and organisation:
            found = {unit for unit in found if self._organisations.get(unit) == unit_key(organisation)} or found
        return frozenset(found)

    def _enter(self, line: UnitLine, names: Iterable[str], aliases: Iterable[str]) -> None:
        for name in names:
            self._exact.setdefault(plainly(name), set()).add(line.id)
        for name in (*names, *aliases):
            self._keyed.setdefault(unit_key(name), set()).add(line.id)
        self._organisations[line.id] = unit_key(self._labels.organisation(line.id))
