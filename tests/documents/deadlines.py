"""Deadlines of every kind in many wordings, each with what it says."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from tests.documents.made import data

Said = list[dict[str, Any]]
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class MadeDeadline:
    """A deadline as printed and what it says."""

    text: str
    says: Said


def make_deadline(random: Random, year: int, kinds: str = "") -> MadeDeadline:
    """A deadline of some kind, or of one of the kinds named."""
    kind = random.choice(kinds.split() if kinds else _KINDS)
    wording, _, mark = random.choice(data("layouts")["deadlines"][kind]).partition("|")
    words = _words(random, year)
    text = wording.format(**words)
    return MadeDeadline(text, _SAYS[kind](words, mark))


def _words(random: Random, year: int) -> dict[str, Any]:
    month = random.randint(1, 10)
    later = random.randint(month + 1, 12)
    first = random.randint(0, 2)
    second = random.randint(first + 1, 3)
    wide = random.random() < 0.5
    return {
        "y": year,
        "p": year - 1,
        "m": f"{month:02d}" if month < 3 else month,
        "n": later,
        "d": f"{random.randint(1, 28):02d}" if wide else random.randint(1, 28),
        "e": random.randint(10, 28),
        "r": _ROMAN[first],
        "s": _ROMAN[second],
        "w": random.choice(["02", "03", "5", "07", "10", "15"]),
        "k": random.randint(10, 999),
        "x": random.choice(data("layouts")["deadlines"]["events"]),
    }


def _day(words: dict[str, Any], day: str = "d", month: str = "m") -> date:
    return date(words["y"], int(words[month]), int(words[day]))


def _period(start: date, months: int) -> dict[str, Any]:
    end = start.month + months - 1
    due = date(start.year, end, monthrange(start.year, end)[1])
    return {"kind": "period", "start": start.isoformat(), "due": due.isoformat()}


def _quarter(words: dict[str, Any], key: str) -> dict[str, Any]:
    return _period(date(words["y"], _ROMAN.index(words[key]) * 3 + 1, 1), 3)


def _date(words: dict[str, Any], before: bool) -> Said:
    return [{"kind": "date", "due": _day(words).isoformat(), "before": before}]


def _span(words: dict[str, Any], mark: str) -> Said:
    if mark == "days":
        return [{"kind": "period", "start": _day(words).isoformat(), "due": _day(words, "e", "n").isoformat()}]
    return [_period(date(words["y"], int(words["m"]), 1), words["n"] - int(words["m"]) + 1)]


def _every(every: str, day: int | None = None, before: bool = False) -> dict[str, Any]:
    return {"kind": "recurring", "every": every, "due_day": day, "before": before}


def _relative(words: dict[str, Any], counted: bool, direction: str, working: bool) -> Said:
    days = int(words["w"]) if counted else None
    return [
        {"kind": "relative", "days": days, "working_days": working, "direction": direction, "event": str(words["x"])}
    ]


_SAYS: dict[str, Callable[[dict[str, Any], str], Said]] = {
    "date_before": lambda w, _: _date(w, True),
    "date": lambda w, _: _date(w, False),
    "quarter": lambda w, _: [_quarter(w, "r")],
    "quarters": lambda w, _: [_quarter(w, "r"), _quarter(w, "s")],
    "month": lambda w, _: [_period(date(w["y"], int(w["m"]), 1), 1)],
    "year": lambda w, _: [_period(date(w["y"], 1, 1), 12)],
    "half": lambda w, _: [_period(date(w["y"], 1, 1), 6)],
    "span": _span,
    "every_month": lambda w, _: [_every("month")],
    "every_month_day": lambda w, mark: [_every("month", int(w["d"]), mark != "on")],
    "every_week": lambda w, _: [_every("week")],
    "every_quarter": lambda w, _: [_every("quarter")],
    "every_quarter_day": lambda w, _: [_every("quarter", int(w["d"]), True)],
    "every_half": lambda w, _: [_every("half_year")],
    "every_year": lambda w, _: [_every("year")],
    "quarter_and_year": lambda w, _: [_every("quarter"), _every("year")],
    "continuous": lambda w, _: [{"kind": "continuous"}],
    "after_days": lambda w, _: _relative(w, True, "after", True),
    "after_event": lambda w, _: _relative(w, False, "after", False),
    "before_days": lambda w, _: _relative(w, True, "before", False),
    "external": lambda w, _: [{"kind": "external", "reference": ""}],
    "adhoc": lambda w, _: [{"kind": "adhoc"}],
}
# What plans say most often stands more often.
_KINDS = (
    *_SAYS,
    *("date_before", "quarter", "month", "year", "continuous") * 4,
    *("date", "every_month", "quarters") * 2,
)
