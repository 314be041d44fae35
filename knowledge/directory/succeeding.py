"""Writes who takes whose place from which day on; what was written is taken back, never changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from sqlalchemy import Connection, insert, select, update

from knowledge.applied import Facts
from knowledge.batches import batches
from knowledge.commands import (
    NamedSuccession,
    Reorganise,
    RestoreSuccessions,
    RetractSuccessions,
    SucceedUnits,
)
from knowledge.directory.arranged import Done, unchanged
from knowledge.directory.gathering import reached
from knowledge.directory.lines import get_unit, get_units, read_successions
from knowledge.directory.names import checked_unit_name
from knowledge.directory.putting import put_organisation, put_units
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.errors import UnitRefusedError
from knowledge.schema import SuccessionRow


@dataclass(frozen=True, slots=True)
class _Change:
    """A unit that gives way to another, or to none, from a day on."""

    former: UnitLine
    successor: UnitLine | None
    since: date

    @property
    def pair(self) -> tuple[int, int | None]:
        """The ids of the two."""
        return self.former.id, None if self.successor is None else self.successor.id


@dataclass(frozen=True, slots=True)
class _Written:
    """A succession as it stands in its table."""

    id: int
    former: int
    successor: int | None
    since: date
    retracted_at: datetime | None


class _Lineage:
    """Who gives way to whom, as far as it is written; what can't be so besides is refused."""

    def __init__(self, successions: Iterable[SuccessionLine]) -> None:
        self._days: dict[int, dict[int | None, date]] = {}
        self._onward: dict[int, list[int]] = {}
        for each in successions:
            self._add(each.former, each.successor, each.since)

    def takes(self, change: _Change) -> bool:
        """Whether a change is new, and is remembered from now on; UnitRefusedError where it can't be."""
        former, successor = change.pair
        days = self._days.get(former, {})
        if successor in days:
            if days[successor] != change.since:
                raise UnitRefusedError("two_days", change.former.name)
            return False
        if days and (successor is None or None in days):
            raise UnitRefusedError("ended", change.former.name)
        if successor == former:
            raise UnitRefusedError("itself", change.former.name)
        if successor is not None and former in reached(self._onward, (successor,)):
            raise UnitRefusedError("circle", change.former.name)
        self._add(former, successor, change.since)
        return True

    def _add(self, former: int, successor: int | None, since: date) -> None:
        self._days.setdefault(former, {})[successor] = since
        if successor is not None:
            self._onward.setdefault(former, []).append(successor)


_SuccessionStep = SucceedUnits | Reorganise | RetractSuccessions | RestoreSuccessions


def change_successions(connection: Connection, command: _SuccessionStep, at: datetime) -> Done:
    """Write successions, take them back, or let them hold again."""
    match command:
        case SucceedUnits():
            return _succeed(connection, command)
        case Reorganise():
            return _reorganise(connection, command)
        case RetractSuccessions(ids):
            return _retract(connection, ids, at)
        case RestoreSuccessions(ids):
            return _restore(connection, ids)
        case _:
            assert_never(command)


def _succeed(connection: Connection, command: SucceedUnits) -> Done:
    pairs = [(each.former, each.successor) for each in command.successions]
    return _write(connection, _between(connection, pairs, [command.since] * len(pairs)), command.source)


def _between(connection: Connection, pairs: Sequence[tuple[int, int | None]], days: Sequence[date]) -> list[_Change]:
    """The changes from the first to the second of each pair (ids)."""
    lines = get_units(connection, {end for pair in pairs for end in pair if end is not None})
    return [
        _Change(lines[former], None if successor is None else lines[successor], since)
        for (former, successor), since in zip(pairs, days, strict=True)
    ]


def _write(connection: Connection, changes: Sequence[_Change], source: str, put_in: bool = False) -> Done:
    """Write what is new of the changes; `put_in` tells that units were put into the directory for them."""
    lineage = _Lineage(read_successions(connection))
    new = [change for change in changes if lineage.takes(change)]
    told = {"source": source, "retracted_at": None}
    rows = [
        {"former_id": former, "successor_id": successor, "since": since, **told}
        for (former, successor), since in ((change.pair, change.since) for change in new)
    ]
    numbered = insert(SuccessionRow).returning(SuccessionRow.id, sort_by_parameter_order=True)
    ids = tuple(connection.scalars(numbered, rows).all()) if rows else ()
    if not ids and not put_in:
        return unchanged()
    after: Facts = {"source": source, "successions": [_told(change) for change in new]}
    return Done(ids, True, RetractSuccessions(ids) if ids else None, {}, after, *_whose(connection, new))


