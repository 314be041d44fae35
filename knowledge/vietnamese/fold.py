"""Folding: the form in which two ways of writing the same Vietnamese are equal."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*%?|%", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, its folded form, and where it stands in the NFC text."""

    raw: str
    folded: str
    start: int
    end: int


def nfc(text: str) -> str:
    """Compose to NFC, so that one letter is one character."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    base = unicodedata.normalize("NFD", letter)[0].lower()
    return base if len(base) == 1 else letter


def fold(text: str) -> str:
    """Lower case without accents, "đ" as "d"; as long as the NFC form of `text`, so offsets agree."""
    return "".join(map(_fold_letter, nfc(text)))


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=8192)
def spelling(word: str) -> str:
    """Lower case with the tone told apart from the letters, so that "hoà" and "hòa" are one spelling."""
    letters = unicodedata.normalize("NFD", word.lower())
    tone = "".join(letter for letter in letters if letter in _TONES)
    return nfc("".join(letter for letter in letters if letter not in _TONES)) + tone


def letters(spelt: str) -> str:
    """A `spelling` without its tone."""
    return "".join(letter for letter in spelt if letter not in _TONES)


def raw_words(composed: str) -> list[str]:
    """The words of an NFC text as written."""
    return _WORD.findall(composed)


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order; codes such as "276/QĐ-UBND", "14/2" and "72.5%" stay whole."""
    composed = nfc(text)
    for match in _WORD.finditer(composed):
        yield Word(match[0], fold_word(match[0]), match.start(), match.end())


@lru_cache(maxsize=32_768)
def fold_word(word: str) -> str:
    """A word folded; the same words come again and again."""
    return fold(word)
