"""Reading files: which reader takes which file, and what can be wrong with a file before it is read."""

from collections.abc import Callable
from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.docx import read_docx
from knowledge.importing.readers.text import read_text
from knowledge.importing.source import Source

DEFAULT_SIZE_LIMIT = 20 * 1024 * 1024

READERS: dict[str, Callable[[Path], Source]] = {".txt": read_text, ".md": read_text, ".docx": read_docx}


def check_file(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
    """Raise where there is no file, or none that is worth opening."""
    try:
        if path.is_dir():
            raise UnreadableFileError(path, "folder")
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableFileError(path, "missing") from error
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
    if size == 0:
        raise UnreadableFileError(path, "empty")
    if size > size_limit:
        raise UnreadableFileError(path, "too_large", str(size))


def read_source(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> Source:
    """The paragraphs and grids of a document; UnreadableFileError where it can't be read."""
    check_file(path, size_limit)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise UnreadableFileError(path, "unsupported", path.suffix)
    try:
        return reader(path)
    except OSError as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
