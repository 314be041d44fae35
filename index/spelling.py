"""Spelling repair of folded syllables against the words that the plans use."""

import math
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.terms import is_code, pair
from knowledge.vietnamese.syllables import is_syllable

_TONE_KEYS = "fsrxj"
_DOUBLED = ("dd", "aa", "ee", "oo")
_VOWELS = frozenset("aeiouy")
_LEAST_SIMILAR = 0.6
_SHORT = 2
# The longest syllable has six letters; what is longer than a few glued ones is no slip.
_LONGEST = 24
_CANDIDATES = 12
_PAIR_BONUS = 0.18
_SWAP_BONUS = 0.12
_FREQUENCY_BONUS = 0.015
_CACHED_WORDS = 4096


class Speller:
    """Repairs words one by one, looking at their neighbours.

    `known` words are right though no plan has them; the pairs of `spoken` phrases are what glued words and words with
    their letters in another order may be.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        bigrams: Set[str],
        known: Set[str] = frozenset(),
        spoken: Set[str] = frozenset(),
    ) -> None:
        self._vocabulary = {word: count for word, count in vocabulary.items() if word.isalpha()}
        self._bigrams = bigrams
        self._known = known
        self._spoken = spoken
        # Sorted, as a set has another order after each start and the first of equals is taken.
        self._choices = [*self._vocabulary, *sorted(known - self._vocabulary.keys())]
        self._unglue = lru_cache(_CACHED_WORDS)(self._find_unglued)
        self._near = lru_cache(_CACHED_WORDS)(self._find_near)

    def repair(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words with slips undone; one glued word may become several."""
        return tuple(word for repaired in self.repair_each(words) for word in repaired)

    def repair_each(self, words: Sequence[str]) -> list[tuple[str, ...]]:
        """What each of the words becomes."""
        repaired: list[tuple[str, ...]] = []
        for position, word in enumerate(words):
            before = repaired[-1][-1] if repaired else ""
            after = words[position + 1] if position + 1 < len(words) else ""
            repaired.append(self._repair_word(word, before, after))
        return repaired

    def _is_right(self, word: str) -> bool:
        return word in self._vocabulary or word in self._known

    def _repair_word(self, word: str, before: str, after: str) -> tuple[str, ...]:
        if self._is_right(word) or is_code(word) or not word.isalpha() or len(word) > _LONGEST:
            return (word,)
        unglued = self._unglue(word)
        if unglued:
            return unglued
        untelexed = self._untelexed(word, before, after)
        if untelexed:
            return (untelexed,)
        return (self._nearest(word, before, after),)

    def _find_unglued(self, word: str) -> tuple[str, ...]:
        for cut in range(len(word) - 1, 0, -1):
            head, tail = word[:cut], word[cut:]
            if not self._is_right(head):
                continue
            if self._is_pair(head, tail):
                return head, tail
            rest = self._unglue(tail) if len(tail) > _SHORT else ()
            if rest and self._is_pair(head, rest[0]):
                return head, *rest
        return ()

    def _untelexed(self, word: str, before: str, after: str) -> str:
        readings = [reading for reading in untelex(word) if self._is_right(reading) or is_syllable(reading)]
        if not readings or (is_syllable(word) and not any(map(self._is_right, readings))):
            return ""
        best = max(readings, key=lambda reading: self._fit(reading, before, after))
        return best if self._is_right(best) or not is_syllable(word) else ""

    def _nearest(self, word: str, before: str, after: str) -> str:
        if len(word) <= _SHORT:
            swapped = word[::-1]
            return swapped if not is_syllable(word) and self._is_beside(swapped, before, after) else word
        near = self._near(word)
        if is_syllable(word):
            # A true syllable that no plan has may be just another subject: only a known pair speaks against it.
            near = tuple(found for found in near if self._may_replace(word, found[0], before, after))
        if not near:
            return word
        return max(near, key=lambda found: found[1] + self._fit(found[0], before, after))[0]

    def _may_replace(self, word: str, meant: str, before: str, after: str) -> bool:
        swapped = _swap_bonus(word, meant) > 0
        return self._pairs(meant, before, after) > 0 or (swapped and self._is_beside(meant, before, after))

    def _is_pair(self, left: str, right: str) -> bool:
        return pair(left, right) in self._bigrams or pair(left, right) in self._spoken

    def _is_beside(self, word: str, before: str, after: str) -> bool:
        return self._is_pair(before, word) or self._is_pair(word, after)

    def _find_near(self, word: str) -> tuple[tuple[str, float], ...]:
        found = process.extract(
            word, self._choices, scorer=OSA.normalized_similarity, limit=_CANDIDATES, score_cutoff=_LEAST_SIMILAR
        )
        return tuple((choice, score + _swap_bonus(word, choice)) for choice, score, _ in found)

    def _pairs(self, word: str, before: str, after: str) -> int:
        return (pair(before, word) in self._bigrams) + (pair(word, after) in self._bigrams)

    def _fit(self, word: str, before: str, after: str) -> float:
        frequency = math.log10(1 + self._vocabulary.get(word, 0))
        right = 1.0 if self._is_right(word) else 0.0
        return right + _PAIR_BONUS * self._pairs(word, before, after) + _FREQUENCY_BONUS * frequency


def _swap_bonus(typed: str, meant: str) -> float:
    return _SWAP_BONUS if len(typed) == len(meant) and sorted(typed) == sorted(meant) else 0.0


def untelex(word: str) -> Iterator[str]:
    """What `word` may have meant if keys of the Telex layout were left in it ("chur", "trif", "dduwowcj")."""
    seen = {word}
    edge = [word]
    while edge:
        edge = [shorter for longer in edge for shorter in _one_key_less(longer) if shorter not in seen]
        seen.update(edge)
        yield from dict.fromkeys(edge)


def _one_key_less(word: str) -> Iterator[str]:
    for position in range(1, len(word)):
        behind_vowel = any(letter in _VOWELS for letter in word[:position])
        key = word[position]
        if (behind_vowel and (key in _TONE_KEYS or key == "w")) or word[position - 1 : position + 1] in _DOUBLED:
            yield word[:position] + word[position + 1 :]
        if key == "w" and word[position - 1] not in _VOWELS:
            yield word[:position] + "u" + word[position + 1 :]
    if word.startswith("w"):
        yield "u" + word[1:]
