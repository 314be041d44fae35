"""What a message reports: how far a task is, since when, by which document, what stands in the way; or a figure."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from itertools import pairwise
from pathlib import Path

from handlers.intents import ReportSaid
from handlers.understanding.amounts import (
    EvidenceSaid,
    FigureSaid,
    Measures,
    PercentSaid,
    find_counts,
    find_evidence,
    find_percents,
    find_shares,
)
from handlers.understanding.days import DaySaid, find_days
from handlers.understanding.hear import Heard
from handlers.understanding.notes import Note, find_note
from handlers.understanding.patterns import Cue, expand
from handlers.understanding.slots import NumberSlot, find_task_places
from handlers.understanding.spoken import Spoken, spans
from knowledge.types import Figure, ProgressStatus
from knowledge.units import same_unit
from knowledge.vietnamese.fold import fold

_FILE = Path(__file__).with_name("report_words.toml")
_PHRASES = Path(__file__).with_name("progress.toml")
# So many accented words make a message an accented one.
_ACCENTED = 2
# Cues that tell how far a task is.
TELLING = frozenset({"done", "doing", "unfinished", "unstarted", "unable", "stuck"})
_NEVER_SOUGHT = frozenset({"obstacle", "request", "cleared", "future", "but", "so", "reached", "talk", "correct"})
# Letters; fewer tell of nothing.
_LEAST_TOLD = 4
_BEGUN = frozenset({"doing", "unfinished"})
# Before a figure so many words may stand between "đạt" and it: "đạt được khoảng".
_NEAR = 2


@cache
def _bare_words() -> frozenset[str]:
    """The phrases of one word that are written without accents."""
    tables = tomllib.loads(_PHRASES.read_text("utf-8"))["progress"].values()
    phrases = (phrase for lines in tables for line in lines for phrase in expand(line))
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1 and phrase[0].isascii())


@cache
def _status_words() -> frozenset[str]:
    """The words that tell how far something is and never what it is."""
    return frozenset(map(fold, tomllib.loads(_FILE.read_text("utf-8"))["status"]["words"]))


@cache
def measures() -> Measures:
    """The words of figures and documents."""
    return Measures.of(tomllib.loads(_FILE.read_text("utf-8")))


@dataclass(frozen=True)
class Told:
    """Everything told in one message, before it is decided what it comes to."""

    heard: Heard

    @cached_property
    def spoken(self) -> Spoken:
        """The message as typed."""
        return Spoken(self.heard.utterance)

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of progress, those of what is still to come taken for a beginning."""
        return tuple(self._in_time(cue) for cue in self.heard.progress if not self._is_misread(cue))

    def _is_misread(self, cue: Cue) -> bool:
        """Whether one bare word of an accented message was taken for another: "cho" is not "chờ" there."""
        start, end = self.spoken.characters(cue.start, cue.end)
        typed = self.spoken.text[start:end].lower()
        bare = cue.end - cue.start == 1 and typed.isascii() and typed not in _bare_words()
        return bare and sum(not word.raw.isascii() for word in self.spoken.typed) >= _ACCENTED

    def _in_time(self, cue: Cue) -> Cue:
        ahead = [
            other
            for other in self.heard.progress
            if other.meaning == "future" and other.end <= cue.start and self.spoken.same_clause(other.start, cue.start)
        ]
        return replace(cue, meaning="doing") if cue.meaning == "done" and ahead else cue

    @cached_property
    def meanings(self) -> frozenset[str]:
        """What the cues mean."""
        return frozenset(cue.meaning for cue in self.cues)

    @cached_property
    def evidence(self) -> tuple[EvidenceSaid, ...]:
        """The documents named."""
        return tuple(find_evidence(self.spoken, measures()))

    @cached_property
    def shares(self) -> tuple[FigureSaid, ...]:
        """What is told as so many of so many."""
        return tuple(find_shares(self.spoken, measures()))

    @cached_property
    def percents(self) -> tuple[PercentSaid, ...]:
        """The per cents said."""
        return tuple(find_percents(self.spoken))

    @cached_property
    def days(self) -> tuple[DaySaid, ...]:
        """The days said, but for shares and documents that look like days."""
        taken = self.spoken.places(spans([*self.shares, *self.evidence]))
        days = find_days(self.heard.utterance, self.heard.today)
        return tuple(day for day in days if taken.isdisjoint(range(day.start, day.end)))

    @cached_property
    def note(self) -> Note:
        """What stands in the way, or is asked for, in the sender's own words."""
        marks = spans([*self.percents, *self.evidence])
        marks += [self.spoken.characters(day.start, day.end) for day in self.days]
        return find_note(self.spoken, self.cues, marks)

    @cached_property
    def figure(self) -> Figure | None:
        """The figure reached: a share, a per cent, else what is counted behind "đạt", "được"."""
        if self.shares:
            return self.shares[-1].figure
        if self.percent is not None:
            return Figure(self.percent, "%")
        return self.counted.figure if self.counted else None

    @cached_property
    def counted(self) -> FigureSaid | None:
        """What is counted behind "đạt", "được", or anywhere in a message that names a measure."""
        counts = list(find_counts(self.spoken, measures(), self._numbers()))
        if _names_measure(self):
            return next((said for said in reversed(counts) if said.figure.unit), None) or self._reached(counts)
        return self._reached([said for said in counts if said.figure.unit])

    def _reached(self, counts: Sequence[FigureSaid]) -> FigureSaid | None:
        """The last figure close behind words such as "đạt", "được", or "là" where a measure was named."""
        leading = {"reached", "amounts"} if _names_measure(self) else {"reached"}
        ends = [self.spoken.characters(cue.end - 1, cue.end)[1] for cue in self.cues if cue.meaning in leading]
        behind = [
            said
            for said in counts
            if any(said.start >= end and self.spoken.text[end : said.start].count(" ") <= _NEAR for end in ends)
        ]
        return behind[-1] if behind else None

    def _numbers(self) -> list[tuple[int, int]]:
        """The stretches whose numbers are no figures: days, periods, documents, numbers of tasks."""
        heard, spoken = self.heard, self.spoken
        target = (heard.target_number,) if heard.target_number else ()
        places = [*spans([*self.days, *heard.periods, *heard.years, *self.numbers, *target]), *heard.section_spans]
        return [*(spoken.characters(start, end) for start, end in places), *spans(self.evidence)]

    @cached_property
    def numbers(self) -> tuple[NumberSlot, ...]:
        """The tasks named by number: no figure or document is one."""
        taken = self.spoken.places(spans([*self.percents, *self.shares, *self.evidence]))
        slots = (self.heard.number, *self.heard.more_numbers)
        return tuple(slot for slot in slots if slot and slot.end - 1 not in taken)

    @cached_property
    def percent(self) -> float | None:
        """How much is done, of what was told last; "còn 20% nữa" leaves 80."""
        if not self.percents:
            return None
        last = self.percents[-1]
        return 100 - last.value if last.left else last.value

    @cached_property
    def asks(self) -> bool:
        """Whether something is asked rather than told."""
        return asks(self)

    def query(self) -> str:
        """The words that tell which task or target is meant."""
        heard = self.heard
        own = [unit for unit in heard.units if _is_own(unit.printed, heard.sender.unit)]
        cues = [cue for cue in self.cues if cue.meaning in _NEVER_SOUGHT]
        counted = (self.counted,) if self.counted else ()
        typed = [*spans([*self.percents, *self.evidence, *self.shares, *counted]), *self.note.spans]
        places = spans([*cues, *self.days, *heard.periods, *own])
        taken = self.spoken.places(typed) | {place for start, end in places for place in range(start, end)}
        # "đã kiện toàn" tells what was done as well as that it was.
        told = {place for cue in self.cues if cue.meaning in TELLING for place in range(cue.start, cue.end)}
        taken |= {place for place in told if heard.utterance.words[place] in _status_words()}
        left = heard.words_left(taken | self._trailing())
        meant = {*heard.topic().split()} - _tail_folded()
        letters = sum(len(word) for word in fold(left).split() if word.isalpha() and word in meant)
        return left if letters >= _LEAST_TOLD else ""

    def _trailing(self) -> frozenset[int]:
        """The words with which the message trails off."""
        raws = self.heard.utterance.raws
        last = len(raws)
        while last and raws[last - 1].lower() in _tail():
            last -= 1
        return frozenset(range(last, len(raws)))


