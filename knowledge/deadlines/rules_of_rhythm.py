"""Rules for what comes round: every month, by the 15th of the last month of each quarter, twice a year."""

import re

from knowledge.deadlines.calendar import PlanYear
from knowledge.deadlines.grammar import Reading, compile_rule
from knowledge.deadlines.tokens import Token, TokenLine
from knowledge.deadlines.types import Deadline, Every, RecurringDeadline

_BY_MONTHS = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}
_TIMES_A_YEAR = {1: Every.YEAR, 2: Every.HALF_YEAR, 4: Every.QUARTER, 12: Every.MONTH}
_BY_UNIT = {
    "DAY": Every.DAY,
    "WEEK": Every.WEEK,
    "MONTH": Every.MONTH,
    "QUARTER": Every.QUARTER,
    "YEAR": Every.YEAR,
    "FULL_YEAR": Every.YEAR,
}
_UNIT = r"(?:DAY |WEEK |MONTH (?!NUMBER |MONTHYEAR |LAST )|QUARTER (?!ROMAN |NUMBER |MONTHYEAR )|YEAR |FULL_YEAR )"
_UNITS = rf"(?:NUMBER MONTH (?!FIRST |LAST YEAR YEARNUM )|{_UNIT})"
_MORE = rf"(?:(?:COMMA |AND |SLASH |SEMI |DASH |FILLER )+(?:PERIODIC )?(?:EVERY |LAST |IN )*(?:NUMBER )?{_UNIT})*"
_IN_YEAR = r"(?:(?:COMMA )?IN YEAR (?:YEARNUM )?|YEARNUM |YEAR YEARNUM )?"
_PERIOD_END = r"(?:(?:OF |IN )?(?:(?:MONTH |DAY )(?:LAST )?)?(?:OF )?(?:EVERY )?(?P<unit>MONTH |QUARTER |YEAR ))"
_BY_DAY = r"(?P<by>(?:(?:BEFORE |UNTIL |IN )+(?:DAY )?|DAY )NUMBER )"


def _due_day(tokens: tuple[Token, ...]) -> int | None:
    day = next((token.numbers[0] for token in reversed(tokens) if token.kind == "NUMBER"), None)
    return day if day and 1 <= day <= 31 else None


