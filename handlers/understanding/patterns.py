"""Phrases as data: short patterns such as "(ai|đơn vị nào) [là] chủ trì" found in a row of folded words."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from knowledge.vietnamese.fold import fold_word, letters, spelling

# Phrases of no more words may be another phrase when an accent is another.
_SHORT = 2
_PART = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]|([^()\[\]]+)")


def expand(pattern: str) -> Iterator[tuple[str, ...]]:
    """Every phrase a pattern stands for, as words: "(a|b)" is one of, "[a|b]" is one of or nothing."""
    choices = []
    for one_of, optional, plain in _PART.findall(pattern):
        if one_of:
            choices.append(one_of.split("|"))
        elif optional:
            choices.append([*optional.split("|"), ""])
        else:
            choices.append([plain])
    for parts in product(*choices):
        yield tuple(" ".join(parts).split())


@dataclass(frozen=True, slots=True)
class Cue:
    """A phrase found: what it means, and the words it took (`end` not included)."""

    meaning: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Phrase:
    meaning: str
    spellings: tuple[str, ...]


class PhraseTable:
    """Finds the longest known phrase at each word, from left to right.

    Words are compared folded, but accents that were typed must agree: "đúng", "đứng" and "dùng" are one word
    without them. Inside a phrase of several words wrong tones are forgiven, of three and more one word's letters.
    Words at `certain` places are spelt as they stand, even where they stand without accents.
    """

    def __init__(self, patterns: Mapping[str, Iterable[str]]) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._phrases: defaultdict[tuple[str, ...], list[_Phrase]] = defaultdict(list)
        for meaning, lines in patterns.items():
            for phrase in (phrase for line in lines for phrase in expand(line)):
                self._phrases[tuple(map(fold_word, phrase))].append(_Phrase(meaning, tuple(map(spelling, phrase))))
                self._pairs.update(pairwise(phrase))
        self._longest = max(map(len, self._phrases), default=0)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Every word of every phrase, folded, so that the speller knows them."""
        return frozenset(word for phrase in self._phrases for word in phrase)

    @property
    def spelt_pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that stand side by side in a phrase, as they are spelt."""
        return frozenset(self._pairs)

    def scan(self, words: Sequence[str], raws: Sequence[str], certain: Collection[int] = frozenset()) -> Iterator[Cue]:
        """The cues in the folded `words`, typed as `raws`; longest first at each place, none overlapping another."""
        start = 0
        while start < len(words):
            end = start + 1
            for stop in range(min(len(words), start + self._longest), start, -1):
                meaning = self._meaning(
                    words[start:stop], raws[start:stop], [at in certain for at in range(start, stop)]
                )
                if meaning is not None:
                    yield Cue(meaning, start, stop)
                    end = stop
                    break
            start = end

    def _meaning(self, words: Sequence[str], raws: Sequence[str], certain: Sequence[bool]) -> str | None:
        phrases = self._phrases.get(tuple(words), ())
        if len(words) == 1:
            fitting = (known for known in phrases if _same_word(words[0], raws[0], certain[0], known.spellings[0]))
        else:
            fitting = (known for known in phrases if _same_phrase(words, raws, certain, known.spellings))
        return next((known.meaning for known in fitting), None)


def _same_phrase(words: Sequence[str], raws: Sequence[str], certain: Sequence[bool], spellings: Sequence[str]) -> bool:
    """Whether the words are the phrase, but for wrong tones and for wrong accents on one of them ("có viẹc nào")."""
    wrong = [agrees for agrees in map(_same_letters, words, raws, certain, spellings) if not agrees]
    return not wrong or (len(wrong) == 1 and len(words) > _SHORT and not any(certain))


def _same_word(folded: str, raw: str, certain: bool, written: str) -> bool:
    return spelling(raw) == written or (raw.lower() == folded and not certain)


def _same_letters(folded: str, raw: str, certain: bool, written: str) -> bool:
    return _same_word(folded, raw, certain, written) or (not certain and letters(spelling(raw)) == letters(written))
