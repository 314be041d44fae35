"""Office abbreviations and their expansions, read from the packaged file and from files of the office."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.vietnamese.fold import fold, nfc
from knowledge.vietnamese.syllables import is_syllable

_PACKAGED = Path(__file__).with_name("abbreviations.toml")
_CHUNK = re.compile(r"[^\W_]+(?:(?:\s?&\s?|[,./–-])[^\W_]+)*%?")
_JOINER = re.compile(r"\s?&\s?|[,.–-]")
_PART = re.compile(r"[^\W_]+")
# "TT PVHCC" is one abbreviation written apart, and "B.V" behind "mục" a label.
_SPACED = re.compile(r"(?<![^\W_])([A-ZĐ]{2,4}) ([A-ZĐ]{2,6})(?![^\W_])")
_LABEL_PATH = re.compile(r"[A-ZĐ](?:\.(?:[IVX]+|\d+|[a-z]))+|[IVX]+(?:\.\d+)+")
_BEFORE_NUMBER = re.compile(r"[ ]?(?:số )?\d")
_NEXT_WORD = re.compile(r" ([^\W\d_]+)")
_GLUED_NUMBER = re.compile(r"([^\W\d_]{1,3})[.-]?(\d{1,4})")
# Behind these a single letter is a label ("mục k"), not a shortened word.
_LABELLED = frozenset({"muc", "phan", "diem", "khoan", "luc", "bieu", "nhom", "to", "khu", "mau"})


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """One abbreviation as listed; the first expansion is the one taken where nothing else decides."""

    short: str
    expansions: tuple[str, ...]
    chat_only: bool = False


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What an office's abbreviations stand for; `expand` writes them out."""

    entries: tuple[Abbreviation, ...]
    numbered: Mapping[str, str]
    before_number: Mapping[str, str] = field(default_factory=dict)
    before_word: Mapping[tuple[str, str], str] = field(default_factory=dict)
    _accented: Mapping[str, Abbreviation] = field(init=False, repr=False)
    _folded: Mapping[str, Abbreviation] = field(init=False, repr=False)
    _strokeless: Mapping[str, Abbreviation] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # The first entry of a writing holds, and so does the first of several writings where it is typed bare.
        accented: dict[str, Abbreviation] = {}
        folded: dict[str, Abbreviation] = {}
        for entry in self.entries:
            key = _joined(entry.short.lower())
            accented.setdefault(key, entry)
            folded.setdefault(fold(key), entry)
        strokeless = {key.replace("đ", "d"): entry for key, entry in reversed(accented.items())}
        object.__setattr__(self, "_strokeless", strokeless)
        object.__setattr__(self, "_accented", accented)
        object.__setattr__(self, "_folded", folded)

    def find(self, word: str) -> Abbreviation | None:
        """The entry for `word` as typed, with or without accents, None where it is no abbreviation."""
        key = _joined(nfc(word).lower())
        entry = self._accented.get(key) or (self._folded if key == fold(key) else self._strokeless).get(key)
        if entry is None or entry.chat_only or word.isupper() or not is_syllable(fold(key)):
            return entry
        return None

    def knows(self, folded: str) -> bool:
        """Whether a folded word is an abbreviation in whatever writing."""
        return folded in self._folded

    def expand(self, text: str, *, chat: bool = True) -> str:
        """Write out every abbreviation that is a whole word; numbers and document codes stay as they are.

        Without `chat`, shortenings that only people in a chat use are left alone.
        """
        composed = _SPACED.sub(self._put_together, nfc(text))
        return _CHUNK.sub(lambda match: self._expand_chunk(match, composed, chat), composed)

    def _put_together(self, match: re.Match[str]) -> str:
        return match[1] + match[2] if self.find(match[1] + match[2]) else match[0]

    def _expand_chunk(self, match: re.Match[str], text: str, chat: bool) -> str:
        chunk = match[0]
        if self._is_label(chunk, text[: match.start()]):
            return chunk
        if fold(chunk) in self.before_number and _BEFORE_NUMBER.match(text, match.end()):
            return self.before_number[fold(chunk)]
        followed = _NEXT_WORD.match(text, match.end())
        if followed and (fold(chunk), fold(followed[1])) in self.before_word and not chunk.isupper():
            return self.before_word[fold(chunk), fold(followed[1])]
        whole = self._accepted(chunk, chat)
        if whole is not None or chunk.isalpha():
            return whole or chunk
        if any(letter.isdigit() for letter in chunk):
            return self._expand_numbered(chunk)
        return self._expand_parts(chunk, chat)

    def _is_label(self, chunk: str, before: str) -> bool:
        """Whether it names a heading: "mục k", "B.V", but not "Q.3" unless behind "mục"."""
        labelled = fold(" ".join(before.split()[-1:])) in _LABELLED
        if len(chunk) == 1:
            return labelled or chunk.isupper()
        return bool(_LABEL_PATH.fullmatch(chunk)) and (labelled or self._expand_numbered(chunk) == chunk)

    def _accepted(self, chunk: str, chat: bool) -> str | None:
        entry = self.find(chunk)
        if entry is None or (entry.chat_only and not chat):
            return None
        return entry.expansions[0]

    def _expand_numbered(self, chunk: str) -> str:
        match = _GLUED_NUMBER.fullmatch(chunk)
        written = self.numbered.get(fold(match[1])) if match else None
        return f"{written} {match[2]}" if match and written else chunk

    def _expand_parts(self, chunk: str, chat: bool) -> str:
        parts = list(_PART.finditer(chunk))
        written: list[str] = []
        position = 0
        while position < len(parts):
            taken, expansion = self._longest(chunk, parts[position:], chat)
            written.append(expansion)
            position += taken
            if position < len(parts):
                written.append(_spelt(chunk[parts[position - 1].end() : parts[position].start()]))
        return "".join(written) + chunk[parts[-1].end() :]

    def _longest(self, chunk: str, parts: Sequence[re.Match[str]], chat: bool) -> tuple[int, str]:
        for count in range(len(parts), 0, -1):
            expansion = self._accepted(chunk[parts[0].start() : parts[count - 1].end()], chat)
            if expansion is not None:
                return count, expansion
        return 1, parts[0][0]


