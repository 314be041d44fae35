"""Everything that is kept about one person, gathered for that person to have."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import InstrumentedAttribute

from knowledge.answers import AnswerLine, read_answers
from knowledge.audit_types import AuditEntry
from knowledge.events import EventLine, read_events
from knowledge.evidence import EvidenceLine, read_evidence
from knowledge.notices import read_notices
from knowledge.people.reading import get_person, read_invitations
from knowledge.people.traces import read_traces
from knowledge.people.types import InvitationLine, PersonLine
from knowledge.progress import read_reports
from knowledge.schema import (
    ConversationRow,
    EventRow,
    EvidenceRow,
    InboxRow,
    InvitationRow,
    OfferRow,
    PendingRow,
    ReportAnswerRow,
    ReportRow,
    RestorationRow,
    RetractionRow,
    TargetRuleRow,
    WrongCodeRow,
)
from knowledge.store import Store
from knowledge.target_rules import RuleLine, read_rules
from knowledge.types import ReportLine

FORMAT = "dondoc-person/1"


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of a talk until its time is over, as the program wrote it."""

    chat: str
    payload: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A message of the person that waits for its answer, as the channel told it."""

    payload: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Untold:
    """What the person is still to be told, by its numbers."""

    payload: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A report (its number) that the person took back, or brought back, and when."""

    report: int
    at: datetime


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Everything kept about one person; questions asked in vain are kept without who asked, so none is here."""

    person: PersonLine
    joined_by: tuple[InvitationLine, ...]
    invitations: tuple[InvitationLine, ...]
    wrong_codes: tuple[datetime, ...]
    reports: tuple[ReportLine, ...]
    evidence: tuple[EvidenceLine, ...]
    retracted: tuple[TakenBack, ...]
    restored: tuple[TakenBack, ...]
    rules: tuple[RuleLine, ...]
    answers: tuple[AnswerLine, ...]
    events: tuple[EventLine, ...]
    talks: tuple[Kept, ...]
    offers: tuple[Kept, ...]
    pending: tuple[Kept, ...]
    unanswered: tuple[Unanswered, ...]
    untold: tuple[Untold, ...]
    audit: tuple[AuditEntry, ...]


def export_person(store: Store, person: int, now: datetime) -> PersonalData:
    """What is kept at this moment about the person with this id, or PersonNotFoundError."""
    with store.database.reading() as connection:
        line = get_person(connection, person)
        account = line.account
        guessed = (WrongCodeRow.channel == line.channel, WrongCodeRow.account == account)
        return PersonalData(
            person=line,
            joined_by=read_invitations(connection, now, InvitationRow.person_id == person),
            invitations=read_invitations(connection, now, InvitationRow.invited_by == account),
            wrong_codes=tuple(connection.scalars(select(WrongCodeRow.at).where(*guessed).order_by(WrongCodeRow.id))),
            reports=read_reports(connection, ReportRow.reporter_id == account),
            evidence=read_evidence(connection, EvidenceRow.sender == account),
            retracted=_retracted(connection, account),
            restored=_restored(connection, account),
            rules=read_rules(connection, TargetRuleRow.actor_id == account),
            answers=read_answers(connection, ReportAnswerRow.actor_id == account),
            events=read_events(connection, EventRow.reporter_id == account),
            talks=_kept(connection, ConversationRow, ConversationRow.focus, account),
            offers=_kept(connection, OfferRow, OfferRow.payload, account),
            pending=_kept(connection, PendingRow, PendingRow.payload, account),
            unanswered=_unanswered(connection, line),
            untold=tuple(Untold(*row) for row in read_notices(connection, line.channel, account)),
            audit=read_traces(connection, line),
        )


def as_json(data: PersonalData) -> str:
    """The data as JSON text for people and programs."""
    return json.dumps({"format": FORMAT, **asdict(data)}, ensure_ascii=False, indent=2, default=_moment)


def _retracted(connection: Connection, account: str) -> tuple[TakenBack, ...]:
    query = select(RetractionRow.report_id, RetractionRow.at).where(RetractionRow.actor_id == account)
    return tuple(TakenBack(*row) for row in connection.execute(query.order_by(RetractionRow.id)))


def _restored(connection: Connection, account: str) -> tuple[TakenBack, ...]:
    query = select(RetractionRow.report_id, RestorationRow.at).join(RetractionRow)
    query = query.where(RestorationRow.actor_id == account).order_by(RestorationRow.retraction_id)
    return tuple(TakenBack(*row) for row in connection.execute(query))


def _unanswered(connection: Connection, person: PersonLine) -> tuple[Unanswered, ...]:
    own = (InboxRow.channel == person.channel, InboxRow.sender == person.account)
    query = select(InboxRow.payload, InboxRow.received_at).where(*own).order_by(InboxRow.id)
    return tuple(Unanswered(*row) for row in connection.execute(query))


_Talks = type[ConversationRow] | type[OfferRow] | type[PendingRow]


def _kept(connection: Connection, table: _Talks, payload: InstrumentedAttribute[str], sender: str) -> tuple[Kept, ...]:
    query = select(table.chat, payload, table.expires_at).where(table.sender == sender).order_by(table.expires_at)
    return tuple(Kept(*row) for row in connection.execute(query))


def _moment(value: Any) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))
