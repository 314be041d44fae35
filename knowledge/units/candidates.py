"""The forms under which a message may name a unit: those of the plans in force first, then the standard names."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from knowledge.units.groups import same_unit
from knowledge.units.keys import Mask, masks, meant_by, unit_key
from knowledge.units.patterns import Group, groups, groups_by_key
from knowledge.units.spelling import squash
from knowledge.units.vocabulary import Kind, Name, Naming, kind_of, kinds

MOST_WORDS = 14

_SHORTEST_REPAIRED_HEAD = 5
_FEWEST_WORDS_REPAIRED = 3
_SHORTEST_SPELT = 2


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
    """The candidates by their forms, and by their forms with one word hidden; and the groups that may be named.

    `words` are all words of the forms that a slip may stand in.
    """

    by_form: Mapping[str, Candidate]
    by_mask: Mapping[Mask, Sequence[tuple[str, Candidate]]]
    groups: Sequence[Group]
    words: frozenset[str]

    def find(self, form: str) -> Candidate | None:
        """The candidate of this form, or of the one form that is a slip of a letter away."""
        return self.by_form.get(form) or self._group(form) or self._repaired(form)

    def _group(self, form: str) -> Candidate | None:
        if " " not in form:
            return None
        group = next((group for group in self.groups if group.pattern.fullmatch(form)), None)
        return Candidate(form, group.key, group.printed) if group else None

    def _repaired(self, form: str) -> Candidate | None:
        if sum(word not in self.words for word in form.split()) > 1:
            return None
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


def _beginnings(form: str) -> Iterator[str]:
    """The shorter names made by leaving out the last words, two words at least."""
    words = form.split()
    return (" ".join(words[:end]) for end in range(2, len(words)))


def _shortened(unit: Candidate) -> Iterator[Candidate]:
    """What a unit of a known kind is called for short: "phòng kinh tế", "văn phòng", "bên kinh tế"."""
    kind = kind_of(unit.form)
    if kind is None or unit.form.startswith("uy ban nhan dan"):
        return
    for form in _beginnings(unit.form):
        yield replace(unit, form=form, cue=Cue.ANY if form.count(" ") == 1 else Cue.NONE)
    headless = unit.form.removeprefix(f"{kind.head} ") if kind.head else unit.form
    if headless != unit.form and " " in headless:
        yield from (replace(unit, form=form, cue=Cue.SIDE) for form in (headless, *_beginnings(headless)))


def _of_one_unit(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Those whose form means one unit only."""
    by_form: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_form[candidate.form].append(candidate)
    return (same[0] for same in by_form.values() if len({candidate.key for candidate in same}) == 1)


def _printed_as(printed: str, known: Sequence[Candidate]) -> Candidate | None:
    """The unit of the plans that this name means, where just one fits."""
    fitting: dict[str, Candidate] = {}
    for candidate in known:
        if same_unit(printed, candidate.printed):
            fitting.setdefault(candidate.key, candidate)
    return fitting.get(unit_key(printed)) or (next(iter(fitting.values())) if len(fitting) == 1 else None)


def _standard(kind: Kind, name: Name, known: Sequence[Candidate]) -> Iterator[Candidate]:
    meant = _printed_as(name.printed, known)
    if meant is None and name.otherwise:
        meant = _printed_as(name.otherwise, known)
    if meant is not None:
        yield from (replace(form, key=meant.key, printed=meant.printed) for form in _forms(name))
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


def _spelt(spellings: Collection[tuple[str, str]]) -> Iterator[Candidate]:
    """What an office calls its units besides, were it by one word."""
    for said, name in sorted(spellings):
        if len(form := squash(said)) >= _SHORTEST_SPELT and form.count(" ") < MOST_WORDS:
            yield Candidate(form, unit_key(name), name)


@lru_cache(maxsize=32)
def candidates_for(printed_names: frozenset[str], spellings: frozenset[tuple[str, str]] = frozenset()) -> Candidates:
    """All that may be named when these are the unit names printed in the plans in force, and these said besides."""
    known = tuple(_known(printed_names))
    short = _of_one_unit(form for unit in known for form in _shortened(unit))
    standard = (form for kind in kinds() for name in kind.names for form in _standard(kind, name, known))
    by_form: dict[str, Candidate] = {}
    by_mask: dict[Mask, list[tuple[str, Candidate]]] = defaultdict(list)
    for candidate in (*known, *_spelt(spellings), *short, *standard):
        if by_form.setdefault(candidate.form, candidate) is candidate and candidate.cue is Cue.NONE:
            for mask, word in masks(candidate.form):
                by_mask[mask].append((word, candidate))
    words = frozenset(word for (_, _, rest), named in by_mask.items() for word in (*rest.split(), named[0][0]))
    return Candidates(by_form, by_mask, tuple(_groups(known)), words)
