"""What can be done about people: invited, joined, changed, removed, erased; and group chats that stand for a unit."""

from dataclasses import dataclass
from datetime import datetime

from knowledge.roles import Channel, Role


@dataclass(frozen=True, slots=True)
class Invite:
    """Let one person in as `role` of a unit (id), of everything where that is None; the token is kept as a digest."""

    role: Role
    unit: int | None
    digest: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class RevokeInvitation:
    """Let an invitation (id) that nobody has used admit nobody."""

    invitation: int


@dataclass(frozen=True, slots=True)
class Join:
    """Come in by the invitation whose token has this digest; of all who try, one does."""

    digest: str
    channel: Channel
    account: str
    name: str


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """Give a person (id) another role, or another unit (id), or let them administer `everywhere`; None leaves it."""

    person: int
    role: Role | None = None
    unit: int | None = None
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """End a person's rights at once; what they reported stays."""

    person: int


@dataclass(frozen=True, slots=True)
class ReadmitPerson:
    """Give a person who was removed the rights back."""

    person: int


@dataclass(frozen=True, slots=True)
class ErasePerson:
    """Blot out who a person is wherever it is kept; what they reported stays, as of nobody."""

    person: int


@dataclass(frozen=True, slots=True)
class BindChat:
    """Let a group chat stand for a unit (id)."""

    channel: Channel
    chat: str
    unit: int


@dataclass(frozen=True, slots=True)
class UnbindChat:
    """Let a group chat stand for no unit."""

    channel: Channel
    chat: str


@dataclass(frozen=True, slots=True)
class MoveChat:
    """A chat goes on under another id; what was kept for it goes with it."""

    channel: Channel
    chat: str
    to: str


@dataclass(frozen=True, slots=True)
class MarkReach:
    """Note that messages reach a person (id), or no longer do."""

    person: int
    reachable: bool


PeopleCommand = (
    Invite
    | RevokeInvitation
    | Join
    | ChangePerson
    | RemovePerson
    | ReadmitPerson
    | ErasePerson
    | BindChat
    | UnbindChat
    | MoveChat
    | MarkReach
)
