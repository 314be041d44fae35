"""Reports put into short Vietnamese: what was understood on a card, and what was recorded."""

from collections.abc import Iterator
from datetime import datetime

from handlers import wording
from handlers.phrases import say
from handlers.tells import ReportSaid
from knowledge.readings import months_of
from knowledge.totals import tells_whole
from knowledge.types import Figure, Period, ReportLine

_QUARTER, _HALF, _YEAR = 3, 6, 12
_ROMAN = ("I", "II", "III", "IV")


def report_lines(said: ReportSaid | ReportLine) -> Iterator[str]:
    """What is reported of a task, one thing a line."""
    if said.status is not None:
        percent = say("report", "percent", percent=wording.number(said.percent)) if said.percent is not None else ""
        yield say("report", "status", status=say("status", said.status.value), percent=percent)
    if said.completed_on is not None:
        yield say("report", "completed_on", date=wording.day(said.completed_on))
    if said.figure is not None and said.figure.unit != "%":
        yield say("report", "figure", figure=figure(said.figure))
    if said.period is not None:
        yield say("report", "period", period=period(said.period))
    yield from _also(said)


def reading_lines(said: ReportSaid | ReportLine) -> Iterator[str]:
    """What is reported of a target, one thing a line."""
    if said.figure is not None:
        yield say("report", "figure", figure=figure(said.figure))
    if said.period is not None:
        yield say("report", "period", period=when(said.period, said.said))
    yield from _also(said)


def figure(reached: Figure) -> str:
    """A figure with what it counts: "7/10 đơn vị", "72,5%"."""
    share = f"/{wording.number(reached.out_of)}" if reached.out_of is not None else ""
    unit = reached.unit if reached.unit == "%" else f" {reached.unit}".rstrip()
    return f"{wording.number(reached.value)}{share}{unit}"


def period(days: Period) -> str:
    """A period by its name: "tháng 4/2026", "quý I/2026", "6 tháng đầu năm 2026", "năm 2025", else its days."""
    months, last = months_of(days), days.end.month
    year = str(days.end.year)
    if months == 1:
        return say("reading", "month", month=last, year=year)
    if months == _QUARTER and last % _QUARTER == 0:
        return say("reading", "quarter", quarter=_ROMAN[last // _QUARTER - 1], year=year)
    if months == _YEAR and last == _YEAR:
        return say("reading", "year", year=year)
    if months and months == last:
        return say("reading", "first_months", months=months, year=year)
    if months == _HALF and last == _YEAR:
        return say("reading", "second_half", year=year)
    if days.start == days.end:
        return say("reading", "day", day=wording.day(days.end))
    return say("report", "days", start=wording.day(days.start), end=wording.day(days.end))


def when(days: Period, said: str) -> str:
    """The period of a figure, with it that its words tell the whole so far: "luỹ kế hết tháng 4/2026"."""
    told = period(days)
    return say("total", "whole", period=told) if tells_whole(said) and months_of(days) else told


def moment(at: datetime) -> str:
    """A time of day and the day: "09:05 ngày 20/03/2026"."""
    return say("report", "moment", time=f"{at:%H:%M}", date=wording.day(at.date()))


def in_short(report: ReportLine) -> str:
    """A report in a few words: how far, and what stands in the way."""
    status = say("status", report.status.value) if report.status is not None else ""
    percent = say("report", "percent", percent=wording.number(report.percent)) if report.percent is not None else ""
    note = f" ({report.note})" if report.note else ""
    return f"{status}{percent}{note}"


def recorded(report: ReportLine, at: datetime, *, people_named: bool = True) -> str:
    """One line of a history: who said what, and when; units alone where people are not to be named."""
    person = report.reporter_name if people_named else ""
    who = ", ".join(part for part in (person, report.unit) if part) or say("report", "somebody")
    lines = reading_lines(report) if report.target_key is not None else report_lines(report)
    line = say("report", "recorded_line", number=report.id, at=moment(at), who=who, what="; ".join(lines))
    if report.retracted_at is None:
        return line
    return line + say("report", "retracted" if people_named else "retracted_by_nobody", who=report.retracted_by)


def _also(said: ReportSaid | ReportLine) -> Iterator[str]:
    if said.evidence:
        yield say("report", "evidence", evidence=", ".join(said.evidence))
    if said.note:
        yield say("report", "note", note=said.note)
