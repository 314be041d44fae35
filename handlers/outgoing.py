"""Where files are laid out that are handed to people; what nobody can still be waiting for is cleared away."""

import shutil
import tempfile
from datetime import date, timedelta
from glob import escape
from pathlib import Path

_KEPT = timedelta(days=2)
# Bytes; with the folder's own name a path stays shorter than any system's limit.
_LONGEST_STEM = 150


class Outgoing:
    """A folder of files to hand over, each in a folder of its own so that it keeps its name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def place(self, stem: str, suffix: str, today: date) -> Path:
        """A path of this name at which nothing stands; files of days long past are deleted."""
        self._clear(today - _KEPT)
        day = self._folder / today.isoformat()
        day.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=day)) / f"{_fitting(stem)}{suffix}"

    def take_back(self, stem: str) -> None:
        """Delete the files of this name that were laid out, of whatever kind."""
        for file in self._folder.glob(f"*/*/{escape(stem)}.*"):
            file.unlink(missing_ok=True)

    def _clear(self, until: date) -> None:
        days = self._folder.iterdir() if self._folder.exists() else ()
        for day in [day for day in days if day.name < until.isoformat()]:
            # another process may be clearing it, too
            shutil.rmtree(day, ignore_errors=True)


def _fitting(stem: str) -> str:
    """A name any system takes: no separators, nothing unprintable, not too long."""
    plain = "".join(letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "_" for letter in stem)
    return plain.encode()[:_LONGEST_STEM].decode(errors="ignore").strip(" .") or "_"
