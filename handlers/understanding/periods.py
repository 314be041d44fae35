"""Periods in a message: "tháng 3", "quý II/2025", "tuần này", "từ giờ đến 30/6", relative to the day it is sent."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understanding import calendar
from handlers.understanding.days_said import DAYS, Read
from handlers.understanding.normalise import Utterance
from handlers.understanding.time_words import COUNT, MONTH, QUARTER, STEP, YEAR, number, step, year_of
from knowledge.types import Period
from knowledge.vietnamese.fold import spelling


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and the words that say it; `from_now` where it is told from the day of the message on."""

    period: Period
    start: int
    end: int
    from_now: bool


def _quarter(match: re.Match[str], today: date) -> Period:
    return calendar.quarter(year_of(match, today), number(match["q"]))


def _quarters(match: re.Match[str], today: date) -> Period | None:
    first, last = calendar.quarter(year_of(match, today), number(match["q1"])), _quarter(match, today)
    return Period(first.start, last.end) if first.start < last.start else None


def _month(match: re.Match[str], today: date) -> Period | None:
    said = number(match["n"])
    return calendar.month(year_of(match, today), said) if 1 <= said <= 12 else None


def _months(match: re.Match[str], today: date) -> Period | None:
    first, last = number(match["n1"]), _month(match, today)
    return Period(last.start.replace(month=first), last.end) if last and 1 <= first < last.start.month else None


def _until_month(match: re.Match[str], today: date) -> Period | None:
    whole = _month(match, today)
    return Period(today, whole.end) if whole and whole.end >= today else None


def _months_of_year(match: re.Match[str], today: date) -> Period | None:
    """The first or last so many months of a year."""
    count = number(match["n"]) if match.groupdict().get("n") else 6
    year = calendar.year(year_of(match, today))
    if not 1 <= count <= 11:
        return None
    if match["part"] == "dau":
        return Period(year.start, calendar.month(year.start.year, count).end)
    return Period(year.start.replace(month=13 - count), year.end)


def _around(match: re.Match[str], today: date) -> Period:
    return calendar.around(match["what"], today, step(match))


def _next_year(match: re.Match[str], today: date) -> Period:
    return calendar.year(today.year + 1)


def _week_after_next(match: re.Match[str], today: date) -> Period:
    return calendar.around("tuan", today, 2)


def _whole_year(match: re.Match[str], today: date) -> Period:
    return calendar.year(year_of(match, today))


def _until_end(match: re.Match[str], today: date) -> Period:
    return Period(today, calendar.around(match["what"], today, 0).end)


def _part(match: re.Match[str], today: date) -> Period:
    return calendar.part(_around(match, today), match["part"])


def _part_of_month(match: re.Match[str], today: date) -> Period | None:
    whole = _month(match, today)
    return calendar.part(whole, match["part"]) if whole else None


def _part_of_quarter(match: re.Match[str], today: date) -> Period:
    return calendar.part(_quarter(match, today), match["part"])


_LENGTHS = {"ngay": 1, "tuan": 7, "thang": 30}


def _next_days(match: re.Match[str], today: date) -> Period:
    return Period(today, today + number(match["n"]) * timedelta(days=_LENGTHS[match["what"]]))


def _half_month(match: re.Match[str], today: date) -> Period:
    return Period(today, today + timedelta(days=15))


