"""Writes reports and what takes them back; nothing that was written is ever changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import Connection, insert, select

from knowledge.answering import questions_met, tell_askers
from knowledge.applied import Applied
from knowledge.commands import (
    Actor,
    AttachEvidence,
    DetachEvidence,
    NewReport,
    ProgressCommand,
    ReportProgress,
    RestoreReport,
    RetractReport,
)
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.errors import PendingGoneError, ReportNotFoundError, SubjectGoneError
from knowledge.evidence import attach, detach, names_of, read_evidence
from knowledge.filtering import in_force
from knowledge.pending import take_pending
from knowledge.places import Place, places_of
from knowledge.reported import standing
from knowledge.schema import (
    EvidenceRow,
    PlanRow,
    ReportFormerRow,
    ReportPartRow,
    ReportRow,
    RestorationRow,
    RetractionRow,
    TargetRow,
    TaskRow,
    UnitNameRow,
)
from knowledge.schema.keying import file_unit_names
from knowledge.settling import UnitsOf, settle_tasks
from knowledge.stands import affairs_of, stands
from knowledge.tasks import read_tasks
from knowledge.types import AssignmentLine, ProgressStatus, TaskLine
from knowledge.units import is_group, same_unit

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """The reports that a command is about, whether it changed anything, and the command that would undo it.

    `evidence` is what proves them by it, or did until now.
    """

    reports: tuple[int, ...]
    changed: bool
    undo: ProgressCommand | None
    evidence: tuple[int, ...] = ()


def record(
    connection: Connection, command: ProgressCommand, actor: Actor, at: datetime, units_of: UnitsOf
) -> Applied[Recorded]:
    """Apply a command about reports."""
    affairs = affairs_of(connection, command)
    before = stands(connection, affairs)
    questions = questions_met(connection, command)
    recorded = _apply(connection, command, actor, at, units_of)
    tell_askers(connection, questions, recorded.reports, actor, at)
    if recorded.changed and not isinstance(command, AttachEvidence | DetachEvidence):
        tasks = {affair.task for affair in affairs if affair.task is not None}
        settle_tasks(connection, units_of, tasks, at.date(), can_be=_can_settle(command))
    after: Values = {"reports": list(recorded.reports), "stands": stands(connection, affairs)}
    if recorded.evidence:
        after["evidence"] = names_of(connection, recorded.evidence)
    place = next(iter(places_of(connection, command)), Place())
    organisation = place.organisation or actor.organisation
    return Applied(recorded, recorded.changed, {"stands": before}, after, organisation, place.unit)


def _can_settle(command: ProgressCommand) -> bool | None:
    """Whether reports can only add to what is done, or only open it again; None where they can do either."""
    if not isinstance(command, ReportProgress):
        return None
    done = {report.status is ProgressStatus.DONE for report in command.reports}
    # Of a task that comes round, one time that is done leaves the others to do.
    plain = all(report.period is None or report.status is not ProgressStatus.DONE for report in command.reports)
    return done.pop() if plain and len(done) == 1 else None


def _apply(connection: Connection, command: ProgressCommand, actor: Actor, at: datetime, units_of: UnitsOf) -> Recorded:
    undo: ProgressCommand | None
    evidence: tuple[int, ...] = ()
    match command:
        case ReportProgress():
            numbers, changed = _record_all(connection, command, actor, at, units_of)
            undo = RetractReport(numbers)
            if changed:
                evidence = _attach(connection, numbers, command.attached, actor)
        case RetractReport(reports):
            numbers = _retract(connection, reports, actor, at)
            changed, undo = bool(numbers), RestoreReport(numbers)
        case RestoreReport(reports):
            numbers = _restore(connection, reports, actor, at)
            changed, undo = bool(numbers), RetractReport(numbers)
        case AttachEvidence(report, ids):
            _holds(connection, report)
            numbers, evidence = (report,), attach(connection, report, ids, actor.id)
            changed, undo = bool(evidence), DetachEvidence(evidence)
        case DetachEvidence(ids):
            evidence = detach(connection, ids, at)
            numbers = _proven(connection, evidence)
            changed, undo = bool(evidence), _attaching(numbers, evidence)
        case _:
            assert_never(command)
    return Recorded(numbers, changed, undo if numbers else None, evidence)


def _attach(
    connection: Connection, reports: tuple[int, ...], evidence: tuple[int, ...], actor: Actor
) -> tuple[int, ...]:
    """Let the evidence prove every one of the reports."""
    return tuple(number for report in reports for number in attach(connection, report, evidence, actor.id))


def _proven(connection: Connection, evidence: tuple[int, ...]) -> tuple[int, ...]:
    """The reports that the evidence belongs to."""
    lines = read_evidence(connection, EvidenceRow.id.in_(evidence))
    return tuple(sorted({line.report for line in lines if line.report is not None}))


def _attaching(reports: tuple[int, ...], evidence: tuple[int, ...]) -> ProgressCommand | None:
    """What attaches evidence to its report again; of several reports at once there is no such command."""
    return AttachEvidence(reports[0], evidence) if len(reports) == 1 else None


def _record_all(
    connection: Connection, command: ReportProgress, actor: Actor, at: datetime, units_of: UnitsOf
) -> tuple[tuple[int, ...], bool]:
    """The numbers of the reports, and whether they are new: under one token they are recorded once."""
    if command.token is not None:
        waited = take_pending(connection, command.token, at)
        # a message that is heard again after its report was confirmed is shown, and waits, once more
        known = connection.scalars(select(ReportRow.id).where(ReportRow.token == command.token)).all()
        if known:
            return tuple(sorted(known)), False
        if not waited:
            raise PendingGoneError(command.token)
    units = units_of(command.organisation)
    return tuple(_record(connection, command, report, actor, at, units) for report in command.reports), True


def _retract(connection: Connection, numbers: Sequence[int], actor: Actor, at: datetime) -> tuple[int, ...]:
    """Those of the reports that held until now."""
    held = [number for number in numbers if _holds(connection, number)]
    rows = [{"report_id": number, **_by(actor, at)} for number in held]
    if rows:
        connection.execute(insert(RetractionRow), rows)
    return tuple(held)


def _restore(connection: Connection, numbers: Sequence[int], actor: Actor, at: datetime) -> tuple[int, ...]:
    """Those of the reports that did not hold until now."""
    gone = [number for number in numbers if not _holds(connection, number)]
    restored = select(RestorationRow.retraction_id)
    wanted = (RetractionRow.report_id.in_(gone), RetractionRow.id.not_in(restored))
    retractions = connection.scalars(select(RetractionRow.id).where(*wanted)).all()
    rows = [{"retraction_id": row_id, **_by(actor, at)} for row_id in retractions]
    if rows:
        connection.execute(insert(RestorationRow), rows)
    return tuple(gone)


def subjects(command: ReportProgress) -> frozenset[str]:
    """The keys of the tasks and targets reported on."""
    return frozenset(report.task_key or report.target_key or "" for report in command.reports)


def _by(actor: Actor, at: datetime) -> Values:
    return {"actor_id": actor.id, "actor_name": actor.name, "at": at}


def _holds(connection: Connection, number: int) -> bool:
    holds = connection.execute(select(standing()).where(ReportRow.id == number)).first()
    if holds is None:
        raise ReportNotFoundError(number)
    return bool(holds[0])


def _record(
    connection: Connection,
    command: ReportProgress,
    report: NewReport,
    actor: Actor,
    at: datetime,
    units: OrganisationUnits,
) -> int:
    task, unit = _task(connection, report), command.unit or ""
    named = units.named_as(unit, at.date()) if unit else ()
    spoken_for = tuple(_spoken_for(task, named, units)) if task is not None else ()
    names = file_unit_names(connection, {unit, *(lead for _, lead in spoken_for if lead is not None)})
    before = _formers(connection, report, named)
    values = _values(command, report) | {"unit_name_id": names[unit], **_reporter(actor, at)}
    number = connection.scalars(insert(ReportRow).values(values).returning(ReportRow.id)).one()
    parts = [
        {"position": place, "assignment_key": part.key, "unit_name_id": names[lead] if lead else None}
        for place, (part, lead) in enumerate(spoken_for)
    ]
    _put(connection, ReportPartRow, number, parts)
    _put(connection, ReportFormerRow, number, [{"unit_name_id": former} for former in before])
    return number


def _put(connection: Connection, table: type[ReportPartRow | ReportFormerRow], report: int, rows: list[Values]) -> None:
    if rows:
        connection.execute(insert(table), [{"report_id": report, **row} for row in rows])


def _formers(connection: Connection, report: NewReport, named: Sequence[str]) -> list[int]:
    """The names (ids) by which units whose place the reporting one has taken reported on the same before."""
    if len(named) < 2:
        return []
    subject = ReportRow.task_key == report.task_key if report.task_key else ReportRow.target_key == report.target_key
    reporters = select(UnitNameRow.id, UnitNameRow.printed).join(ReportRow, ReportRow.unit_name_id == UnitNameRow.id)
    known = connection.execute(reporters.where(subject).distinct()).all()
    return [name for name, printed in known if any(same_unit(printed, former) for former in named[1:])]


def _task(connection: Connection, report: NewReport) -> TaskLine | None:
    """The task in force that is reported on, None for a target; either has to be there."""
    key = report.task_key or report.target_key or ""
    table = TaskRow if report.task_key is not None else TargetRow
    found = connection.scalar(select(table.id).join(PlanRow).where(*in_force(), table.key == key).limit(1))
    if found is None:
        raise SubjectGoneError(key)
    if report.task_key is None:
        return None
    return read_tasks(connection, (found,))[0]


def _spoken_for(
    task: TaskLine, named: Sequence[str], units: OrganisationUnits
) -> Iterator[tuple[AssignmentLine, str | None]]:
    """The assignments that a report speaks for, each with the lead as printed in whose stead it does.

    That is what its unit leads by one of its names, or by that of a unit whose place it has taken. Whoever reports on a
    task that only one unit leads speaks for that unit; of what is given to a group, or to several, each for itself.
    """
    led = ((part, lead) for part in task.assignments for lead in part.lead)
    own = [(part, lead) for part, lead in led if any(same_unit(lead, name) for name in named)]
    if own:
        yield from own
    elif len(task.assignments) == 1 and len(task.assignments[0].lead) <= 1:
        lead = next(iter(task.assignments[0].lead), None)
        if lead is None or not (is_group(lead) or units.is_group(lead)):
            yield task.assignments[0], lead


def _values(command: ReportProgress, report: NewReport) -> Values:
    figure, period = report.figure, report.period
    return {
        "token": command.token,
        "task_key": report.task_key,
        "target_key": report.target_key,
        "status": report.status,
        "percent": report.percent,
        "completed_on": report.completed_on if report.status is ProgressStatus.DONE else None,
        "note": report.note,
        "evidence": report.evidence,
        "value": figure.value if figure else None,
        "out_of": figure.out_of if figure else None,
        "measure": figure.unit if figure else None,
        "period_start": period.start if period else None,
        "period_end": period.end if period else None,
        "said": command.said,
        "chat": command.chat,
    }


def _reporter(actor: Actor, at: datetime) -> Values:
    return {"reporter_id": actor.id, "reporter_name": actor.name, "at": at}
