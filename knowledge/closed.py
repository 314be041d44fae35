"""Which times of recurring duties were reported done, and by whom."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from knowledge.batches import batches
from knowledge.reported import standing
from knowledge.schema import ReportPartRow, ReportRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.types import Period, ProgressStatus


@dataclass(frozen=True, slots=True)
class Word:
    """A unit (its key) said of a time of a task (its key) that it is done.

    `stead` are the assignments (keys) it speaks for, each with the lead (key) in whose stead it does, "" for none.
    """

    task: str
    unit: str
    period: Period
    stead: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """All such words that hold."""

    words: tuple[Word, ...]

    def by(self, task: str, keys: Collection[str], period: Period) -> bool:
        """Whether one of the units with these keys, or somebody in its stead, said that the time is done."""
        return any(word.unit in keys or any(lead in keys for _, lead in word.stead) for word in self._of(task, period))

    def for_lead(self, task: str, assignment: str, lead: str, period: Period) -> bool:
        """Whether it was said in the stead of what leads the assignment, "" where the plan names nobody."""
        return any((assignment, lead) in word.stead for word in self._of(task, period))

    def _of(self, task: str, period: Period) -> Iterator[Word]:
        return (word for word in self.words if word.task == task and word.period == period)


def find_closed(database: Database, tasks: Sequence[str]) -> Closed:
    """What was said of the times of these tasks (keys): of each unit the newest word on each time, where it is done."""
    with database.reading() as connection:
        return Closed(tuple(word for batch in batches(tasks) for word in _words(connection, batch)))


def _words(connection: Connection, tasks: Sequence[str]) -> Iterator[Word]:
    days = (ReportRow.period_start, ReportRow.period_end)
    query = select(ReportRow.id, ReportRow.task_key, UnitNameRow.unit_key, ReportRow.status, *days).join(UnitNameRow)
    query = query.where(ReportRow.task_key.in_(tasks), ReportRow.period_end.is_not(None), standing())
    rows = connection.execute(query.order_by(ReportRow.id)).all()
    newest = {(row.task_key, row.unit_key, row.period_start, row.period_end): row for row in rows}
    done = [row for row in newest.values() if row.status is ProgressStatus.DONE]
    steads = _steads(connection, [row.id for row in done])
    for row in done:
        period = Period(row.period_start, row.period_end)
        yield Word(row.task_key, row.unit_key, period, tuple(steads.get(row.id, ())))


def _steads(connection: Connection, reports: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    lead = aliased(UnitNameRow)
    columns = (ReportPartRow.report_id, ReportPartRow.assignment_key, lead.unit_key)
    query = select(*columns).outerjoin(lead, lead.id == ReportPartRow.unit_name_id)
    found: dict[int, list[tuple[str, str]]] = {}
    for batch in batches(reports):
        for report, assignment, key in connection.execute(query.where(ReportPartRow.report_id.in_(batch))):
            found.setdefault(report, []).append((assignment, key or ""))
    return found
