"""The word lists of the importer, which an office can extend without touching code."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from knowledge.vietnamese.fold import fold


@cache
def load_data(name: str) -> dict[str, Any]:
    """A data file of the importer."""
    return tomllib.loads((files("knowledge.importing") / name).read_text(encoding="utf-8"))


@cache
def words_of(key: str) -> tuple[str, ...]:
    """A list of `vocabulary.toml`, folded, longest first."""
    return folded_longest_first(load_data("vocabulary.toml")[key])


def folded_longest_first(phrases: list[str]) -> tuple[str, ...]:
    """Phrases folded so that trying them in order finds the longest."""
    return tuple(sorted({fold(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase)))


def starts_with_word(folded: str, phrases: tuple[str, ...]) -> str | None:
    """The phrase that a folded text begins with as whole words."""
    for phrase in phrases:
        if folded.startswith(phrase) and not folded[len(phrase) : len(phrase) + 1].isalnum():
            return phrase
    return None
