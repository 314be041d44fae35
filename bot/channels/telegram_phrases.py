"""The commands and sentences of the Telegram channel, read from telegram.toml."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the menu and the sentence it stands for.

    `words` lets what follows the command join the sentence; `scopes` are the menus it stands in.
    """

    name: str
    description: str
    text: str
    words: bool = False
    scopes: Sequence[str] = ("private", "group")

    def sentence(self, following: str) -> str:
        """What the person would have said without the command."""
        return f"{self.text} {following}".strip() if self.words else self.text


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the channel itself says, the assistant having no part in it."""

    unsupported: str
    unknown_command: str
    not_yours: str
    outdated_button: str
    choose: str
    chosen: str
    nothing_said: str
    failed: str


@dataclass(frozen=True, slots=True)
class Stops:
    """Why the bot can't go on, in words for the operator."""

    invalid_token: str
    conflict: str


@dataclass(frozen=True, slots=True)
class Wording:
    """The whole of telegram.toml."""

    phrases: Phrases
    stops: Stops
    commands: tuple[Command, ...]

    def command(self, name: str) -> Command | None:
        """The command of that name, however it is capitalised."""
        return next((command for command in self.commands if command.name == name.lower()), None)


@cache
def wording() -> Wording:
    """The file as it lies in the package."""
    table = tomllib.loads(files("bot.channels").joinpath("telegram.toml").read_text("utf-8"))
    commands = tuple(Command(**entry) for entry in table["commands"])
    return Wording(Phrases(**table["phrases"]), Stops(**table["stops"]), commands)
