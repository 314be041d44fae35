"""Terms: the folded syllables, pairs of syllables and codes by which text is found."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.vietnamese.fold import words

_INNER = re.compile(r"[./-]")
_LEADING_NUMBER = re.compile(r"(\d+)[/-]\w*[^\W\d]")


def is_code(word: str) -> bool:
    """Whether a word is a number or a document code, an exact key that is never folded apart or repaired."""
    return any(letter.isdigit() for letter in word)


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words of `text` as typed and folded; a code such as "276/QĐ-UBND" stays whole, "Kế-Tài" is two."""
    for word in words(text):
        if is_code(word.folded):
            yield word.raw.rstrip("%"), word.folded.rstrip("%")
        elif word.folded != "%":
            yield from zip(_INNER.split(word.raw), _INNER.split(word.folded), strict=True)


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
