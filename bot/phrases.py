"""The sentences of the door, kept in phrases.toml where an office can change them."""

import tomllib
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def phrase(group: str, name: str, /, **facts: object) -> str:
    """The sentence of this name with its facts filled in."""
    return _phrases()[group][name].format(**facts)
