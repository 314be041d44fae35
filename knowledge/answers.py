"""Reads what was said to reports: the talk about each, the questions that wait, and what no leader has seen yet."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from knowledge.directory.reading import is_within
from knowledge.filtering import in_force
from knowledge.progress import read_reports
from knowledge.reported import standing
from knowledge.schema import EvidenceRow, PlanRow, ReportAnswerRow, ReportRow, TargetRow, TaskRow, UnitNameRow
from knowledge.schema.database import Database
from knowledge.types import AnswerKind, ReportLine
from knowledge.units import unit_key

QUESTIONS = (AnswerKind.RETURNED, AnswerKind.EVIDENCE_ASKED)
BY_LEADERS = (AnswerKind.ACKNOWLEDGED, *QUESTIONS)


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What was said to a report (its number), by whom and when, and when it was taken back."""

    id: int
    report: int
    kind: AnswerKind
    text: str
    actor_id: str
    actor_name: str
    at: datetime
    retracted_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports that hold are asked for.

    `organisations` are those whose affairs they are, each with all under it; none stands for all. Those with the
    `numbers`, if given; of one of the units with the keys `units`, or made by `reporter`, if either is given; `unseen`
    ones no leader has answered.
    """

    organisations: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    reporter: str = ""
    since: datetime | None = None
    until: datetime | None = None
    unseen: bool = False
    numbers: tuple[int, ...] = ()


class Answers:
    """The part of the store that knows what leaders and units said about reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, answer: int) -> AnswerLine | None:
        """What was said under this number."""
        with self._database.reading() as connection:
            return next(iter(read_answers(connection, ReportAnswerRow.id == answer)), None)

    def of_reports(self, reports: Sequence[int]) -> Mapping[int, tuple[AnswerLine, ...]]:
        """The talk about each of these reports that there is one about, what was taken back among it."""
        talks: defaultdict[int, list[AnswerLine]] = defaultdict(list)
        with self._database.reading() as connection:
            for line in read_answers(connection, ReportAnswerRow.report_id.in_(reports)):
                talks[line.report].append(line)
        return {report: tuple(lines) for report, lines in talks.items()}

    def list_questions(self, wanted: ReportFilter) -> tuple[AnswerLine, ...]:
        """What was asked about these reports and waits for an answer, the oldest first."""
        with self._database.reading() as connection:
            return read_questions(connection, *_conditions(connection, wanted))

    def list_reports(self, wanted: ReportFilter, limit: int, skip: int = 0) -> tuple[ReportLine, ...]:
        """Some of these reports, the newest first."""
        with self._database.reading() as connection:
            query = _reports(ReportRow.id, connection, wanted)
            page = connection.scalars(query.order_by(ReportRow.id.desc()).limit(limit).offset(skip)).all()
            return read_reports(connection, ReportRow.id.in_(page))

    def count_reports(self, wanted: ReportFilter) -> int:
        """How many of these reports there are."""
        with self._database.reading() as connection:
            return connection.scalar(_reports(func.count(), connection, wanted)) or 0


