"""What kind of container a file is by its first bytes, whatever its name says."""

from pathlib import Path

ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_WORD_MARK = b"\xec\xa5"
_SECTOR = 512
_DIRECTORY_ENTRY = 128
_FLAGS_AT, _FLAG_ENCRYPTED = 10, 0x0100


def is_ole(path: Path) -> bool:
    """Whether a file is an OLE container: an old Word or Excel file, or a new one behind a password."""
    with path.open("rb") as file:
        return file.read(len(OLE_MARK)) == OLE_MARK


def is_encrypted_ole(path: Path) -> bool:
    """Whether an OLE container holds a document behind a password."""
    data = path.read_bytes()
    return _holds_package(data) or _word_is_encrypted(data)


def _holds_package(data: bytes) -> bool:
    """Whether a directory entry, which begins where entries do, is that of an encrypted package."""
    at = data.find(_ENCRYPTED_STREAM)
    while at != -1:
        if at % _DIRECTORY_ENTRY == 0:
            return True
        at = data.find(_ENCRYPTED_STREAM, at + 1)
    return False


def _word_is_encrypted(data: bytes) -> bool:
    for at in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD_MARK, at):
            flags = int.from_bytes(data[at + _FLAGS_AT : at + _FLAGS_AT + 2], "little")
            return bool(flags & _FLAG_ENCRYPTED)
    return False
