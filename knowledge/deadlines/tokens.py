"""The words of a deadline: dates, numbers and the lexemes of the grammar."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import takewhile
from typing import Any

from knowledge.vietnamese.fold import fold, nfc
from knowledge.vietnamese.slips import is_slip_of
from knowledge.vietnamese.syllables import is_syllable

_DATE = r"(?:\d{1,2}\s?/\s?\d{1,2}\s?/\s?|\d{1,2}-\d{1,2}-|\d{1,2}\.\d{1,2}\.)(?:19|20)\d\d(?!\d)"
_LONG_DATE = r"\d{1,2}\s+thang\s+\d{1,2}\s*(?:/|,?\s*nam\s+)\s*(?:19|20)\d\d(?!\d)"
_MOST_WORDS_OF_LEXEME = 5
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
        r"(?P<STROKES>(?<![\w|!])(?=1*[il|!v])[il|!1]{1,3}v?(?![\w|!]))"
        rf"|(?P<DATE>(?<!\d)(?:{_DATE}|{_LONG_DATE}))"
        r"|(?P<CODE>\d+/(?:\d{4}/)?[a-z][\w-]*)"
        r"|(?P<GARBLED>(?<!\w)(?=[\dilo|!/.-]*(?:\d[ilo|!]|[ilo|!]\d))[\dilo|!][\dilo|!/.-]*+(?!\w))"
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
    tokens = [_token(match) for match in _scanner().finditer(fold(composed))]
    return _line(composed, tuple(_with_quarters(_with_long_dates(_mended(tokens)))))


def _with_quarters(tokens: Sequence[Token]) -> Iterator[Token]:
    """Numerals of quarters where a quarter is named or listed before them."""
    before = ""
    for token in tokens:
        if token.kind in {"WORD", "STROKES"}:
            counted = before in {"QUARTER", "COMMA", "AND", "DASH"} and roman_quarter(token.folded) is not None
            token = replace(token, kind="ROMAN" if counted else "WORD")
        before = token.kind
        yield token


def _with_long_dates(tokens: Sequence[Token]) -> list[Token]:
    """Days whose month or year a scan got wrong, whole again ("10 thánq 3 năm 2024")."""
    settled: list[Token] = []
    for token in tokens:
        settled.append(token)
        if tuple(part.kind for part in settled[-5:]) == ("NUMBER", "MONTH", "NUMBER", "YEAR", "YEARNUM"):
            day = " ".join(part.folded for part in settled[-5:])
            if calendar_day(*_day_month_year(day)) is not None:
                settled[-5:] = [Token("DATE", day, settled[-5].start, token.end)]
    return settled


def _mended(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with words that a scan got wrong taken for the lexemes they were meant to be; figures never are."""
    settled: list[Token] = []
    place = 0
    while place < len(tokens):
        meant, place = _meant_at(tokens, place)
        settled += meant
    return settled


def _meant_at(tokens: Sequence[Token], place: int) -> tuple[tuple[Token, ...], int]:
    letters = takewhile(lambda token: token.folded[0].isalpha(), tokens[place : place + _MOST_WORDS_OF_LEXEME])
    run = list(letters)
    for taken in range(len(run), 0, -1):
        window = run[:taken]
        words = tuple(word for token in window for word in token.folded.split())
        if any(token.kind == "WORD" and token.folded not in _lexicon() for token in window) and (
            found := _meant(words)
        ):
            return (Token(_lexicon()[found], found, window[0].start, window[-1].end),), place + taken
    return _parted(tokens[place]), place + 1


def _parted(token: Token) -> tuple[Token, ...]:
    """A word that is no word of the language but two lexemes without the space between, as two."""
    if token.kind != "WORD" or is_syllable(token.folded):
        return (token,)
    for cut in range(2, len(token.folded) - 1):
        left, right = token.folded[:cut], token.folded[cut:]
        if left in _lexicon() and right in _lexicon():
            middle = token.start + cut
            return Token(_lexicon()[left], left, token.start, middle), Token(
                _lexicon()[right], right, middle, token.end
            )
    return (token,)


@lru_cache(maxsize=8192)
def _meant(words: tuple[str, ...]) -> str | None:
    """The lexeme that words were meant to be, one of which is no word of the language."""
    if all(map(is_syllable, words)):
        return None
    return next((phrase for phrase, kind in _lexicon().items() if kind != "WORD" and is_slip_of(words, phrase)), None)


def _token(match: re.Match[str]) -> Token:
    kind, folded = match.lastgroup or "OTHER", match[0]
    if kind == "LEXEME":
        kind = _lexicon()[" ".join(folded.split())]
    elif kind == "SYMBOL":
        kind = _SYMBOLS[folded]
    elif kind == "DATE" and calendar_day(*_day_month_year(folded)) is None:
        kind = "OTHER"
    return Token(kind, folded, match.start(), match.end())


def roman_quarter(folded: str) -> int | None:
    """A quarter in Roman numerals; any upright stroke that a scan makes of a capital I counts as one."""
    numeral = re.sub("[l|!1]", "i", folded)
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
