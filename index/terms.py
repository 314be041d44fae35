"""Terms: the folded syllables, pairs of syllables and codes by which text is found."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.vietnamese.fold import fold, nfc, raw_words

_INNER = re.compile(r"[./-]")
_CACHED_WORDS = 32_768
_LEADING_NUMBER = re.compile(r"(\d+)[/-]\w*[^\W\d]")


def is_code(word: str) -> bool:
    """Whether a word is a number or a document code, an exact key that is never folded apart or repaired."""
    return any(letter.isdigit() for letter in word)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words of `text` as typed and folded; a code such as "276/QĐ-UBND" stays whole, "Kế-Tài" is two."""
    for word in raw_words(nfc(text)):
        yield from _tokens_of(word)


@lru_cache(maxsize=_CACHED_WORDS)
def _tokens_of(raw: str) -> tuple[tuple[str, str], ...]:
    folded = fold(raw)
    if is_code(folded):
        return ((raw.rstrip("%"), folded.rstrip("%")),)
    return () if folded == "%" else tuple(zip(_INNER.split(raw), _INNER.split(folded), strict=True))


def pair(left: str, right: str) -> str:
    """The term for two neighbouring syllables."""
    return f"{left} {right}"


def single_terms(token: str) -> Iterator[str]:
    """The terms of one token: itself, and for a code also the number it begins with."""
    yield token
    match = _LEADING_NUMBER.match(token)
    if match:
        yield match[1]


def terms(folded: Sequence[str]) -> Iterator[str]:
    """Every term of a run of folded tokens."""
    for token in folded:
        yield from single_terms(token)
    for left, right in pairwise(folded):
        yield pair(left, right)


def text_terms(text: str) -> list[str]:
    """Every term of a text whose abbreviations are written out."""
    return list(terms([folded for _, folded in tokens(text)]))
