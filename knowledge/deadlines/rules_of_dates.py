"""Rules for what falls on a day or in a period: dates, months, quarters, parts of the year, years."""

import re
from collections.abc import Callable

from knowledge.deadlines.calendar import PlanYear
from knowledge.deadlines.grammar import Reading, compile_rule
from knowledge.deadlines.tokens import Token, TokenLine, roman_quarter
from knowledge.deadlines.types import DateDeadline, Deadline, Every, PeriodDeadline, RecurringDeadline

_SEP = r"(?:COMMA |AND |SEMI |DASH |FILLER |NEWLINE )+"
_DAYS = r"(?:DATE|DAYMONTH)"
_YEAR_TAIL = r"(?:(?:SLASH |DASH |COMMA |OF )?(?:YEAR )?YEARNUM )?"
_QUARTER = rf"(?:ROMAN |NUMBER |MONTHYEAR ){_YEAR_TAIL}"
_MONTH = rf"(?:NUMBER |MONTHYEAR ){_YEAR_TAIL}"
_PREFIX = r"(?:BEFORE |UNTIL |IN |WITHIN |LAST |PERIODIC )*"


def _year_in(tokens: tuple[Token, ...]) -> int | None:
    for token in tokens:
        if token.kind == "YEARNUM":
            return token.numbers[0]
        if token.kind == "MONTHYEAR":
            return token.numbers[1]
    return None