def _is_own(printed: str, unit: str | None) -> bool:
    return unit is not None and same_unit(printed, unit)


def asks(told: Told) -> bool:
    """Whether a message is a question or a request, whatever it tells besides."""
    heard = told.heard
    if heard.utterance.text.rstrip().endswith("?") or _trails_off(heard.utterance.raws):
        return True
    for cue in told.cues:
        if cue.meaning == "asking" and (heard.utterance.words[cue.end - 1] != "chua" or _ends_thought(told, cue.end)):
            return True
        if cue.meaning == "several" and not told.numbers:
            return True
    return _wonders(told) or any(_is_question(told, cue) for cue in heard.cues)


_DENYING = frozenset({"khong", "chua", "chang", "het", "ko"})
# So many words behind "không" a "gì" still means nothing: "không có vướng mắc gì".
_DENIED = 4
_SOME = frozenset({"hom", "bua", "ngay", "tuan", "thang", "nay"})
_QUESTION_WORDS = frozenset({"ai", "nao", "gi", "dau", "may", "bao"})
_TRAILING = frozenset({"chưa", "chua", "không", "khong", "hả", "hử", "à", "nhỉ", "chăng", "sao"})
_ASKED = frozenset(
    {"who", "lead", "coordinate", "when", "when_day", "when_month", "when_quarter", "when_often", "product", "howmuch"}
    | {"count", "count_targets", "list", "which_task", "overview", "signer", "number_of", "issued", "issuer", "basis"}
    | {"recipient", "status"}
)


