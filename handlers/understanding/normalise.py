"""A message as typed made into words that can be compared: folded, abbreviations written out, slips mended."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from handlers.understanding.vni import without_vni_keys
from knowledge.vietnamese.fold import Word, fold, nfc, words
from knowledge.vietnamese.numerals import roman_to_int
from knowledge.vietnamese.syllables import is_syllable, lacks_stroke

Repair = Callable[[Sequence[str]], Sequence[tuple[str, ...]]]
Restore = Callable[[Sequence[str], Sequence[str]], Sequence[str | None]]

# "#24" is task 24.
_HASH = re.compile(r"(?<!\w)#(?=\d)")
# Signs that nobody sees: joiners, marks of direction, selectors of an emoji's looks.
_SPACES = re.compile(r"[^\S\n]+")
# "hôm t5" names a day of the week, "t5" alone a month.
_WEEKDAY = re.compile(r"(?i)(?<=\bh[ôo]m )t(?=[2-7]\b)")
_UNSEEN = frozenset({"Cf", "Me"})
_SELECTORS = frozenset("\ufe0e\ufe0f")


def seen(text: str) -> str:
    """A message as it is read: in NFC without unseen signs, single spaces between its words, its lines kept."""
    spaced = _SPACES.sub(" ", text).strip()
    return nfc("".join(sign for sign in spaced if unicodedata.category(sign) not in _UNSEEN and sign not in _SELECTORS))


def _unshouted(text: str) -> str:
    """A message all in capitals in small letters, among which alone "AN" is told from "an"."""
    return text.lower() if text.isupper() and " " in text else text


@dataclass(frozen=True)
class Utterance:
    """`words` are folded; `raws` stand beside them as typed (or as mended, where a word was changed).

    `certain` are the places of words typed without accents whose spelling the words beside them settle.
    """

    text: str
    words: tuple[str, ...]
    raws: tuple[str, ...]
    certain: frozenset[int] = frozenset()

    @cached_property
    def line(self) -> str:
        """The words with one space between, for patterns."""
        return " ".join(self.words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters `start` to `end` of `line` touch."""
        first = self.line[:start].count(" ")
        return first, first + self.line[start:end].strip().count(" ") + 1


def _is_meant(word: Word, mended: tuple[str, ...]) -> bool:
    """Whether a word is what was meant: a syllable typed with its accents, or a Roman numeral."""
    accented = word.raw.lower() != word.folded and is_syllable(word.folded)
    # "nòa" is "nào" with its letters in another order.
    return (accented and sorted("".join(mended)) != sorted(word.folded)) or roman_to_int(word.folded) is not None


def _stroked(typed: Sequence[Word]) -> Iterator[Word]:
    """The words with "đ" where "d" was typed for it; where one was, another may be either word and counts as bare."""
    slipped = any(lacks_stroke(word.raw) for word in typed) and not any("đ" in word.raw.lower() for word in typed)
    for word in typed:
        if lacks_stroke(word.raw):
            yield replace(word, raw=("Đ" if word.raw[0] == "D" else "đ") + word.raw[1:])
        elif slipped and word.folded.startswith("d"):
            yield replace(word, raw=word.folded)
        else:
            yield word


class Normaliser:
    """Makes utterances.

    `expand` writes abbreviations out, `repair` mends each folded word, perhaps into several, `restore` finds accents.
    """

    def __init__(self, expand: Callable[[str], str], repair: Repair, restore: Restore | None = None) -> None:
        self._expand = expand
        self._repair = repair
        self._restore = restore or (lambda words, raws: [None] * len(words))

    def normalise(self, text: str) -> Utterance:
        """The words of `text` in order."""
        meant = seen(text)
        typed = tuple(
            _stroked(
                tuple(words(self._expand(without_vni_keys(_HASH.sub("nv ", _WEEKDAY.sub("thu ", _unshouted(meant)))))))
            )
        )
        mended = self._repair([word.folded for word in typed])
        pairs = [
            (part, word.raw if part == word.folded else part)
            for word, parts in zip(typed, mended, strict=True)
            for part in ((word.folded,) if _is_meant(word, parts) else parts)
        ]
        folded, raws = tuple(word for word, _ in pairs), tuple(raw for _, raw in pairs)
        # Who types accents leaves out none but in a slip.
        kept = {word.raw for word in typed} if fold(meant) != meant.lower() else frozenset()
        restored = [
            None if raw in kept else found for raw, found in zip(raws, self._restore(folded, raws), strict=True)
        ]
        spelt = tuple(raw if found is None else found for raw, found in zip(raws, restored, strict=True))
        certain = frozenset(place for place, found in enumerate(restored) if found is not None)
        return Utterance(meant, folded, spelt, certain)
