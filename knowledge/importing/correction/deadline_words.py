"""Deadlines in words of one meaning, for people to compare and correct: written out, and read back exactly."""

import re
from datetime import date
from typing import assert_never

from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)

_CONTINUOUS, _ADHOC, _WORKING = "thường xuyên", "khi có yêu cầu", "ngày làm việc"
_RHYTHMS = {
    Every.DAY: "hằng ngày",
    Every.WEEK: "hằng tuần",
    Every.MONTH: "hằng tháng",
    Every.QUARTER: "hằng quý",
    Every.HALF_YEAR: "hằng nửa năm",
    Every.YEAR: "hằng năm",
}
_EVERY = {words: every for every, words in _RHYTHMS.items()}
_DIRECTIONS = {"before": "trước", "after": "sau"}
_DAY = r"(\d{1,2}/\d{1,2}/\d{4})"
_FLAGS = re.IGNORECASE | re.DOTALL
_DATE = re.compile(rf"(trước )?ngày {_DAY}", _FLAGS)
_PERIOD = re.compile(rf"từ {_DAY} đến {_DAY}", _FLAGS)
_RECURRING = re.compile(rf"({'|'.join(_EVERY)})(?:; (?:(trước )?ngày (\d{{1,2}})|(trước kỳ)))?(?:; cho: (.*))?", _FLAGS)
_RELATIVE = re.compile(rf"(trước|sau)(?: (\d{{1,6}}))?(?: ({_WORKING}|ngày))?: (.*)", _FLAGS)
_EXTERNAL = re.compile(r"theo: (.*)", _FLAGS)


def deadline_words(deadline: Deadline) -> str:
    """The words of a deadline."""
    match deadline:
        case DateDeadline(due, before):
            return f"{'trước ' if before else ''}ngày {_day(due)}"
        case PeriodDeadline(start, due):
            return f"từ {_day(start)} đến {_day(due)}"
        case RecurringDeadline():
            return _recurring_words(deadline)
        case ContinuousDeadline():
            return _CONTINUOUS
        case RelativeDeadline(days, working_days, direction, event):
            count = "" if days is None else f" {days}"
            measure = f" {_WORKING}" if working_days else "" if days is None else " ngày"
            return f"{_DIRECTIONS[direction]}{count}{measure}: {event}"
        case ExternalDeadline(reference):
            return f"theo: {reference}"
        case AdhocDeadline():
            return _ADHOC
        case _:
            assert_never(deadline)


def deadline_from_words(words: str) -> Deadline | None:
    """The deadline of words as `deadline_words` gives them, or None."""
    if words.lower() in (_CONTINUOUS, _ADHOC):
        return ContinuousDeadline() if words.lower() == _CONTINUOUS else AdhocDeadline()
    try:
        return _dated(words) or _recurring(words) or _relative(words) or _external(words)
    except ValueError:  # a day that no calendar has
        return None


def _recurring_words(deadline: RecurringDeadline) -> str:
    words = _RHYTHMS[deadline.every]
    if deadline.due_day is not None:
        words += f"; {'trước ' if deadline.before else ''}ngày {deadline.due_day}"
    elif deadline.before:
        words += "; trước kỳ"
    return words if deadline.level is None else f"{words}; cho: {deadline.level}"


def _dated(words: str) -> Deadline | None:
    if told := _DATE.fullmatch(words):
        return DateDeadline(_read_day(told[2]), told[1] is not None)
    if told := _PERIOD.fullmatch(words):
        start, due = _read_day(told[1]), _read_day(told[2])
        return PeriodDeadline(start, due)
    return None


def _recurring(words: str) -> Deadline | None:
    told = _RECURRING.fullmatch(words)
    if told is None:
        return None
    day = int(told[3]) if told[3] else None
    if day is not None and not 1 <= day <= 31:
        raise ValueError(words)
    return RecurringDeadline(_EVERY[told[1].lower()], day, bool(told[2] or told[4]), told[5])


def _relative(words: str) -> Deadline | None:
    told = _RELATIVE.fullmatch(words)
    if told is None:
        return None
    direction = "before" if told[1].lower() == "trước" else "after"
    working_days = (told[3] or "").lower() == _WORKING
    return RelativeDeadline(int(told[2]) if told[2] else None, working_days, direction, told[4])


def _external(words: str) -> Deadline | None:
    told = _EXTERNAL.fullmatch(words)
    return ExternalDeadline(told[1]) if told else None


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _read_day(words: str) -> date:
    day, month, year = map(int, words.split("/"))
    return date(year, month, day)