def _wonders(told: Told) -> bool:
    """Whether "gì", "nào" or "mấy" stands outside words like "không vướng gì", "mấy hôm nay"."""
    words, raws = told.heard.utterance.words, told.heard.utterance.raws
    denied = [place for place, word in enumerate(words) if word in _DENYING]
    telling = [cue for cue in told.cues if cue.meaning in TELLING | {"obstacle", "cleared"}]
    for place, word in enumerate(words):
        if any(cue.start <= place < cue.end for cue in telling):
            continue
        if word in ("gi", "nao") and not any(0 < place - other <= _DENIED for other in denied):
            return True
        if raws[place] == "mấy" and words[place + 1 : place + 2] and words[place + 1] not in _SOME:
            return True
    return False


@cache
def _tail() -> frozenset[str]:
    return frozenset(tomllib.loads(_FILE.read_text("utf-8"))["tail"]["words"])


@cache
def _tail_folded() -> frozenset[str]:
    return frozenset(map(fold, _tail()))


def _trails_off(raws: Sequence[str]) -> bool:
    """Whether a message ends as questions do, before words of courtesy."""
    said = [raw.lower() for raw in raws]
    while len(said) > 1 and said[-1] in _tail() and said[-1] not in _TRAILING:
        said.pop()
    return len(said) > 2 and said[-1] in _TRAILING


def _ends_thought(told: Told, place: int) -> bool:
    raws = told.heard.utterance.raws
    while place < len(raws) and raws[place].lower() in _tail():
        place += 1
    return place >= len(raws) or not told.spoken.same_clause(place - 1, place)


def _is_question(told: Told, cue: Cue) -> bool:
    """Whether a cue of questions asks: it holds a word that does, outside words like "chưa có ai làm"."""
    if cue.meaning not in _ASKED:
        return False
    words = told.heard.utterance.words
    asking = [place for place in range(cue.start, cue.end) if words[place] in _QUESTION_WORDS]
    if cue.meaning in ("status", "count"):
        asking = asking or [cue.start]
    telling = [other for other in told.cues if other.meaning in TELLING | {"obstacle", "cleared"}]
    return any(not any(other.start <= place < other.end for other in telling) for place in asking)


def read_reports(heard: Heard) -> tuple[ReportSaid, ...]:
    """What is reported, of one task or of several; nothing where nothing is told, or where something is asked."""
    told = Told(heard)
    return () if told.asks or not _states(told) else (said(told),)


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
    change = said(told)
    parts = (change.status, change.percent, change.completed_on, change.figure, change.evidence, change.note)
    tells = any(part not in (None, (), "") for part in parts)
    corrects = any(cue.meaning == "correct" and cue.start == 0 for cue in told.cues)
    if told.asks or not (tells or change.names_subject):
        return None
    if corrects or anything:
        return change
    return change if tells and not change.names_subject else None