def read_answers(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[AnswerLine, ...]:
    """What was said of which all conditions hold, the oldest first."""
    rows = connection.execute(select(ReportAnswerRow.__table__).where(*conditions).order_by(ReportAnswerRow.id))
    return tuple(
        AnswerLine(
            id=row.id,
            report=row.report_id,
            kind=row.kind,
            text=row.text,
            actor_id=row.actor_id,
            actor_name=row.actor_name,
            at=row.at,
            retracted_at=row.retracted_at,
        )
        for row in rows
    )


def read_questions(connection: Connection, *conditions: ColumnElement[bool]) -> tuple[AnswerLine, ...]:
    """The questions that wait, asked about reports of which all conditions hold."""
    asked = select(ReportAnswerRow.id).join(ReportRow, ReportRow.id == ReportAnswerRow.report_id)
    # Few are the last word on a report: of these alone what is costly to know is looked up.
    last = connection.scalars(asked.join(UnitNameRow).where(_is_last_word(), *conditions)).all()
    if not last:
        return ()
    waiting = asked.where(ReportAnswerRow.id.in_(last), standing(), ~_sent_since(), ~_reported_since())
    return read_answers(connection, ReportAnswerRow.id.in_(connection.scalars(waiting).all()))


@cache
def _is_last_word() -> ColumnElement[bool]:
    """Whether it is a question after which nothing was said to the report."""
    later = aliased(ReportAnswerRow)
    said = exists().where(
        later.report_id == ReportAnswerRow.report_id, later.id > ReportAnswerRow.id, later.retracted_at.is_(None)
    )
    return and_(ReportAnswerRow.kind.in_(QUESTIONS), ReportAnswerRow.retracted_at.is_(None), ~said)


def _sent_since() -> ColumnElement[bool]:
    """Whether evidence was sent for the report since the question."""
    proof = (EvidenceRow.report_id == ReportAnswerRow.report_id, EvidenceRow.retracted_at.is_(None))
    return exists().where(*proof, EvidenceRow.at > ReportAnswerRow.at)


def _reported_since() -> ColumnElement[bool]:
    """Whether the same unit reported on the same, and of the same time where both tell one, since the question."""
    later = aliased(ReportRow)
    times = (later.period_end.is_(None), ReportRow.period_end.is_(None), later.period_end == ReportRow.period_end)
    subject = or_(later.task_key == ReportRow.task_key, later.target_key == ReportRow.target_key)
    since = (later.id > ReportRow.id, later.at > ReportAnswerRow.at)
    return exists().where(subject, *since, or_(*times), _key_of(later) == _key_of(ReportRow), standing(later))


def _key_of(report: type[ReportRow]) -> ScalarSelect[str]:
    """The key of a report's unit."""
    name = aliased(UnitNameRow)
    return select(name.unit_key).where(name.id == report.unit_name_id).correlate(report).scalar_subquery()


def _reports(what: Any, connection: Connection, wanted: ReportFilter) -> Select[Any]:
    query = select(what).select_from(ReportRow).join(UnitNameRow)
    return query.where(standing(), *_conditions(connection, wanted))


def _conditions(connection: Connection, wanted: ReportFilter) -> Iterator[ColumnElement[bool]]:
    yield _of_plans(connection, wanted.organisations)
    if wanted.units or wanted.reporter:
        yield or_(UnitNameRow.unit_key.in_(wanted.units), ReportRow.reporter_id == wanted.reporter)
    if wanted.numbers:
        yield ReportRow.id.in_(wanted.numbers)
    if wanted.since is not None:
        yield ReportRow.at >= wanted.since
    if wanted.until is not None:
        yield ReportRow.at < wanted.until
    if wanted.unseen:
        held = (ReportAnswerRow.kind.in_(BY_LEADERS), ReportAnswerRow.retracted_at.is_(None))
        yield ~exists().where(ReportAnswerRow.report_id == ReportRow.id, *held)


def _of_plans(connection: Connection, organisations: Sequence[str]) -> ColumnElement[bool]:
    """Whether a report is on a plan in force that is an affair of the organisations, or made by one of them."""
    plans = select(PlanRow.id).where(*in_force(), *_issued(connection, organisations))
    tasks = select(TaskRow.key).where(TaskRow.plan_id.in_(plans))
    targets = select(TargetRow.key).where(TargetRow.plan_id.in_(plans))
    own = UnitNameRow.unit_key.in_(sorted(set(map(unit_key, organisations))))
    return or_(ReportRow.task_key.in_(tasks), ReportRow.target_key.in_(targets), own)


def _issued(connection: Connection, organisations: Sequence[str]) -> Iterator[ColumnElement[bool]]:
    if not organisations:
        return
    issuers = connection.scalars(select(PlanRow.issuer).where(*in_force(), PlanRow.issuer.is_not(None)).distinct())
    inside = [name for name in issuers if name and any(is_within(connection, name, root) for root in organisations)]
    yield or_(PlanRow.issuer.is_(None), PlanRow.issuer.in_(inside))
