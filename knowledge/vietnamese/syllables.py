"""The shape of a Vietnamese syllable once its accents are folded away."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

_PACKAGED = Path(__file__).with_name("syllables.toml")
_FRONT_VOWELS = "eiy"


def is_syllable(folded: str) -> bool:
    """Whether a folded word has the shape of a Vietnamese syllable, be it in use or not."""
    return folded in _syllables()


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    parts = tomllib.loads(_PACKAGED.read_text("utf-8"))
    rhymes = frozenset(parts["rhymes"])
    return rhymes.union(*(_with_rhymes(onset, parts) for onset in parts["onsets"]))


def _with_rhymes(onset: str, parts: dict[str, list[str]]) -> Iterator[str]:
    for rhyme in parts["rhymes"]:
        kept_off = parts["never_before_front_vowels" if rhyme[0] in _FRONT_VOWELS else "before_front_vowels"]
        if onset not in kept_off:
            yield onset + rhyme
