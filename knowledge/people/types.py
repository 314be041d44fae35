"""What the store hands out about people."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.commands import PeopleCommand
from knowledge.roles import Channel, Role


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Who has joined; `unit` and `organisation` are today's names, None where it is all of them."""

    id: int
    channel: Channel
    account: str
    name: str
    role: Role
    unit_id: int | None
    unit: str | None
    organisation: str | None
    joined_at: datetime
    removed_at: datetime | None
    unreachable_since: datetime | None


class InvitationState(StrEnum):
    """Whether an invitation still lets somebody in."""

    OPEN = "open"
    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation with what became of it; never its token."""

    id: int
    role: Role
    unit: str | None
    organisation: str | None
    inviter: str
    made_at: datetime
    expires_at: datetime
    state: InvitationState
    person: int | None


@dataclass(frozen=True, slots=True)
class Admitted:
    """The person, invitation or group chat (id) a command was about, and the command that would undo it."""

    id: int
    changed: bool
    undo: PeopleCommand | None
