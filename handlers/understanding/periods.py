"""Periods in a message: "tháng 3", "quý II/2025", "tuần này", "từ giờ đến 30/6", relative to the day it is sent."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understanding.normalise import Utterance
from knowledge.types import Period

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_DAY = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?:[/.-](?P<y>[12]\d{3}))?"
_YEAR = r"(?:(?:/| nam |-| )(?P<y>[12]\d{3}))?"


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period and the words that say it; `from_now` where it is told from the day of the message on."""

    period: Period
    start: int
    end: int
    from_now: bool


def month(year: int, number: int) -> Period:
    """A calendar month."""
    return Period(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    """A quarter, 1 to 4."""
    return Period(date(year, 3 * number - 2, 1), month(year, 3 * number).end)


def week(day: date) -> Period:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def _shift_month(day: date, by: int) -> Period:
    index = day.year * 12 + day.month - 1 + by
    return month(index // 12, index % 12 + 1)


def _shift_quarter(day: date, by: int) -> Period:
    index = day.year * 4 + (day.month - 1) // 3 + by
    return quarter(index // 4, index % 4 + 1)


def _year(match: re.Match[str], today: date) -> int:
    return int(match["y"] or today.year)


def _named_quarter(match: re.Match[str], today: date) -> Period | None:
    return quarter(_year(match, today), _QUARTERS[match["q"]])


def _named_month(match: re.Match[str], today: date) -> Period | None:
    number = int(match["n"])
    return month(_year(match, today), number) if 1 <= number <= 12 else None


def _first_months(match: re.Match[str], today: date) -> Period | None:
    count = {"sau": 6, "chin": 9}.get(match["n"]) or int(match["n"])
    year = _year(match, today)
    if not 1 <= count <= 11:
        return None
    if match["part"] == "dau":
        return Period(date(year, 1, 1), month(year, count).end)
    return Period(date(year, 13 - count, 1), date(year, 12, 31))


_STEPS = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "vua roi": -1, "qua": -1}


def _around(match: re.Match[str], today: date) -> Period | None:
    step = _STEPS[match["step"]]
    match match["what"]:
        case "tuan":
            return week(today + timedelta(weeks=step))
        case "thang":
            return _shift_month(today, step)
        case "quy":
            return _shift_quarter(today, step)
        case _:
            return Period(date(today.year + step, 1, 1), date(today.year + step, 12, 31))


def _day(match: re.Match[str], today: date) -> date | None:
    try:
        return date(_year(match, today), int(match["m"]), int(match["d"]))
    except ValueError:
        return None


def _on_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(day, day) if day else None


def _until_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(today, day) if day and day >= today else None


def _before_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(date(day.year, 1, 1), day) if day else None


def _whole_year(match: re.Match[str], today: date) -> Period | None:
    return Period(date(int(match["y"]), 1, 1), date(int(match["y"]), 12, 31))


def _until_end(match: re.Match[str], today: date) -> Period | None:
    ends = {"tuan": week(today), "thang": month(today.year, today.month), "quy": _shift_quarter(today, 0)}
    whole = ends.get(match["what"], Period(today, date(today.year, 12, 31)))
    return Period(today, whole.end)


def _until_month(match: re.Match[str], today: date) -> Period | None:
    whole = _named_month(match, today)
    return Period(today, whole.end) if whole and whole.end >= today else None


_SPELT = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "muoi": 10}
_LENGTHS = {"ngay": 1, "tuan": 7, "thang": 30}
_COUNT = rf"\d{{1,3}}|{'|'.join(_SPELT)}"


def _next_days(match: re.Match[str], today: date) -> Period | None:
    count = int(match["n"]) if match["n"].isdigit() else _SPELT[match["n"]]
    return Period(today, today + count * timedelta(days=_LENGTHS[match["what"]]))


def _today(match: re.Match[str], today: date) -> Period | None:
    day = today + timedelta(days=1 if "mai" in match[0] else 0)
    return Period(day, day)


_NOW = r"(?:tu )?(?:gio|nay|hom nay|bay gio)"
_READERS: tuple[tuple[str, bool, Callable[[re.Match[str], date], Period | None]], ...] = (
    (rf"{_NOW} (?:den|toi|cho den)(?: het)?(?: ngay)? {_DAY}", True, _until_day),
    (rf"{_NOW} (?:den|toi|cho den)(?: het)?(?: cuoi)? (?P<what>tuan|thang|quy|nam)(?: nay)?(?! \d)", True, _until_end),
    (rf"{_NOW} (?:den|toi|cho den)(?: het)? (?:thang |t)(?P<n>\d{{1,2}}){_YEAR}", True, _until_month),
    (r"(?:den|toi) (?:het )?cuoi (?P<what>tuan|thang|quy|nam)(?: nay)?", True, _until_end),
    (rf"(?:trong )?(?P<n>{_COUNT}) (?P<what>ngay|tuan|thang) (?:toi|nua|sap toi)", True, _next_days),
    (rf"(?P<n>\d|sau|chin) thang (?P<part>dau|cuoi) nam{_YEAR.replace(' nam |', '')}", False, _first_months),
    (rf"(?:quy |q)(?P<q>iv|iii|ii|i|[1-4]){_YEAR}(?![\w/.])", False, _named_quarter),
    (rf"(?:thang |t)(?P<n>\d{{1,2}}){_YEAR}(?![\w/.])", False, _named_month),
    (r"(?P<what>tuan|thang|quy|nam) (?P<step>nay|sau|toi|truoc|vua roi)", False, _around),
    (r"han (?:(?:trong|la|vao|het|cua) )?nam (?P<y>[12]\d{3})", False, _whole_year),
    (rf"truoc (?:ngay )?{_DAY}(?![\w/])", False, _before_day),
    (rf"ngay {_DAY}(?![\w/])", False, _on_day),
    (r"(?:trong )?(?:ngay )?(?:hom nay|ngay mai|mai)(?= |$)", False, _today),
)
_COMPILED = tuple((re.compile(rf"(?<![\w/.]){pattern}"), now, read) for pattern, now, read in _READERS)


def find_periods(utterance: Utterance, today: date) -> Iterator[PeriodMention]:
    """The periods said in `utterance`, none overlapping another; the more telling reading first."""
    taken: list[tuple[int, int]] = []
    for pattern, from_now, read in _COMPILED:
        for match in pattern.finditer(utterance.line):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            period = read(match, today)
            if period is not None:
                taken.append(match.span())
                yield PeriodMention(period, *utterance.span(*match.span()), from_now)
