"""Units told by their names as people say them: one name, or several in a row."""

import re
from collections.abc import Callable, Iterator

from rapidfuzz import fuzz

from knowledge.directory.reading import Directory
from knowledge.directory.types import UnitLine
from knowledge.errors import AmbiguousUnitError, UnitNotFoundError
from knowledge.importing.unit_cells import has_head
from knowledge.vietnamese.fold import fold, nfc

_WITHIN = re.compile(r"(?P<name>[^()]+)\((?P<organisation>[^()]+)\)")
_NUMBER = re.compile(r"#(\d{1,9})")
_SLIP = 90
_QUOTES = "“”\"'‘’«» "
_BETWEEN = re.compile(r"\s*[,;]\s*(?:(?:và|va)\s+)?|\s+(?:và|va|cùng|cung)\s+", re.IGNORECASE)


class ByName:
    """Finds units by name, those of one organisation first; "#12" is the unit with that id, and
    "Sở Tư pháp (UBND tỉnh …)" tells the organisation with it.
    """

    def __init__(self, directory: Directory, organisation: str | None = None) -> None:
        self._directory = directory
        self._organisation = organisation

    def unit(self, name: str) -> UnitLine:
        """The one unit called so; UnitNotFoundError or AmbiguousUnitError where there is none, or more than one."""
        found = self.units(name)
        if not found:
            raise UnitNotFoundError(bare(name))
        if len(found) > 1:
            candidates = "; ".join(map(self.label, found))
            raise AmbiguousUnitError(bare(name), tuple(line.id for line in found), candidates)
        return found[0]

    def units(self, name: str) -> tuple[UnitLine, ...]:
        """All units called so, in the own organisation or else anywhere."""
        number = _NUMBER.fullmatch(bare(name))
        if number is not None:
            return (self._directory.get_unit(int(number[1])),)
        within = _WITHIN.fullmatch(bare(name))
        if within is not None and (found := self._directory.find_units(within["name"], within["organisation"])):
            return found
        own = self._directory.find_units(bare(name), self._organisation) if self._organisation else ()
        return own or self._directory.find_units(bare(name))

    def near(self, name: str) -> tuple[UnitLine, ...]:
        """The units whose names look most like it."""
        return self._directory.near_units(bare(name), self._organisation) or self._directory.near_units(bare(name))

    def alike(self, name: str) -> tuple[UnitLine, ...]:
        """The units whose names are but a slip away."""
        return tuple(line for line in self.near(name) if fuzz.ratio(fold(line.name), fold(bare(name))) >= _SLIP)

    def label(self, line: UnitLine) -> str:
        """The name of a unit with that of its organisation."""
        if line.organisation == line.id:
            return line.name
        return f"{line.name} ({self._directory.get_unit(line.organisation).name})"

    def several(self, said: str) -> tuple[str, ...]:
        """The names in a row of them: "Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ" are two."""
        return tuple(split_names(said, lambda name: bool(self.units(name))))


def bare(name: str) -> str:
    """A name without the quotes and blanks around it."""
    return nfc(name).strip(_QUOTES)


def split_names(said: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """The names in a row: a known one is never cut, any other only where the name of a unit begins anew."""
    rest = said.strip()
    while rest:
        cuts = [cut for cut in _BETWEEN.finditer(rest) if _begins(rest[cut.end() :], is_known)]
        known = (cut for cut in reversed(cuts) if is_known(bare(rest[: cut.start()])))
        cut = None if is_known(bare(rest)) else next(known, cuts[0] if cuts else None)
        yield bare(rest if cut is None else rest[: cut.start()])
        rest = "" if cut is None else rest[cut.end() :].strip()


def _begins(rest: str, is_known: Callable[[str], bool]) -> bool:
    """Whether another name begins here."""
    if rest.startswith(("#", "“", '"')) or has_head(rest):
        return True
    ends = (*(cut.start() for cut in _BETWEEN.finditer(rest)), len(rest))
    return any(is_known(bare(rest[:end])) for end in ends)
