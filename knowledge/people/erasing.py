"""Blots out who a person is wherever it is kept; what they did stays, as of somebody told apart from all others."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from knowledge.applied import Applied
from knowledge.audit_types import AuditEntry
from knowledge.commands import Actor
from knowledge.errors import DeniedError
from knowledge.masking import masked, pseudonym, without_name
from knowledge.people.reading import get_person
from knowledge.people.standing import forget_talks, keep_an_administrator, withdraw_invitations
from knowledge.people.traces import read_traces
from knowledge.people.types import Admitted, PersonLine
from knowledge.schema import (
    AuditRow,
    ConversationRow,
    EventRow,
    EvidenceRow,
    InboxRow,
    InvitationRow,
    NoticeRow,
    OfferRow,
    PendingRow,
    PersonRow,
    ReportAnswerRow,
    ReportRow,
    RestorationRow,
    RetractionRow,
    TargetRuleRow,
    WrongCodeRow,
)

_KEPT = (AuditRow, ConversationRow, EvidenceRow, InboxRow, InvitationRow, NoticeRow, OfferRow, PendingRow, PersonRow)
_SAID = (EventRow, ReportAnswerRow, ReportRow, RestorationRow, RetractionRow, TargetRuleRow, WrongCodeRow)
# What rows that were deleted or overwritten leave in these has to go, too.
ERASED_FROM = tuple(table.__tablename__ for table in (*_KEPT, *_SAID))


@dataclass(frozen=True, slots=True)
class _Erased:
    """Whom to blot out: the person, every name they went by, and the account and name that stand in their place."""

    person: PersonLine
    names: frozenset[str]
    account: str
    name: str

    def without(self, text: str) -> str:
        """The text without the names and the account."""
        for name in sorted(self.names, key=len, reverse=True):
            text = without_name(text, name)
        return re.sub(rf"(?<!\w){re.escape(self.person.account)}(?!\w)", self.account, text)

    def without_in(self, facts: Any) -> Any:
        """Facts of the audit trail without them."""
        match facts:
            case dict():
                cleaned = {key: self.without_in(value) for key, value in facts.items()}
                return cleaned | {"name": self.name} if facts.get("person") == self.person.id else cleaned
            case list():
                return [self.without_in(value) for value in facts]
            case str():
                return self.without(facts)
            case _:
                return facts


def erase(connection: Connection, number: int, actor: Actor, at: datetime) -> Applied[Admitted]:
    """Blot a person out for good; not the actor, whose own name would be written under it."""
    if connection.scalar(select(PersonRow.id).where(PersonRow.id == number, PersonRow.erased_at.is_not(None))):
        return Applied(Admitted(number, False, None), False)
    person = get_person(connection, number)
    if (actor.channel, actor.id) == (person.channel, person.account):
        raise DeniedError("ErasePerson", "self")
    keep_an_administrator(connection, person)
    withdraw_invitations(connection, person, at)
    forget_talks(connection, person)
    entries = read_traces(connection, person)
    erased = _Erased(person, _names(connection, person, entries), f"erased-{number}", pseudonym(number))
    _blot_out_person(connection, erased, at)
    _blot_out_reports(connection, erased)
    _blot_out_said(connection, erased)
    _blot_out_evidence(connection, erased)
    _blot_out_trail(connection, erased, entries)
    _blot_out_messages(connection, erased, at)
    facts = {"person": number}
    return Applied(Admitted(number, True, None), True, facts, facts, person.organisation)


def _names(connection: Connection, person: PersonLine, entries: tuple[AuditEntry, ...]) -> frozenset[str]:
    """Every name the person went by; people rename their accounts."""
    reported = select(ReportRow.reporter_name).where(ReportRow.reporter_id == person.account).distinct()
    acted = {entry.actor_name for entry in entries if entry.actor_id == person.account}
    facts = [facts for entry in entries for facts in (entry.before, entry.after)]
    told = {str(each["name"]) for each in facts if each.get("person") == person.id and "name" in each}
    return frozenset(filter(None, {person.name, *acted, *told, *connection.scalars(reported)}))


def _blot_out_person(connection: Connection, erased: _Erased, at: datetime) -> None:
    person, account = erased.person, erased.person.account
    values = {"account": erased.account, "name": erased.name, "erased_at": at, "unreachable_since": None}
    ended = {"removed_at": func.coalesce(PersonRow.removed_at, at)}
    connection.execute(update(PersonRow).where(PersonRow.id == person.id).values({**values, **ended}))
    given = update(InvitationRow).where(InvitationRow.invited_by == account)
    connection.execute(given.values(invited_by=erased.account, inviter=erased.name))
    guesses = (WrongCodeRow.channel == person.channel, WrongCodeRow.account == account)
    connection.execute(delete(WrongCodeRow).where(*guesses))


def _blot_out_reports(connection: Connection, erased: _Erased) -> None:
    """What was reported stays; of the words it was said in, whatever tells of people goes."""
    account, actor = erased.person.account, {"actor_id": erased.account, "actor_name": erased.name}
    own = select(ReportRow.id, ReportRow.said, ReportRow.note, ReportRow.evidence, ReportRow.chat)
    for row in connection.execute(own.where(ReportRow.reporter_id == account)).all():
        values = {
            "reporter_id": erased.account,
            "reporter_name": erased.name,
            "said": masked(erased.without(row.said)),
            "note": erased.without(row.note),
            "evidence": tuple(map(erased.without, row.evidence)),
            "chat": erased.account if row.chat == account else row.chat,
        }
        connection.execute(update(ReportRow).where(ReportRow.id == row.id).values(values))
    connection.execute(update(RetractionRow).where(RetractionRow.actor_id == account).values(actor))
    connection.execute(update(RestorationRow).where(RestorationRow.actor_id == account).values(actor))


def _blot_out_said(connection: Connection, erased: _Erased) -> None:
    """What was said otherwise stays, too: rules, what leaders and units said to reports, and events."""
    for table, text, actor in (
        (TargetRuleRow, "said", "actor"),
        (ReportAnswerRow, "text", "actor"),
        (EventRow, "said", "reporter"),
    ):
        columns = table.__table__.c
        own = select(columns.id, columns[text]).where(columns[f"{actor}_id"] == erased.person.account)
        for number, words in connection.execute(own).all():
            values = {f"{actor}_id": erased.account, f"{actor}_name": erased.name, text: masked(erased.without(words))}
            connection.execute(update(table).where(columns.id == number).values(values))


def _blot_out_evidence(connection: Connection, erased: _Erased) -> None:
    """What proves reports stays, under names that tell of nobody."""
    account = erased.person.account
    own = select(EvidenceRow.id, EvidenceRow.name, EvidenceRow.chat).where(EvidenceRow.sender == account)
    for row in connection.execute(own).all():
        chat = erased.account if row.chat == account else row.chat
        values = {"sender": erased.account, "name": erased.without(row.name), "chat": chat, "message": None}
        connection.execute(update(EvidenceRow).where(EvidenceRow.id == row.id).values(values))


def _blot_out_trail(connection: Connection, erased: _Erased, entries: tuple[AuditEntry, ...]) -> None:
    for entry in entries:
        acted = entry.actor_id == erased.person.account
        values = {
            "actor_id": erased.account if acted else entry.actor_id,
            "actor_name": erased.name if acted else entry.actor_name,
            "before": erased.without_in(entry.before),
            "facts": erased.without_in(entry.after),
        }
        connection.execute(update(AuditRow).where(AuditRow.id == entry.id).values(values))


def _blot_out_messages(connection: Connection, erased: _Erased, at: datetime) -> None:
    """What waits for an answer and is of the person or tells of them, as the message does that has them erased."""
    waiting = select(InboxRow.id, InboxRow.sender, InboxRow.payload).where(InboxRow.answered_at.is_(None))
    told = [
        row.id
        for row in connection.execute(waiting)
        if row.sender == erased.person.account or erased.without(row.payload) != row.payload
    ]
    bare = {"sender": "", "payload": "", "answered_at": at}
    connection.execute(update(InboxRow).where(InboxRow.id.in_(told)).values(bare))