def _told(change: _Change) -> Facts:
    successor = change.successor and change.successor.name
    return {"former": change.former.name, "successor": successor, "since": change.since.isoformat()}


def _whose(connection: Connection, changes: Sequence[_Change]) -> tuple[str | None, str | None]:
    """The organisation and the unit whose affair the changes are, where it is but one."""
    organisations = {change.former.organisation for change in changes}
    units = {change.former.name for change in changes}
    organisation = get_unit(connection, organisations.pop()).name if len(organisations) == 1 else None
    return organisation, units.pop() if len(units) == 1 else None


def _reorganise(connection: Connection, command: Reorganise) -> Done:
    """Write what was prepared by names; organisations and units that are not there are put in and stay."""
    named: dict[str, set[str]] = {}
    for each in command.successions:
        named.setdefault(each.former_of, set()).add(each.former)
        if each.successor is not None:
            named.setdefault(_successor_of(each), set()).add(each.successor)
    for unit in command.units:
        named.setdefault(unit.of, set()).add(unit.name)
    placed = {of: _put(connection, of, names) for of, names in named.items()}
    lines = get_units(connection, {unit for units, _ in placed.values() for unit in units.values()})

    def line(name: str, of: str) -> UnitLine:
        return lines[placed[of][0][name]]

    changes = [
        _Change(
            line(each.former, each.former_of),
            None if each.successor is None else line(each.successor, _successor_of(each)),
            each.since,
        )
        for each in command.successions
    ]
    done = _write(connection, changes, command.source or command.name, any(new for _, new in placed.values()))
    return replace(done, after={"name": command.name, **done.after}) if done.changed else done


def _successor_of(succession: NamedSuccession) -> str:
    return succession.successor_of or succession.former_of


def _put(connection: Connection, organisation: str, names: Collection[str]) -> tuple[Mapping[str, int], bool]:
    """The units (ids) of an organisation by their names, and whether any was put in."""
    found, made = put_organisation(connection, checked_unit_name(organisation))
    units, new = put_units(connection, names, get_unit(connection, found), lambda name: bool(checked_unit_name(name)))
    return units, made or new


def _retract(connection: Connection, ids: Collection[int], at: datetime) -> Done:
    """Take back those that hold."""
    rows = [row for row in _rows(connection, ids) if row.retracted_at is None]
    return _turn(connection, rows, at, held=True)


def _restore(connection: Connection, ids: Collection[int]) -> Done:
    """Let those hold again that were taken back, where they still can."""
    rows = [row for row in _rows(connection, ids) if row.retracted_at is not None]
    lineage = _Lineage(read_successions(connection))
    for change in _changes(connection, rows):
        if not lineage.takes(change):
            raise UnitRefusedError("written", change.former.name)
    return _turn(connection, rows, None, held=False)


def _turn(connection: Connection, rows: Sequence[_Written], retracted_at: datetime | None, held: bool) -> Done:
    ids = tuple(row.id for row in rows)
    if not ids:
        return unchanged()
    connection.execute(update(SuccessionRow).where(SuccessionRow.id.in_(ids)).values(retracted_at=retracted_at))
    changes = _changes(connection, rows)
    facts: Facts = {"successions": [_told(change) for change in changes]}
    undo = RestoreSuccessions(ids) if held else RetractSuccessions(ids)
    before, after = (facts, {}) if held else ({}, facts)
    return Done(ids, True, undo, before, after, *_whose(connection, changes))


def _rows(connection: Connection, ids: Collection[int]) -> list[_Written]:
    columns = (SuccessionRow.id, SuccessionRow.former_id, SuccessionRow.successor_id, SuccessionRow.since)
    query = select(*columns, SuccessionRow.retracted_at).order_by(SuccessionRow.id)
    found = [
        _Written(*row)
        for batch in batches(sorted(set(ids)))
        for row in connection.execute(query.where(SuccessionRow.id.in_(batch))).all()
    ]
    missing = set(ids) - {row.id for row in found}
    if missing:
        raise UnitRefusedError("unwritten", str(min(missing)))
    return found


def _changes(connection: Connection, rows: Sequence[_Written]) -> list[_Change]:
    pairs = [(row.former, row.successor) for row in rows]
    return _between(connection, pairs, [row.since for row in rows])
