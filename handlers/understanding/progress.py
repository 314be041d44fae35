"""What a message reports: how far a task is, since when, by which document, what stands in the way; or a figure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from handlers.tells import ReportSaid
from handlers.understanding import calendar
from handlers.understanding.days import DaySaid
from handlers.understanding.hear import Heard
from handlers.understanding.how_far import FEW_LEFT, how_far
from handlers.understanding.report_words import begins, dropped_parts
from handlers.understanding.slots import find_task_places
from handlers.understanding.thoughts import TELLING
from handlers.understanding.told import Told
from handlers.understanding.wondering import asks
from knowledge.types import Figure, Period, ProgressStatus
from knowledge.vietnamese.fold import fold

# What may stand before the unit that is told of: "bên Sở Nội vụ", "thế Sở Nội vụ …".
_OPENING = frozenset({"filler", "follow", "greeting", "correct", "mine"})
# Who speaks of what is left speaks of no other task.
_REST = re.compile(r"(?<!\w)(?:con lai|(?:mot|hai|ba|bon|\d+) [a-z]+ (?:kia|nay|cuoi))(?!\w)")
# Words that begin the names of groups, and of much else ("tổ dân phố số kiểu mẫu").
_GENERIC = frozenset({"to", "thon", "ap", "khu", "cac"})
# What begins another thing and has told nothing of it yet.
_OPENS = re.compile(r"rieng(?: [a-z]+){1,4}")
# Characters between a document's number and its day: " ngày ", " ký ngày ".
_GAP = 10

# A comma or a point inside a number ends no thought; "còn" goes on to another task unless it tells more of this one.
_MORE = "hiệu lực|hieu luc|lại|lai|thiếu|thieu|vướng|vuong|chờ|cho|chưa|chua|đang|dang|khoảng|khoang|\\d"
_CLAUSE = re.compile(rf"[;\n]|[,.](?!\d)|\s(?=(?:còn|con)\s(?!{_MORE}))")


def read_reports(heard: Heard) -> tuple[ReportSaid, ...]:
    """What is reported, of one task or of several; nothing where nothing is told, or where something is asked."""
    told = Told(heard)
    return () if asks(told) or not _states(told) else (said(told),)


def split_reports(heard: Heard) -> tuple[str, ...]:
    """The message cut where it goes on to another numbered task: "nv 3 xong, nv 5 đang làm"."""
    told = Told(heard)
    places = find_task_places(heard.utterance)
    telling = [cue.start for cue in told.cues if cue.meaning in TELLING]
    verbs_first = bool(places and telling and telling[0] < places[0])
    cuts = [
        next((start for start in telling if verbs_first and before < start < place), place)
        for before, place in pairwise(places)
    ]
    bounds = [0, *(told.spoken.characters(cut, cut + 1)[0] for cut in cuts), len(told.spoken.text)]
    return tuple(told.spoken.text[start:end] for start, end in pairwise(bounds))


def split_clauses(heard: Heard) -> tuple[str, ...]:
    """The message cut at every sign that ends a thought, and before "còn"."""
    text = heard.utterance.text
    return tuple(_opened(part for part in map(str.strip, _CLAUSE.split(text)) if part))


def _opened(parts: Iterable[str]) -> Iterator[str]:
    """The parts, one that only opens what the next tells joined with it: "Riêng đăng ký, kiểm định tàu …"."""
    opening = ""
    for part in parts:
        joined = f"{opening}, {part}" if opening else part
        opening = joined if _OPENS.fullmatch(fold(joined)) else ""
        if not opening:
            yield joined
    if opening:
        yield opening


def tells_of_own(heard: Heard) -> bool:
    """Whether a part of a message alone tells how far something is, and what."""
    told = Told(heard)
    return not asks(told) and _states(told) and said(told).names_subject and _names_another(told)


def _names_another(told: Told) -> bool:
    """Whether more is said than of what is left ("hai chỗ còn lại …"), or how much that is than before."""
    compared = bool(told.percents) and all(percent.compared for percent in told.percents)
    return not compared and _REST.search(told.spoken.folded) is None


def join_reports(parts: Sequence[Heard]) -> tuple[ReportSaid, ...]:
    """What the parts of one message report; a part that tells nothing is told of with the next, or the one before."""
    told = [Told(part) for part in parts]
    stated = [place for place, part in enumerate(told) if _states(part)]
    reports = []
    for place, part in enumerate(told):
        teller = min(stated, key=lambda other: (other != place, other < place, abs(other - place)))
        own, shared = said(part), said(told[teller])
        reports.append(replace(shared, numbers=own.numbers, section=own.section, query=own.query, said=own.said))
    return tuple(reports)


def read_change(heard: Heard, *, anything: bool) -> ReportSaid | None:
    """What of the report just shown is to be changed: "không, 70% thôi", "ngày 15/3".

    Of words that tell of another task, or of none, only what begins as a correction counts, or `anything` where
    the sender was asked what to change.
    """
    told = Told(heard)
    partly = _dropped(told) or _for_unit(told)
    if partly is not None:
        return partly
    if told.bare is not None:
        return ReportSaid(heard.utterance.text, figure=Figure(told.bare, ""), reading=None)
    change = _added(said(told)) if begins(heard.utterance.line, "adding") else said(told)
    if not told.meanings & TELLING and told.percent is None and not told.shares and not told.idle:
        # What stands in the way is added to the note; how far the task is was told before.
        change = replace(change, status=None)
    what = (change.status, change.percent, change.completed_on, change.figure, change.evidence, change.note)
    parts = (*what, change.period)
    tells = any(part not in (None, (), "") for part in parts)
    corrects = any(cue.meaning == "correct" and cue.start == 0 for cue in told.cues)
    if asks(told) or not (tells or change.names_subject):
        return None
    if corrects or anything:
        return change
    return change if tells and not change.names_subject else None


def _added(said: ReportSaid) -> ReportSaid:
    """What is said to be added: a document or an obstacle, of the task that was told."""
    return replace(said, adds=True, query="") if said.evidence or said.note else said


def _dropped(told: Told) -> ReportSaid | None:
    """A correction that takes parts away: "bỏ ghi chú"."""
    parts = dropped_parts(told.heard.utterance.line)
    return ReportSaid(told.heard.utterance.text, drops=parts, reading=None) if parts else None


def _for_unit(told: Told) -> ReportSaid | None:
    """A correction that names the unit: "đơn vị Phòng Nội vụ"."""
    heard = told.heard
    named = begins(heard.utterance.line, "naming_unit") and len(heard.units) == 1
    return ReportSaid(heard.utterance.text, unit=heard.units[0].printed, reading=None) if named else None


def _states(told: Told) -> bool:
    """Whether anything is told: how far a task is, a per cent, a figure behind "đạt", or what is in the way."""
    if told.meanings & TELLING or told.percents or told.shares:
        return True
    if told.counted is not None or told.is_past or FEW_LEFT.search(told.spoken.folded):
        return True
    if told.idle and (told.numbers or "mine" in told.heard.meanings):
        return True
    return told.note.obstacle


def said(told: Told) -> ReportSaid:
    """What the message comes to."""
    status = how_far(told)
    done = status is ProgressStatus.DONE
    heard = told.heard
    return ReportSaid(
        status=status,
        percent=told.percent if told.percent is not None and 0 <= told.percent <= 100 else None,
        completed_on=_completed_on(told) if done or status is None else None,
        evidence=tuple(dict.fromkeys(said.name for said in told.evidence)),
        figure=told.figure,
        note=told.note.text,
        period=_period(told),
        query=told.query(),
        aside=told.note.aside,
        head=told.head(),
        numbers=tuple((slot.number, slot.section) for slot in told.numbers),
        target_number=heard.target_number.number if heard.target_number else None,
        section=heard.section,
        reading=_is_reading(told),
        said=heard.utterance.text,
        unit=_whose(told),
    )


def _period(told: Told) -> Period | None:
    """The period told of; of a measure a year that is over as well: "năm 2025 đạt 62%"."""
    mentioned = (mention.period for mention in told.heard.periods if mention.period.start != mention.period.end)
    years = {int(slot.value) for slot in told.heard.years}
    if told.names_measure and len(years) == 1 and max(years) < told.heard.today.year:
        return next(mentioned, calendar.year(max(years)))
    return next(mentioned, None)


def _whose(told: Told) -> str | None:
    """The unit whose work is told of: the one the message begins with."""
    fillers = {place for cue in told.heard.cues if cue.meaning in _OPENING for place in range(cue.start, cue.end)}
    first = next((unit for unit in told.heard.units), None)
    if first is None or not fillers.issuperset(range(first.start)):
        return None
    if told.heard.utterance.words[first.end : first.end + 2] == ("da", "duoc"):
        return None
    named = first.end - first.start > 1 and told.heard.utterance.words[first.start] not in _GENERIC
    return first.printed if named or _acts(told, first.end) else None


def _acts(told: Told, place: int) -> bool:
    """Whether what was named ends before a word: "Đoàn đã nộp", but not "Đoàn học tập kinh nghiệm đã về"."""
    acting = {*(cue.start for cue in told.cues), *(slot.start for slot in told.numbers)}
    return place == len(told.heard.utterance.words) or place in acting or not told.spoken.same_clause(place - 1, place)


def _is_reading(told: Told) -> bool | None:
    """Whether the wording speaks of a target's figure (True), of work (False), or leaves it open."""
    if told.figure is not None and told.names_measure:
        return True
    if told.figure is None or told.meanings & TELLING or told.numbers:
        return False
    return None


def _completed_on(told: Told) -> date | None:
    """The day nearest behind what is told done, one that only dates a document coming after the others."""
    days = told.days_gone
    if not days:
        return None
    of_documents = {id(day) for day in days if _dates_document(told, day)}
    places = [cue.end for cue in told.cues if cue.meaning == "done"]
    return min(days, key=lambda day: (id(day) in of_documents, _distance(day, places))).day


def _distance(day: DaySaid, places: Iterable[int]) -> tuple[bool, int]:
    """Behind a cue comes before in front of it, the nearer first."""
    gaps = [day.start - place for place in places]
    behind = [gap for gap in gaps if gap >= 0]
    return (not behind, min(behind)) if behind else (True, min(map(abs, gaps), default=day.start))


def _dates_document(told: Told, day: DaySaid) -> bool:
    start = told.spoken.characters(day.start, day.end)[0]
    return any(0 <= start - said.end <= _GAP for said in told.evidence)
