"""Files that people send: each lies in a folder of its own under a name that does no harm, and goes when it is read."""

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from bot.text import clean

# What a program that was killed left behind.
_FORGOTTEN = timedelta(hours=1)
_LONGEST = 150
_LONGEST_ENDING = 10
_UNFIT = re.compile(r'[<>:"|?*\s]+')
_NAMELESS = "tep"


def safe_name(name: str) -> str:
    """The name without folders, control characters, marks that turn the writing round, and excess of length."""
    last = re.split(r"[/\\]", name)[-1]
    shown = "".join(letter for letter in clean(last) if unicodedata.category(letter) not in {"Cf", "Co", "Cn"})
    path = Path(_UNFIT.sub(" ", shown).strip(" ."))
    ending = path.suffix if len(path.suffix) <= _LONGEST_ENDING else ""
    stem = path.name.removesuffix(ending)
    return (_cut(stem, _LONGEST).rstrip(" .") or _NAMELESS) + ending


def _cut(text: str, most: int) -> str:
    """As many letters as fit so many bytes."""
    return text.encode()[:most].decode(errors="ignore")


class Incoming:
    """The folder in which files lie while they are read."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def place(self, name: str) -> Iterator[Path]:
        """Where to put a file of this name; it is gone when the block ends."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            yield Path(folder) / safe_name(name)

    def sweep(self, now: float) -> None:
        """Take away what was left behind before `now`, in seconds since 1970."""
        for folder in self._folder.glob("*/"):
            if now - folder.stat().st_mtime > _FORGOTTEN.total_seconds():
                shutil.rmtree(folder)
