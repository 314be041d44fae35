"""What was said: one message of one person in one chat, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a person is to the office; everybody may ask, whatever the role."""

    OFFICER = "officer"
    LEADER = "leader"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks; `unit` and `organisation` are names as an office writes them, None where unknown."""

    id: str
    name: str = ""
    role: Role = Role.OFFICER
    unit: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A text, or the key of an offered option (`choose`, with the `offer` it belongs to), or a file with a caption."""

    chat: str
    sender: Sender
    at: datetime
    text: str = ""
    choose: str | None = None
    offer: str | None = None
    file: Path | None = None
