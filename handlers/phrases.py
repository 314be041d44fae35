"""The assistant's Vietnamese, kept as data."""

import tomllib
from functools import cache
from pathlib import Path

_FILES = ("phrases.toml", "answer_phrases.toml", "event_phrases.toml", "evidence_phrases.toml", "unit_phrases.toml")


@cache
def _tables() -> dict[str, dict[str, str]]:
    read = (tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8")) for name in _FILES)
    return {table: phrases for tables in read for table, phrases in tables.items()}


def say(table: str, name: str, /, **values: object) -> str:
    """The phrase `name` of `table` with its names filled in."""
    return _tables()[table][name].format(**values)
