"""Bytes to text: UTF-8 with or without a mark, UTF-16 with one, and a reason where it is neither."""

import codecs
from pathlib import Path

from knowledge.errors import UnreadableFileError

_SIGNATURES = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")


def decode_file(path: Path) -> str:
    """The text of a file."""
    data = path.read_bytes()
    if data.startswith(_SIGNATURES):
        raise UnreadableFileError(path, "binary")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(path, data, "utf-16")
    if b"\x00" in data:
        raise UnreadableFileError(path, "binary")
    return _decode(path, data, "utf-8-sig")


def _decode(path: Path, data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFileError(path, _why(data), f"{encoding}: {error.reason}") from error
    if not text.strip():
        raise UnreadableFileError(path, "empty")
    if "\x00" in text:
        raise UnreadableFileError(path, "binary")
    return text


def _why(data: bytes) -> str:
    control = sum(byte < 9 or 13 < byte < 32 for byte in data[:4096])
    return "binary" if control * 50 > len(data[:4096]) else "encoding"
