"""A message as typed made into words that can be compared: folded, abbreviations written out, slips mended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.vietnamese.fold import Word, nfc, words
from knowledge.vietnamese.numerals import roman_to_int
from knowledge.vietnamese.syllables import is_syllable

Repair = Callable[[Sequence[str]], Sequence[tuple[str, ...]]]


@dataclass(frozen=True)
class Utterance:
    """`words` are folded; `raws` stand beside them as typed (or as mended, where a word was changed)."""

    text: str
    words: tuple[str, ...]
    raws: tuple[str, ...]

    @cached_property
    def line(self) -> str:
        """The words with one space between, for patterns."""
        return " ".join(self.words)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The words that the characters `start` to `end` of `line` touch."""
        first = self.line[:start].count(" ")
        return first, first + self.line[start:end].strip().count(" ") + 1


def _is_meant(word: Word) -> bool:
    """Whether a word is what was meant: a syllable typed with its accents, or a Roman numeral."""
    accented = word.raw.lower() != word.folded and is_syllable(word.folded)
    return accented or roman_to_int(word.folded) is not None


class Normaliser:
    """Makes utterances; `expand` writes abbreviations out, `repair` mends each folded word, perhaps into several."""

    def __init__(self, expand: Callable[[str], str], repair: Repair) -> None:
        self._expand = expand
        self._repair = repair

    def normalise(self, text: str) -> Utterance:
        """The words of `text` in order."""
        typed = tuple(words(self._expand(nfc(text))))
        mended = self._repair([word.folded for word in typed])
        pairs = [
            (part, word.raw if part == word.folded else part)
            for word, parts in zip(typed, mended, strict=True)
            for part in ((word.folded,) if _is_meant(word) else parts)
        ]
        return Utterance(nfc(text).strip(), tuple(word for word, _ in pairs), tuple(raw for _, raw in pairs))
