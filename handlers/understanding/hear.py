"""What is heard in an utterance: cues that say what is wanted, slots that say of what, and the rest."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from handlers.catalogue import Catalogue
from handlers.message import Sender
from handlers.understanding.normalise import Utterance
from handlers.understanding.patterns import Cue, PhraseTable
from handlers.understanding.periods import PeriodMention, find_periods
from handlers.understanding.slots import (
    NumberSlot,
    TextSlot,
    find_more_numbers,
    find_section,
    find_target_number,
    find_task_number,
    find_years,
    without_numbers,
)
from handlers.understanding.spoken import Spoken
from handlers.understanding.which_plan import Sought, Spans, sought_plans
from knowledge.directory.snapshot import NO_UNITS, OrganisationUnits
from knowledge.units import UnitMention, find_units
from knowledge.vietnamese.fold import fold

_CUES = Path(__file__).with_name("cues.toml")
_PROGRESS = Path(__file__).with_name("progress.toml")
_REPORTERS = Path(__file__).with_name("reporters.toml")
_NEVER_SOUGHT = frozenset(
    {"lead_weak", "who", "how", "follow", "correct", "again", "mine", "whole", "named", "greeting", "thanks", "this"}
)
_NEVER_REPORTED = frozenset({"mine", "follow", "correct", "again", "greeting", "thanks", "this"})


@dataclass(frozen=True)
class Heard:
    """Everything found in one message, before it is decided what is asked."""

    utterance: Utterance
    sender: Sender
    sought: Sought
    cues: tuple[Cue, ...]
    rhythms: tuple[Cue, ...]
    kinds: tuple[Cue, ...]
    number: NumberSlot | None
    more_numbers: tuple[NumberSlot, ...]
    target_number: NumberSlot | None
    section: tuple[str, ...]
    section_spans: Spans
    periods: tuple[PeriodMention, ...]
    years: tuple[TextSlot, ...]
    units: tuple[UnitMention, ...]
    progress: tuple[Cue, ...]
    today: date
    asking: frozenset[str] = frozenset()
    directory: OrganisationUnits = NO_UNITS
    reporters: tuple[Cue, ...] = ()

    @cached_property
    def meanings(self) -> frozenset[str]:
        """What the cues mean."""
        return frozenset(cue.meaning for cue in self.cues)

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of the sender's organisation, and of those whose place it has taken."""
        return _organisations(self.sender, self.directory, self.today)

    def query(self, used: Collection[str]) -> str:
        """The words to search for: all but those that name the plan, the row or what is wanted."""
        spans = [(cue.start, cue.end) for cue in self.cues if cue.meaning in used or cue.meaning in _NEVER_SOUGHT]
        spans += [(cue.start, cue.end) for cue in self.rhythms]
        return self._without([*spans, *self._places()], self.utterance.raws)

    def words_left(self, taken: Collection[int]) -> str:
        """The words to search for in a report: all but the `taken` ones and those that name the plan or the row."""
        spans = [(cue.start, cue.end) for cue in self.cues if cue.meaning in _NEVER_REPORTED]
        return self._without([*spans, *self._places(), *((place, place + 1) for place in taken)], self.utterance.raws)

    def topic(self) -> str:
        """The words no cue or slot accounts for; empty where a list is asked for by its marks alone."""
        marks: list[Cue | UnitMention | PeriodMention | TextSlot] = [*self.rhythms, *self.kinds]
        marks += [cue for cue in self.cues if cue.meaning != "content"]
        marks += [*self.units, *self.periods, *self.years]
        return self._without([*self._places(), *((mark.start, mark.end) for mark in marks)], self.utterance.words)

    def _places(self) -> Spans:
        numbers = tuple((slot.start, slot.end) for slot in (self.number, *self.more_numbers) if slot)
        return (*self.sought.spans, *self.section_spans, *numbers)

    def _without(self, spans: Iterable[tuple[int, int]], words: Sequence[str]) -> str:
        taken = {place for start, end in spans for place in range(start, end)}
        return " ".join(word for place, word in enumerate(words) if place not in taken)


