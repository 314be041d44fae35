"""Commands typed after a slash, read from commands.toml: each stands for a sentence, or for something to do."""

import re
import tomllib
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.roles import Role
from knowledge.vietnamese.fold import fold, nfc

_FILE = Path(__file__).with_name("commands.toml")
_SLASH = re.compile(r"\s*/(?P<name>\w+)(?:\s+(?P<rest>.*))?", re.DOTALL)


class Action(StrEnum):
    """What a command does that is no question."""

    START = "start"
    INVITE = "invite"
    INVITATIONS = "invitations"
    PEOPLE = "people"
    AUDIT = "audit"
    IMPORT = "import"
    REORGANISE = "reorganise"
    ME = "me"
    BIND = "bind"
    UNBIND = "unbind"
    UNITS = "units"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command as the file tells it: the sentence it stands for (`text`), or what it does (`action`).

    What is done by a `personal` one is for the eyes of whoever gave it alone.
    """

    name: str
    description: str
    text: str = ""
    action: Action | None = None
    words: bool = False
    spoken: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ("private", "group")
    roles: tuple[Role, ...] = tuple(Role)
    personal: bool = True

    def sentence(self, following: str) -> str:
        """What the person would have said without the command."""
        return f"{self.text} {following}".strip() if self.words else self.text


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as it was typed, None where there is none of that name, and what followed it."""

    command: SlashCommand | None
    following: str

    @property
    def asks_report(self) -> bool:
        """Whether it leads through a report."""
        return self.command is not None and self.command.action is Action.REPORT


@cache
def slash_commands() -> tuple[SlashCommand, ...]:
    """All commands, in the order of the file."""
    return tuple(map(_command, tomllib.loads(_FILE.read_text(encoding="utf-8"))["commands"]))


def command_named(name: str) -> SlashCommand | None:
    """The command of that name, however it is capitalised."""
    return next((command for command in slash_commands() if command.name == name.lower()), None)


def read_slash(text: str) -> Typed | None:
    """The command that a message is; None where it begins with no slash."""
    match = _SLASH.fullmatch(text)
    if match is None:
        return None
    return Typed(command_named(fold(match["name"])), (match["rest"] or "").strip())


def spoken_command(text: str) -> Typed | None:
    """The command that an administrator gives in a plain sentence, which is then all that follows it."""
    called = (command for command in slash_commands() if any(_matches(mark, text.strip()) for mark in command.spoken))
    command = next(called, None)
    return None if command is None else Typed(command, text.strip())


def _matches(mark: str, text: str) -> bool:
    """Whether a text begins so; a mark with accents tells "mời" from "mọi", one without takes both."""
    plain = fold(mark) == mark.lower()
    return re.match(mark, fold(text) if plain else nfc(text).lower()) is not None


def _command(entry: dict[str, object]) -> SlashCommand:
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}
    command = SlashCommand(**values)  # type: ignore[arg-type]  # the file's own words; the tests read it whole
    action = None if command.action is None else Action(command.action)
    return replace(command, action=action, roles=tuple(map(Role, command.roles)))
