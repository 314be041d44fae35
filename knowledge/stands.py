"""How what is reported on stands by the word of one unit: what the audit trail keeps of it, before and after."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any, assert_never

from sqlalchemy import Connection, select

from knowledge.applied import Facts
from knowledge.commands import (
    AttachEvidence,
    DetachEvidence,
    ProgressCommand,
    ReportProgress,
    RestoreReport,
    RetractReport,
)
from knowledge.evidence import read_evidence
from knowledge.progress import read_reports
from knowledge.reported import is_newest
from knowledge.schema import EvidenceRow, PlanRow, ReportRow, TargetRow, TaskRow, UnitNameRow
from knowledge.types import ReportLine
from knowledge.units import unit_key

_LONGEST = 160
_PLACES: Mapping[type[TaskRow] | type[TargetRow], tuple[Any, ...]] = {
    TaskRow: (PlanRow.file, TaskRow.section, TaskRow.number, TaskRow.content),
    TargetRow: (PlanRow.file, TargetRow.where, TargetRow.number, TargetRow.name),
}


@dataclass(frozen=True, slots=True)
class Affair:
    """A task or a target (its key) and a unit that reports on it."""

    task: str | None
    target: str | None
    unit: str


def affairs_of(connection: Connection, command: ProgressCommand) -> tuple[Affair, ...]:
    """What a command is about, each once."""
    match command:
        case ReportProgress(reports, unit):
            found = [Affair(report.task_key, report.target_key, unit or "") for report in reports]
        case RetractReport(reports) | RestoreReport(reports):
            found = _of_reports(connection, reports)
        case AttachEvidence(report):
            found = _of_reports(connection, (report,))
        case DetachEvidence(evidence):
            proven = read_evidence(connection, EvidenceRow.id.in_(evidence))
            found = _of_reports(connection, [line.report for line in proven if line.report is not None])
        case _:
            assert_never(command)
    return tuple(dict.fromkeys(found))


def _of_reports(connection: Connection, numbers: Sequence[int]) -> list[Affair]:
    lines = read_reports(connection, ReportRow.id.in_(numbers))
    return [Affair(line.task_key, line.target_key, line.unit) for line in reversed(lines)]


def stands(connection: Connection, affairs: Iterable[Affair]) -> list[Facts]:
    """Where each of them stands and by which report; nothing but the place where no report holds."""
    return [_place(connection, affair) | _standing(connection, affair) for affair in affairs]


def _place(connection: Connection, affair: Affair) -> Facts:
    """The place in the newest version of its plan."""
    table, key = (TaskRow, affair.task) if affair.task is not None else (TargetRow, affair.target)
    query = select(*_PLACES[table]).join(PlanRow, PlanRow.id == table.plan_id).where(table.key == key)
    row = connection.execute(query.order_by(PlanRow.id.desc()).limit(1)).first()
    if row is None:
        return {"unit": affair.unit}
    file, where, number, words = row
    kind = "task" if affair.task is not None else "target"
    return {"plan": file, "where": where, kind: number, "content": _short(words), "unit": affair.unit}


def _standing(connection: Connection, affair: Affair) -> Facts:
    of_task = affair.task is not None
    subject, key = (ReportRow.task_key, affair.task) if of_task else (ReportRow.target_key, affair.target)
    names = select(UnitNameRow.id).where(UnitNameRow.unit_key == unit_key(affair.unit))
    newest = (subject == key, ReportRow.unit_name_id.in_(names), is_newest(ReportRow, subject))
    own = next(iter(read_reports(connection, *newest)), None)
    return {} if own is None else {name: value for name, value in _told(own) if value not in (None, [])}


def _told(report: ReportLine) -> Iterator[tuple[str, object]]:
    # The words it was said in stay with the report alone: names of people may stand in them.
    yield "report", report.id
    yield "status", report.status
    yield "percent", report.percent
    yield "completed_on", report.completed_on.isoformat() if report.completed_on else None
    yield "evidence", list(report.evidence)
    if report.figure is not None:
        yield "value", report.figure.value
        yield "out_of", report.figure.out_of
        yield "measure", report.figure.unit
    if report.period is not None:
        yield "period", [report.period.start.isoformat(), report.period.end.isoformat()]


def _short(words: str) -> str:
    return shorten(words, _LONGEST, placeholder="…")