class Ear:
    """Hears messages; phrases come from cues.toml and an office's own files."""

    def __init__(self, extra_files: Iterable[Path] = ()) -> None:
        tables = _load((_CUES, _PROGRESS, _REPORTERS, *extra_files))
        self._cues = PhraseTable(tables["cues"])
        self._endings = PhraseTable(tables["endings"])
        self._asking = frozenset(map(fold, tables["asking"]["words"]))
        self._rhythms = PhraseTable(tables["rhythms"])
        self._kinds = PhraseTable(tables["kinds"])
        self._progress = PhraseTable(tables["progress"])
        self._reporters = PhraseTable(tables["reporters"])

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Every word of the phrases, which the speller must not mend away."""
        tables = (self._cues, self._endings, self._rhythms, self._kinds, self._progress)
        return frozenset(word for table in tables for word in table.vocabulary)

    @cached_property
    def spelt_pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words side by side in the phrases, as they are spelt."""
        return self._cues.spelt_pairs | self._rhythms.spelt_pairs | self._kinds.spelt_pairs

    def hear(
        self,
        utterance: Utterance,
        catalogue: Catalogue,
        sender: Sender,
        today: date,
        directory: OrganisationUnits = NO_UNITS,
    ) -> Heard:
        """Find cues and slots; `directory` tells of the units of the sender's organisation."""
        section, section_spans = find_section(utterance)
        number, target = find_task_number(utterance), find_target_number(utterance)
        sought = sought_plans(utterance, catalogue, _organisations(sender, directory, today), today)
        named = find_units(utterance.line, catalogue.units, directory.called)
        units = tuple(unit for unit in _in_words(utterance, named) if not _overlaps(unit, sought.spans))
        return Heard(
            utterance,
            sender,
            sought,
            tuple(map(_in_place, _outside(units, self._scan(utterance)))),
            tuple(self._rhythms.scan(utterance.words, utterance.raws, utterance.certain)),
            tuple(self._kinds.scan(utterance.words, utterance.raws, utterance.certain)),
            number,
            find_more_numbers(utterance, number) if number else (),
            target,
            section,
            section_spans,
            tuple(find_periods(without_numbers(utterance, number, target), today)),
            tuple(find_years(utterance)),
            units,
            tuple(self._told(utterance)),
            today,
            self._asking,
            directory,
            tuple(self._reporters.scan(utterance.words, utterance.raws, utterance.certain)),
        )

    def _told(self, utterance: Utterance) -> Iterator[Cue]:
        """The cues of progress; no phrase goes on over a sign."""
        for start, end in Spoken(utterance).clauses():
            certain = frozenset(place - start for place in utterance.certain)
            cues = self._progress.scan(utterance.words[start:end], utterance.raws[start:end], certain)
            yield from (replace(cue, start=cue.start + start, end=cue.end + start) for cue in cues)

    def _scan(self, utterance: Utterance) -> Iterator[Cue]:
        """The cues, and the particles that only count at the end of the message ("hè", "nghe", "cơ")."""
        words, raws, certain = utterance.words, utterance.raws, utterance.certain
        cues = list(self._cues.scan(words, raws, certain))
        yield from cues
        taken = {place for cue in cues for place in range(cue.start, cue.end)}
        for place in range(len(words) - 1, -1, -1):
            here = frozenset({0} if place in certain else ())
            particle = list(self._endings.scan(words[place : place + 1], raws[place : place + 1], here))
            if place not in taken and not particle:
                return
            yield from (Cue(cue.meaning, place, place + 1) for cue in particle if place not in taken)


def _overlaps(unit: UnitMention, spans: Spans) -> bool:
    """Whether the words of a unit belong to the name of a plan ("bên kế hoạch kiểm soát …" is no Sở Kế hoạch)."""
    return any(start < unit.end and unit.start < end for start, end in spans)


def known_meanings() -> dict[str, frozenset[str]]:
    """The meanings of the packaged phrases, table by table; others mean nothing."""
    tables = _load((_CUES, _PROGRESS, _REPORTERS))
    return {table: frozenset(meanings) for table, meanings in tables.items()} | {"verbs": frozenset({"words"})}


def _outside(units: Iterable[UnitMention], cues: Iterable[Cue]) -> Iterator[Cue]:
    """The cues but those inside a unit's name: "thông tin" of "Sở Thông tin và Truyền thông" asks for nothing."""
    taken = {place for unit in units for place in range(unit.start, unit.end)}
    return (cue for cue in cues if not taken.issuperset(range(cue.start, cue.end)))


def _in_place(cue: Cue) -> Cue:
    # "còn", "thế", "ý tôi là" tie a message to the one before only where it begins with them.
    return replace(cue, meaning="filler") if cue.meaning in ("follow", "correct") and cue.start > 0 else cue


def _in_words(utterance: Utterance, mentions: Iterable[UnitMention]) -> Iterator[UnitMention]:
    """The units named, their places counted in words."""
    for mention in mentions:
        start, end = utterance.span(mention.start, mention.end)
        yield replace(mention, start=start, end=end)


def _organisations(sender: Sender, directory: OrganisationUnits, today: date) -> tuple[str, ...]:
    return () if sender.organisation is None else directory.named_as(sender.organisation, today)


def load_ear(extra_files: Sequence[Path]) -> Ear:
    """An ear for the packaged phrases and an office's own; without any of these always the same one."""
    return Ear(extra_files) if extra_files else _packaged_ear()


@cache
def _packaged_ear() -> Ear:
    return Ear()


def _load(paths: Iterable[Path]) -> dict[str, dict[str, list[str]]]:
    """The tables of the files, an office's phrases behind the packaged ones."""
    tables: dict[str, dict[str, list[str]]] = {}
    for path in paths:
        for table, meanings in tomllib.loads(path.read_text(encoding="utf-8-sig")).items():
            for meaning, phrases in meanings.items():
                tables.setdefault(table, {}).setdefault(meaning, []).extend(phrases)
    verbs = "|".join(tables.pop("verbs")["words"])
    tables["progress"] = {
        meaning: [phrase.replace("<verb>", verbs) for phrase in phrases]
        for meaning, phrases in tables["progress"].items()
    }
    return tables
