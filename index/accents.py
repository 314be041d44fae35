"""The accents of words typed without them, where the words beside them leave no doubt which word is meant."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache

from index.lexicon import Counts
from index.spelt import Pair, SpeltCounts, SpeltLexicon, added, split
from knowledge.vietnamese.fold import fold_word, spelling
from knowledge.vietnamese.numerals import roman_to_int

# What the plans spell so in a smaller share than this is a slip.
_SLIP = 0.05
# A spelling that is a smaller share of its folded word needs both neighbours.
_RARE = 0.1
_CACHED_PAIRS = 8192


class Accents:
    """Knows how the plans spell two words side by side, and which words of asking (`spoken`) they may be as well."""

    def __init__(self, parts: Iterable[SpeltCounts], lexicon: SpeltLexicon, spoken: Set[Pair] = frozenset()) -> None:
        self._lexicon = lexicon
        self._counts = added(parts, lexicon)
        self._spoken = _by_folded_pair(frozenset(spoken))
        self._rare = _rare_spellings(lexicon, self._counts)
        self._written = lru_cache(_CACHED_PAIRS)(self._find_written)

    def spellings(self, left: str, right: str) -> tuple[Pair, ...]:
        """How the plans spell these two folded words side by side."""
        return self._written((left, right))

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
        known = (*self._written(folded), *self._spoken.get(folded, ()))
        return tuple(pair for pair in known if all(map(_agrees, raws[start : start + 2], folded, pair)))

    def _find_written(self, folded: Pair) -> tuple[Pair, ...]:
        """All that two folded words are spelt as, but for slips."""
        counts: Counter[Pair] = Counter()
        written: dict[Pair, Pair] = {}
        for number in self._lexicon.written(folded):
            count = int(self._counts[number]) if number < len(self._counts) else 0
            if count:
                pair = split(self._lexicon.term(number))
                spelt = (spelling(pair[0]), spelling(pair[1]))
                written.setdefault(spelt, pair)
                counts[spelt] += count
        return tuple(written[spelt] for spelt, count in counts.items() if count >= _SLIP * counts.total())

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


# The words of asking stay as they are while plans come and go.
@lru_cache(maxsize=2)
def _by_folded_pair(spoken: frozenset[Pair]) -> Mapping[Pair, tuple[Pair, ...]]:
    """Pairs of words of asking by what they are when folded, each spelling once."""
    written: dict[Pair, dict[Pair, Pair]] = {}
    for pair in spoken:
        spelt = (spelling(pair[0]), spelling(pair[1]))
        written.setdefault((fold_word(pair[0]), fold_word(pair[1])), {}).setdefault(spelt, pair)
    return {folded: tuple(pairs.values()) for folded, pairs in written.items()}


def _rare_spellings(lexicon: SpeltLexicon, counts: Counts) -> frozenset[str]:
    """The spellings that are seldom what their folded word is."""
    counted = [(lexicon.words.term(number), count) for number, count in enumerate(lexicon.of_words(counts).tolist())]
    folded: Counter[str] = Counter()
    for spelt, count in counted:
        folded[fold_word(spelt)] += count
    return frozenset(spelt for spelt, count in counted if count and count < _RARE * folded[fold_word(spelt)])


NO_ACCENTS = Accents((), SpeltLexicon())
