"""Days said of what is past: "hôm qua", "25/4", "thứ sáu tuần trước", each as of the day of the message."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.understanding.normalise import Utterance
from handlers.understanding.time_words import COUNT, MONTH, number

_WEEK = timedelta(weeks=1)
# A day so near ahead is one that is to come rather than the same day of last year.
_NEAR = timedelta(days=92)
_WEEKDAYS = {
    "hai": 0,
    "ba": 1,
    "tu": 2,
    "nam": 3,
    "sau": 4,
    "bay": 5,
    **{str(number): number - 2 for number in range(2, 8)},
}
_LIMIT = re.compile(r"(?:^| )(?:han|truoc|han la|han den)(?: ngay)? $")


@dataclass(frozen=True, slots=True)
class DaySaid:
    """A day and the words that say it; `limit` where it is said as a deadline ("trước hạn 30/6")."""

    day: date
    start: int
    end: int
    limit: bool


def find_days(utterance: Utterance, today: date) -> Iterator[DaySaid]:
    """The days said in `utterance` from left to right, none overlapping another."""
    found = sorted(_found(utterance.line, today), key=lambda said: (said[1], -said[2]))
    end_of_last = -1
    for day, start, end in found:
        if start >= end_of_last:
            end_of_last = end
            yield DaySaid(day, *utterance.span(start, end), _LIMIT.search(utterance.line[:start]) is not None)


def _found(line: str, today: date) -> Iterator[tuple[date, int, int]]:
    for pattern, read in _COMPILED:
        for match in pattern.finditer(line):
            day = read(match, today)
            if day is not None:
                yield day, match.start(), match.end()


def _calendar_day(match: re.Match[str], today: date) -> date | None:
    """The day told by day and month; if no year is told the last such day, or the next where that is near."""
    day, month = number(match["d"]), number(match["m"])
    if match["y"]:
        year = int(match["y"])
        return _date(year + 2000 if year < 100 else year, month, day)
    this_year = _date(today.year, month, day)
    return this_year if this_year and this_year <= today + _NEAR else _date(today.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(match: re.Match[str], today: date) -> date | None:
    """The last day with this number: on 3 May "ngày 20" is 20 April."""
    day = number(match["d"])
    this_month = _date(today.year, today.month, day)
    if this_month and this_month <= today:
        return this_month
    before = today.replace(day=1) - timedelta(days=1)
    return _date(before.year, before.month, day)


def _days_back(count: int) -> Callable[[re.Match[str], date], date]:
    return lambda _, today: today - timedelta(days=count)


def _counted_back(match: re.Match[str], today: date) -> date:
    count = number(match["n"])
    return today - count * (_WEEK if match["what"] == "tuan" else timedelta(days=1))


def _weekday(match: re.Match[str], today: date) -> date:
    """The last such weekday, or that of the week before."""
    place = 6 if match["d"] is None else _WEEKDAYS[match["d"]]
    if match["week"]:
        return today - timedelta(days=today.weekday()) - _WEEK + timedelta(days=place)
    return today - timedelta(days=(today.weekday() - place) % 7)


_NUMBER = rf"\d{{1,2}}(?!\d)|{COUNT}"
_READERS: tuple[tuple[str, Callable[[re.Match[str], date], date | None]], ...] = (
    (
        r"(?:(?:vao |tu |hom |ngay )*)?(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?:(?P=s)(?P<y>20\d\d|\d\d))(?![\w/])",
        _calendar_day,
    ),
    (
        r"(?:(?:vao |tu |hom |bua |ngay |mung |mong )+)(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?P<y>)(?![\w/])",
        _calendar_day,
    ),
    (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?P<y>)(?![\w/%])", _calendar_day),
    (
        (
            rf"(?:(?:vao |tu |hom |bua |ngay |mung |mong )+)?(?P<d>{_NUMBER}) thang (?P<m>{MONTH})"
            r"(?:(?: nam |/)(?P<y>20\d\d))?(?![\w/])"
        ),
        _calendar_day,
    ),
    (
        (
            rf"(?:vao |tu )?(?:(?:ngay|hom|bua|mung|mong) )+(?P<d>{_NUMBER})(?: thang nay| vua roi| vua qua| roi)?"
            r"(?![\w/.,%-]| thang| (?:nguoi|lan|don vi|truoc|roi|tet|ta|am lich|al)(?!\w))"
        ),
        _day_of_month,
    ),
    (r"(?:sang|trua|chieu|toi|hom|bua)(?: hom)? nay(?!\w)", _days_back(0)),
    (r"(?:(?:sang|trua|chieu|toi|dem)(?: hom| bua| ngay)?|hom|bua) qua(?!\w)", _days_back(1)),
    (r"(?:(?:sang|trua|chieu|toi) )?(?:hom|bua) kia(?!\w)", _days_back(2)),
    (rf"(?:cach day |cach nay )?(?P<n>{_NUMBER}) (?P<what>ngay|hom|tuan|bua) (?:truoc|roi)(?!\w)", _counted_back),
    (rf"cach (?:day|nay) (?P<n>{_NUMBER}) (?P<what>ngay|hom|tuan|bua)(?!\w)", _counted_back),
    (
        (
            r"(?<!lan )(?<!dot )(?<!to )(?<!lop )(?<!ky )(?<!khoa )(?<!cap )(?<!phien )(?<!vong )(?<!so )(?<!cai )"
            r"(?:(?:sang|chieu|toi|hom) )?(?:thu (?P<d>hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
            r"(?:(?P<week> tuan (?:truoc|roi|qua|vua roi|vua qua))| (?:vua roi|vua qua|roi|tuan nay|nay))?(?![\w/])"
        ),
        _weekday,
    ),
)
_COMPILED = tuple((re.compile(rf"(?<![\w/.]){pattern}"), read) for pattern, read in _READERS)
