"""Stretches of the calendar: years, quarters, months, weeks and their parts."""

from calendar import monthrange
from datetime import date, timedelta

from knowledge.types import Period


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def quarter(of_year: int, number: int) -> Period:
    """A quarter, 1 to 4."""
    return Period(date(of_year, 3 * number - 2, 1), month(of_year, 3 * number).end)


def month(of_year: int, number: int) -> Period:
    """A calendar month."""
    return Period(date(of_year, number, 1), date(of_year, number, monthrange(of_year, number)[1]))


def week(day: date) -> Period:
    """Monday to Sunday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return Period(monday, monday + timedelta(days=6))


def around(what: str, day: date, step: int) -> Period:
    """The week, month, quarter or year ("tuan", "thang", "quy", "nam") of a day, or as many `step`s from it."""
    match what:
        case "tuan":
            return week(day + timedelta(weeks=step))
        case "thang":
            index = day.year * 12 + day.month - 1 + step
            return month(index // 12, index % 12 + 1)
        case "quy":
            index = day.year * 4 + (day.month - 1) // 3 + step
            return quarter(index // 4, index % 4 + 1)
        case _:
            return year(day.year + step)


# First and last day of a week, and of a month; months of a quarter: its beginning, middle and end.
_OF_WEEK = {"dau": (0, 2), "giua": (1, 3), "cuoi": (3, 6)}
_OF_MONTH = {"dau": (1, 10), "giua": (11, 20), "cuoi": (21, 31)}
_OF_QUARTER = {"dau": 0, "giua": 1, "cuoi": 2}


def part(of: Period, which: str) -> Period:
    """The beginning, middle or end ("dau", "giua", "cuoi") of a week, month, quarter or year."""
    length = (of.end - of.start).days
    if length < 7:
        first, last = (of.start + timedelta(days=days) for days in _OF_WEEK[which])
        return Period(first, last)
    if length < 31:
        first_day, last_day = _OF_MONTH[which]
        return Period(of.start.replace(day=first_day), of.start.replace(day=min(last_day, of.end.day)))
    if length < 100:
        return month(of.start.year, of.start.month + _OF_QUARTER[which])
    return quarter(of.start.year, {"dau": 1, "giua": 2, "cuoi": 4}[which])


def on(of_year: int, number: int, day: int) -> date | None:
    """A day told by its numbers, None where the calendar has none such."""
    try:
        return date(of_year, number, day)
    except ValueError:
        return None
