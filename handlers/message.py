"""What was said: one message of one person in one chat, whatever the channel."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from handlers.files import HeldFile
from knowledge.roles import Channel, Role


@dataclass(frozen=True, slots=True)
class Sender:
    """Who speaks; `unit` and `organisation` are names as an office writes them, None where unknown.

    `role` is None for somebody who has not joined, or of whom the channel can't tell.
    """

    id: str
    name: str = ""
    role: Role | None = Role.OFFICER
    unit: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A text, or the key of an offered option (`choose`, with the `offer` it belongs to), or a file with a caption.

    A file that the channel does not hand over is `held` there.

    In a group `aside` is the chat in which its sender is alone with the assistant; elsewhere it is None. The code of an
    invitation put behind `join_link` is the address by which its holder comes in, where the channel has such addresses.
    What the assistant said that a message is `replying_to` tells which task is meant.
    Where the channel numbers its messages, `number` is the same when a message is heard again.
    """

    chat: str
    sender: Sender
    at: datetime
    text: str = ""
    choose: str | None = None
    offer: str | None = None
    file: Path | None = None
    held: HeldFile | None = None
    channel: Channel = Channel.JSONL
    aside: str | None = None
    join_link: str | None = None
    replying_to: str = ""
    number: str = ""

    @property
    def key(self) -> str:
        """What tells the message from all others, heard once or again; empty where its channel has no numbers."""
        parts = (self.channel, self.number, self.chat, self.sender.id, self.text)
        return "\n".join(parts) if self.number else ""
