"""What a file truly is, told by its content; a name is believed only where the content says nothing."""

import zipfile
from pathlib import Path

_HEAD = 4096

# First bytes -> suffix; the order matters where one beginning holds another.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", ".zip"),
    (b"PK\x05\x06", ".zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".ole"),
    (b"\x89PNG\r\n\x1a\n", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"MZ", ".exe"),
    (b"\x7fELF", ".exe"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"{\\rtf", ".rtf"),
    (b"ID3", ".mp3"),
    (b"OggS", ".ogg"),
)
# A part that an archive of the kind always has.
_PARTS = {"word/document.xml": ".docx", "xl/workbook.xml": ".xlsx", "ppt/presentation.xml": ".pptx"}
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument"
# Streams of the older office files, whose names stand in UTF-16.
_STREAMS = (
    ("EncryptedPackage", ".encrypted"),
    ("WordDocument", ".doc"),
    ("Workbook", ".xls"),
    ("PowerPoint Document", ".ppt"),
)

# Kinds that people mistake for a plan -> the reason they are refused for.
FOREIGN: dict[str, str] = {
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz"), "archive"),
    **dict.fromkeys((".pptx", ".ppt"), "slides"),
    **dict.fromkeys((".gif", ".heic", ".bmp"), "picture"),
    **dict.fromkeys((".mp3", ".mp4", ".ogg", ".wav"), "media"),
    ".exe": "program",
    ".odt": "open_document",
    ".rtf": "rich_text",
    ".html": "web_page",
    ".xls": "old_workbook",
    ".ole": "binary",
    ".encrypted": "encrypted",
}


def kind_of(path: Path) -> str | None:
    """The suffix that a file's content deserves, None where it may be plain text."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    found = _kind_of_head(head)
    if found == ".zip":
        return _kind_of_archive(path)
    if found == ".ole":
        return _kind_of_streams(path)
    return found


def _kind_of_head(head: bytes) -> str | None:
    for beginning, suffix in _BEGINNINGS:
        if head.startswith(beginning):
            return suffix
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if head[4:8] == b"ftyp":
        return ".heic" if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else ".mp4"
    if head.startswith(b"RIFF"):
        return ".webp" if head[8:12] == b"WEBP" else ".wav"
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return ".bmp"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return ".html" if text.startswith((b"<!doctype html", b"<html")) else None


def _kind_of_archive(path: Path) -> str:
    """An archive that can't be opened is taken for what its name says, so that it is told to be damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.replace("\\", "/").lstrip("/") for name in archive.namelist()}
            is_open_document = "mimetype" in names and _begins(archive, "mimetype", _OPEN_DOCUMENT)
    except Exception:
        return path.suffix.lower() if path.suffix.lower() in _PARTS.values() else ".zip"
    if is_open_document:
        return ".odt"
    return next((suffix for part, suffix in _PARTS.items() if part in names), ".zip")


def _begins(archive: zipfile.ZipFile, name: str, beginning: bytes) -> bool:
    with archive.open(name) as member:
        return member.read(len(beginning)) == beginning


def _kind_of_streams(path: Path) -> str:
    data = path.read_bytes()
    return next((suffix for name, suffix in _STREAMS if name.encode("utf-16-le") in data), ".ole")