_NOW = r"(?:tu )?(?:gio|nay|hom nay|bay gio)"
_WHAT = r"(?P<what>tuan|thang|quy|nam)"
_PART = "(?P<part>dau|giua|cuoi)"
_ALONE = rf"(?: (?:nay|ni))?(?! (?:\d|hoc|{QUARTER})(?!\w))"
_MONTH_OF = rf"(?:thang |t)(?P<n>{MONTH})(?!\w){YEAR}(?![\w/.])"
_QUARTER_OF = rf"(?:quy |q ?)(?P<q>{QUARTER})(?!\w){YEAR}(?![\w/.])"
# "6 tháng năm 2026" and "hằng tháng năm 2026" tell of no May.
_NO_COUNT = r"(?<!\d )(?<!hang )(?<!moi )(?<!sau )(?<!chin )(?<!hai )(?<!ba )"
_READERS: tuple[tuple[str, bool, Read], ...] = (
    *DAYS[:2],
    (rf"{_NOW} (?:den|toi|cho den)(?: het)?(?: cuoi)? {_WHAT}{_ALONE}", True, _until_end),
    (
        rf"(?:{_NOW} (?:den|toi|cho den)(?: het)?|(?:(?:den|toi) )?het) (?:thang |t)(?P<n>{MONTH}){YEAR}(?![\w/.])",
        True,
        _until_month,
    ),
    (rf"(?:den|toi) (?:het )?cuoi {_WHAT}{_ALONE}", True, _until_end),
    (rf"(?:trong )?(?P<n>{COUNT}) (?P<what>ngay|tuan|thang) (?:toi|nua|sap toi)", True, _next_days),
    (r"(?:trong )?nua thang (?:toi|nua)", True, _half_month),
    (rf"(?P<n>{COUNT}) thang (?P<part>dau|cuoi) nam(?: nay)?{YEAR.replace(' nam |', '')}", False, _months_of_year),
    (rf"nua (?:nam )?(?P<part>dau|cuoi)(?: cua)?(?: nam)?(?: nay)?{YEAR}", False, _months_of_year),
    (rf"(?:tu )?(?:thang |t)(?P<n1>{MONTH}) (?:den|toi)(?: het)? {_MONTH_OF}", False, _months),
    (rf"(?:tu )?(?:quy |q ?)(?P<q1>{QUARTER}) (?:den|toi)(?: het)? {_QUARTER_OF}", False, _quarters),
    *DAYS[2:8],
    (rf"{_PART} {_MONTH_OF}", False, _part_of_month),
    (rf"{_PART} {_QUARTER_OF}", False, _part_of_quarter),
    (rf"{_PART} (?P<what>tuan|thang|quy)(?: (?P<step>{STEP}))?(?! (?:\d|hoc))(?!\w)", False, _part),
    (_QUARTER_OF, False, _quarter),
    (r"tuan (?:sau|toi) nua", False, _week_after_next),
    (rf"(?P<what>tuan|thang|quy) (?P<step>{STEP})(?!\w)", False, _around),
    (rf"{_NO_COUNT}{_MONTH_OF}", False, _month),
    (rf"(?P<what>nam) (?P<step>{STEP})(?!\w)", False, _around),
    (r"sang nam", False, _next_year),
    (r"han (?:(?:trong|la|vao|het|cua) )?nam (?P<y>20\d\d)", False, _whole_year),
    (rf"(?:trong|ca) nam{_ALONE}(?! (?:{STEP})(?!\w))", False, _whole_year),
    (rf"(?:truoc )?het {_WHAT}{_ALONE}", True, _until_end),
    *DAYS[8:],
)
_COMPILED = tuple((re.compile(rf"(?<![\w/.]){pattern}"), now, read) for pattern, now, read in _READERS)
_SIX = spelling("sáu")


def find_periods(utterance: Utterance, today: date) -> Iterator[PeriodMention]:
    """The periods said in `utterance`, none overlapping another; the more telling reading first."""
    line, taken = _line(utterance), list[tuple[int, int]]()
    for pattern, from_now, read in _COMPILED:
        for match in pattern.finditer(line):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            period = read(match, today)
            if period is not None:
                taken.append(match.span())
                first = line[: match.start()].count(" ")
                yield PeriodMention(period, first, first + match[0].strip().count(" ") + 1, from_now)


def _line(utterance: Utterance) -> str:
    """The folded words, with "6" for the one whose accents alone tell it from "sau"."""
    said = zip(utterance.words, utterance.raws, strict=True)
    return " ".join("6" if word == "sau" and spelling(raw) == _SIX else word for word, raw in said)
