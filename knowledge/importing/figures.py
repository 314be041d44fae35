"""Figures with the word that compares: "tối thiểu 80%", "trên 95 %", "từ 97,5% trở lên", "nhóm 25 tỉnh"."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge.importing.draft import Comparator
from knowledge.importing.vocabulary import folded_longest_first, load_data
from knowledge.vietnamese.fold import fold, nfc

_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d+(?:[.,]\d+)?"
_RANK = re.compile(
    r"(?:nhom|top)\s+(?:xep hang\s+)?(?:cac\s+)?(?P<number>\d{1,3})\s+(?P<unit>tinh, thanh pho|tinh|dia phuong|don vi)"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure promised and where it stands in the text."""

    start: int
    end: int
    comparator: Comparator
    value: float
    unit: str


@cache
def figure_words(key: str) -> tuple[str, ...]:
    """A list of `figures.toml`, folded, longest first."""
    return folded_longest_first(load_data("figures.toml")["words"][key])


@lru_cache(maxsize=1)
def _comparators() -> dict[str, Comparator]:
    table = load_data("figures.toml")["comparators"]
    return {fold(word): Comparator(sign) for sign, words in table.items() for word in words}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = "|".join(rf"(?<!\w){re.escape(word)}" for word in sorted(_comparators(), key=len, reverse=True))
    between = "|".join(map(re.escape, figure_words("between")))
    measures = "|".join(map(re.escape, figure_words("measures")))
    return re.compile(
        rf"(?:(?P<word>{words})\s*(?:(?:{between})\s+)*)?(?<![\w/.,-])(?P<number>{_NUMBER})(?![\w/])"
        rf"(?:\s*%?\s*(?:-|–|den)\s*(?P<upper>{_NUMBER})(?=\s*%))?\s*(?:(?P<unit>%|(?:{measures})(?!\w))|(?=(?P<next>[^\W\d_]+)))?"
        r"(?:[^.;:\d]{0,40}?(?P<after>\btro (?:len|xuong)))?"
    )


def find_figures(text: str, bare: bool = False) -> list[Figure]:
    """The figures of a text; with `bare` a number need not have a per cent sign or a word of comparison."""
    composed = nfc(text)
    folded = fold(composed)
    found = [figure for match in _pattern().finditer(folded) if (figure := _figure(match, composed, bare))]
    found.extend(_rank(match, composed) for match in _RANK.finditer(folded))
    return sorted(found, key=lambda figure: figure.start)


def _rank(match: re.Match[str], text: str) -> Figure:
    """A place among the first so many."""
    return Figure(*match.span(), Comparator.AT_MOST, float(match["number"]), text[slice(*match.span("unit"))])


def _figure(match: re.Match[str], text: str, bare: bool) -> Figure | None:
    unit = match["unit"] or ""
    if not bare and match["next"] in figure_words("times") and not _is_duration(match):
        return None
    if unit != "%" and not bare and not match["after"] and not _is_promised(match):
        return None
    measured = match.span("unit") if unit else match.span("next") if not bare else (-1, -1)
    ends = (match.end("number"), match.end("upper"), match.end("after"), measured[1])
    return Figure(match.start(), max(ends), _comparator(match), number_of(match["number"]), text[slice(*measured)])


def _is_duration(match: re.Match[str]) -> bool:
    """Whether so many minutes are what is measured ("thời gian chờ dưới 15 phút"), not when it is done."""
    return match["word"] is not None and "thoi gian" in match.string[: match.start()]


def _is_promised(match: re.Match[str]) -> bool:
    """Whether the word before the number promises it: "ít nhất 3", "đạt trên 95 triệu đồng", a waiting time."""
    word, before = match["word"], match.string[: match.start()].rstrip()
    if word is None or word in figure_words("strong"):
        return word is not None
    return _is_duration(match) or before.endswith(figure_words("promised_by"))


def _comparator(match: re.Match[str]) -> Comparator:
    if match["after"]:
        return Comparator.AT_LEAST if match["after"].endswith("len") else Comparator.AT_MOST
    word = match["word"]
    if word is None or (word in {"tu", "dat tu"} and not match["upper"]):
        return Comparator.AT_LEAST if match["upper"] else Comparator.EQUAL
    return _comparators()[word]


def number_of(text: str) -> float:
    """A number as Vietnamese offices write it: "1.250", "72,5", "80.91"."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))
