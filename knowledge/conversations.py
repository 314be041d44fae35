"""What a talk is about and what was offered in it, kept for a time so that a restart loses nothing."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, insert, select

from knowledge.schema import ConversationRow, OfferRow
from knowledge.schema.database import Database, claim


@dataclass(frozen=True, slots=True)
class Offer:
    """Options that were offered to one person in one chat, who perhaps was told `unasked`; `payload` is JSON text."""

    token: str
    chat: str
    sender: str
    payload: str
    expires_at: datetime
    unasked: bool = False


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
        with self._database.writing(lightly=True) as connection:
            claim(connection, f"talk {chat} {sender}")
            connection.execute(delete(ConversationRow).where(_talk(chat, sender)))
            connection.execute(insert(ConversationRow), values)

    def save_offer(self, offer: Offer, now: datetime) -> None:
        """Remember an offer until its time is over, and delete those of the same talk whose time is."""
        with self._database.writing(lightly=True) as connection:
            connection.execute(insert(OfferRow), asdict(offer))
            over = and_(_made_in(offer.chat, offer.sender), OfferRow.expires_at <= now, OfferRow.token != offer.token)
            connection.execute(delete(OfferRow).where(over))

    def find_offer(self, token: str, now: datetime) -> Offer | None:
        """What was offered under `token`, unless its time is over."""
        return self._find_offer(OfferRow.token == token, now)

    def latest_offer(self, chat: str, sender: str, now: datetime) -> Offer | None:
        """What was offered last to an own message; None once its time is over, even where an older one still holds."""
        return self._find_offer(and_(_made_in(chat, sender), OfferRow.unasked.is_(False)), now)

    def _find_offer(self, condition: ColumnElement[bool], now: datetime) -> Offer | None:
        columns = (OfferRow.token, OfferRow.chat, OfferRow.sender, OfferRow.payload, OfferRow.expires_at)
        query = select(*columns).where(condition).order_by(OfferRow.id.desc()).limit(1)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Offer(*row) if row is not None and row.expires_at > now else None


def _made_in(chat: str, sender: str) -> ColumnElement[bool]:
    return and_(OfferRow.chat == chat, OfferRow.sender == sender)


def _talk(chat: str, sender: str) -> ColumnElement[bool]:
    return and_(ConversationRow.chat == chat, ConversationRow.sender == sender)
