"""The sentences of the Telegram channel, read from telegram.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Phrases:
    """What the channel itself says, the assistant having no part in it."""

    unsupported: str
    outdated_button: str
    choose: str
    chosen: str
    nothing_said: str
    not_kept: str
    given_up: str
    failed: str
    too_many: str
    aside: str
    not_aside: str
    photo: str
    voice: str
    video: str
    file_received: str
    file_held: str
    file_gone: str
    file_not_fetched: str


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


@cache
def wording() -> Wording:
    """The file as it lies in the package."""
    table = tomllib.loads(files("bot.channels").joinpath("telegram.toml").read_text("utf-8"))
    return Wording(Phrases(**table["phrases"]), Stops(**table["stops"]))
