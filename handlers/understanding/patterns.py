"""Phrases as data: short patterns such as "(ai|đơn vị nào) [là] chủ trì" found in a row of folded words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from knowledge.vietnamese.fold import fold_word, letters, spelling

# Phrases of no more words may be another phrase when an accent is another.
_SHORT = 2
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every phrase a pattern stands for, as words: "(a|b)" is one of, "[a|b]" is one of or nothing."""
    for parts in product(*_parts(pattern)):
        yield tuple(" ".join(parts).split())


def _parts(pattern: str) -> Iterator[list[str]]:
    """Of each part of a pattern what may stand there, nothing among it where it is optional."""
    for one_of, optional, plain in _PART.findall(pattern):
        if one_of:
            yield one_of.split("|")
        elif optional:
            yield [*optional.split("|"), ""]
        else:
            yield [plain]


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found: what it means, and the words it took (`end` not included)."""

    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Row:
    """The folded words of a message, as they were typed, and at which places they are spelt as they stand."""

    words: Sequence[str]
    raws: Sequence[str]
    certain: Collection[int]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A pattern as the automaton of its words (Glushkov 1961): a place for each, and what may follow it."""

    meaning: str
    words: tuple[str, ...]
    folded: tuple[str, ...]
    spellings: tuple[str, ...]
    first: tuple[int, ...]
    follows: tuple[tuple[int, ...], ...]
    last: frozenset[int]

    def ends(self, row: _Row, start: int, place: int) -> Iterator[int]:
        """Where the phrases end that begin with the word of `place` at the row's `start`."""
        return self._ends(row, start, start, place, 0)

    def _ends(self, row: _Row, start: int, at: int, place: int, wrong: int) -> Iterator[int]:
        wrong += not _same_letters(row.words[at], row.raws[at], at in row.certain, self.spellings[place])
        if wrong > 1:
            return
        if place in self.last and self._is_phrase(row, start, at, place, wrong):
            yield at + 1
        if at + 1 < len(row.words):
            for following in self.follows[place]:
                if self.folded[following] == row.words[at + 1]:
                    yield from self._ends(row, start, at + 1, following, wrong)

    def _is_phrase(self, row: _Row, start: int, at: int, place: int, wrong: int) -> bool:
        """Whether the words are the phrase, but for tones and the accents of one of them ("có viẹc nào")."""
        if start == at:
            return _same_word(row.words[at], row.raws[at], at in row.certain, self.spellings[place])
        certain = any(each in row.certain for each in range(start, at + 1))
        return not wrong or (at + 1 - start > _SHORT and not certain)


def _compiled(meaning: str, pattern: str) -> _Pattern:
    words: list[str] = []
    follows: list[list[int]] = []
    first: list[int] = []
    open_ends: list[int] = []
    begins = True
    for part in _parts(pattern):
        heads, tails = [], []
        for phrase in filter(None, map(str.split, part)):
            heads.append(len(words))
            words += phrase
            tails.append(len(words) - 1)
            follows += [[place + 1] for place in range(heads[-1], tails[-1])] + [[]]
        for end in open_ends:
            follows[end] += heads
        first += heads if begins else []
        optional = not all(map(str.split, part))
        begins = begins and optional
        open_ends = [*tails, *(open_ends if optional else ())]
    folded, spellings = tuple(map(fold_word, words)), tuple(map(spelling, words))
    ways = tuple(map(tuple, follows))
    return _Pattern(meaning, tuple(words), folded, spellings, tuple(first), ways, frozenset(open_ends))


class PhraseTable:
    """Finds the longest known phrase at each word, from left to right.

    Words are compared folded, but accents that were typed must agree: "đúng", "đứng" and "dùng" are one word
    without them. Inside a phrase of several words wrong tones are forgiven, of three and more one word's letters.
    Words at `certain` places are spelt as they stand, even where they stand without accents.
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._patterns = [_compiled(meaning, line) for meaning, lines in patterns.items() for line in lines]
        self._beginning: defaultdict[str, list[tuple[_Pattern, int]]] = defaultdict(list)
        for pattern in self._patterns:
            for place in pattern.first:
                self._beginning[pattern.folded[place]].append((pattern, place))

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase, folded, so that the speller knows them."""
        return frozenset(word for pattern in self._patterns for word in pattern.folded)

    @property
    def spelt_pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that stand side by side in a phrase, as they are spelt."""
        return frozenset(
            (word, pattern.words[following])
            for pattern in self._patterns
            for word, ways in zip(pattern.words, pattern.follows, strict=True)
            for following in ways
        )

    def scan(self, words: Sequence[str], raws: Sequence[str], certain: Collection[int] = frozenset()) -> Iterator[Cue]:
        """The cues in the folded `words`, typed as `raws`; longest first at each place, none overlapping another."""
        row, start = _Row(words, raws, certain), 0
        while start < len(words):
            cue = self._longest(row, start)
            if cue is not None:
                yield cue
            start = start + 1 if cue is None else cue.end

    def _longest(self, row: _Row, start: int) -> Cue | None:
        """The longest phrase that begins at a place; of several that of the pattern that stands first."""
        found = None
        for pattern, place in self._beginning.get(row.words[start], ()):
            end = max(pattern.ends(row, start, place), default=0)
            if end and (found is None or end > found.end):
                found = Cue(pattern.meaning, start, end)
        return found


def _same_word(folded: str, raw: str, certain: bool, written: str) -> bool:
    return spelling(raw) == written or (raw.lower() == folded and not certain)


def _same_letters(folded: str, raw: str, certain: bool, written: str) -> bool:
    return _same_word(folded, raw, certain, written) or (not certain and letters(spelling(raw)) == letters(written))
