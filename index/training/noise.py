"""Makes a text look as people type it: abbreviations, words left out, slips of the keyboard."""

import random
import re
from collections.abc import Mapping

from knowledge.vietnamese.abbreviations import Abbreviations
from knowledge.vietnamese.fold import fold

_DROPPED = 0.15
_SLIPPED = 0.05
_SHORTENED = 0.5
_TONE_KEYS = "fsrxj"


class Noise:
    """Spoils texts, always the same way for one seed."""

    def __init__(self, abbreviations: Abbreviations, seed: int) -> None:
        self._random = random.Random(seed)
        self._short = _shortenings(abbreviations)
        self._long = re.compile(r"\b(" + "|".join(sorted(self._short, key=len, reverse=True)) + r")\b")

    def spoil(self, text: str) -> str:
        """The folded text with some phrases shortened, some words left out, some misspelt."""
        shortened = self._long.sub(self._maybe_shorten, fold(text))
        kept = [word for word in shortened.split() if self._random.random() >= _DROPPED]
        return " ".join(map(self._maybe_slip, kept)) or shortened

    def _maybe_shorten(self, match: re.Match[str]) -> str:
        return self._short[match[0]] if self._random.random() < _SHORTENED else match[0]

    def _maybe_slip(self, word: str) -> str:
        if len(word) < 3 or self._random.random() >= _SLIPPED:
            return word
        position = self._random.randrange(len(word) - 1)
        swapped = word[:position] + word[position + 1] + word[position] + word[position + 2 :]
        return self._random.choice([swapped, word + self._random.choice(_TONE_KEYS)])


def _shortenings(abbreviations: Abbreviations) -> Mapping[str, str]:
    shortenings: dict[str, str] = {}
    for entry in abbreviations.entries:
        long = fold(entry.expansions[0])
        if " " in long and entry.short.isalpha():
            shortenings.setdefault(long, fold(entry.short))
    return shortenings
