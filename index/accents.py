"""The accents of words typed without them, where the words beside them leave no doubt which word is meant."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from knowledge.vietnamese.fold import fold, nfc, spelling
from knowledge.vietnamese.numerals import roman_to_int

_RUN = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
# What the plans spell so in a smaller share than this is a slip.
_SLIP = 0.05
# A spelling that is a smaller share of its folded word needs both neighbours.
_RARE = 0.1

Pair = tuple[str, str]
SpeltPairs = Counter[Pair]


def spelt_pairs(texts: Iterable[str]) -> SpeltPairs:
    """How often two words stand side by side in the texts, in lower case as they are spelt."""
    pairs: SpeltPairs = Counter()
    for text in texts:
        for run in _RUN.findall(nfc(text).lower()):
            pairs.update(pairwise(run.split(" ")))
    return pairs


class Accents:
    """Knows how the plans spell two words side by side, and which words of asking (`spoken`) they may be as well."""

    def __init__(self, parts: Iterable[SpeltPairs], spoken: Iterable[Pair] = ()) -> None:
        parts = tuple(parts)
        self._written = _by_folded_pair(parts)
        self._spoken = _by_folded_pair([Counter(spoken)])
        self._rare = _rare_spellings(parts)

    def spellings(self, left: str, right: str) -> tuple[Pair, ...]:
        """How the plans spell these two folded words side by side."""
        return self._written.get((left, right), ())

    def restore(self, words: Sequence[str], raws: Sequence[str]) -> list[str | None]:
        """How each of the folded `words` is spelt that stands bare among `raws`; None where that is open."""
        readings = [self._readings(place, words, raws) for place in range(len(words) - 1)]
        # Of two pairs that make different words of the one between them, neither is believed.
        doubted = {place for place in range(len(words)) if _fitting(_sides(place, readings)) == {}}
        rare = {place for place in range(len(words)) if self._is_rare(_sides(place, readings))}
        told = [
            () if {place, place + 1} & (doubted | rare) or not self.spellings(*words[place : place + 2]) else pairs
            for place, pairs in enumerate(readings)
        ]
        return [
            _settled(_sides(place, told), _sides(place, readings)) if _is_open(word, raw) else None
            for place, (word, raw) in enumerate(zip(words, raws, strict=True))
        ]

    def _readings(self, start: int, words: Sequence[str], raws: Sequence[str]) -> tuple[Pair, ...]:
        """What the pair that begins at `start` may be, so far as it agrees with what was typed."""
        folded = (words[start], words[start + 1])
        known = (*self._written.get(folded, ()), *self._spoken.get(folded, ()))
        return tuple(pair for pair in known if all(map(_agrees, raws[start : start + 2], folded, pair)))

    def _is_rare(self, sides: Sequence[Sequence[str]]) -> bool:
        """Whether only one neighbour speaks for a spelling that the word seldom has."""
        return len(sides) == 1 and all(spelling(spelt) in self._rare for spelt in sides[0])


Readings = Sequence[tuple[Pair, ...]]


def _sides(place: int, readings: Readings) -> list[list[str]]:
    """What the pair to the left makes of a word, and what the pair to the right does, where they are known."""
    left = [pair[1] for pair in readings[place - 1]] if place else []
    right = [pair[0] for pair in readings[place]] if place < len(readings) else []
    return [side for side in (left, right) if side]


def _fitting(sides: Sequence[Sequence[str]]) -> dict[str, str] | None:
    """The words that all sides allow, by their spelling; None where there is no side."""
    if not sides:
        return None
    allowed = set.intersection(*({*map(spelling, side)} for side in sides))
    return {spelling(word): word for word in sides[0] if spelling(word) in allowed}


def _settled(told: Sequence[Sequence[str]], all_sides: Sequence[Sequence[str]]) -> str | None:
    """The one word that believed pairs allow, in so far as the others do not speak against it."""
    fitting = _fitting(all_sides) if told else None
    return next(iter(fitting.values())) if fitting is not None and len(fitting) == 1 else None


def _is_open(word: str, raw: str) -> bool:
    """Whether a word may be one whose accents were left out, and is neither a label nor an abbreviation."""
    return raw.lower() == word and len(word) > 1 and not raw.isupper() and roman_to_int(word) is None


def _agrees(raw: str, word: str, spelt: str) -> bool:
    return raw.lower() == word or spelling(raw) == spelling(spelt)


def _by_folded_pair(parts: Iterable[SpeltPairs]) -> dict[Pair, tuple[Pair, ...]]:
    """Each pair of folded words with all that it is spelt as, but for slips."""
    counts: dict[Pair, Counter[Pair]] = {}
    written: dict[Pair, Pair] = {}
    for part in parts:
        for pair, count in part.items():
            spelt = (spelling(pair[0]), spelling(pair[1]))
            written.setdefault(spelt, pair)
            counts.setdefault((fold(pair[0]), fold(pair[1])), Counter())[spelt] += count
    return {
        folded: tuple(written[spelt] for spelt, count in spellings.items() if count >= _SLIP * spellings.total())
        for folded, spellings in counts.items()
    }


def _rare_spellings(parts: Iterable[SpeltPairs]) -> frozenset[str]:
    """The spellings that are seldom what their folded word is."""
    counts: Counter[str] = Counter()
    for part in parts:
        for pair, count in part.items():
            counts[spelling(pair[0])] += count
            counts[spelling(pair[1])] += count
    folded: Counter[str] = Counter()
    for spelt, count in counts.items():
        folded[fold(spelt)] += count
    return frozenset(spelt for spelt, count in counts.items() if count < _RARE * folded[fold(spelt)])


NO_ACCENTS = Accents(())
