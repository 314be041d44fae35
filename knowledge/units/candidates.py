"""The forms under which a message may name a unit: those of the plans in force first, then the standard names."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from knowledge.units.groups import same_unit
from knowledge.units.keys import Mask, masks, meant_by, unit_key
from knowledge.units.patterns import Group, groups, groups_by_key
from knowledge.units.spelling import squash
from knowledge.units.vocabulary import Kind, Name, Naming, kinds

MOST_WORDS = 14

_SHORTEST_REPAIRED_HEAD = 5
_FEWEST_WORDS_REPAIRED = 3


class Cue(StrEnum):
    """What must stand before a form for it to mean the unit: nothing, any cue, or "bên"; or it never counts."""

    NONE = "none"
    ANY = "cues"
    SIDE = "sides"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form that may mean a unit, which the plans print as `printed`."""

    form: str
    key: str
    printed: str
    cue: Cue = Cue.NONE


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates by their forms, and by their forms with one word hidden; and the groups that may be named."""

    by_form: Mapping[str, Candidate]
    by_mask: Mapping[Mask, Sequence[tuple[str, Candidate]]]
    groups: Sequence[Group]

    def find(self, form: str) -> Candidate | None:
        """The candidate of this form, or of the one form that is a slip of a letter away."""
        return self.by_form.get(form) or self._group(form) or self._repaired(form)

    def _group(self, form: str) -> Candidate | None:
        if " " not in form:
            return None
        group = next((group for group in self.groups if group.pattern.fullmatch(form)), None)
        return Candidate(form, group.key, group.printed) if group else None

    def _repaired(self, form: str) -> Candidate | None:
        meant = meant_by(form, self.by_mask)
        if meant is None or len(meant.form.split()) < _FEWEST_WORDS_REPAIRED:
            return None
        # A slip in the first word of a name is mostly another word: "với người cao tuổi" is no "Hội Người cao tuổi".
        typed, head = form.split()[0], meant.form.split()[0]
        return meant if typed == head or len(head) >= _SHORTEST_REPAIRED_HEAD else None


def _forms(name: Name) -> Iterator[Candidate]:
    for form in dict.fromkeys((*name.cued, *name.forms)):
        yield Candidate(form, name.key, name.printed, Cue.ANY if form in name.cued else Cue.NONE)


def _known(printed_names: Collection[str]) -> Iterator[Candidate]:
    for printed in sorted(printed_names, key=lambda name: (len(name), name)):
        form, key = squash(printed), unit_key(printed)
        group = groups_by_key().get(key)
        nameable = 2 <= len(form.split()) <= MOST_WORDS if group is None else group.mention is not Naming.NEVER
        if nameable:
            yield Candidate(form, key, printed)


def _headless(name: Name, meant: Candidate) -> Iterator[Candidate]:
    if name.head:
        form = squash(name.printed).removeprefix(f"{name.head} ")
        yield Candidate(form, meant.key, meant.printed, Cue.SIDE)


def _standard(kind: Kind, name: Name, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """The forms of a standard name, meaning the unit of the plans where they name just one that fits."""
    fitting: dict[str, Candidate] = {}
    for candidate in known:
        if same_unit(name.printed, candidate.printed):
            fitting.setdefault(candidate.key, candidate)
    if name.key in fitting or len(fitting) == 1:
        meant = fitting.get(name.key) or next(iter(fitting.values()))
        yield from (replace(form, key=meant.key, printed=meant.printed) for form in _forms(name))
        yield from _headless(name, meant)
    elif kind.mention is Naming.ALWAYS:
        yield from _forms(name)
    else:
        # Not a unit of these plans, but its words must not pass for another's ("Bộ Lao động …").
        yield from (replace(form, cue=Cue.NEVER) for form in _forms(name))


def _groups(known: Sequence[Candidate]) -> Iterator[Group]:
    printed = {candidate.key for candidate in known}
    for group in groups():
        if group.mention is Naming.ALWAYS or (group.mention is Naming.PRINTED and group.key in printed):
            yield group


@lru_cache(maxsize=32)
def candidates_for(printed_names: frozenset[str]) -> Candidates:
    """All that may be named when these are the unit names printed in the plans in force."""
    known = tuple(_known(printed_names))
    standard = (form for kind in kinds() for name in kind.names for form in _standard(kind, name, known))
    by_form: dict[str, Candidate] = {}
    by_mask: dict[Mask, list[tuple[str, Candidate]]] = defaultdict(list)
    for candidate in (*known, *standard):
        if by_form.setdefault(candidate.form, candidate) is candidate and candidate.cue is Cue.NONE:
            for mask, word in masks(candidate.form):
                by_mask[mask].append((word, candidate))
    return Candidates(by_form, by_mask, tuple(_groups(known)))
