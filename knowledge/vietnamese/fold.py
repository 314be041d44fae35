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


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order; codes such as "276/QĐ-UBND", "14/2" and "72.5%" stay whole."""
    composed = nfc(text)
    for match in _WORD.finditer(composed):
        yield Word(match[0], fold(match[0]), match.start(), match.end())
