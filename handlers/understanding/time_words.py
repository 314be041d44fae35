"""Patterns of the words for numbers, years and steps in time, over folded words, and what they mean."""

import re
from datetime import date

from knowledge.vietnamese.numerals import words_to_int

_ONES = "mot|hai|ba|bon|tu|nam|sau|bay|tam|chin"
_BEHIND_TEN = "mot|hai|ba|bon|tu|lam|nam|sau|bay|tam|chin"
COUNT = rf"\d{{1,3}}|(?:(?:{_ONES}) )?muoi(?: (?:{_BEHIND_TEN})(?!\w))?|{_ONES}"
MONTH = rf"\d{{1,2}}|muoi(?: (?:mot|hai)(?!\w))?|{_ONES}"
QUARTER = "iv|iii|ii|i|[1-4]|mot|hai|ba|bon|tu"
STEP = "nay|ni|sau|toi|truoc|vua roi|qua|ngoai"
YEAR = (
    r"(?:(?:/|\.| nam |-| )(?P<y>20\d\d)|/(?P<short>\d\d)(?![\w/])"
    r"| nam (?P<near>nay|ni|sau|toi|truoc|ngoai)(?!\w)| (?P<next>sang) nam)?"
)
DAY = r"(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})(?:[/.-](?P<y>20\d\d))?(?![\w/])"
_STEPS = {"nay": 0, "ni": 0, "sau": 1, "toi": 1, "truoc": -1, "vua roi": -1, "qua": -1, "ngoai": -1}
_NAMED = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "tu": 4}


def number(text: str) -> int:
    """The value of a number as matched by these patterns."""
    spelt = _NAMED.get(text) or words_to_int(text)
    return int(text) if spelt is None else spelt


def step(match: re.Match[str], name: str = "step") -> int:
    """How many weeks, months, quarters or years away: "tuần sau" is one."""
    said = match.groupdict().get(name)
    return _STEPS[said] if said else 0


def year_of(match: re.Match[str], today: date) -> int:
    """The year said behind a day, month or quarter, this one where none is."""
    said = match.groupdict()
    if said.get("y"):
        return int(said["y"])
    if said.get("short"):
        return 2000 + int(said["short"])
    return today.year + (1 if said.get("next") else step(match, "near"))