def read_day_range(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "từ ngày 01/3 đến ngày 30/6/2025": a period."""
    first, last = (token for token in line.between(*match.span()) if token.kind in {"DATE", "DAYMONTH"})
    due = years.day_of(last)
    start = years.day_of(first, due.year if due else None)
    return (PeriodDeadline(start, due),) if start and due and start <= due else None


def read_days(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "trước ngày 15/6 và ngày 15/12/2025": each day; a day without a year takes that of a later one."""
    tokens = line.between(*match.span())
    before = any(token.kind == "BEFORE" for token in tokens)
    days = [token for token in tokens if token.kind in {"DATE", "DAYMONTH"}]
    year = next((day.numbers[2] for day in days if len(day.numbers) == 3), _year_in(tokens))
    if tokens[-1].kind == "NEXT_YEAR":
        year = years.year + 1 if years.year else None
    dues = [years.day_of(day, year) for day in days]
    if None in dues or (tokens[-1].kind == "NEXT_YEAR" and year is None):
        return None
    return tuple(DateDeadline(due, before) for due in dues if due)


def read_quarters(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "Quý I, Quý III/2025": a period each; all four quarters are every quarter; a dash makes one period."""
    numbers, own_years, dashed = _listed(line.between(*match.span()), _quarter_number)
    if sorted(numbers) == [1, 2, 3, 4]:
        return (RecurringDeadline(Every.QUARTER),)
    if dashed and len(numbers) == 2:
        return _one(years.months(3 * numbers[0] - 2, 3 * numbers[1], own_years[-1]))
    return _limited(match, [years.quarter(n, year) for n, year in zip(numbers, own_years, strict=True)])


def read_months(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "tháng 6 và tháng 12/2025": a period each; a dash or "từ … đến" makes one."""
    numbers, own_years, dashed = _listed(line.between(*match.span()), _month_number)
    if dashed and len(numbers) == 2:
        return _one(years.months(numbers[0], numbers[1], own_years[-1]))
    return _limited(match, [years.months(n, n, year) for n, year in zip(numbers, own_years, strict=True)])


def _listed(
    tokens: tuple[Token, ...], number_of: Callable[[Token], int | None]
) -> tuple[list[int], list[int | None], bool]:
    numbers: list[int] = []
    own_years: list[int | None] = []
    for token in tokens:
        number = number_of(token)
        if number is not None:
            numbers.append(number)
            own_years.append(token.numbers[1] if token.kind == "MONTHYEAR" else None)
        elif token.kind == "YEARNUM" and own_years:
            own_years[-1] = token.numbers[0]
    later: int | None = None
    for place in reversed(range(len(own_years))):
        later = own_years[place] = own_years[place] or later
    dashed = any(token.kind in {"DASH", "SINCE"} for token in tokens)
    return numbers, own_years, dashed


def _quarter_number(token: Token) -> int | None:
    if token.kind == "ROMAN":
        return roman_quarter(token.folded)
    return _month_number(token)


def _month_number(token: Token) -> int | None:
    return token.numbers[0] if token.kind in {"NUMBER", "MONTHYEAR"} else None


def _limited(match: re.Match[str], periods: list[PeriodDeadline | None]) -> Reading:
    """ "trước tháng 6" ends before the period begins, "trước cuối tháng 6" with it."""
    if not periods or None in periods:
        return None
    if "BEFORE " in match[0] and "LAST " not in match[0]:
        return tuple(DateDeadline(period.start, True) for period in periods if period)
    return tuple(period for period in periods if period)


def _one(period: PeriodDeadline | None) -> Reading:
    return (period,) if period else None


def read_part_of_year(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "6 tháng đầu năm", "9 tháng đầu năm 2025", "6 tháng cuối năm"."""
    tokens = line.between(*match.span())
    kinds = {token.kind for token in tokens}
    length = next((token.numbers[0] for token in tokens if token.kind == "NUMBER"), 6)
    if kinds & {"HALF_FIRST", "FIRST"}:
        return _one(years.months(1, length, _year_in(tokens)))
    return _one(years.months(13 - length, 12, _year_in(tokens)))


def read_year(match: re.Match[str], line: TokenLine, years: PlanYear) -> Reading:
    """ "Trong năm 2025", "cả năm", "giai đoạn 2025-2026"."""
    tokens = line.between(*match.span())
    named = [token.numbers[0] for token in tokens if token.kind == "YEARNUM"] or [years.year or 0]
    first, last = years.months(1, 12, named[0]), years.months(1, 12, named[-1])
    if first is None or last is None or first.start > last.start:
        return None
    if "BEFORE " in match[0]:
        return (DateDeadline(first.start, True),)
    if "AND " in match[0] or "COMMA " in match[0]:
        return tuple(filter(None, (years.months(1, 12, year) for year in named)))
    return (PeriodDeadline(first.start, last.due),)


def not_understood(_match: re.Match[str], _line: TokenLine, _years: PlanYear) -> Reading:
    """What looks like a period but names no end that can be told ("đầu năm", "từ tháng 3")."""
    empty: tuple[Deadline, ...] = ()
    return empty


RULES = (
    compile_rule(
        rf"{_PREFIX}(?:DAY |MONTH |QUARTER |YEAR )*GARBLED (?:MONTH |NUMBER |YEAR |YEARNUM |MONTHYEAR |SLASH |DASH )*",
        not_understood,
        False,
    ),
    compile_rule(rf"(?:FROM |SINCE )(?:DAY )?{_DAYS} (?:UNTIL |DASH )+(?:DAY )?{_DAYS} ", read_day_range),
    compile_rule(rf"{_DAYS} DASH (?:DAY )?{_DAYS} ", read_day_range),
    compile_rule(
        rf"SINCE (?:MONTH {_MONTH}|QUARTER {_QUARTER}|(?:DAY )?{_DAYS} )(?!UNTIL |DASH )", not_understood, False
    ),
    compile_rule(
        rf"{_PREFIX}(?:AND BEFORE )?{_PREFIX}(?:DAY )?{_DAYS} (?:{_SEP}(?:BEFORE )?(?:DAY )?{_DAYS} )*"
        r"(?:(?:YEAR )YEARNUM |(?:OF )?NEXT_YEAR )?",
        read_days,
    ),
    compile_rule(
        r"(?:FIRST |MIDDLE )(?:OF )?(?:QUARTER |MONTH |YEAR )(?:ROMAN |NUMBER |MONTHYEAR )?" + _YEAR_TAIL,
        not_understood,
        False,
    ),
    compile_rule(r"WEEK (?:NUMBER MONTH (?:NUMBER |MONTHYEAR )|DATE |DAYMONTH )" + _YEAR_TAIL, not_understood, False),
    compile_rule(rf"SINCE QUARTER {_QUARTER}UNTIL QUARTER {_QUARTER}", read_quarters),
    compile_rule(rf"SINCE MONTH {_MONTH}UNTIL (?:MONTH )?{_MONTH}", read_months),
    compile_rule(rf"{_PREFIX}(?:EVERY )?QUARTER {_QUARTER}(?:{_SEP}(?:QUARTER )?{_QUARTER})*", read_quarters),
    compile_rule(rf"{_PREFIX}MONTH {_MONTH}(?:{_SEP}(?:MONTH )?{_MONTH})*(?!WORKDAY|DAY)", read_months),
    compile_rule(
        r"(?:IN |UNTIL )*(?:NUMBER MONTH (?:FIRST |LAST )(?:OF )?YEAR |HALF_FIRST |HALF_LAST )(?:YEARNUM )?",
        read_part_of_year,
    ),
    compile_rule(r"(?:IN |UNTIL )?(?:STAGE |YEAR )YEARNUM (?:DASH |UNTIL )(?:YEAR )?YEARNUM ", read_year),
    compile_rule(
        r"(?:IN |UNTIL |BEFORE |LAST |WITHIN )*(?:YEAR |FULL_YEAR )YEARNUM (?:(?:AND |COMMA )(?:YEAR )?YEARNUM )*",
        read_year,
    ),
    compile_rule(r"(?:(?:IN |LAST |UNTIL )+YEAR |FULL_YEAR )", read_year),
    compile_rule(r"\A(?:DASH )?YEARNUM (?:STOP )?\Z", read_year),
)
