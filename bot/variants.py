"""The same message written in other ways: without accents, with the tone elsewhere, decomposed, abbreviated…"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.vietnamese.abbreviations import Abbreviations, packaged_abbreviations
from knowledge.vietnamese.fold import fold, nfc
from knowledge.vietnamese.syllables import is_syllable

Rewrite = Callable[[str], str]

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_VOWEL_PAIR = re.compile(rf"(?<![qQ])([ou])([{_TONES}]?)([aey])([{_TONES}]?)(?![\w\u0300-\u036f])", re.IGNORECASE)
_OPEN_PAIRS = frozenset({"oa", "oe", "uy"})
_LETTERS = re.compile(r"(?<![\w&/.–-])[^\W\d_]+(?![\w&/–-]|\.\w)")
_MIDDLE = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_]{2})")
_ZERO_WIDTH = "\u200b"
_NO_BREAK = "\u00a0"


def bare(text: str) -> str:
    """Without accents, capitals kept."""
    return "".join(_bare_letter(letter) for letter in nfc(text))


def _bare_letter(letter: str) -> str:
    folded = fold(letter)
    return folded.upper() if letter.isupper() else folded


def plain_d(text: str) -> str:
    """With "d" for "đ", all other accents kept."""
    return nfc(text).replace("đ", "d").replace("Đ", "D")


def tone_moved(text: str) -> str:
    """With the tone of open "oa", "oe" and "uy" on their other vowel: "hoà" for "hòa" and the other way round."""
    return nfc(_VOWEL_PAIR.sub(_swapped, unicodedata.normalize("NFD", text)))


def _swapped(match: re.Match[str]) -> str:
    first, on_first, second, on_second = match.groups()
    if (first + second).lower() not in _OPEN_PAIRS or (on_first and on_second):
        return match[0]
    return first + on_second + second + on_first


def decomposed(text: str) -> str:
    """In NFD, as some keyboards and systems write."""
    return unicodedata.normalize("NFD", text)


def capitalised(text: str) -> str:
    """With a capital in front, as phones write."""
    return text[:1].upper() + text[1:]


def every_word_capitalised(text: str) -> str:
    """With a capital in front of each word."""
    return " ".join(map(capitalised, text.split(" ")))


def spaced(text: str) -> str:
    """With more room than needed around and between the words."""
    return f"  {text.replace(' ', '  ')} \n"


def pointed(text: str) -> str:
    """With more marks at the end, which make no question of what was none."""
    return text + ("??" if text.rstrip().endswith("?") else " ...")


def unbroken(text: str) -> str:
    """With no-break spaces, as text copied from documents has them."""
    return text.replace(" ", _NO_BREAK)


def with_zero_widths(text: str) -> str:
    """With letters that nobody sees inside the words and at the end."""
    return _MIDDLE.sub(_ZERO_WIDTH, text, count=3) + _ZERO_WIDTH


@dataclass(frozen=True)
class Shortening:
    """Abbreviations that mean one thing, put for what they stand for and written out again."""

    table: Abbreviations

    @cached_property
    def meanings(self) -> Mapping[str, str]:
        """What each abbreviation, as listed in lower case, stands for; only where it can mean nothing else."""
        readings: dict[str, set[str]] = {}
        for entry in self.table.entries:
            readings.setdefault(fold(entry.short), set()).update(map(_lowered, entry.expansions))
        return {
            entry.short.lower(): entry.expansions[0]
            for entry in self.table.entries
            if len(readings[fold(entry.short)]) == 1 and _is_clear(entry.short)
        }

    @cached_property
    def shorts(self) -> Mapping[tuple[str, ...], str]:
        """The first abbreviation of each phrase."""
        shorts: dict[tuple[str, ...], str] = {}
        for entry in self.table.entries:
            if entry.short.lower() in self.meanings:
                shorts.setdefault(tuple(_lowered(entry.expansions[0]).split()), entry.short)
        return shorts

    def written_out(self, text: str) -> str:
        """With every abbreviation of one meaning written out."""
        return _LETTERS.sub(lambda match: self.meanings.get(match[0].lower(), match[0]), nfc(text))

    def shortened(self, text: str) -> str:
        """With an abbreviation for every phrase that has one and crosses no other such phrase."""
        written, words = nfc(text), list(_LETTERS.finditer(nfc(text)))
        runs = list(self._runs(written, words))
        for first, last, short in reversed(runs):
            if not any(a < first <= b < last or first < a <= last < b for a, b, _ in runs) and not any(
                (a, b) != (first, last) and a <= first and last <= b for a, b, _ in runs
            ):
                written = written[: words[first].start()] + short + written[words[last].end() :]
        return written

    def _runs(self, text: str, words: Sequence[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
        """First and last word of each phrase that has an abbreviation, only single spaces between its words."""
        for first in range(len(words)):
            for last in range(first, len(words)):
                if last > first and text[words[last - 1].end() : words[last].start()] != " ":
                    break
                short = self.shorts.get(tuple(word[0].lower() for word in words[first : last + 1]))
                if short is not None:
                    yield first, last, short


def _lowered(phrase: str) -> str:
    return nfc(phrase).lower()


def _is_clear(short: str) -> bool:
    """Whether an abbreviation can be taken for neither a label nor a word."""
    return len(short) > 1 and short.isalpha() and not is_syllable(fold(short))


def rewrites(abbreviations: Abbreviations | None = None) -> Mapping[str, Rewrite]:
    """Every way of writing a message again that must not change what is answered, by its name."""
    shortening = Shortening(abbreviations or packaged_abbreviations())
    return {
        "bare": bare,
        "plain_d": plain_d,
        "tone_moved": tone_moved,
        "decomposed": decomposed,
        "upper": str.upper,
        "lower": str.lower,
        "capitalised": capitalised,
        "every_word": every_word_capitalised,
        "written_out": shortening.written_out,
        "shortened": shortening.shortened,
        "bare_shortened": lambda text: bare(shortening.shortened(text)),
        "spaced": spaced,
        "pointed": pointed,
        "unbroken": unbroken,
        "zero_width": with_zero_widths,
    }
