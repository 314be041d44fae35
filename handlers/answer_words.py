"""Sentences about reports on record: a leader sees and answers them, their unit replies, both look through them."""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from knowledge.vietnamese.fold import fold, nfc

_FILE = Path(__file__).with_name("answers.toml")
_EDGES = r"[ .,;:!?…]*"
_PAGE = re.compile(r" trang (\d{1,4})$")


class AnswerAct(StrEnum):
    """What a sentence wants; the names of its patterns in the file."""

    SEEN = "seen"
    RETURN = "return"
    PROVE = "prove"
    REPLY = "reply"
    SHOW = "show"
    NEW = "new"
    OF_DAYS = "of_days"
    QUESTIONS = "questions"
    NEWS = "news"


@dataclass(frozen=True, slots=True)
class AnswerAsked:
    """What is wanted, of which report (its number) if the sentence says so, and what it says besides.

    Of a list a `page` is wanted; `said` is the sentence that asks for the first.
    """

    act: AnswerAct
    report: int | None = None
    words: str = ""
    said: str = ""
    page: int = 1


def read_answer_words(text: str) -> AnswerAsked | None:
    """What a sentence wants of reports on record; None where it says something else."""
    composed, page = _parted(" ".join(nfc(text).split()))
    folded = fold(composed)
    for act, pattern in _patterns():
        match = pattern.fullmatch(folded)
        if match is not None:
            named = match.groupdict()
            report, words = named.get("report"), named.get("words")
            said = composed[slice(*match.span("words"))].strip() if words else ""
            return AnswerAsked(act, int(report) if report else None, said, composed, page)
    return None


def _parted(composed: str) -> tuple[str, int]:
    """A sentence without the page it asks for, and the page."""
    match = _PAGE.search(fold(composed))
    return (composed[: match.start()], max(1, int(match[1]))) if match else (composed, 1)


@cache
def _patterns() -> tuple[tuple[AnswerAct, re.Pattern[str]], ...]:
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        (act, re.compile(pattern.replace("{report}", table["report"]) + _EDGES))
        for act in AnswerAct
        for pattern in table[act]
    )
