"""An office's own words: the files in the folder "vocabulary" of its home, checked before anything uses them."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, RootModel, Strict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from bot.errors import UnreadableVocabularyError
from bot.phrases import phrase
from handlers.understanding.hear import known_meanings

Written = str | list[str]
_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Stamps = tuple[tuple[int, int, int] | None, ...]

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
# What pydantic puts into a place beside the names in the file.
_INNER = frozenset({"[key]", "str", "list[str]"})
_KINDS = {
    "extra_forbidden": "extra",
    "missing": "missing",
    "string_type": "text",
    "list_type": "list",
    "dict_type": "table",
    "date_type": "day",
    "model_type": "table",
    "string_too_short": "empty",
}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Cues(RootModel[dict[str, dict[str, list[str]]]]):
    """Tables of phrases by what they mean; which there are, the packaged files say."""


class _Abbreviations(_File):
    office: dict[str, Written] = {}
    chat: dict[str, Written] = {}
    before_number: dict[str, str] = {}
    numbered: dict[str, str] = {}
    before_word: dict[str, dict[str, list[str]]] = {}


class _QuestionWords(_File):
    phrases: list[str] = []
    words: list[str] = []


class _Synonyms(_File):
    synonyms: dict[str, Written] = {}


class _Sample(_File):
    said: _Words
    means: _Words


class _Samples(_File):
    samples: list[_Sample] = []


class _Days(_File):
    name: _Words
    days: list[Annotated[date, Strict()]]


class _Holidays(_File):
    announced: list[int] = []
    off: list[_Days] = []
    worked: list[_Days] = []


_SHAPES: dict[str, type[BaseModel]] = {
    "synonyms": _Synonyms,
    "abbreviations": _Abbreviations,
    "samples": _Samples,
    "cues": _Cues,
    "progress": _Cues,
    "question_words": _QuestionWords,
    "holidays": _Holidays,
}
NAMES = tuple(_SHAPES)


def folder_of(home: Path) -> Path:
    """Where an office puts its own files."""
    return home / "vocabulary"


def path_of(home: Path, name: str) -> Path:
    """The office's file of that name, whether it is there or not."""
    return folder_of(home) / f"{name}.toml"


def own_words(home: Path, name: str) -> tuple[Path, ...]:
    """The office's file of that name, if it has one; raises UnreadableVocabularyError where it can't be used."""
    path = path_of(home, name)
    if not path.is_file():
        return ()
    _checked(path, name)
    return (path,)


def count_entries(home: Path, name: str) -> int | None:
    """How many entries the office's file of that name holds, None where there is none; raises as `own_words` does."""
    path = path_of(home, name)
    if not path.is_file():
        return None
    return sum(map(_count, _checked(path, name).model_dump().values()))


def strange_files(home: Path) -> tuple[Path, ...]:
    """What stands in the folder and is never read, such as a file whose name is spelt otherwise."""
    known = {path_of(home, name) for name in NAMES}
    folder = folder_of(home)
    return tuple(sorted(path for path in folder.iterdir() if path not in known)) if folder.is_dir() else ()


def stamps_of(home: Path) -> Stamps:
    """What tells whether one of the files has changed since; cheap enough for every second."""
    return tuple(_stamp(path_of(home, name)) for name in NAMES)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _checked(path: Path, name: str) -> BaseModel:
    try:
        checked = _SHAPES[name].model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except ValidationError as error:
        raise UnreadableVocabularyError(path, _wrong(error.errors()[0])) from error
    except UnicodeDecodeError as error:
        raise UnreadableVocabularyError(path, phrase("vocabulary", "no_utf8")) from error
    except tomllib.TOMLDecodeError as error:
        raise UnreadableVocabularyError(path, _broken(str(error))) from error
    except OSError as error:
        raise UnreadableVocabularyError(path, error.strerror or str(error)) from error
    for place, what in _unheard(checked) if isinstance(checked, _Cues) else ():
        raise UnreadableVocabularyError(path, phrase("vocabulary", "wrong", place=place, what=phrase("wrong", what)))
    return checked


def _unheard(cues: _Cues) -> Iterator[tuple[str, str]]:
    """The tables and meanings that nothing listens for ("leed" for "lead")."""
    known = known_meanings()
    for table, meanings in cues.root.items():
        if table not in known:
            yield table, "extra"
        yield from ((f"{table}.{meaning}", "unknown") for meaning in meanings.keys() - known.get(table, frozenset()))


def _wrong(error: ErrorDetails) -> str:
    place = ".".join(str(part) for part in error["loc"] if part not in _INNER)
    return phrase("vocabulary", "wrong", place=place, what=phrase("wrong", _KINDS.get(error["type"], "other")))


def _broken(message: str) -> str:
    place = _PLACE.search(message)
    if place is None:
        return phrase("vocabulary", "broken_at_end")
    return phrase("vocabulary", "broken", line=place[1], column=place[2])


def _count(table: object) -> int:
    if isinstance(table, dict):
        return sum(len(entry) if isinstance(entry, list) else 1 for entry in table.values())
    return len(table) if isinstance(table, list) else 0
