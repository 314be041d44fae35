"""Taking mark-up off: tags, Markdown, entities, invisible characters."""

import html
import re

from knowledge.vietnamese.fold import nfc

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACES = re.compile(r"[^\S\n]+")
_BLOCK_TAG = re.compile(r"</?(?:ul|ol|p|div|table)\b[^<>]*>", re.IGNORECASE)
_LINE_TAG = re.compile(r"<(?:li|br)\b[^<>]*>", re.IGNORECASE)
_OTHER_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_EMPHASIS = re.compile(r"(\*{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1", re.DOTALL)
_HASHES = re.compile(r"^[^\S\n]*#{1,6}\s+", re.MULTILINE)
_LOOSE_STARS = re.compile(r"\*{2,}")


def tidy_characters(text: str) -> str:
    """NFC without invisible characters; every kind of blank but the line end is a space."""
    composed = nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n"))
    return _SPACES.sub(" ", _INVISIBLE.sub("", composed))


def strip_markup(text: str) -> str:
    """Plain text; tags that start a block leave an empty line, list items and breaks a new line."""
    text = _BLOCK_TAG.sub("\n\n", text)
    text = _OTHER_TAG.sub("", _LINE_TAG.sub("\n", text))
    text = html.unescape(text)
    for _ in range(2):
        text = _EMPHASIS.sub(r"\2", text)
    text = _LOOSE_STARS.sub("", _HASHES.sub("", text))
    return tidy_lines(tidy_characters(text))


def tidy_lines(text: str) -> str:
    """No blank at the ends of lines, at most one empty line running, none at the ends."""
    lines = [line.strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def one_line(text: str) -> str:
    """All white space collapsed."""
    return " ".join(text.split())


def without_bullet(text: str) -> str:
    """One line without a leading bullet."""
    return re.sub(r"^(?:[-–—•+*]\s*)+", "", one_line(text))
