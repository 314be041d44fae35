"""Reads the audit trail: who did what, when and through which channel, and how it stood before and after."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, or_, select
from sqlalchemy.engine import Row

from knowledge.audit_types import AuditEntry, AuditFilter, Family
from knowledge.commands import (
    AnswerCommand,
    EventCommand,
    PeopleCommand,
    PlanCommand,
    ProgressCommand,
    TargetCommand,
    UnitCommand,
)
from knowledge.directory.reading import is_within
from knowledge.schema import AuditRow
from knowledge.schema.database import Database
from knowledge.units import unit_key
from knowledge.vietnamese.fold import fold

_BATCH = 500


_COMMANDS = {
    Family.PLANS: PlanCommand,
    Family.REPORTS: ProgressCommand | TargetCommand | AnswerCommand | EventCommand,
    Family.PEOPLE: PeopleCommand,
    Family.UNITS: UnitCommand,
}


def commands_of(family: Family) -> tuple[str, ...]:
    """The names under which the commands of a family stand in the trail."""
    return tuple(kind.__name__ for kind in get_args(_COMMANDS[family]))


_EVERYTHING = AuditFilter()


class Audit:
    """The part of the store that knows who did what."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_entries(
        self, wanted: AuditFilter = _EVERYTHING, limit: int | None = None, before_id: int | None = None
    ) -> tuple[AuditEntry, ...]:
        """The entries asked for, the newest first; only older ones than `before_id` if given."""
        with self._database.reading() as connection:
            conditions = [*_conditions(connection, wanted)]
            if before_id is not None:
                conditions.append(AuditRow.id < before_id)
            found = (entry for entry in read_entries(connection, *conditions) if _says(entry, wanted.text))
            return tuple(islice(found, limit))

    def list_actors(self) -> tuple[str, ...]:
        """The names of all who have ever acted."""
        with self._database.reading() as connection:
            return tuple(name for name in _distinct(connection, AuditRow.actor_name) if name)

    def list_units(self) -> tuple[str, ...]:
        """The names of all units whose affairs stand in the trail."""
        with self._database.reading() as connection:
            return tuple(_distinct(connection, AuditRow.unit))


def read_entries(connection: Connection, *conditions: ColumnElement[bool]) -> Iterator[AuditEntry]:
    """The entries that satisfy `conditions`, the newest first, read as they are asked for."""
    query = select(AuditRow.__table__).where(*conditions).order_by(AuditRow.id.desc())
    return map(_entry, connection.execute(query.execution_options(yield_per=_BATCH)))


def _conditions(connection: Connection, wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield AuditRow.at >= wanted.since
    if wanted.until is not None:
        yield AuditRow.at < wanted.until
    if wanted.families:
        yield AuditRow.command.in_([name for family in wanted.families for name in commands_of(family)])
    if wanted.actor:
        names = [name for name in _distinct(connection, AuditRow.actor_name) if fold(wanted.actor) in fold(name)]
        yield or_(AuditRow.actor_id == wanted.actor, AuditRow.actor_name.in_(names))
    if wanted.organisations:
        yield _within(connection, wanted.organisations)
    if wanted.units:
        keys = set(map(unit_key, wanted.units))
        yield AuditRow.unit.in_([name for name in _distinct(connection, AuditRow.unit) if unit_key(name) in keys])


def _within(connection: Connection, roots: Iterable[str]) -> ColumnElement[bool]:
    """Whose affair it is, by the organisation or by a unit that is an organisation itself, as `rights` judges it."""
    names = {*_distinct(connection, AuditRow.organisation), *_distinct(connection, AuditRow.unit)}
    inside = sorted(name for name in names if any(is_within(connection, name, root) for root in roots))
    return or_(AuditRow.organisation.in_(inside), AuditRow.unit.in_(inside))


def _distinct(connection: Connection, column: Any) -> list[str]:
    return [name for name in connection.scalars(select(column).distinct().order_by(column)) if name is not None]


def _entry(row: Row[Any]) -> AuditEntry:
    return AuditEntry(
        id=row.id,
        at=row.at,
        actor_id=row.actor_id,
        actor_name=row.actor_name,
        actor_role=row.actor_role,
        channel=row.channel,
        command=row.command,
        organisation=row.organisation,
        unit=row.unit,
        before=row.before,
        after=row.facts,
    )


def _says(entry: AuditEntry, text: str) -> bool:
    if not text:
        return True
    facts = json.dumps([entry.before, entry.after], ensure_ascii=False)
    return fold(text) in fold(" ".join((entry.actor_name, entry.organisation or "", entry.unit or "", facts)))