def _joined(short: str) -> str:
    return _JOINER.sub("", short)


def _spelt(separator: str) -> str:
    return " và " if "&" in separator else separator


def _expansions(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _read(path: Path) -> Mapping[str, Mapping[str, str | list[str]]]:
    return tomllib.loads(path.read_text("utf-8-sig"))


def _entries(sections: Iterable[Mapping[str, Mapping[str, str | list[str]]]]) -> tuple[Abbreviation, ...]:
    return tuple(
        Abbreviation(nfc(short), _expansions(value), chat_only=table == "chat")
        for file in sections
        for table in ("office", "chat")
        for short, value in file.get(table, {}).items()
    )


def load_abbreviations(extra: Sequence[Path] = ()) -> Abbreviations:
    """The packaged abbreviations, with those of the office's own files before them."""
    files = [_read(path) for path in (*reversed(extra), _PACKAGED)]
    numbered, before_number = (_by_folded(files[::-1], table) for table in ("numbered", "before_number"))
    return Abbreviations(_entries(files), numbered, before_number, _by_next_word(files[::-1]))


def _by_folded(files: Sequence[Mapping[str, Mapping[str, str | list[str]]]], table: str) -> dict[str, str]:
    return {fold(short): str(value) for file in files for short, value in file.get(table, {}).items()}


def _by_next_word(files: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], str]:
    return {
        (fold(short), fold(word)): written
        for file in files
        for short, meanings in file.get("before_word", {}).items()
        for written, following in meanings.items()
        for word in following
    }


@lru_cache(maxsize=1)
def packaged_abbreviations() -> Abbreviations:
    """The packaged abbreviations, read once."""
    return load_abbreviations()


def expand(text: str) -> str:
    """Write out the packaged abbreviations in `text`."""
    return packaged_abbreviations().expand(text)
