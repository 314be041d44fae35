"""Who gives a command, and through which channel."""

from dataclasses import dataclass

from knowledge.roles import Channel, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """Who gives a command: `role` is None for somebody who has not joined; without an organisation it is all of them.

    `unit` and `organisation` are names as an office writes them.
    """

    id: str
    name: str
    role: Role | None
    unit: str | None = None
    organisation: str | None = None
    channel: Channel = Channel.COMMAND_LINE
