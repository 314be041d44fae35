"""Figures in a message as typed: per cents, shares, counted things, and the numbers of documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.understanding.spoken import Spoken
from knowledge.types import Figure
from knowledge.vietnamese.fold import fold

NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_PER_CENT = r"\s*(?:%|phan tram(?!\w)|pt(?!\w))"
_PERCENT = re.compile(rf"(?<![\w/.,-])(?P<n>{NUMBER}){_PER_CENT}")
_LEFT = re.compile(r"(?:^| )con lai (?:khoang |chung )?$|(?:^| )con (?:khoang |chung )?$")
_LEFT_BEHIND = re.compile(r"\s*(?:nua|la xong|la het|(?:[a-z]+ ){0,3}chua)(?!\w)")
# How much more or less than before, or than was planned, is not how much was reached.
_COMPARING = re.compile(
    r"(?:^|[\s(])(?:(?:vuot|tang|giam|hut|thieu|kem|(?:cao|thap|nhieu|it) hon|hon (?:thang|quy|nam|cung ky)(?: [^ ]+)?)"
    r"(?: (?:chi tieu|ke hoach|muc|du toan|so|cung ky|duoc|them|khoang|gan|hon|dat|giao|voi|nam truoc))*|bang) $"
)
_COMPARED = re.compile(r"(?: [a-z]+)? (?:so (?:voi|cung|nam|quy|thang|t\d|ke|chi|dau|muc)|cua cung ky|cung ky)")
# In brackets stands what it was in another month.
_ASIDE = re.compile(r"[(](?:thang|t\d|quy|nam|cung ky|ky)[^()]* $")
_REACHING = re.compile(r"(?:^| )(?:dat|duoc|la|con|len|o muc)(?: (?:duoc|khoang|gan|hon|den|toi))? $")
_HALF = re.compile(r"(?:duoc|dat|xong|lam|den|toi) (?:mot |phan )?nua(?! (?:nam|thang|ngay|gio))(?!\w)")
_TENTHS = re.compile(r"(?<![\w/.,-])(?P<n>\d) phan 10(?![\w/%]|[.,]\d)")
_MORE_OR_LESS = re.compile(r"(?:hon|gan|non|chua duoc|chua den|chua toi) (?:mot |phan )?nua(?!\w)")
_WHOLE = r"\d{1,3}(?:\.\d{3})+|\d{1,6}"
_PART = r"\d{1,3}(?:\.\d{3})+|\d{1,6}(?:,\d{1,2})?"
_SHARE = re.compile(rf"(?<![\w/.,-])(?P<n>{_PART})\s?/\s?(?P<of>{_PART})(?![\w/.]|,\d)")
# "45 máy trên tổng 60 máy", but not "3 lớp trong 5 ngày".
_SHARE_IN_WORDS = re.compile(
    rf"(?<![\w/.,-])(?P<n>{_WHOLE})(?: [a-z]+){{0,2}}? (?:tren|trong)(?: tong)?(?: so)? (?P<of>{_WHOLE})"
    r"(?![\w/.%]|[.,]\d| ?%| (?:ngay|tuan|thang|quy|nam|gio|phut|phan tram)(?!\w))"
)
_COUNTED = re.compile(rf"(?<![\w/.,-])(?P<n>{NUMBER})(?![\w/%]|[.,]\d)")
_DOCUMENT = re.compile(
    r"(?<![\w/.])(?P<n>\d{1,5}[a-z]?)\s?/\s?(?P<code>(?:(?:19|20)\d\d/)?[^\W\d_]{1,6}\d{0,2}"
    r"(?:\s?[-–]\s?[^\W\d_](?:[\w&]|\.(?=\w))*|/[^\W\d_]+)*)",
    re.IGNORECASE,
)
# Behind the kind of a document a year is no number, nor is what counts something: "báo cáo 6 tháng".
_NUMBER_ALONE = (
    r"(?!20\d\d\b)(?P<n>\d{1,5})(?![\w/%]|[.,]\d| ?%| (?:thang|nam|tuan|quy|ky|lan|trang|ban|ngay (?:lam|dau|cuoi))\b)"
)
_DASH = re.compile(r"\s?[-–]\s?")
_NOT_A_DAY = re.compile(r"(?:duoc|dat|xong duoc|moi duoc|len|la|khoang|gan|hon)\s$")
_DAY_WORD = re.compile(r"(?:ngay|hom|bua|mung|mong|vao|tu)\s$")
_LAST_DAY, _LAST_MONTH = 31, 12
# "9 tháng giảm 5,3%" tells of a period; what takes three months is told behind "là", "còn".
_PERIOD = re.compile(r"\s?(?:thang|quy|tuan)(?!\w)")
# What is counted by a word that no list holds: a noun of one or two syllables.
_NOUN = re.compile(r" (?P<noun>[a-z]+)(?: (?P<more>[a-z]+))?(?!\w)")


@dataclass(frozen=True, slots=True)
class PercentSaid:
    """A per cent and where it stands in the text.

    `left` where it tells what is still to be done, `compared` where it tells how much more or less than something.
    """

    value: float
    start: int
    end: int
    left: bool = False
    compared: bool = False


@dataclass(frozen=True, slots=True)
class FigureSaid:
    """A figure with what it counts, and where it stands in the text; `compared` as of per cents.

    `guessed` where no list holds the word for what it counts.
    """

    figure: Figure
    start: int
    end: int
    compared: bool = False
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class EvidenceSaid:
    """A document as it is called, and where it stands in the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Measures:
    """Patterns of the words that figures count and that introduce a document; how parts of its number are printed.

    `uncounted` are the words that no figure counts.
    """

    counted: re.Pattern[str]
    uncounted: frozenset[str]
    numbered: re.Pattern[str]
    introducing: re.Pattern[str]
    naming: re.Pattern[str]
    printed: dict[str, str]

    @classmethod
    def of(cls, tables: dict[str, dict[str, Any]]) -> "Measures":
        """As the tables of report_words.toml tell."""
        printed = {key.lower(): value for key, value in tables["documents"].items()}
        counted, kinds = (any_of(tables[name]["words"]) for name in ("measures", "introducing"))
        return cls(
            counted=re.compile(rf"\s{{0,2}}(?:{counted})(?!\w)"),
            uncounted=frozenset(
                fold(word) for name in ("uncounted", "status", "tail") for word in tables[name]["words"]
            ),
            numbered=re.compile(rf"(?<!\w)(?<!theo )(?:{kinds})(?: so|:)? {_NUMBER_ALONE}"),
            introducing=re.compile(
                rf"(?:(?<!\w)(?:tai|theo|bang|la|co|kem theo|kem) )?(?:(?<!\w)(?:{kinds}) )?(?:(?<!\w)so:? )?$"
            ),
            # Near the beginning of a message, behind who speaks.
            naming=re.compile(
                rf"^(?:[a-z]+ ){{0,4}}?(?:{any_of(tables['naming']['words'])})(?!\w)|^so (?:{counted})(?!\w)"
            ),
            printed=printed,
        )


