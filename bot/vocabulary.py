"""An office's own words: the files in the folder "vocabulary" of its home, checked before anything uses them."""

import tomllib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import UnreadableVocabularyError
from knowledge.deadlines.types import Every

Written = str | list[str]


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Cues(_File):
    cues: dict[str, list[str]] = {}
    rhythms: dict[Every, list[str]] = {}
    kinds: dict[Literal["continuous", "adhoc", "recurring", "external"], list[str]] = {}


class _Abbreviations(_File):
    office: dict[str, Written] = {}
    chat: dict[str, Written] = {}
    numbered: dict[str, str] = {}


class _QuestionWords(_File):
    phrases: list[str] = []
    words: list[str] = []


class _Synonyms(_File):
    synonyms: dict[str, Written] = {}


_SHAPES: dict[str, type[_File]] = {
    "cues": _Cues,
    "abbreviations": _Abbreviations,
    "question_words": _QuestionWords,
    "synonyms": _Synonyms,
}


def own_words(home: Path, name: str) -> tuple[Path, ...]:
    """The office's file of that name, if it has one; raises UnreadableVocabularyError where it can't be used."""
    path = home / "vocabulary" / f"{name}.toml"
    if not path.is_file():
        return ()
    try:
        _SHAPES[name].model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        raise UnreadableVocabularyError(path, ".".join(map(str, first["loc"])) + f": {first['msg']}") from error
    except (OSError, ValueError) as error:
        raise UnreadableVocabularyError(path, str(error)) from error
    return (path,)
