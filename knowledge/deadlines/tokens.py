"""The words of a deadline: dates, numbers and the lexemes of the grammar."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from knowledge.vietnamese.fold import fold, nfc

_DATE = r"(?:\d{1,2}\s?/\s?\d{1,2}\s?/\s?|\d{1,2}-\d{1,2}-|\d{1,2}\.\d{1,2}\.)(?:19|20)\d\d(?!\d)"
_LONG_DATE = r"\d{1,2}\s+thang\s+\d{1,2}\s*(?:/|,?\s*nam\s+)\s*(?:19|20)\d\d(?!\d)"
_SYMBOLS = {",": "COMMA", ";": "SEMI", ".": "STOP", ":": "COLON", "(": "OPEN", ")": "CLOSE", "/": "SLASH", "&": "AND"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number with its kind and its place in the text."""

    kind: str
    folded: str
    start: int
    end: int

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers written in it."""
        return tuple(int(number) for number in re.findall(r"\d+", self.folded))


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A text as tokens, and their kinds in one string for the rules to match on."""

    text: str
    tokens: tuple[Token, ...]
    kinds: str
    offsets: dict[int, int]

    def between(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a stretch of `kinds`."""
        return self.tokens[self.offsets[start] : self.offsets[end]]

    def words(self, first: int, last: int) -> str:
        """The text from one token up to, not including, another."""
        if first >= last:
            return ""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end].strip()


@lru_cache(maxsize=1)
def grammar_data() -> dict[str, Any]:
    """The lexemes and the document nouns, as an office may extend them."""
    return tomllib.loads((files("knowledge.deadlines") / "lexemes.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    return {fold(phrase): kind for kind, phrases in grammar_data()["lexemes"].items() for phrase in phrases}


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    phrases = sorted(_lexicon(), key=len, reverse=True)
    lexemes = "|".join(re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases)
    return re.compile(
        rf"(?P<DATE>(?<!\d)(?:{_DATE}|{_LONG_DATE}))"
        r"|(?P<CODE>\d+/(?:\d{4}/)?[a-z][\w-]*)"
        r"|(?P<MONTHYEAR>(?<!\d)(?:0?[1-9]|1[0-2])\s?[/-]\s?(?:19|20)\d\d(?!\d))"
        r"|(?P<DAYMONTH>(?<!\d)\d{1,2}/\d{1,2}(?![/\d])|\d{1,2}\s+thang\s+\d{1,2}(?!\d|[/.-]\d|\s*(?:mot\s+)?lan))"
        r"|(?P<YEARNUM>(?<!\d)(?:19|20)\d\d(?!\d))"
        r"|(?P<NUMBER>\d+)"
        rf"|(?P<LEXEME>(?<!\w)(?:{lexemes})(?!\w))"
        r"|(?P<WORD>[^\W\d_]+)"
        r"|(?P<DASH>[-–—+•])"
        r"|(?P<NEWLINE>\n+)"
        r"|(?P<SYMBOL>[,;.:()/&])"
        r"|(?P<OTHER>\S)"
    )


def tokenise(text: str) -> TokenLine:
    """The tokens of a text in order."""
    composed = nfc(text)
    tokens: list[Token] = []
    for match in _scanner().finditer(fold(composed)):
        before = tokens[-1].kind if tokens else ""
        tokens.append(_token(match, before))
    return _line(composed, tuple(tokens))


def _token(match: re.Match[str], before: str) -> Token:
    kind, folded = match.lastgroup or "OTHER", match[0]
    if kind == "LEXEME":
        kind = _lexicon()[" ".join(folded.split())]
    elif kind == "SYMBOL":
        kind = _SYMBOLS[folded]
    elif kind == "WORD" and roman_quarter(folded) and before in {"QUARTER", "COMMA", "AND", "DASH"}:
        kind = "ROMAN"
    elif kind == "DATE" and calendar_day(*_day_month_year(folded)) is None:
        kind = "OTHER"
    return Token(kind, folded, match.start(), match.end())


def roman_quarter(folded: str) -> int | None:
    """A quarter in Roman numerals; the small L that a scan makes of a capital I counts as one."""
    numeral = folded.replace("l", "i")
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(numeral)


def _day_month_year(folded: str) -> tuple[int, int, int]:
    day, month, year = (int(number) for number in re.findall(r"\d+", folded))
    return day, month, year


def calendar_day(day: int, month: int, year: int) -> date | None:
    """A date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _line(text: str, tokens: tuple[Token, ...]) -> TokenLine:
    offsets, kinds, length = {0: 0}, [], 0
    for index, token in enumerate(tokens):
        kinds.append(token.kind + " ")
        length += len(token.kind) + 1
        offsets[length] = index + 1
    return TokenLine(text, tokens, "".join(kinds), offsets)
