"""Files that people send: each lies in a folder of its own under a name that does no harm, and goes when it is read."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from knowledge.file_names import safe_name

# What a program that was killed left behind.
_FORGOTTEN = timedelta(hours=1)


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
