"""What a talk is about and what was offered in it, kept for a time so that a restart loses nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, exists, insert, select
from sqlalchemy.orm import aliased

from knowledge.schema import ConversationRow, OfferRow
from knowledge.schema.database import Database, claim


@dataclass(frozen=True, slots=True)
class Offer:
    """Options that were offered to one person in one chat; `payload` is JSON text of whoever offered."""

    token: str
    chat: str
    sender: str
    payload: str
    expires_at: datetime


class Conversations:
    """The part of the store that remembers talks; whoever calls says what time it is."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find_focus(self, chat: str, sender: str, now: datetime) -> str | None:
        """What the talk is about, unless its time is over."""
        query = select(ConversationRow.focus).where(_talk(chat, sender), ConversationRow.expires_at > now)
        with self._database.reading() as connection:
            return connection.scalar(query)

    def save_focus(self, chat: str, sender: str, payload: str, expires_at: datetime) -> None:
        """Remember until `expires_at` what the talk is about, in place of what it was about."""
        values = {"chat": chat, "sender": sender, "focus": payload, "expires_at": expires_at}
        with self._database.writing() as connection:
            claim(connection, f"talk {chat} {sender}")
            connection.execute(delete(ConversationRow).where(_talk(chat, sender)))
            connection.execute(insert(ConversationRow), values)

    def forget(self, chat: str, sender: str) -> None:
        """Forget what the talk is about; what was offered stays for its time."""
        with self._database.writing() as connection:
            connection.execute(delete(ConversationRow).where(_talk(chat, sender)))

    def save_offer(self, token: str, chat: str, sender: str, payload: str, expires_at: datetime) -> None:
        """Remember until `expires_at` what is offered under `token`."""
        values = {"token": token, "chat": chat, "sender": sender, "payload": payload, "expires_at": expires_at}
        with self._database.writing() as connection:
            connection.execute(insert(OfferRow), values)

    def find_offer(self, token: str, now: datetime) -> Offer | None:
        """What was offered under `token`, unless its time is over."""
        return self._find_offer(OfferRow.token == token, now)

    def latest_offer(self, chat: str, sender: str, now: datetime) -> Offer | None:
        """What was offered last in the talk; None once its time is over, even where an older offer still holds."""
        return self._find_offer(and_(OfferRow.chat == chat, OfferRow.sender == sender), now)

    def purge(self, now: datetime) -> None:
        """Delete what is over, but for an offer behind which an older one still holds."""
        older = aliased(OfferRow)
        of_the_same_talk = and_(older.chat == OfferRow.chat, older.sender == OfferRow.sender)
        hidden = exists().where(of_the_same_talk, older.id < OfferRow.id, older.expires_at > now)
        with self._database.writing() as connection:
            connection.execute(delete(ConversationRow).where(ConversationRow.expires_at <= now))
            connection.execute(delete(OfferRow).where(OfferRow.expires_at <= now, ~hidden))

    def _find_offer(self, condition: ColumnElement[bool], now: datetime) -> Offer | None:
        columns = (OfferRow.token, OfferRow.chat, OfferRow.sender, OfferRow.payload, OfferRow.expires_at)
        query = select(*columns).where(condition).order_by(OfferRow.id.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Offer(*row) if row is not None and row.expires_at > now else None


def _talk(chat: str, sender: str) -> ColumnElement[bool]:
    return and_(ConversationRow.chat == chat, ConversationRow.sender == sender)
