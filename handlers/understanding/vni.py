"""Keys of the VNI layout left in words: "nhiem65 vu5" was meant to be "nhiệm vụ"."""

import re

from knowledge.vietnamese.fold import fold
from knowledge.vietnamese.syllables import is_syllable

_MIXED = re.compile(r"(?<![\w/.,-])[^\W\d_]+[1-9][^\W_0]*(?![\w/]|[.,-]\w)")
_KEYS = re.compile(r"[1-9]")
# A tone, then or before it a mark of a letter; or a key within the word.
_TYPICAL = re.compile(r"[a-z]+(?:[1-5][6-9]|[6-9][1-5])|[a-z]+[1-9][a-z][a-z1-9]*")
_ENOUGH = 2


def without_vni_keys(text: str) -> str:
    """The text without such keys; single figures behind words stay, unless the message as a whole was typed so."""
    mixed = [word for word in _MIXED.findall(text) if _is_syllable(word)]
    if len(mixed) >= _ENOUGH or any(_TYPICAL.fullmatch(fold(word)) for word in mixed):
        return _MIXED.sub(lambda match: _KEYS.sub("", match[0]) if _is_syllable(match[0]) else match[0], text)
    return text


def _is_syllable(word: str) -> bool:
    bare = _KEYS.sub("", fold(word))
    return len(bare) > 1 and is_syllable(bare)
