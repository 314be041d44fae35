"""Reading files: which reader takes which file, and what can be wrong with a file before it is read."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.source import Source

DEFAULT_SIZE_LIMIT = 20 * 1024 * 1024

# Suffix -> module of this package and its function; imported when a file of the kind is read, for they are heavy.
READERS: dict[str, tuple[str, str]] = {
    ".txt": ("text", "read_text"),
    ".md": ("text", "read_text"),
    ".docx": ("docx", "read_docx"),
}


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
    named = READERS.get(path.suffix.lower())
    if named is None:
        raise UnreadableFileError(path, "unsupported", path.suffix)
    reader: Callable[[Path], Source] = getattr(import_module(f"{__name__}.{named[0]}"), named[1])
    try:
        return reader(path)
    except OSError as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
