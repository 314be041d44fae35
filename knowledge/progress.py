"""Reads what was reported: the newest of each unit, and all of it with what was taken back."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select
from sqlalchemy.engine import Row
from sqlalchemy.orm import aliased

from knowledge.reported import is_newest, is_settled
from knowledge.schema import AssignmentRow, PlanRow, ReportRow, RestorationRow, RetractionRow, TaskRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.types import Figure, Period, ProgressStatus, ReportLine, TaskState
from knowledge.words import Word, read_words

_BATCH = 5_000


class Progress:
    """The part of the store that knows what was reported of tasks and targets."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list_reports(self, task_key: str) -> tuple[ReportLine, ...]:
        """Every report of a task, the newest first, those taken back among them."""
        return self._list(ReportRow.task_key == task_key)

    def list_readings(self, target_key: str) -> tuple[ReportLine, ...]:
        """Every reading of a target, the newest first, those taken back among them."""
        return self._list(ReportRow.target_key == target_key)

    def get_reports(self, ids: Sequence[int]) -> tuple[ReportLine, ...]:
        """The reports with these numbers, the newest first."""
        return self._list(ReportRow.id.in_(ids))

    def find_confirmed(self, token: str) -> tuple[ReportLine, ...]:
        """The reports that the pending command `token` became."""
        return self._list(ReportRow.token == token)

    def token_of(self, report: int) -> str:
        """The pending command that this report was, with others perhaps; empty where it was none."""
        with self._database.reading() as connection:
            return connection.scalar(select(ReportRow.token).where(ReportRow.id == report)) or ""

    def newest(self, task_keys: Sequence[str]) -> Mapping[str, tuple[ReportLine, ...]]:
        """Of each task that was reported the newest report of each unit, the newest first."""
        found: defaultdict[str, list[ReportLine]] = defaultdict(list)
        for start in range(0, len(task_keys), _BATCH):
            batch = task_keys[start : start + _BATCH]
            for line in self._list(ReportRow.task_key.in_(batch), is_newest()):
                found[line.task_key or ""].append(line)
        return {key: tuple(lines) for key, lines in found.items()}

    def words(self, task_key: str, *, of_times: bool = False) -> tuple[Word, ...]:
        """Of each unit the newest word on a task, or on each time of it."""
        with self._database.reading() as connection:
            return read_words(connection, (task_key,), of_times=of_times)

    def states(self, task_keys: Sequence[str]) -> Mapping[str, TaskState]:
        """How each of these tasks stands."""
        newest, done = self.newest(task_keys), self._done(task_keys)
        return {key: TaskState.DONE if key in done else _state(newest.get(key, ())) for key in task_keys}

    def _done(self, task_keys: Sequence[str]) -> frozenset[str]:
        """Those of the tasks in force of which every assignment is settled."""
        standing = select(TaskRow.key, is_settled()).select_from(AssignmentRow).join(TaskRow).join(PlanRow)
        standing = standing.where(PlanRow.withdrawn_at.is_(None))
        settled: defaultdict[str, list[bool]] = defaultdict(list)
        with self._database.reading() as connection:
            for start in range(0, len(task_keys), _BATCH):
                batch = standing.where(TaskRow.key.in_(task_keys[start : start + _BATCH]))
                for key, is_done in connection.execute(batch):
                    settled[key].append(bool(is_done))
        return frozenset(key for key, parts in settled.items() if all(parts))

    def _list(self, *conditions: ColumnElement[bool]) -> tuple[ReportLine, ...]:
        with self._database.reading() as connection:
            return read_reports(connection, *conditions)


def read_reports(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[ReportLine, ...]:
    """The reports that satisfy `conditions`, the newest first."""
    rows = connection.execute(_select().where(*conditions).order_by(ReportRow.id.desc()))
    return tuple(map(_line, rows.all()))


def _select() -> Select[Any]:
    taken_back = aliased(RetractionRow)
    restored = select(RestorationRow.retraction_id).where(RestorationRow.retraction_id == taken_back.id).exists()
    retraction = (taken_back.at.label("retracted_at"), taken_back.actor_name.label("retracted_by"))
    columns: tuple[Any, ...] = (ReportRow, UnitNameRow.printed, *retraction)
    query = select(*columns).select_from(ReportRow).join(UnitNameRow)
    return query.outerjoin(taken_back, (taken_back.report_id == ReportRow.id) & ~restored)


def _line(row: Row[Any]) -> ReportLine:
    return ReportLine(
        id=row.id,
        task_key=row.task_key,
        target_key=row.target_key,
        unit=row.printed,
        status=row.status,
        percent=row.percent,
        completed_on=row.completed_on,
        note=row.note,
        evidence=row.evidence,
        figure=None if row.value is None else Figure(row.value, row.measure, row.out_of),
        period=None if row.period_start is None else Period(row.period_start, row.period_end),
        said=row.said,
        reporter_id=row.reporter_id,
        reporter_name=row.reporter_name,
        chat=row.chat,
        at=row.at,
        retracted_at=row.retracted_at,
        retracted_by=row.retracted_by or "",
    )


def _state(reports: Sequence[ReportLine]) -> TaskState:
    """How a task stands that is not done as a whole."""
    said = {report.status for report in reports}
    if not said:
        return TaskState.UNREPORTED
    if ProgressStatus.BLOCKED in said:
        return TaskState.BLOCKED
    return TaskState.NOT_STARTED if said == {ProgressStatus.NOT_STARTED} else TaskState.IN_PROGRESS
