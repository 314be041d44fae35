"""The names of people as they may be kept and shown, whatever an account calls itself."""

from unicodedata import category, normalize

_LONGEST = 64
# Shown of an account that has no name to show.
NAMELESS = "Người dùng"
# They count as letters and signs, and nothing is seen of them.
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")


def clean_name(name: str) -> str:
    """The name on one line, as long as a list can hold, without what hides or turns the text around it."""
    plain = normalize("NFC", "".join(map(_visible, name)))
    short = " ".join(plain.split())[:_LONGEST].rstrip()
    return short if any(category(character)[0] in "LNPS" for character in short) else NAMELESS


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    # Control, format and private characters and surrogates.
    hidden = category(character).startswith("C") or character in _FILLERS
    return "" if hidden else character
