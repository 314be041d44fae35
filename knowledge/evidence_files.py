"""Files that prove reports, kept by their content: the same one sent twice lies there once, under a checksum."""

import hashlib
import os
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from knowledge.errors import EvidenceRefusedError

_CHECKSUM = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BLOCK = 1 << 20
_NEW = "new-"
_MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that was copied whole and waits to be put in its place."""

    sha256: str
    size: int
    _copy: Path
    _place: Path

    def settle(self) -> None:
        """Put it in its place, where it stays whatever happens to the machine."""
        self._place.parent.mkdir(parents=True, exist_ok=True)
        self._copy.replace(self._place)
        _settle_folder(self._place.parent)


@dataclass(frozen=True, slots=True)
class EvidenceFiles:
    """The folder of these files, with the bytes that one of them, and all that a person sends on a day, may have."""

    folder: Path
    largest: int = 20 * _MB
    a_day: int = 200 * _MB

    def place(self, sha256: str) -> Path:
        """Where the file with this checksum lies, or would."""
        if not _CHECKSUM.fullmatch(sha256):
            raise ValueError(sha256)
        return self.folder / sha256[:2] / sha256

    @contextmanager
    def stage(self, source: Path) -> Iterator[Staged]:
        """A copy of the file on its way to its place; unless it is settled it is gone when the block ends."""
        if not source.is_file():
            raise EvidenceRefusedError("missing")
        self.folder.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as content:
            handle, name = tempfile.mkstemp(prefix=_NEW, dir=self.folder)
            copy = Path(name)
            try:
                with os.fdopen(handle, "wb") as target:
                    sha256, size = self._copied(content, target)
                yield Staged(sha256, size, copy, self.place(sha256))
            finally:
                copy.unlink(missing_ok=True)

    def sweep(self, known: Collection[str], before: float) -> int:
        """Delete what has none of the `known` checksums, and copies begun `before` (seconds since 1970) and left."""
        strays = [path for path in self.folder.glob("??/*") if path.name not in known]
        strays += [path for path in self.folder.glob(f"{_NEW}*") if _is_older(path, before)]
        for path in strays:
            path.unlink(missing_ok=True)
        return len(strays)

    def _copied(self, source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
        """The checksum and the size of what was copied, no more of it than is allowed."""
        checksum, size = hashlib.sha256(), 0
        while block := source.read(_BLOCK):
            size += len(block)
            if size > self.largest:
                raise EvidenceRefusedError("too_large", self.largest // _MB)
            checksum.update(block)
            target.write(block)
        if size == 0:
            raise EvidenceRefusedError("empty")
        target.flush()
        os.fsync(target.fileno())
        return checksum.hexdigest(), size


def _is_older(path: Path, before: float) -> bool:
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False  # another process has put its copy in its place meanwhile


def _settle_folder(folder: Path) -> None:
    # Windows opens no folders; its renames are kept by the file system itself.
    if os.name == "nt":
        return
    for each in (folder, folder.parent):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
