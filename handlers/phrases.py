"""The assistant's Vietnamese, kept as data."""

import tomllib
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("phrases.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def say(table: str, name: str, /, **values: object) -> str:
    """The phrase `name` of `table` with its names filled in."""
    return _tables()[table][name].format(**values)