def any_of(phrases: Iterable[str]) -> str:
    """A pattern of the phrases folded, the longest first."""
    return "|".join(re.escape(fold(phrase)) for phrase in sorted(phrases, key=len, reverse=True))


def find_percents(spoken: Spoken) -> Iterator[PercentSaid]:
    """The per cents said, in figures or in words."""
    line = spoken.figured.line
    for match in _PERCENT.finditer(line):
        before = _LEFT.search(line[: match.start()])
        left = before is not None and (
            before[0].strip().startswith("con lai") or _LEFT_BEHIND.match(line, match.end()) is not None
        )
        yield PercentSaid(value_of(match["n"]), *spoken.figured.span(*match.span()), left, _compares(line, match))
    yield from _tenths(spoken)
    half = _HALF.search(spoken.folded)
    if half and not _MORE_OR_LESS.search(spoken.folded):
        yield PercentSaid(50.0, *half.span())


def _tenths(spoken: Spoken) -> Iterator[PercentSaid]:
    """Parts of ten told as such: "được chín phần mười"."""
    for match in _TENTHS.finditer(spoken.figured.line):
        yield PercentSaid(float(match["n"]) * 10, *spoken.figured.span(*match.span()))


def _compares(line: str, match: re.Match[str]) -> bool:
    """Whether a figure tells how much more or less than something: "vượt 5%", "giảm 2 phút so với tháng 3"."""
    before = line[: match.start()]
    behind = _COMPARED.match(line, match.end()) is not None and _REACHING.search(before) is None
    return behind or _COMPARING.search(before) is not None or _ASIDE.search(before) is not None


