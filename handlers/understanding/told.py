"""Everything that a message tells: how far, how much, since when, by which document, what stands in the way."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from handlers.understanding.amounts import (
    EvidenceSaid,
    FigureSaid,
    Measures,
    PercentSaid,
    any_of,
    find_counts,
    find_evidence,
    find_percents,
    find_shares,
)
from handlers.understanding.days import DaySaid, find_days
from handlers.understanding.hear import Heard
from handlers.understanding.normalise import Utterance
from handlers.understanding.notes import Note, find_note
from handlers.understanding.patterns import Cue, expand
from handlers.understanding.slots import NumberSlot, without_number
from handlers.understanding.spoken import Spoken, spans
from knowledge.types import Figure
from knowledge.units import same_unit
from knowledge.vietnamese.fold import fold

_WORDS = Path(__file__).with_name("report_words.toml")
_PHRASES = Path(__file__).with_name("progress.toml")
# So many accented words make a message an accented one.
_ACCENTED = 2
# Cues that tell how far a task is.
TELLING = frozenset({"done", "doing", "unfinished", "unstarted", "unable", "stuck"})
_NEVER_SOUGHT = frozenset({"obstacle", "request", "cleared", "future", "but", "so", "reached", "talk", "correct"})
# Letters; fewer tell of nothing.
_LEAST_TOLD = 4
_REACHING = frozenset({"duoc", "dat"})
# Before a figure so many words may stand between "đạt" and it: "đạt được khoảng".
_NEAR = 2


@cache
def _words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_WORDS.read_text("utf-8"))


@cache
def _bare_words() -> frozenset[str]:
    """The phrases of one word that are written without accents."""
    tables = tomllib.loads(_PHRASES.read_text("utf-8"))["progress"].values()
    phrases = (phrase for lines in tables for line in lines for phrase in expand(line))
    return frozenset(phrase[0] for phrase in phrases if len(phrase) == 1 and phrase[0].isascii())


@cache
def _status_words() -> frozenset[str]:
    """The words that tell how far something is and never what it is."""
    return frozenset(map(fold, _words()["status"]["words"]))


@cache
def measures() -> Measures:
    """The words of figures and documents."""
    return Measures.of(_words())


@cache
def trailing_words() -> frozenset[str]:
    """The words of courtesy with which messages trail off."""
    return frozenset(_words()["tail"]["words"])


@cache
def _tail_folded() -> frozenset[str]:
    return frozenset(map(fold, trailing_words()))


@cache
def _openings(table: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(_words()[table]['words'])})(?!\w)")


def begins(line: str, table: str) -> bool:
    """Whether a message, folded, begins with words of a table of report_words.toml."""
    return _openings(table).match(line) is not None


def dropped_parts(line: str) -> tuple[str, ...]:
    """The parts of a report that a message, folded, says to drop: nothing but "bỏ ghi chú"."""
    table = _words()["dropping"]
    parts = {name: phrases for name, phrases in table.items() if name != "words"}
    front = any_of(table["words"])
    return tuple(name for name, phrases in parts.items() if re.fullmatch(rf"(?:{front}) (?:{any_of(phrases)})", line))


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
    def idle(self) -> bool:
        """Whether something is said not to be done, by whatever verb: "chưa kiện toàn", "chưa gắn biển"."""
        utterance, spoken = self.heard.utterance, self.spoken
        return any(
            word == "chua"
            and utterance.raws[place].lower() in ("chưa", "chua")
            and place + 1 < len(utterance.words)
            and spoken.same_clause(place, place + 1)
            and utterance.raws[place + 1].lower() not in trailing_words()
            for place, word in enumerate(utterance.words)
        )

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
        days = find_days(without_number(self.heard.utterance, self.heard.number), self.heard.today)
        return tuple(day for day in days if taken.isdisjoint(range(day.start, day.end)))

    @cached_property
    def note(self) -> Note:
        """What stands in the way, or is asked for, in the sender's own words."""
        marks = spans([*self.percents, *self.evidence])
        marks += [self.spoken.characters(day.start, day.end) for day in self.days]
        return find_note(self.spoken, self.cues, marks)

    @cached_property
    def names_measure(self) -> bool:
        """Whether the message begins by naming what is measured: "tỷ lệ …", "thời gian chờ …"."""
        if self.heard.target_number:
            return True
        return not self.numbers and measures().naming.match(self.heard.utterance.line) is not None

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
        if self.names_measure:
            return next((said for said in reversed(counts) if said.figure.unit), None) or self._reached(counts)
        return self._reached([said for said in counts if said.figure.unit])

    def _reached(self, counts: Sequence[FigureSaid]) -> FigureSaid | None:
        """The last figure close behind words such as "đạt", "được", or "là" where a measure was named."""
        leading = {"reached", "amounts"} if self.names_measure else {"reached"}
        words = self.heard.utterance.words
        cues = [cue for cue in self.cues if cue.meaning in leading or words[cue.end - 1] in _REACHING]
        ends = [self.spoken.characters(cue.end - 1, cue.end)[1] for cue in cues]
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

    def without_evidence(self) -> Utterance:
        """The message without the documents named as evidence, which may be called as a plan is."""
        utterance = self.heard.utterance
        taken = self.spoken.places(spans(self.evidence))
        kept = [place for place in range(len(utterance.words)) if place not in taken]
        words, raws = (tuple(row[place] for place in kept) for row in (utterance.words, utterance.raws))
        return Utterance(utterance.text, words, raws)

    def query(self) -> str:
        """The words that tell which task or target is meant."""
        heard = self.heard
        own = [unit for unit in heard.units if _is_own(unit.printed, heard)]
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
        while last and raws[last - 1].lower() in trailing_words():
            last -= 1
        return frozenset(range(last, len(raws)))


def _is_own(printed: str, heard: Heard) -> bool:
    """Whether a unit named is the sender's, or one whose place that has taken."""
    unit = heard.sender.unit
    return unit is not None and any(same_unit(printed, name) for name in heard.directory.named_as(unit, heard.today))
