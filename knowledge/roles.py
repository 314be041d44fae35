"""What a person is to the office, and the channels through which people come."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may do, from least to most; `knowledge.rights` says it command by command."""

    VIEWER = "viewer"
    OFFICER = "officer"
    LEADER = "leader"
    ADMIN = "admin"


class Channel(StrEnum):
    """Where a message or a command comes from."""

    COMMAND_LINE = "command_line"
    TERMINAL = "terminal"
    JSONL = "jsonl"
    TELEGRAM = "telegram"

    @property
    def vouches(self) -> bool:
        """Whether the sender is who the channel says; else the store alone knows what a person is."""
        return self is not Channel.TELEGRAM

    @property
    def has_buttons(self) -> bool:
        """Whether what is offered can be pressed; elsewhere its number is typed."""
        return self is Channel.TELEGRAM