def find_shares(spoken: Spoken, measures: Measures) -> Iterator[FigureSaid]:
    """What is told as so many of so many: "7/10 đơn vị", "được 3/5", "12 trên 18 điểm", but not a day."""
    line = spoken.figured.line
    for match in (*_SHARE.finditer(line), *_SHARE_IN_WORDS.finditer(line)):
        value, whole = value_of(match["n"]), value_of(match["of"])
        unit, end = _counted_behind(spoken, match.end(), measures)
        if not unit:
            unit, end = _noun_behind(spoken, match.end(), measures)
        before, in_words = line[: match.start()], match.re is _SHARE_IN_WORDS
        no_day = in_words or whole > _LAST_MONTH or value > _LAST_DAY
        counted = no_day or bool(unit) or _NOT_A_DAY.search(before) is not None
        if counted and value <= whole and (no_day or not _DAY_WORD.search(before)):
            yield FigureSaid(Figure(value, unit, whole), *spoken.figured.span(match.start(), end))


def find_counts(spoken: Spoken, measures: Measures, taken: Iterable[tuple[int, int]]) -> Iterator[FigureSaid]:
    """Counted things outside the stretches that are `taken` by days, numbers of tasks and documents."""
    spans, line = tuple(taken), spoken.figured.line
    for match in _COUNTED.finditer(line):
        first, last = spoken.figured.span(*match.span())
        if any(start < last and first < end for start, end in spans):
            continue
        if _PERIOD.match(line, match.end()) and not _REACHING.search(line[: match.start()]):
            continue
        unit, end = _counted_behind(spoken, match.end(), measures)
        guessed, far = ("", end) if unit else _noun_behind(spoken, match.end(), measures)
        figure = Figure(value_of(match["n"]), unit or guessed)
        span = spoken.figured.span(match.start(), far)
        yield FigureSaid(figure, *span, _compares(line, match), bool(guessed))


def _counted_behind(spoken: Spoken, place: int, measures: Measures) -> tuple[str, int]:
    """The words for what is counted that stand behind a figure, as typed, and where they end."""
    match = measures.counted.match(spoken.figured.line, place)
    if match is None:
        return "", place
    start, end = spoken.figured.span(*match.span())
    unit = spoken.text[start:end].strip()
    return "%" if fold(unit) == "phan tram" else unit, match.end()


def _noun_behind(spoken: Spoken, place: int, measures: Measures) -> tuple[str, int]:
    """As much of the noun behind a figure as two syllables, and where it ends, where no list holds it."""
    match = _NOUN.match(spoken.figured.line, place)
    if match is None or match["noun"] in measures.uncounted:
        return "", place
    end = match.end("noun" if match["more"] is None or match["more"] in measures.uncounted else "more")
    start, last = spoken.figured.span(place + 1, end)
    return spoken.text[start:last], end


def value_of(number: str) -> float:
    """The value of a figure as written: "1.250" is a thousand and more, "72,5" and "96.2" have decimals."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        number = number.replace(".", "")
    return float(number.replace(",", "."))


def find_evidence(spoken: Spoken, measures: Measures) -> Iterator[EvidenceSaid]:
    """The documents named by number: "58/KH-UBND" in capitals as printed, "quyết định số 41" as said."""
    ends: list[tuple[int, int]] = []
    for match in _DOCUMENT.finditer(spoken.text):
        if fold(match["code"]) in _COMMON_SHARES:
            continue
        ends.append(match.span())
        start = _introduction(spoken, match.start(), measures)
        yield EvidenceSaid(f"{match['n'].lower()}/{_printed(match['code'], measures)}", start, match.end())
    yield from _numbered(spoken, measures, ends)


# "3/tháng", "2/tuần" and the like are rates.
_COMMON_SHARES = frozenset(
    {"thang", "tuan", "ngay", "nam", "quy", "nguoi", "ho", "lan", "xa", "don", "cai", "bo", "t", "q"}
)


def _printed(code: str, measures: Measures) -> str:
    parts = re.split(r"(/|-)", _DASH.sub("-", code))
    return "".join(measures.printed.get(part.lower(), part.upper()) for part in parts)


def _numbered(spoken: Spoken, measures: Measures, taken: Sequence[tuple[int, int]]) -> Iterator[EvidenceSaid]:
    for match in measures.numbered.finditer(spoken.figured.line):
        first, last = spoken.figured.span(*match.span())
        if not any(start < last and first < end for start, end in taken):
            yield EvidenceSaid(spoken.text[first:last].strip(), first, last)


def _introduction(spoken: Spoken, start: int, measures: Measures) -> int:
    """Where the words before a number begin that only introduce it: "có báo cáo số 212/…"."""
    before = measures.introducing.search(spoken.folded[:start])
    return before.start() if before else start