def _states(told: Told) -> bool:
    """Whether anything is told: how far a task is, a per cent, a figure behind "đạt", or what is in the way."""
    if told.meanings & TELLING or told.percents or told.shares:
        return True
    if told.counted is not None or _is_past(told):
        return True
    return told.note.obstacle and bool(told.numbers or "mine" in told.heard.meanings)


def _is_past(told: Told) -> bool:
    """Whether a day gone by, with a document or with "rồi", tells that something is done."""
    past = any(day.day <= told.heard.today and not day.limit for day in told.days)
    return past and bool(told.evidence or "roi" in told.heard.utterance.words)


def said(told: Told) -> ReportSaid:
    """What the message comes to."""
    status = _status(told)
    done = status is ProgressStatus.DONE
    heard = told.heard
    return ReportSaid(
        status=status,
        percent=told.percent if told.percent is not None and 0 <= told.percent <= 100 else None,
        completed_on=_completed_on(told) if done or status is None else None,
        evidence=tuple(dict.fromkeys(said.name for said in told.evidence)),
        figure=told.figure,
        note=told.note.text,
        period=next((mention.period for mention in heard.periods if mention.period.start != mention.period.end), None),
        query=told.query(),
        numbers=tuple((slot.number, slot.section) for slot in told.numbers),
        target_number=heard.target_number.number if heard.target_number else None,
        section=heard.section,
        reading=_is_reading(told),
        said=heard.utterance.text,
    )


def _is_reading(told: Told) -> bool | None:
    """Whether the wording speaks of a target's figure (True), of work (False), or leaves it open."""
    if told.figure is not None and _names_measure(told):
        return True
    if told.figure is None or told.meanings & TELLING or told.numbers:
        return False
    return None


def _names_measure(told: Told) -> bool:
    """Whether a message begins by naming what is measured: "tỷ lệ …", "thời gian chờ …"."""
    if told.heard.target_number:
        return True
    return not told.numbers and measures().naming.match(told.heard.utterance.line) is not None


def _status(told: Told) -> ProgressStatus | None:
    meanings, percent = told.meanings, told.percent
    blocked = bool(told.note.obstacle) and "cleared" not in meanings
    if "stuck" in meanings:
        return ProgressStatus.BLOCKED
    if "unable" in meanings:
        return ProgressStatus.BLOCKED if told.note.text else ProgressStatus.NOT_STARTED
    if percent is not None and 0 <= percent <= 100:
        return _by_percent(percent, meanings)
    if "unstarted" in meanings and not meanings & (_BEGUN | {"done"}):
        return ProgressStatus.BLOCKED if told.note.text else ProgressStatus.NOT_STARTED
    if meanings & (_BEGUN | {"unstarted"}):
        return ProgressStatus.IN_PROGRESS
    if "done" in meanings:
        return ProgressStatus.IN_PROGRESS if blocked and "but" in meanings else ProgressStatus.DONE
    if told.shares or (told.counted and not _names_measure(told)):
        share = told.figure
        whole = share is not None and share.value == share.out_of
        return ProgressStatus.DONE if whole else ProgressStatus.IN_PROGRESS
    if blocked:
        return ProgressStatus.BLOCKED
    return ProgressStatus.DONE if _is_past(told) else None


def _by_percent(percent: float, meanings: frozenset[str]) -> ProgressStatus:
    if percent == 0:
        return ProgressStatus.NOT_STARTED
    unfinished = meanings & (_BEGUN | {"unstarted"}) - {"doing"}
    return ProgressStatus.DONE if percent == 100 and not unfinished else ProgressStatus.IN_PROGRESS


def _completed_on(told: Told) -> date | None:
    """The day nearest behind what is told done, one that only dates a document coming after the others."""
    days = [day for day in told.days if day.day <= told.heard.today and not day.limit]
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


# Characters between a document's number and its day: " ngày ", " ký ngày ".
_GAP = 10
