"""Everything that a message tells: how far, how much, since when, by which document, what stands in the way."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from handlers.understanding.amounts import (
    NUMBER,
    EvidenceSaid,
    FigureSaid,
    PercentSaid,
    find_counts,
    find_evidence,
    find_percents,
    find_shares,
)
from handlers.understanding.days import DaySaid, find_days
from handlers.understanding.hear import Heard
from handlers.understanding.normalise import Utterance
from handlers.understanding.notes import Note, NoteFinder
from handlers.understanding.patterns import Cue
from handlers.understanding.reached import Reached
from handlers.understanding.report_words import bare_words, is_status, measures, tail_folded, trailing_words
from handlers.understanding.slots import NumberSlot, without_numbers
from handlers.understanding.spoken import Spoken, spans
from handlers.understanding.thoughts import TELLING, Thought, Thoughts
from knowledge.types import Figure
from knowledge.units import same_unit
from knowledge.vietnamese.fold import fold

# So many accented words make a message an accented one.
_ACCENTED = 2
# What may be said in front, or in between, without telling anything.
_COURTESY = frozenset({"greeting", "thanks", "mine", "follow", "correct", "again"})
_NEVER_SOUGHT = frozenset(
    {"obstacle", "request", "cleared", "future", "promised", "but", "so", "reached", "talk", "correct"}
)
_PAST = frozenset({"roi", "da"})
# Who tells of a day so tells what happened on it.
_GONE = frozenset({"hom", "bua", "qua", "kia", "nay", "roi"})
# A few words and "rồi", but not "trễ rồi", "đến đâu rồi".
_SETTLED = re.compile(
    r"^(?:\S+ ){3,}(?!(?:tre|cham|han|muon|lau|dau|nao|sao|bao|den|toi|qua|kho|gay|nhieu|met|roi|vua) )\S+ roi"
    r"(?: (?:a|nhe|nha|nhen|nghe|nghen|sep|em|anh|chi|oi|do|day|luon))*$"
)
# Words with which a report is opened: "Báo cáo: …", "Về tiến độ: …".
_OPENING = frozenset(
    {"bao", "cao", "tinh", "hinh", "tien", "do", "ket", "qua", "cap", "nhat", "ve", "viec", "nhiem", "vu"}
)
# A message that ends in a bare figure: "tập dữ liệu mở đến hết tháng 9: 935".
_TOTAL = re.compile(rf"[a-z0-9]: *(?:{NUMBER})[ .]*(?:$|[,;](?!\d))")
# Letters; fewer tell of nothing.
_LEAST_TOLD = 4
# So many words may stand between "chưa" and what is not done: "chưa lợp mái xong".
_NEAR_DENIAL = 3


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
        as_typed = fold(typed) == self.heard.utterance.words[cue.start]
        bare = cue.end - cue.start == 1 and typed.isascii() and as_typed and typed not in bare_words()
        return bare and sum(not word.raw.isascii() for word in self.spoken.typed) >= _ACCENTED

    def _in_time(self, cue: Cue) -> Cue:
        ahead = any(
            end <= cue.start and self.spoken.same_clause(start, cue.start)
            for start, end in spans([*self._promises, *self._coming])
        )
        if cue.meaning != "done":
            return cue
        denied = any(cue.start - _NEAR_DENIAL <= place < cue.start for place in self._denials)
        return replace(cue, meaning="unfinished" if denied else "doing") if denied or ahead else cue

    @property
    def _promises(self) -> Iterator[Cue]:
        return (cue for cue in self.heard.progress if cue.meaning in ("future", "promised"))

    @property
    def _coming(self) -> Iterator[DaySaid]:
        """The days said that are still to come: "22/5 mới tổ chức"."""
        return (day for day in self.days if day.day > self.heard.today and not day.limit)

    @cached_property
    def meanings(self) -> frozenset[str]:
        """What the cues mean."""
        return frozenset(cue.meaning for cue in self.cues)

    @cached_property
    def idle_at(self) -> tuple[int, ...]:
        """Where in the text something is said not to be done."""
        return tuple(self.spoken.characters(place, place + 1)[0] for place in self._denials)

    @cached_property
    def _denials(self) -> tuple[int, ...]:
        """The words that deny, by whatever verb: "chưa kiện toàn", "chưa gắn biển"."""
        utterance, spoken = self.heard.utterance, self.spoken
        return tuple(
            place
            for place, word in enumerate(utterance.words)
            if word == "chua"
            and utterance.raws[place].lower() in ("chưa", "chua")
            and place + 1 < len(utterance.words)
            and spoken.same_clause(place, place + 1)
            and utterance.raws[place + 1].lower() not in trailing_words()
        )

    @property
    def idle(self) -> bool:
        """Whether something is said not to be done."""
        return bool(self.idle_at)

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
        """The per cents said; one that compares only where nothing else is told."""
        reached = tuple(percent for percent in self._all_percents if not percent.compared)
        alone = not (reached or self.shares or self.counted or "done" in self.meanings)
        return self._all_percents if alone else reached

    @cached_property
    def _all_percents(self) -> tuple[PercentSaid, ...]:
        return tuple(find_percents(self.spoken))

    @cached_property
    def days(self) -> tuple[DaySaid, ...]:
        """The days said, but for shares and documents that look like days."""
        taken = self.spoken.places(spans([*self.shares, *self.evidence]))
        days = find_days(
            without_numbers(self.heard.utterance, self.heard.number, self.heard.target_number), self.heard.today
        )
        free = (day for day in days if taken.isdisjoint(range(day.start, day.end)))
        return tuple(
            replace(day, limit=day.limit and self.spoken.same_clause(day.start - 1, day.start)) for day in free
        )

    @cached_property
    def days_gone(self) -> tuple[DaySaid, ...]:
        """The days said that may be those of what was done: gone by, no deadline, and no part of a request."""
        noted = self.spoken.places(self.note.spans)
        return tuple(
            day for day in self.days if day.day <= self.heard.today and not day.limit and day.start not in noted
        )

    @property
    def is_past(self) -> bool:
        """Whether a day gone by, with a document, "đã" or "rồi", tells that something is done, or "rồi" at the end."""
        words = self.heard.utterance.words
        spoken_of = {word for day in self.days_gone for word in words[max(day.start - 1, 0) : day.end]}
        told = self.evidence or _PAST.intersection(words) or _GONE.intersection(spoken_of)
        return bool(self.days_gone and told) or (self._settled and self.counted is None)

    @property
    def _settled(self) -> bool:
        """Whether a thought of some length ends with "rồi", as in "người chuyên trách bố trí rồi"."""
        first, *others = (self._line(thought) for thought in self.thoughts.all)
        return _SETTLED.search(first) is not None or any(_SETTLED.search(f"- - {line}") for line in others)

    def _line(self, thought: Thought) -> str:
        """The words of a thought as understood."""
        spoken, words = self.spoken, self.heard.utterance.words
        within = (
            word for at, word in enumerate(words) if thought.start <= spoken.characters(at, at + 1)[0] < thought.end
        )
        return " ".join(within)

    @cached_property
    def thoughts(self) -> Thoughts:
        """The message cut into thoughts."""
        today, spoken = self.heard.today, self.spoken
        counted = (self.counted,) if self.counted and self.counted.figure is self.figure else ()
        told = [percent for percent in self.percents if not percent.left]
        marks = spans([*told, *self.evidence, *self.shares, *counted])
        marks += [spoken.characters(day.start, day.end) for day in self.days if not day.limit and day.day <= today]
        coming = [day for day in self.days if day.day > today]
        told_days = {place for day in self.days for place in range(day.start, day.end)}
        later = [
            mention
            for mention in self.heard.periods
            if mention.period.start > today and told_days.isdisjoint(range(mention.start, mention.end))
        ]
        ahead = [spoken.characters(start, end) for start, end in spans([*coming, *later])]
        target = (self.heard.target_number,) if self.heard.target_number else ()
        named = [spoken.characters(start, end) for start, end in spans([*self.numbers, *target])]
        return Thoughts(spoken, self.cues, tuple(marks), tuple(ahead), tuple(named))

    @cached_property
    def note(self) -> Note:
        """What stands in the way, is asked for or was said besides, in the sender's own words."""
        main = self.thoughts.all[self.thoughts.main] if self.thoughts.all else Thought(0, 0)
        first, before = self._names_subject(main.end), self._names_subject(main.start)
        return NoteFinder(self.thoughts, self._empty, trailing_words(), first, before, self.idle_at).find()

    @cached_property
    def _empty(self) -> frozenset[int]:
        """The typed words that tell nothing but how far something is, or of what, or are said for courtesy."""
        heard, spoken = self.heard, self.spoken
        cues = [cue for cue in heard.cues if cue.meaning in _COURTESY]
        cues += [cue for cue in self.cues if cue.meaning == "talk"]
        own = [unit for unit in heard.units if _is_own(unit.printed, heard)]
        taken = [spoken.characters(start, end) for start, end in spans([*cues, *own, *self.numbers])]
        return frozenset(
            at
            for at, word in enumerate(spoken.typed)
            if is_status(word.raw)
            or word.raw.lower() in trailing_words()
            or any(start <= word.start < end for start, end in taken)
        )

    def says(self, start: int, end: int) -> bool:
        """Whether between two characters more is said than for courtesy and how far something is."""
        return any(start <= word.start < end and at not in self._empty for at, word in enumerate(self.spoken.typed))

    def _names_subject(self, end: int) -> bool:
        """Whether what is told of is named before a character of the text."""
        if any(start < end for start, _ in self.thoughts.named):
            return True
        units = [self.spoken.characters(unit.start, unit.end) for unit in self.heard.units]
        naming = [
            word.folded
            for at, word in enumerate(self.spoken.typed)
            if word.start < end
            and at not in self._empty
            and word.folded not in _OPENING
            and not any(start <= word.start < last for start, last in (*self.thoughts.marks, *units))
        ]
        return sum(len(word) for word in naming if word.isalpha()) >= _LEAST_TOLD

    @cached_property
    def names_measure(self) -> bool:
        """Whether the message begins by naming what is measured: "tỷ lệ …", "thời gian chờ …"."""
        if self.heard.target_number:
            return True
        named = measures().naming.match(self.heard.utterance.line) or _TOTAL.search(self.spoken.figured.line)
        return not self.numbers and named is not None

    @cached_property
    def figure(self) -> Figure | None:
        """The figure reached: a share, a per cent, else what is counted behind "đạt", "được"."""
        if self.shares:
            return self.shares[-1].figure
        if self.counted and self._counts_work:
            return self.counted.figure
        if self.percent is not None:
            return Figure(self.percent, "%")
        return self.counted.figure if self.counted else None

    @property
    def _counts_work(self) -> bool:
        """Whether a count beside a per cent is what was done: "đang làm, được 3.450 con, đạt 82%"."""
        return bool(self.meanings & TELLING) and not self.names_measure

    @cached_property
    def counted(self) -> FigureSaid | None:
        """What is counted behind "đạt", "được", or anywhere in a message that names a measure."""
        found = list(find_counts(self.spoken, measures(), self._numbers()))
        counts = [said for said in found if not said.compared] or found
        return Reached(self.spoken, self.cues, counts, self.names_measure).figure()

    def _numbers(self) -> list[tuple[int, int]]:
        """The stretches whose numbers are no figures: days, periods, documents, numbers of tasks."""
        heard, spoken = self.heard, self.spoken
        target = (heard.target_number,) if heard.target_number else ()
        places = [*spans([*self.days, *heard.periods, *heard.years, *self.numbers, *target]), *heard.section_spans]
        return [*(spoken.characters(start, end) for start, end in places), *spans(self.evidence)]

    @cached_property
    def numbers(self) -> tuple[NumberSlot, ...]:
        """The tasks named by number: no figure or document is one."""
        taken = self.spoken.places(spans([*self._all_percents, *self.shares, *self.evidence]))
        slots = (self.heard.number, *self.heard.more_numbers)
        return tuple(
            slot
            for slot in slots
            if slot and slot.end - 1 not in taken and self.spoken.same_clause(slot.start, slot.end - 1)
        )

    @cached_property
    def percent(self) -> float | None:
        """How much is done, of what was told last; "còn 20% nữa" leaves 80."""
        if not self.percents:
            return None
        last = self.percents[-1]
        return 100 - last.value if last.left else last.value

    @cached_property
    def bare(self) -> float | None:
        """The one number of a correction that says nothing else: "75 mới đúng"."""
        found = find_counts(self.spoken, measures(), self._numbers())
        counts = [replace(said.figure, unit="") if said.guessed else said.figure for said in found]
        alone = len(counts) == 1 and not counts[0].unit and not self.query()
        return counts[0].value if alone and "correct" in self.meanings else None

    def without_evidence(self) -> Utterance:
        """The message without the documents named as evidence, which may be called as a plan is."""
        utterance = self.heard.utterance
        taken = self.spoken.places(spans(self.evidence))
        kept = [place for place in range(len(utterance.words)) if place not in taken]
        words, raws = (tuple(row[place] for place in kept) for row in (utterance.words, utterance.raws))
        return Utterance(utterance.text, words, raws)

    def head(self) -> str:
        """Those of the words that tell what is meant that stand before the first sign."""
        _, end = next(self.spoken.clauses(), (0, 0))
        return self.query(range(end, len(self.heard.utterance.words)))

    def query(self, but: Iterable[int] = ()) -> str:
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
        taken |= {place for place in told if is_status(heard.utterance.raws[place])}
        taken |= {place for cue in self.cues if cue.meaning == "stuck" for place in range(cue.start, cue.end)}
        left = heard.words_left(taken | self._trailing() | frozenset(but))
        meant = {*heard.topic().split()} - tail_folded()
        letters = sum(len(word) for word in fold(left).split() if word.isalpha() and word in meant)
        return left if letters >= _LEAST_TOLD else ""

    def _trailing(self) -> frozenset[int]:
        """The words with which the message, or a clause of it, trails off."""
        return frozenset(place for start, end in self.spoken.clauses() for place in self._trailing_of(start, end))

    def _trailing_of(self, start: int, end: int) -> Iterator[int]:
        for place in range(end - 1, start - 1, -1):
            if self.heard.utterance.raws[place].lower() not in trailing_words():
                return
            yield place


def _is_own(printed: str, heard: Heard) -> bool:
    """Whether a unit named is the sender's, or one whose place that has taken."""
    unit = heard.sender.unit
    return unit is not None and any(same_unit(printed, name) for name in heard.directory.named_as(unit, heard.today))
