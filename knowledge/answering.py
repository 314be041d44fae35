"""Writes what is said to reports, and lets those be told whom it concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import Connection, insert, or_, select, update

from knowledge.answers import BY_LEADERS, AnswerLine, read_answers, read_questions
from knowledge.applied import Applied
from knowledge.commands import (
    Actor,
    AnswerCommand,
    AnswerReport,
    AttachEvidence,
    ProgressCommand,
    ReplyToAnswer,
    ReportProgress,
    RestoreAnswer,
    RestoreReply,
    RetractAnswer,
    RetractReply,
)
from knowledge.errors import AnswerRefusedError, ReportNotFoundError
from knowledge.notices import News, NewsKind, put, withdraw
from knowledge.places import Place, places_of
from knowledge.progress import read_reports
from knowledge.schema import ReportAnswerRow, ReportRow, UnitNameRow
from knowledge.types import AnswerKind, ReportLine
from knowledge.units import unit_key

_REPLIES = (AnswerKind.REPLIED,)


@dataclass(frozen=True, slots=True)
class Answered:
    """What a command is about that was said (numbers), whether it changed anything, and what would undo it.

    Of what is said now `told` are the accounts that get a notice.
    """

    answers: tuple[int, ...]
    changed: bool
    undo: AnswerCommand | None
    told: tuple[str, ...] = ()


def answer(connection: Connection, command: AnswerCommand, actor: Actor, at: datetime) -> Applied[Answered]:
    """Apply a command about what is said to reports."""
    answered = _apply(connection, command, actor, at)
    lines = read_answers(connection, ReportAnswerRow.id.in_(answered.answers))
    facts = {"answers": [{"answer": line.id, "report": line.report, "kind": line.kind.value} for line in lines]}
    place = next(iter(places_of(connection, command)), Place())
    organisation = place.organisation or actor.organisation
    return Applied(answered, answered.changed, {}, facts, organisation, place.unit)


def _apply(connection: Connection, command: AnswerCommand, actor: Actor, at: datetime) -> Answered:
    undo: AnswerCommand
    match command:
        case AnswerReport(report, kind, text):
            number, told = _say(connection, report, kind, text, actor, at)
            return Answered((number,), told is not None, RetractAnswer((number,)), told or ())
        case ReplyToAnswer(report, text):
            number, told = _say(connection, report, AnswerKind.REPLIED, text, actor, at)
            return Answered((number,), told is not None, RetractReply((number,)), told or ())
        case RetractAnswer(numbers):
            marked = _mark(connection, numbers, BY_LEADERS, at, taken_back=True)
            undo = RestoreAnswer(marked)
        case RestoreAnswer(numbers):
            marked = _mark(connection, numbers, BY_LEADERS, at, taken_back=False)
            undo = RetractAnswer(marked)
        case RetractReply(numbers):
            marked = _mark(connection, numbers, _REPLIES, at, taken_back=True)
            undo = RestoreReply(marked)
        case RestoreReply(numbers):
            marked = _mark(connection, numbers, _REPLIES, at, taken_back=False)
            undo = RetractReply(marked)
        case _:
            assert_never(command)
    return Answered(marked, bool(marked), undo if marked else None)


def _say(
    connection: Connection, report: int, kind: AnswerKind, text: str, actor: Actor, at: datetime
) -> tuple[int, tuple[str, ...] | None]:
    """The number of what is said, and who is told; None where it was said just before: then it is said once."""
    line = _standing(connection, report)
    talk = read_answers(connection, ReportAnswerRow.report_id == report, ReportAnswerRow.retracted_at.is_(None))
    if talk and (talk[-1].kind, talk[-1].text, talk[-1].actor_id) == (kind, text, actor.id):
        return talk[-1].id, None
    if kind in (AnswerKind.RETURNED, AnswerKind.REPLIED) and not text:
        raise AnswerRefusedError("nothing_said", report)
    if kind is AnswerKind.REPLIED and not any(said.kind in BY_LEADERS for said in talk):
        raise AnswerRefusedError("not_asked", report)
    values = {"report_id": report, "kind": kind, "text": text, "actor_id": actor.id, "actor_name": actor.name, "at": at}
    number = connection.scalars(insert(ReportAnswerRow).values(values).returning(ReportAnswerRow.id)).one()
    news = News(NewsKind.REPLIED if kind is AnswerKind.REPLIED else NewsKind.ANSWERED, number, report)
    return number, put(connection, _concerned(line, kind, talk, actor), news, at)


def _standing(connection: Connection, report: int) -> ReportLine:
    lines = read_reports(connection, ReportRow.id == report)
    if not lines:
        raise ReportNotFoundError(report)
    if lines[0].retracted_at is not None:
        raise AnswerRefusedError("retracted", report)
    return lines[0]


def _concerned(report: ReportLine, kind: AnswerKind, talk: Sequence[AnswerLine], actor: Actor) -> set[str]:
    """Who is to be told: of what a leader says the reporter, of a reply those who asked since the one before."""
    if kind is not AnswerKind.REPLIED:
        return {report.reporter_id} - {actor.id}
    replies = [line.id for line in talk if line.kind is AnswerKind.REPLIED]
    since = max(replies, default=0)
    asked = {line.actor_id for line in talk if line.kind is not AnswerKind.REPLIED and line.id > since}
    return (asked or {line.actor_id for line in talk if line.kind in BY_LEADERS}) - {actor.id}


def _mark(
    connection: Connection, numbers: Sequence[int], kinds: Sequence[AnswerKind], at: datetime, *, taken_back: bool
) -> tuple[int, ...]:
    """Those of the numbers that now are taken back, or hold again, and were not before."""
    held = ReportAnswerRow.retracted_at.is_(None) if taken_back else ReportAnswerRow.retracted_at.is_not(None)
    meant = update(ReportAnswerRow).where(ReportAnswerRow.id.in_(numbers), ReportAnswerRow.kind.in_(kinds), held)
    marked = meant.values(retracted_at=at if taken_back else None).returning(ReportAnswerRow.id)
    found = tuple(sorted(connection.scalars(marked)))
    for line in read_answers(connection, ReportAnswerRow.id.in_(found)):
        _correct(connection, line, at, taken_back=taken_back)
    return found


def _correct(connection: Connection, line: AnswerLine, at: datetime, *, taken_back: bool) -> None:
    """Let those know who were told of it, or are told now that it holds again; who was not told yet is not."""
    kind = NewsKind.REPLIED if line.kind is AnswerKind.REPLIED else NewsKind.ANSWERED
    told, undone = News(kind, line.id, line.report), News(NewsKind.TAKEN_BACK, line.id, line.report)
    before, after = (told, undone) if taken_back else (undone, told)
    if withdraw(connection, before):
        return
    report = read_reports(connection, ReportRow.id == line.report)[0]
    others = (ReportAnswerRow.report_id == line.report, ReportAnswerRow.id < line.id)
    talk = read_answers(connection, *others, ReportAnswerRow.retracted_at.is_(None))
    put(connection, _concerned(report, line.kind, talk, Actor(line.actor_id, line.actor_name, None)), after, at)


def questions_met(connection: Connection, command: ProgressCommand) -> tuple[AnswerLine, ...]:
    """The questions that wait for what a command reports, or sends to prove a report."""
    match command:
        case AttachEvidence(report):
            return read_questions(connection, ReportRow.id == report)
        case ReportProgress(reports, unit):
            subjects = [report.task_key or report.target_key or "" for report in reports]
            same = or_(ReportRow.task_key.in_(subjects), ReportRow.target_key.in_(subjects))
            return read_questions(connection, same, UnitNameRow.unit_key == unit_key(unit or ""))
        case _:
            return ()


def tell_askers(
    connection: Connection, questions: Sequence[AnswerLine], reports: Sequence[int], actor: Actor, at: datetime
) -> None:
    """Let those who asked know which report is the answer, or was proven."""
    if not questions:
        return
    waiting = {line.id for line in _still_waiting(connection, questions)}
    for line in questions:
        if line.id not in waiting and line.actor_id != actor.id:
            kind = NewsKind.PROVEN if line.report in reports else NewsKind.REPORTED
            number = line.report if line.report in reports else _answering(connection, line, reports)
            put(connection, {line.actor_id}, News(kind, line.id, number), at)


def _still_waiting(connection: Connection, questions: Iterable[AnswerLine]) -> tuple[AnswerLine, ...]:
    return read_questions(connection, ReportAnswerRow.id.in_([line.id for line in questions]))


def _answering(connection: Connection, question: AnswerLine, reports: Sequence[int]) -> int:
    """Which of the new reports is on what was asked about."""
    asked = select(ReportRow.task_key, ReportRow.target_key).where(ReportRow.id == question.report)
    task, target = connection.execute(asked).one()
    lines = read_reports(connection, ReportRow.id.in_(reports))
    return next(line.id for line in lines if (line.task_key, line.target_key) == (task, target))
