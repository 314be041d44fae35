"""Names of units as people read them: each tells one unit."""

from collections import Counter

from knowledge.directory.whole import Whole
from knowledge.vietnamese.fold import fold


class Labels:
    """For each unit (id) its name, with that of its organisation where several units are called so."""

    def __init__(self, whole: Whole) -> None:
        self._lines = {line.id: line for line in (*whole.units, *whole.others)}
        self._times = Counter(plainly(line.name) for line in self._lines.values())

    def name(self, unit: int | None) -> str:
        """The name of a unit where its organisation is told beside it."""
        return "" if unit is None or unit not in self._lines else self._lines[unit].name

    def label(self, unit: int | None) -> str:
        """The name of a unit where nothing else is told of it."""
        line = None if unit is None else self._lines.get(unit)
        if line is None:
            return ""
        return line.name if self._times[plainly(line.name)] == 1 else f"{line.name} ({self.organisation(line.id)})"

    def organisation(self, unit: int | None) -> str:
        """The name of the organisation of a unit."""
        return "" if unit is None or unit not in self._lines else self.name(self._lines[unit].organisation)


def plainly(name: str) -> str:
    """The name as it is compared."""
    return " ".join(fold(name).split())
