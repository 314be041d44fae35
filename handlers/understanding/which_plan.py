"""Which plan is meant: what the message names, else the sender's organisation, else the year of the message."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain, takewhile

from handlers.catalogue import Catalogue
from handlers.scope import PlanScope
from handlers.understanding.normalise import Utterance
from handlers.understanding.slots import find_documents, find_years
from knowledge.types import PlanLine
from knowledge.units import Level, level_of, same_organisation
from knowledge.vietnamese.fold import fold, spelling

Spans = tuple[tuple[int, int], ...]

_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "phuong": Level.COMMUNE, "xa": Level.COMMUNE}
_LEVEL_NAMED = re.compile(r"(?<!\w)(?:ke hoach|quyet dinh)(?: cua| cap)? (?P<level>tinh|huyen|phuong|xa)(?!\w)")
_LEVEL_SPELLINGS = frozenset(map(spelling, ("tỉnh", "huyện", "phường")))
# Before these a word that looks like a level begins another one: "xã hội hóa", "tinh gọn", "phương án".
_NO_LEVEL_BEFORE = frozenset({"hoi", "gon", "gian", "an", "huong", "tien", "phap"})
_PLACE = re.compile(r"(?<!\w)(?:tinh|thanh pho|huyen|quan|thi xa|phuong|xa|thi tran) (.+)$")
_TITLE_OPENING = re.compile(
    r"(?<!\w)(?:(?:quyet dinh (?:ban hanh |phe duyet )?)?ke hoach|quyet dinh(?: ban hanh| phe duyet)?) "
    r"(?:(?:cong tac|hoat dong|ve|thuc hien|trien khai) )?"
)
_NAMED_PLACE = r"(?<!\w)(?:(?:cua )?(?:tinh|phuong|xa|huyen|thanh pho) )?{}(?!\w)"
_LEAST_RUN = 3
_YEAR = re.compile(r"20\d\d")
# Words between those of a name.
_JOINING = frozenset({"va", "voi", "ve", "cua", "cho", "nam", "theo"})
# "QB" for Quảng Bình.
_FEWEST_INITIALS = 2


@dataclass(frozen=True, slots=True)
class Sought:
    """Where to look, and the words of the message that say so."""

    scope: PlanScope
    spans: Spans


def sought_plans(utterance: Utterance, catalogue: Catalogue, organisations: Sequence[str], today: date) -> Sought:
    """The plans the message means, most likely first.

    `organisations` are the names of the sender's own and of those whose place it has taken, in this order.
    """
    plans = catalogue.plans
    named, spans = _by_number(utterance, plans)
    if not named:
        named, spans = _by_place(utterance, plans)
    if not named:
        named, spans = _by_level(utterance, plans)
    titled, title_spans = _by_title(utterance, catalogue, _own(named or plans, organisations) or named or plans)
    pool = named or tuple(plans)
    said = {int(slot.value): (slot.start, slot.end) for slot in find_years(utterance)}
    years = said.keys() & {plan.plan_year for plan in titled or pool}
    spans = (*spans, *(said[year] for year in years))
    tiers = _tiers(titled, organisations, years or {today.year})
    # Words like a title may be the subject of a task too: the other plans come after the one so named.
    tiers += _tiers([plan for plan in pool if plan not in titled], organisations, years or {today.year})
    return Sought(PlanScope(tiers, named=bool(titled or named)), (*spans, *title_spans))


def _own(plans: Sequence[PlanLine], organisations: Sequence[str]) -> tuple[PlanLine, ...]:
    """The plans of the organisations, those of the first before those of the next."""
    issued = ((plan, organisation) for organisation in organisations for plan in plans)
    return tuple(dict.fromkeys(plan for plan, own in issued if same_organisation(plan.issuer, own)))


def _tiers(
    plans: Sequence[PlanLine], organisations: Sequence[str], years: Iterable[int | None]
) -> tuple[tuple[int, ...], ...]:
    own, wanted = _own(plans, organisations), frozenset(years)
    groups: defaultdict[tuple[bool, bool], list[int]] = defaultdict(list)
    # Another office's plan never answers for one's own: it has to be named.
    for plan in own or plans:
        groups[plan not in own, plan.plan_year not in wanted].append(plan.id)
    return tuple(tuple(groups[key]) for key in sorted(groups))


def _by_number(utterance: Utterance, plans: Sequence[PlanLine]) -> tuple[tuple[PlanLine, ...], Spans]:
    for slot in find_documents(utterance):
        found = tuple(plan for plan in plans if plan.number and fold(plan.number).startswith(slot.value))
        if found:
            return found, ((slot.start, slot.end),)
    return (), ()


def place_of(plan: PlanLine) -> str | None:
    """The proper name of the place whose office issued the plan, folded ("quang nam")."""
    return _place_of(plan.issuer or "")


@lru_cache(maxsize=8192)
def _place_of(issuer: str) -> str | None:
    match = _PLACE.search(fold(issuer))
    return match[1] if match else None


def _by_place(utterance: Utterance, plans: Sequence[PlanLine]) -> tuple[tuple[PlanLine, ...], Spans]:
    """The plans of the places named; of "An Sơn" and "An Sơn Hạ" the longer name is the one that was said."""
    named: dict[str, tuple[int, int]] = {}
    places = {place for plan in plans if (place := place_of(plan)) and place in utterance.line}
    for place in sorted(places, key=len, reverse=True):
        for match in re.finditer(_NAMED_PLACE.format(re.escape(place)), utterance.line):
            if all(match.end() <= start or end <= match.start() for start, end in named.values()):
                named[place] = match.span()
                break
    spans = tuple(utterance.span(*span) for span in sorted(named.values()))
    if not named:
        return _by_initials(utterance, plans)
    return tuple(plan for plan in plans if place_of(plan) in named), spans


def _by_initials(utterance: Utterance, plans: Sequence[PlanLine]) -> tuple[tuple[PlanLine, ...], Spans]:
    """The plans of the place whose initials stand in capitals ("QB")."""
    for place, raw in enumerate(utterance.raws):
        if raw.isupper() and len(raw) >= _FEWEST_INITIALS:
            found = tuple(plan for plan in plans if _initials(place_of(plan)) == fold(raw))
            if found:
                return found, ((place, place + 1),)
    return (), ()


def _initials(place: str | None) -> str:
    return "".join(word[0] for word in (place or "").split())


def _by_level(utterance: Utterance, plans: Sequence[PlanLine]) -> tuple[tuple[PlanLine, ...], Spans]:
    match = _LEVEL_NAMED.search(utterance.line)
    if match is None or not _is_level(utterance, utterance.span(*match.span("level"))[0]):
        return (), ()
    level = _LEVELS[match["level"]]
    named = tuple(plan for plan in plans if plan.issuer and level_of(plan.issuer) is level)
    return named, (utterance.span(*match.span()),)


def _is_level(utterance: Utterance, place: int) -> bool:
    """Whether the word is a level; accents settle it, but for "xã", which "xã hội" has as well."""
    raw = utterance.raws[place].lower()
    if raw not in (utterance.words[place], "xã"):
        return spelling(raw) in _LEVEL_SPELLINGS
    return not _NO_LEVEL_BEFORE.intersection(utterance.words[place + 1 : place + 2])


def _by_title(
    utterance: Utterance, catalogue: Catalogue, plans: Sequence[PlanLine]
) -> tuple[tuple[PlanLine, ...], Spans]:
    """The plans one of whose names holds the longest run of the words said after "kế hoạch"."""
    for match in _TITLE_OPENING.finditer(utterance.line):
        start, end = utterance.span(*match.span())
        said = utterance.words[end:]
        for measure in (_run_in_title, _run_in_names, _picked):
            lengths = {plan.id: measure(said, catalogue.names_of(plan)) for plan in plans}
            best = max(lengths.values(), default=0)
            if best >= _LEAST_RUN or (best >= _LEAST_RUN - 1 and _ends(said[best:])):
                return tuple(plan for plan in plans if lengths[plan.id] == best), ((start, end + best),)
    opening = _TITLE_OPENING.match(utterance.line)
    return (), (utterance.span(*opening.span()),) if opening else ()


def _run_in_title(said: Sequence[str], names: Sequence[Sequence[str]]) -> int:
    """How many of the first words said stand one after another in a plan's title."""
    return _run(said, names[0])


def _run_in_names(said: Sequence[str], names: Sequence[Sequence[str]]) -> int:
    """How many of the first words said stand one after another in any name of a plan."""
    return max(_run(said, name) for name in names)


def _picked(said: Sequence[str], names: Sequence[Sequence[str]]) -> int:
    """How many of the first words said are picked out of a plan's names: some before a year, or more without one."""
    known = {*chain(*names)} | _JOINING
    words = list(takewhile(lambda word: word in known and not _YEAR.fullmatch(word), said))
    dated = any(_YEAR.fullmatch(word) for word in said[len(words) : len(words) + 1])
    telling = len({*words} - _JOINING)
    return len(words) + dated if telling >= (_LEAST_RUN - 1 if dated else _LEAST_RUN + 1) else 0


def _ends(rest: Sequence[str]) -> bool:
    """Whether a name said ends here: at the end of the message or before a year."""
    return not rest or rest[0].isdigit() or rest[0] == "nam"


def _run(said: Sequence[str], title: Sequence[str]) -> int:
    """How many of the first words of `said` stand in `title` one after another."""
    best = 0
    for start in range(len(title)):
        length = 0
        while length < len(said) and start + length < len(title) and said[length] == title[start + length]:
            length += 1
        best = max(best, length)
    return best
