"""The shape of a Vietnamese syllable once its accents are folded away."""

import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.vietnamese.fold import fold, nfc, spelling

_PACKAGED = Path(__file__).with_name("syllables.toml")
_FRONT_VOWELS = "eiy"


def is_syllable(folded: str) -> bool:
    """Whether a folded word has the shape of a Vietnamese syllable, be it in use or not."""
    return folded in _syllables()


def lacks_stroke(word: str) -> bool:
    """Whether an accented syllable as typed begins with "d" and yet is no word unless with "đ": "dến", "Dơn"."""
    lowered = nfc(word).lower()
    accented = lowered.startswith("d") and fold(lowered) != lowered
    return accented and is_syllable(fold(lowered)) and spelling(lowered) not in _begun_with_d()


def sounds_alike(left: str, right: str) -> bool:
    """Whether two folded syllables are taken one for the other by ear: "xo" and "so", "chinh" and "trinh"."""
    return bool(_sounds(left) & _sounds(right))


@lru_cache(maxsize=4096)
def _sounds(syllable: str) -> frozenset[str]:
    """The syllable as written with the first of each group that its onset and its ending belong to."""
    parts = _parts()
    onset = max((onset for onset in parts["onsets"] if syllable.startswith(onset)), key=len, default="")
    rhyme = syllable[len(onset) :]
    first = next((group[0] for group in parts["alike_onsets"] if onset in group), onset)
    rhymes = {rhyme} | {
        rhyme.removesuffix(ending) + group[0]
        for group in parts["alike_endings"]
        for ending in group
        if rhyme.endswith(ending)
    }
    return frozenset(first + rhyme for rhyme in rhymes)


@lru_cache(maxsize=1)
def _parts() -> dict[str, Any]:
    return tomllib.loads(_PACKAGED.read_text("utf-8"))


@lru_cache(maxsize=1)
def _begun_with_d() -> frozenset[str]:
    return frozenset(map(spelling, _parts()["begun_with_d"]))


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    parts = _parts()
    rhymes = frozenset(parts["rhymes"])
    return rhymes.union(*(_with_rhymes(onset, parts) for onset in parts["onsets"]))


def _with_rhymes(onset: str, parts: dict[str, Any]) -> Iterator[str]:
    for rhyme in parts["rhymes"]:
        kept_off = parts["never_before_front_vowels" if rhyme[0] in _FRONT_VOWELS else "before_front_vowels"]
        if onset not in kept_off:
            yield onset + rhyme
