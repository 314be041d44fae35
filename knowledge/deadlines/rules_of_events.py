"""Rules for what hangs on something else: an event, another document, a request, or on nothing at all."""

import re

from knowledge.deadlines.calendar import PlanYear
from knowledge.deadlines.grammar import Reading, clause_end, compile_rule
from knowledge.deadlines.tokens import TokenLine, grammar_data
from knowledge.deadlines.types import AdhocDeadline, ContinuousDeadline, ExternalDeadline, RelativeDeadline
from knowledge.vietnamese.fold import fold

_HOURS = 24
_SIGNED = r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
_CODE = rf"(?:số\s*)?:?\s*\d+\s?/[^\s,;)]+(?:,?\s+ngày\s+{_SIGNED})?"
_IN_YEAR = r"(?:(?:COMMA )?(?:IN |FULL_YEAR )?YEAR (?:YEARNUM )?|FULL_YEAR (?:YEARNUM )?)?"
_COUNT = r"(?P<count>NUMBER (?:OPEN \w+ CLOSE )?(?P<unit>WORKDAY |DAY |WEEK |HOUR ))(?:COMMA )?"
_LEAD_IN = r"(?P<lead>(?:UNTIL |WITHIN |BEFORE |AFTER |IN |FILLER |DAY )*)"
# "trước kỳ họp cuối năm 20 ngày": the count may stand behind the event.
_TRAILING_COUNT = re.compile(r"(?<=\w),?\s+(?P<number>\d{1,3})\s+(?P<unit>ngay|tuan)(?P<working>\s+lam viec)?$")
_TO_EVENT = r"(?P<link>(?:FROM |AFTER_WHEN |AFTER |BEFORE_WHEN |BEFORE |TOWARDS |WHEN |DAY |SINCE )+)"


def _event(match: re.Match[str], line: TokenLine) -> str:
    first = line.offsets[match.end()]
    return line.words(first, clause_end(line, first)).rstrip(" .,;:")


def read_counted(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "chậm nhất 03 ngày làm việc kể từ ngày công bố", "trước 05 ngày khi văn bản có hiệu lực"."""
    token = line.between(*match.span("count"))[0]
    number = token.numbers[0]
    days = number * 7 if match["unit"] == "WEEK " else number // _HOURS if match["unit"] == "HOUR " else number
    link, event = match["link"], _event(match, line)
    if not event or (match["unit"] == "HOUR " and number % _HOURS):
        return None
    ahead = "BEFORE" in link or "TOWARDS" in link or ("BEFORE " in match["lead"] and "FROM" not in link)
    return (RelativeDeadline(days, match["unit"] == "WORKDAY ", "before" if ahead else "after", event),)


def read_uncounted(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "ngay sau khi được phê duyệt", "trước khi trình", "khi nhận được văn bản", "trước kỳ họp 20 ngày"."""
    event = _event(match, line)
    direction = "before" if "BEFORE" in match[0] else "after"
    counted = _TRAILING_COUNT.search(fold(event))
    if counted:
        days = int(counted["number"]) * (7 if counted["unit"] == "tuan" else 1)
        return (RelativeDeadline(days, counted["working"] is not None, direction, event[: counted.start()]),)
    return (RelativeDeadline(None, False, direction, event),) if event else None


def read_continuous(_match: re.Match[str], _line: TokenLine, _years: PlanYear) -> Reading:
    """ "thường xuyên", "thường xuyên trong năm"."""
    return (ContinuousDeadline(),)


def read_adhoc(_match: re.Match[str], _line: TokenLine, _years: PlanYear) -> Reading:
    """ "đột xuất", "khi có yêu cầu"."""
    return (AdhocDeadline(),)


def read_external(match: re.Match[str], line: TokenLine, _years: PlanYear) -> Reading:
    """ "theo tiến độ tại Kế hoạch số 5/KH-UBND ngày 12/11/2021": the document named, or else the words given."""
    first = line.offsets[match.end()]
    clause = line.words(first, external_end(line, first)).rstrip(" .,;:")
    if match[0].endswith("REGULATED "):
        token = line.tokens[first - 1]
        regulation = line.text[token.start : token.end].split(maxsplit=1)[1]
        return (ExternalDeadline(f"{regulation} {clause}".strip()),)
    named = _document(clause)
    return (ExternalDeadline(named or clause),) if clause else None


def _document(clause: str) -> str | None:
    nouns = "|".join(re.escape(fold(noun)) for noun in grammar_data()["documents"]["nouns"])
    folded = fold(clause)
    found = re.search(rf"(?:{nouns})\s+{fold(_CODE)}", folded)
    return clause[found.start() : found.end()].rstrip(" .,;:") if found else None


def external_end(line: TokenLine, first: int) -> int:
    """The end of "theo …": its clause, or a comma after which another deadline begins."""
    end = clause_end(line, first)
    for index in range(first, end):
        rest = line.kinds[_offset_of(line, index) :]
        if re.match(
            r"(?:COMMA |AND |OPEN )(?:FILLER )*(?:BEFORE |UNTIL |EVERY |CONTINUOUS |ADHOC |QUARTER ROMAN )", rest
        ):
            return index
    return end


def adhoc_end(line: TokenLine, first: int) -> int:
    """The end of what goes with "đột xuất": "theo yêu cầu của cấp trên"."""
    follows = re.match(
        r"(?:ACCORDING |REGULATED |WHEN |OF |ADHOC |OPEN |AFTER_WHEN )", line.kinds[_offset_of(line, first) :]
    )
    return external_end(line, first) if follows else first


def _offset_of(line: TokenLine, index: int) -> int:
    return sum(len(token.kind) + 1 for token in line.tokens[:index])


COUNTED = compile_rule(rf"{_LEAD_IN}{_COUNT}{_TO_EVENT}", read_counted)
UNCOUNTED = compile_rule(
    r"(?:UNTIL |IN |FILLER )*(?:DAY )?"
    r"(?:AFTER_WHEN |BEFORE_WHEN |WHEN (?!ADHOC )|(?:AFTER |BEFORE )(?:DAY )?(?=WORD |FILLER ))",
    read_uncounted,
)
CONTINUOUS = compile_rule(
    rf"(?:PERIODIC )?(?:EVERY (?:YEAR |DAY ))?CONTINUOUS (?:EVERY YEAR )?{_IN_YEAR}(?:REGULATED )?",
    read_continuous,
)
ADHOC = compile_rule(r"ADHOC ", read_adhoc)
EXTERNAL = compile_rule(r"(?:PERIODIC |FILLER )*(?:ACCORDING |REGULATED )", read_external)
