"""What each unit said last of tasks, or of each of their times, and for whom it spoke."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, select
from sqlalchemy.orm import aliased

from knowledge.batches import batches
from knowledge.reported import of_one_time, standing
from knowledge.schema import ReportPartRow, ReportRow, UnitNameRow
from knowledge.types import Period, ProgressStatus


@dataclass(frozen=True, slots=True)
class Word:
    """A unit (its key, and as it is called) said in a report (its number) how far a task (its key) is.

    `period` is what it is of, `whole` unless that is one time of several; more was `noted`, an obstacle perhaps.
    `stead` are the assignments (keys) it speaks for, each with the lead (key) in whose stead it does, "" for none.
    """

    report: int
    task: str
    unit: str
    name: str
    status: ProgressStatus | None
    period: Period | None
    whole: bool
    noted: bool
    stead: tuple[tuple[str, str], ...]


def read_words(connection: Connection, tasks: Sequence[str], *, of_times: bool = False) -> tuple[Word, ...]:
    """Of each unit the newest word that holds on each of these tasks (keys), or on each time of them."""
    return tuple(word for batch in batches(tasks) for word in _words(connection, batch, of_times))


def _words(connection: Connection, tasks: Sequence[str], of_times: bool) -> Iterator[Word]:
    rows = connection.execute(_select(tasks, of_times)).all()
    newest = {(row.task_key, row.unit_key, *(_days(row) if of_times else ())): row for row in rows}
    steads = _steads(connection, [row.id for row in newest.values()])
    for row in newest.values():
        period = None if row.period_end is None else Period(*_days(row))
        stead = tuple(steads.get(row.id, ()))
        noted, whole = bool(row.note), not row.one_time
        yield Word(row.id, row.task_key, row.unit_key, row.printed, row.status, period, whole, noted, stead)


def _select(tasks: Sequence[str], of_times: bool) -> Select[Any]:
    told = (ReportRow.status, ReportRow.note, ReportRow.period_start, ReportRow.period_end)
    named = (UnitNameRow.unit_key, UnitNameRow.printed, of_one_time().label("one_time"))
    columns: tuple[Any, ...] = (ReportRow.id, ReportRow.task_key, *told, *named)
    query = select(*columns).select_from(ReportRow).join(UnitNameRow).where(ReportRow.task_key.in_(tasks), standing())
    if of_times:
        query = query.where(ReportRow.period_end.is_not(None))
    return query.order_by(ReportRow.id)


def _days(row: Row[Any]) -> tuple[date, date]:
    return row.period_start, row.period_end


def _steads(connection: Connection, reports: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    lead = aliased(UnitNameRow)
    columns = (ReportPartRow.report_id, ReportPartRow.assignment_key, lead.unit_key)
    query = select(*columns).outerjoin(lead, lead.id == ReportPartRow.unit_name_id)
    found: dict[int, list[tuple[str, str]]] = {}
    for batch in batches(reports):
        for report, assignment, key in connection.execute(query.where(ReportPartRow.report_id.in_(batch))):
            found.setdefault(report, []).append((assignment, key or ""))
    return found
