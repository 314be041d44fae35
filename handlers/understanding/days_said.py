"""Days in a message, told by their numbers or from the day it is sent: "mồng 5", "thứ sáu tuần sau", "hôm kia"."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from handlers.understanding import calendar
from handlers.understanding.time_words import DAY, MONTH, YEAR, number, step, year_of
from knowledge.types import Period

Read = Callable[[re.Match[str], date], Period | None]

_DAY = timedelta(days=1)
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}
_BACK = {"nay": 0, "qua": -1, "kia": -2}
_AHEAD = {"mai": 1, "kia": 2, "mot": 2}


def _day(match: re.Match[str], today: date) -> date | None:
    return calendar.on(year_of(match, today), number(match["m"]), int(match["d"]))


def _on_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(day, day) if day else None


def _before_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(date(day.year, 1, 1), day) if day else None


def _until_day(match: re.Match[str], today: date) -> Period | None:
    day = _day(match, today)
    return Period(today, day) if day and day >= today else None


def _between_days(match: re.Match[str], today: date) -> Period | None:
    last = _day(match, today)
    if last is None:
        return None
    first = calendar.on(int(match["y1"] or last.year), int(match["m1"]), int(match["d1"]))
    return Period(first, last) if first and first <= last else None


def _numbered_day(match: re.Match[str], today: date) -> Period | None:
    """A day of the month said, else the next one with this number."""
    first = calendar.around("thang", today, step(match)).start
    day = calendar.on(first.year, first.month, int(match["d"]))
    if not match["step"] and (day is None or day < today):
        following = calendar.around("thang", today, 1).start
        day = calendar.on(following.year, following.month, int(match["d"]))
    return Period(day, day) if day else None


def _weekday(match: re.Match[str], today: date) -> date:
    """The day of the week said; without a week the next one."""
    said = match["weekday"]
    place = 6 if said is None else _WEEKDAYS[said] if said in _WEEKDAYS else int(said) - 2
    if match["step"] and match["week"]:
        return calendar.week(today + step(match) * 7 * _DAY).start + place * _DAY
    ahead = (place - today.weekday()) % 7
    return today + (ahead or (7 if match["step"] in ("toi", "sau") else 0)) * _DAY


def _on_weekday(match: re.Match[str], today: date) -> Period:
    day = _weekday(match, today)
    return Period(day, day)


def _until_weekday(match: re.Match[str], today: date) -> Period:
    return Period(today, _weekday(match, today))


def _near_day(match: re.Match[str], today: date) -> Period:
    away = _BACK[match["back"]] if match["back"] else _AHEAD[match["ahead"] or "mai"]
    day = today + away * _DAY
    return Period(day, day)


_NOW = r"(?:tu )?(?:gio|nay|hom nay|bay gio)"
_WEEK_DAY = r"(?:(?:thu|thang(?= \d tuan)) (?P<weekday>hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|cn)(?!\w)"
_WHEN = r"(?: (?P<week>tuan )?(?P<step>nay|ni|sau|toi|truoc)(?!\w))"
_DAY_AND_MONTH = (
    r"(?<!nhiem vu )(?<!viec )(?<!so )(?:(?:ngay|mong|mung) )?(?P<d>\d{1,2}) thang (?!nam (?:20|nay|sau|ngoai))"
    rf"(?P<m>{MONTH})(?!\w){YEAR}"
)
_BETWEEN = (
    r"(?:tu )?(?:ngay )?(?P<d1>\d{1,2})[/.-](?P<m1>\d{1,2})(?:[/.-](?P<y1>20\d\d))? (?:den|toi)(?: het)?(?: ngay)? "
    rf"{DAY}"
)
_NUMBERED = (
    r"(?:ngay|mong|mung) (?P<d>\d{1,2})(?: thang (?P<step>nay|ni|sau|toi|truoc)(?!\w))?"
    r"(?![\w/.,%-]| thang| (?:hang|moi|cua|dinh) )"
)
DAYS: tuple[tuple[str, bool, Read], ...] = (
    (rf"{_NOW} (?:den|toi|cho den)(?: het)?(?: ngay)? {DAY}", True, _until_day),
    (
        _BETWEEN,
        False,
        _between_days,
    ),
    (rf"truoc (?:ngay )?{DAY}", False, _before_day),
    (rf"(?:ngay|mong|mung) {DAY}", False, _on_day),
    (
        _DAY_AND_MONTH,
        False,
        _on_day,
    ),
    (
        _NUMBERED,
        False,
        _numbered_day,
    ),
    (rf"(?:truoc|den|toi) (?:het )?{_WEEK_DAY}{_WHEN}?", True, _until_weekday),
    (rf"(?:(?:vao|han|ngay|sang|chieu) )?{_WEEK_DAY}{_WHEN}", False, _on_weekday),
    (r"(?:vao|han|ngay|sang|chieu) " + _WEEK_DAY + r"(?P<week>)(?P<step>)", False, _on_weekday),
    (
        r"(?:trong )?(?:(?:ngay )?hom (?P<back>nay|qua|kia)|ngay (?P<ahead>mai|kia|mot)|mai)(?= |$)",
        False,
        _near_day,
    ),
)
