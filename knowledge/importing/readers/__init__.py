"""Reading files: which reader takes which file, and what can be wrong with a file before it is read."""

import logging
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from knowledge.errors import UnreadableFileError
from knowledge.importing.readers.archives import ARCHIVES, check_archive
from knowledge.importing.readers.kinds import FOREIGN, kind_of
from knowledge.importing.source import Source

log = logging.getLogger(__name__)

DEFAULT_SIZE_LIMIT = 20 * 1024 * 1024

# Suffix -> module of this package and its function; imported when a file of the kind is read, for they are heavy.
READERS: dict[str, tuple[str, str]] = {
    ".txt": ("text", "read_text"),
    ".md": ("text", "read_text"),
    ".docx": ("word.docx", "read_docx"),
    ".pdf": ("pdf.reader", "read_pdf"),
    ".doc": ("word.word97", "read_doc"),
    ".xlsx": ("workbook.reader", "read_workbook"),
    ".xlsm": ("workbook.reader", "read_workbook"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"), ("scan.reader", "read_photo")),
}


def check_file(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> None:
    """Raise where there is no file, or none that is worth opening."""
    try:
        if path.is_dir():
            raise UnreadableFileError(path, "folder")
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise UnreadableFileError(path, "missing") from error
    except (OSError, ValueError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFileError(path, "no_file")
    if not path.name.isprintable():
        raise UnreadableFileError(path, "name")
    if status.st_size == 0:
        raise UnreadableFileError(path, "empty")
    if status.st_size > size_limit:
        raise UnreadableFileError(path, "too_large", str(status.st_size))


def suffix_of(path: Path) -> str:
    """The suffix that says what a file is: by its content where that can be told, else by its name."""
    try:
        return kind_of(path) or path.suffix.lower()
    except OSError as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error


def read_source(path: Path, size_limit: int = DEFAULT_SIZE_LIMIT) -> Source:
    """The paragraphs and grids of a document; UnreadableFileError where it can't be read."""
    check_file(path, size_limit)
    suffix = suffix_of(path)
    named = READERS.get(suffix)
    if named is None:
        raise UnreadableFileError(path, FOREIGN.get(suffix, "unsupported"), suffix)
    with reading(path):
        if suffix in ARCHIVES:
            check_archive(path)
        reader: Callable[[Path], Source] = getattr(import_module(f"{__name__}.{named[0]}"), named[1])
        return reader(path)


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Whatever a library makes of a broken document becomes an UnreadableFileError."""
    try:
        yield
    except (UnreadableFileError, ImportError):
        raise
    except MemoryError as error:
        raise UnreadableFileError(path, "too_heavy") from error
    except TimeoutError as error:
        raise UnreadableFileError(path, "too_slow", str(error)) from error
    except Exception as error:
        # A broken document makes the libraries raise anything; what it was is kept for whoever looks into it.
        log.info("can't read %s", path, exc_info=error)
        raise UnreadableFileError(path, "damaged", f"{type(error).__name__}: {error}") from error
