"""Word and Excel files are archives of XML: what they would unpack to is checked before a library opens them."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from knowledge.errors import UnreadableFileError

ARCHIVES = frozenset({".docx", ".xlsx"})

_MOST_MEMBERS = 5_000
_MOST_UNPACKED = 256 * 1024 * 1024
# Deflate shrinks the dullest table about a hundredfold, mere zeros a thousandfold.
_SUSPICIOUS_RATIO = 250
_SMALL = 16 * 1024 * 1024
_CHUNK = 1024 * 1024
_ENCRYPTED = 0x1

# The standard of these files forbids document types, the only place where entities can be declared; the second
# spelling is found in UTF-16 of either byte order.
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le").rstrip(b"\x00"))


def check_archive(path: Path) -> None:
    """Raise where an archive would unpack to too much, is locked, or holds what no office program writes."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            _check_directory(path, members)
            for member in members:
                if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                    with archive.open(member) as part:
                        _check_xml(path, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise UnreadableFileError(path, "damaged", str(error)) from error


def _check_directory(path: Path, members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > _MOST_MEMBERS or unpacked > _MOST_UNPACKED:
        raise UnreadableFileError(path, "bomb", f"{len(members)} / {unpacked}")
    if unpacked > _SMALL and unpacked > packed * _SUSPICIOUS_RATIO:
        raise UnreadableFileError(path, "bomb", f"{unpacked} / {packed}")
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise UnreadableFileError(path, "encrypted")
    if strange := next(_leading_out(members), None):
        raise UnreadableFileError(path, "hostile", strange)


def _leading_out(members: Iterable[zipfile.ZipInfo]) -> Iterator[str]:
    """Names that would leave the folder they are unpacked to."""
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts:
            yield member.filename


def _check_xml(path: Path, part: IO[bytes]) -> None:
    tail = b""
    while chunk := part.read(_CHUNK):
        if any(doctype in tail + chunk for doctype in _DOCTYPES):
            raise UnreadableFileError(path, "hostile", "DOCTYPE")
        tail = chunk[-len(_DOCTYPES[1]) :]
