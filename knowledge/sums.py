"""How far a task is that several units have, each of them by its own word: the sum of what they said."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.binding import binds
from knowledge.directory.members import belongs, is_common
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.expected import Expected, each_once, expected_members, expected_of, is_told_whole
from knowledge.missing import rhythms
from knowledge.types import AssignmentLine, ProgressStatus
from knowledge.words import Word


@dataclass(frozen=True, slots=True)
class Said:
    """What a unit that has to report said last, or somebody in its stead."""

    unit: str
    word: Word


@dataclass(frozen=True, slots=True)
class Sum:
    """Who of those who have to report has, who has `silent`ly not; `known` where all of them are known."""

    said: tuple[Said, ...]
    silent: tuple[str, ...]
    known: bool

    @property
    def count(self) -> int:
        """How many have to report, as far as they are known."""
        return len(self.said) + len(self.silent)

    @property
    def is_done(self) -> bool:
        """Whether each of them said that the whole of it is done."""
        all_done = all(each.word.whole and each.word.status is ProgressStatus.DONE for each in self.said)
        return self.known and bool(self.said) and not self.silent and all_done


def is_shared(units: OrganisationUnits, parts: Iterable[AssignmentLine]) -> bool:
    """Whether several units lead what these assignments ask for, or a group does."""
    leads = [lead for part in parts for lead in part.lead]
    return len(set(leads)) > 1 or any(is_common(units, lead) for lead in leads)


def sum_of(
    units: OrganisationUnits, parts: Sequence[AssignmentLine], words: Sequence[Word], today: date, *, time: bool = False
) -> Sum:
    """How far those are who lead the assignments; of one `time` of them those whom its rhythm binds."""
    expected = [each for part in parts for each in _bound(units, part, today, time=time)]
    groups = dict.fromkeys(lead for part in parts for lead in part.lead if is_common(units, lead))
    known = all(is_told_whole(units, group, today) for group in groups)
    named = [each for each in expected if not (each.lead is not None and each.name in groups)]
    return _summed_up([*named, *_joining(units, groups, named, words, today)], words, known=known)


def sum_of_group(units: OrganisationUnits, group: str, words: Sequence[Word], today: date) -> Sum:
    """How far those are who belong to a group."""
    expected = expected_members(units, group, today)
    joining = _joining(units, (group,), expected, words, today)
    return _summed_up([*expected, *joining], words, known=is_told_whole(units, group, today))


def _bound(units: OrganisationUnits, part: AssignmentLine, today: date, *, time: bool) -> Iterator[Expected]:
    """Who has to report on an assignment; of its times those whom a rhythm binds by their level, if it does any."""
    expected = tuple(expected_of(units, part, today))
    organisation = units.organisation.name if units.organisation is not None else None
    deadlines = rhythms(part) if time else ()
    bound = [each for each in expected if any(binds(deadline, each.name, organisation) for deadline in deadlines)]
    yield from bound or expected


def _joining(
    units: OrganisationUnits,
    groups: Collection[str],
    expected: Sequence[Expected],
    words: Sequence[Word],
    today: date,
) -> Iterator[Expected]:
    """Units that have reported and belong to a group by their names, though the directory does not have them."""
    known = {key for each in expected for key in each.own}
    for word in words:
        stands = word.name and word.unit not in known and units.now(word.name, today) is None
        if stands and any(belongs(units, group, word.name) for group in groups):
            yield Expected(word.name, (word.unit,))


def _summed_up(expected: Iterable[Expected], words: Sequence[Word], *, known: bool) -> Sum:
    ordered = sorted(words, key=lambda word: word.report)
    by_unit = {word.unit: word for word in ordered}
    by_stead = {stead: word for word in ordered for stead in word.stead}
    said: list[Said] = []
    silent: list[str] = []
    for each in each_once(expected):
        word = _word_of(each, by_unit, by_stead)
        if word is None:
            silent.append(each.name)
        else:
            said.append(Said(each.name, word))
    newest_first = sorted(said, key=lambda each: each.word.report, reverse=True)
    return Sum(tuple(newest_first), tuple(silent), known)


def _word_of(expected: Expected, by_unit: Mapping[str, Word], by_stead: Mapping[tuple[str, str], Word]) -> Word | None:
    """The newest word of a unit under any of its names, or of who speaks in the stead of a lead."""
    if expected.lead is not None:
        return by_stead.get((expected.part, expected.lead))
    found = (by_unit[key] for key in expected.keys if key in by_unit)
    return max(found, key=lambda word: word.report, default=None)