def read_day_of_period(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "trước ngày 15 hàng quý", "ngày 19 tháng cuối quý", "hàng tháng, trước ngày 25"."""
    tokens = line.between(*match.span("by"))
    day = _due_day(tokens)
    before = any(token.kind == "BEFORE" for token in tokens)
    return (RecurringDeadline(_BY_UNIT[match["unit"].strip()], day, before),) if day else None


def read_levels(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "cấp xã ngày 17, cấp huyện ngày 19 tháng cuối quý": one for each level."""
    every = _BY_UNIT[match["unit"].strip()]
    found: list[Deadline] = []
    levels: list[str] = []
    before = False
    for token in line.between(*match.span("levels")):
        if token.kind == "LEVEL":
            levels.append(line.text[token.start].lower() + line.text[token.start + 1 : token.end])
        elif token.kind == "NUMBER":
            if not 1 <= token.numbers[0] <= 31:
                return None
            found += [RecurringDeadline(every, token.numbers[0], before, level) for level in levels]
            levels, before = [], False
        before = before or token.kind == "BEFORE"
    return tuple(found)


def read_yearly_day(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "trước ngày 15/12 hàng năm", "trước ngày 15/6 và 15/12 hàng năm"; else a day of another month can't be told."""
    tokens = line.between(*match.span())
    before = any(token.kind == "BEFORE" for token in tokens)
    days = [token.numbers for token in tokens if token.kind == "DAYMONTH"]
    if [month for _, month in days] == [12]:
        return (RecurringDeadline(Every.YEAR, days[0][0], before),)
    if [month for _, month in days] == [6, 12] and days[0][0] == days[1][0]:
        return (RecurringDeadline(Every.HALF_YEAR, days[0][0], before),)
    return None


def read_times(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "3 tháng/lần", "mỗi năm 2 lần", "01 lần/quý"."""
    tokens = line.between(*match.span())
    number = next((token.numbers[0] for token in tokens if token.kind == "NUMBER"), 1)
    kinds = [token.kind for token in tokens]
    unit = next(kind for kind in kinds if kind in _BY_UNIT)
    if kinds.index("TIMES") > kinds.index(unit) and "EVERY" not in kinds:
        every = _length(number, unit)
    elif unit == "YEAR":
        every = _TIMES_A_YEAR.get(number)
    else:
        every = _BY_UNIT[unit] if number == 1 else None
    return (RecurringDeadline(every),) if every else None


def _length(number: int, unit: str) -> Every | None:
    if unit == "MONTH":
        return _BY_MONTHS.get(number)
    return _BY_UNIT[unit] if number == 1 else None


def read_rhythms(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "Hàng quý/năm", "định kỳ 6 tháng và cuối năm": one for each unit of time."""
    tokens = line.between(*match.span("units"))
    found: list[Deadline] = []
    number = 1
    for token in tokens:
        if token.kind == "NUMBER":
            number = token.numbers[0]
        elif token.kind in _BY_UNIT:
            every = _length(number, token.kind)
            if every is None:
                return None
            found.append(RecurringDeadline(every))
            number = 1
    return tuple(dict.fromkeys(found))


RULES = (
    compile_rule(
        r"(?P<levels>(?:(?:LEVEL (?:COMMA |AND )*)+(?:BEFORE |UNTIL |IN )*(?:DAY )?NUMBER (?:COMMA |SEMI |AND )*)+)"
        rf"{_PERIOD_END}",
        read_levels,
    ),
    compile_rule(
        rf"{_BY_DAY}(?:OF |IN )?(?:MONTH LAST |DAY LAST )?(?:OF )?EVERY (?P<unit>MONTH |QUARTER |YEAR )",
        read_day_of_period,
    ),
    compile_rule(rf"{_BY_DAY}(?:OF |IN )?MONTH LAST (?:OF )?(?:EVERY )?(?P<unit>QUARTER |YEAR )", read_day_of_period),
    compile_rule(
        r"(?:PERIODIC )?(?:CONTINUOUS )?(?:EVERY |PERIODIC )(?P<unit>MONTH |QUARTER |YEAR )"
        rf"(?:COMMA |OPEN |DASH |FILLER )*{_BY_DAY}(?!MONTH NUMBER )"
        r"(?:(?:OF |IN )?(?:MONTH (?:LAST )?)?(?:OF )?(?:EVERY )?(?:MONTH |QUARTER |YEAR )?)(?:CLOSE )?",
        read_day_of_period,
    ),
    compile_rule(
        r"(?:BEFORE |UNTIL |IN )*(?:DAY )?DAYMONTH (?:(?:AND |COMMA )(?:BEFORE )?(?:DAY )?DAYMONTH )?"
        r"(?:OF )?EVERY YEAR ",
        read_yearly_day,
    ),
    compile_rule(r"EVERY YEAR (?:COMMA |OPEN )?(?:BEFORE |UNTIL )+(?:DAY )?DAYMONTH (?:CLOSE )?", read_yearly_day),
    compile_rule(r"(?:PERIODIC )?NUMBER (?:DAY |WEEK |MONTH |QUARTER |YEAR )(?:SLASH )?(?:NUMBER )?TIMES ", read_times),
    compile_rule(r"(?:PERIODIC )?EVERY (?:DAY |WEEK |MONTH |QUARTER |YEAR )(?:NUMBER )?TIMES ", read_times),
    compile_rule(
        r"(?:PERIODIC )?NUMBER TIMES (?:SLASH |EVERY |IN )(?:EVERY )?(?:DAY |WEEK |MONTH |QUARTER |YEAR )", read_times
    ),
    compile_rule(r"(?:BEFORE |UNTIL |IN )*(?:DAY )?WEEKDAY (?:OF )?EVERY (?P<units>WEEK )", read_rhythms),
    compile_rule(rf"CONTINUOUS EVERY (?P<units>(?:DAY |WEEK |MONTH |QUARTER ){_MORE}){_IN_YEAR}", read_rhythms),
    compile_rule(rf"(?:PERIODIC )?(?:CONTINUOUS )?EVERY (?P<units>{_UNITS}{_MORE}){_IN_YEAR}", read_rhythms),
    compile_rule(rf"(?:PERIODIC |ACCORDING )(?P<units>{_UNITS}{_MORE}){_IN_YEAR}", read_rhythms),
    compile_rule(
        rf"(?P<units>NUMBER MONTH (?:COMMA |AND |SLASH |FILLER )+(?:NUMBER |EVERY |LAST )*YEAR ){_IN_YEAR}",
        read_rhythms,
    ),
)
