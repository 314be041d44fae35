"""The sheets of successions and groups: rows that a person has added, changed or taken out."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.commands import NewSuccession, RetractSuccessions, SetGroup, SucceedUnits, UnitStep
from knowledge.directory.whole import Whole
from knowledge.directory.workbook import layout
from knowledge.directory.workbook.cells import Problems, changed, day_of, flag_of, key_of, text_of, unit_of
from knowledge.directory.workbook.names import Lookup
from knowledge.spreadsheets.cell_text import from_cell
from knowledge.spreadsheets.sheets import Column, Entry
from knowledge.units import unit_key

_OF_SUCCESSION = (
    layout.FORMER,
    layout.FORMER_OF,
    layout.SUCCESSOR,
    layout.SUCCESSOR_OF,
    layout.SINCE,
    layout.SOURCE,
)
_OF_GROUP = (layout.ORGANISATION, layout.GROUP, layout.UNIT, layout.IS_MEMBER)


@dataclass(frozen=True, slots=True)
class _Member:
    """What a row says of a unit (id) and a group of an organisation (id)."""

    organisation: int
    group: str
    unit: int
    is_member: bool

    @property
    def of(self) -> tuple[int, str]:
        """Which group it is about."""
        return self.organisation, unit_key(self.group)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows that say something new (`told`), the keys of all rows, and those of rows that were changed."""

    told: tuple[Entry, ...]
    there: frozenset[int]
    changed: frozenset[int]

    def gone(self, known: Iterable[int], last: int) -> frozenset[int]:
        """What no longer stands there as it did; what was made after the workbook was written is not missing in it."""
        return self.changed | {key for key in known if key <= last and key not in self.there}


class SuccessionsSheet:
    """Reads the rows of successions; one that is changed is taken back and told anew."""

    def __init__(self, whole: Whole, lookup: Lookup, problems: Problems, last: int) -> None:
        self._known = {each.id for each in whole.successions}
        self._lookup = lookup
        self._problems = problems
        self._last = last

    def steps(self, entries: Iterable[Entry]) -> Iterator[UnitStep]:
        """What is taken back, and what is new."""
        rows = _rows(entries, self._known, _OF_SUCCESSION, self._problems)
        gone = rows.gone(self._known, self._last)
        if gone:
            yield RetractSuccessions(tuple(sorted(gone)))
        found: dict[tuple[date, str], list[NewSuccession]] = {}
        for entry, (since, succession) in self._problems.each(rows.told, self._succession):
            source = from_cell(entry.text(layout.SOURCE.title)).strip()
            found.setdefault((since, source), []).append(succession)
        yield from (SucceedUnits(tuple(dict.fromkeys(new)), *when) for when, new in found.items())

    def _succession(self, entry: Entry) -> tuple[date, NewSuccession]:
        since = day_of(entry, layout.SINCE)
        former = unit_of(entry, layout.FORMER, self._lookup, layout.FORMER_OF)
        if text_of(entry, layout.SUCCESSOR).lower() == layout.NOBODY:
            return since, NewSuccession(former, None)
        successor = unit_of(entry, layout.SUCCESSOR, self._lookup, layout.SUCCESSOR_OF)
        if successor == former:
            raise entry.wrong(layout.SUCCESSOR.title, "một đơn vị không kế thừa chính mình")
        return since, NewSuccession(former, successor)


class GroupsSheet:
    """Reads the rows of groups; a group of which they say something new is told whole."""

    def __init__(self, whole: Whole, lookup: Lookup, problems: Problems, last: int) -> None:
        self._known = {
            each.id: _Member(each.organisation, each.group, each.unit, each.is_member) for each in whole.members
        }
        self._lookup = lookup
        self._problems = problems
        self._last = last

    def steps(self, entries: Iterable[Entry]) -> Iterator[UnitStep]:
        """The groups that are other than they were."""
        rows = _rows(entries, self._known, _OF_GROUP, self._problems)
        gone = rows.gone(self._known, self._last)
        new = [member for _, member in self._problems.each(rows.told, self._member)]
        now = [*(member for key, member in self._known.items() if key not in gone), *new]
        touched = {member.of: member.group for member in (*(self._known[key] for key in gone), *new)}
        for of, group in touched.items():
            said = {member.unit: member.is_member for member in now if member.of == of}
            members = tuple(unit for unit, is_member in said.items() if is_member)
            others = tuple(unit for unit, is_member in said.items() if not is_member)
            yield SetGroup(of[0], group, members, others)

    def _member(self, entry: Entry) -> _Member:
        return _Member(
            unit_of(entry, layout.ORGANISATION, self._lookup),
            text_of(entry, layout.GROUP),
            unit_of(entry, layout.UNIT, self._lookup, layout.ORGANISATION),
            flag_of(entry, layout.IS_MEMBER, layout.YES, layout.NO),
        )


def _rows(entries: Iterable[Entry], known: Collection[int], columns: tuple[Column, ...], problems: Problems) -> _Rows:
    read = list(problems.each(entries, lambda entry: (key_of(entry, known), changed(entry, columns))))
    told = [(entry, key) for entry, (key, cells) in read if cells]
    return _Rows(
        tuple(entry for entry, _ in told),
        frozenset(key for _, (key, _) in read if key is not None),
        frozenset(key for _, key in told if key is not None),
    )
