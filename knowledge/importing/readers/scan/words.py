"""Reading the words of pictures with tesseract, many pictures in one run of the program."""

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.scan.pages import Pixels

_LANGUAGE = "vie"
_TIME_LIMIT = 60.0
_MARGIN = 12


@dataclass(frozen=True, slots=True)
class Word:
    """A word as read, how sure the reading is (0 to 100), and where it stands."""

    text: str
    confidence: float
    left: int
    top: int
    right: int
    bottom: int

    def scaled(self, factor: float) -> "Word":
        """The word in a picture of another size."""
        left, top, right, bottom = (round(factor * edge) for edge in (self.left, self.top, self.right, self.bottom))
        return Word(self.text, self.confidence, left, top, right, bottom)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The words of a line; lines of one block stand together on the page."""

    block: int
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words with a space between."""
        return " ".join(word.text for word in self.words)

    @property
    def confidence(self) -> float:
        """How sure the reading is, by letters."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / letters

    def scaled(self, factor: float) -> "TextLine":
        """The line in a picture of another size."""
        return TextLine(self.block, tuple(word.scaled(factor) for word in self.words))

    @property
    def left(self) -> int:
        """Where the line begins."""
        return min(word.left for word in self.words)

    @property
    def right(self) -> int:
        """Where the line ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> int:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> int:
        """The lower edge."""
        return max(word.bottom for word in self.words)


@lru_cache(maxsize=1)
def _program() -> str | None:
    """The path of tesseract where it can read Vietnamese."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=_TIME_LIMIT)
    return program if _LANGUAGE in known.stdout.split() else None


def require_tesseract(path: Path) -> None:
    """Raise where pictures can't be read on this machine."""
    if _program() is None:
        raise UnreadableFileError(path, "no_tesseract")


def sureness(lines: Sequence[TextLine]) -> float:
    """How sure the reading of lines is, by letters."""
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters if letters else 0.0


def read_lines(pictures: Sequence[Pixels], columns: bool = False, single: bool = False) -> list[list[TextLine]]:
    """The lines of each picture; `columns` where text may stand side by side, `single` where there is one line."""
    found: list[list[TextLine]] = [[] for _ in pictures]
    if not pictures:
        return found
    with tempfile.TemporaryDirectory(prefix="dondoc-") as folder:
        table = _run(_save(pictures, Path(folder)), "3" if columns else "7" if single else "6")
    rows: dict[tuple[int, int, int, int], list[Word]] = {}
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["level"] == "5" and row["text"].strip():
            key = (int(row["page_num"]), int(row["block_num"]), int(row["par_num"]), int(row["line_num"]))
            rows.setdefault(key, []).append(_word(row))
    for (page, block, _, _), words in rows.items():
        found[page - 1].append(TextLine(block, tuple(words)))
    return found


def _word(row: dict[str, str]) -> Word:
    left, top = int(row["left"]) - _MARGIN, int(row["top"]) - _MARGIN
    right, bottom = left + int(row["width"]), top + int(row["height"])
    return Word(row["text"].strip(), float(row["conf"]), left, top, right, bottom)


def _save(pictures: Sequence[Pixels], folder: Path) -> Path:
    """The pictures with a margin of paper, which tesseract wants, and the list of their names."""
    names = []
    for number, picture in enumerate(pictures):
        framed = np.pad(picture, _MARGIN, constant_values=255)
        name = folder / f"{number}.pgm"
        name.write_bytes(b"P5 %d %d 255\n" % (framed.shape[1], framed.shape[0]) + framed.tobytes())
        names.append(str(name))
    listed = folder / "list.txt"
    listed.write_text("\n".join(names) + "\n", encoding="utf-8")
    return listed


def _run(listed: Path, segmentation: str) -> str:
    """One thread each run: tesseract's own threads cost more than they give on short lines."""
    program = _program()
    assert program is not None
    command = ["env", "OMP_THREAD_LIMIT=1", program, str(listed), "-", "-l", _LANGUAGE, "--psm", segmentation]
    try:
        done = subprocess.run(
            [*command, "--dpi", "200", "tsv"], capture_output=True, encoding="utf-8", check=False, timeout=_TIME_LIMIT
        )
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(str(error)) from error
    if done.returncode:
        raise OSError(done.stderr.strip()[-300:])
    return done.stdout
