"""The names of files that people send, as they may be kept and shown."""

import re
import unicodedata
from pathlib import Path

_LONGEST = 150
_LONGEST_ENDING = 10
_UNFIT = re.compile(r'[<>:"|?*\s]+')
_NAMELESS = "tep"


def safe_name(name: str) -> str:
    """The name without folders, control characters, marks that turn the writing round, and excess of length."""
    last = re.split(r"[/\\]", name.encode("utf-8", "replace").decode("utf-8"))[-1]
    seen = "".join(letter for letter in last if letter.isspace() or not unicodedata.category(letter).startswith("C"))
    path = Path(_UNFIT.sub(" ", unicodedata.normalize("NFC", seen)).strip(" ."))
    ending = path.suffix if len(path.suffix) <= _LONGEST_ENDING else ""
    stem = path.name.removesuffix(ending)
    return (_cut(stem, _LONGEST).rstrip(" .") or _NAMELESS) + ending


def _cut(text: str, most: int) -> str:
    """As many letters as fit so many bytes."""
    return text.encode()[:most].decode(errors="ignore")
