"""/nhatky: who changed what, for leaders and administrators, page by page and narrowed by words."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path

from handlers.answer import Answer, Choice, heading, item, text
from handlers.audit_wording import sentence
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.understanding.normalise import Utterance, seen
from handlers.understanding.periods import find_periods
from knowledge.audit_types import AuditEntry, AuditFilter, Family
from knowledge.roles import Role
from knowledge.types import Period
from knowledge.units import unit_key
from knowledge.vietnamese.fold import Word, fold, words

PAGE = 10
_READERS = frozenset({Role.LEADER, Role.ADMIN})
_PAGE_SAID = re.compile(r"(?:^|\s)trang (\d{1,4})\s*$")
_FILE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class _Asked:
    """Which entries are asked for, the words that say so, and which page of them."""

    wanted: AuditFilter
    words: str
    page: int


def answer_audit(context: Context, said: str) -> Answer:
    """A page of the entries that the sender may see, the newest first."""
    if context.sender.role not in _READERS:
        return Answer((text(say("audit", "denied")),), Facts(ReplyIntent.DENIED), context.focus)
    asked = _asked(context, said)
    found = context.store.audit.list_entries(asked.wanted, asked.page * PAGE + 1)[(asked.page - 1) * PAGE :]
    narrowed = say("audit", "narrowed", words=asked.words) if asked.words else ""
    if not found:
        name = "none" if asked.page == 1 else "none_left"
        sorry = text(say("audit", name, narrowed=narrowed, page=asked.page))
        return Answer((sorry,), Facts(ReplyIntent.HISTORY, count=0), context.focus)
    return _page(context, asked, found, narrowed)


def _page(context: Context, asked: _Asked, found: Sequence[AuditEntry], narrowed: str) -> Answer:
    zone = context.now.tzinfo
    assert zone is not None  # a message's time has its zone
    opening = say("audit", "heading" if asked.page == 1 else "heading_page", narrowed=narrowed, page=asked.page)
    blocks = (heading(opening), *(item(sentence(entry, zone)) for entry in found[:PAGE]))
    choices = (_further(asked),) if len(found) > PAGE else ()
    # A number typed next chooses; the rest of the talk goes on.
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value) if choices else context.focus
    return Answer(blocks, Facts(ReplyIntent.HISTORY, count=len(found[:PAGE])), focus, choices)


def _further(asked: _Asked) -> Choice:
    said = f"{asked.words} trang {asked.page + 1}".strip()
    return Choice(say("audit", "more"), says=f"/nhatky {said}")


def _asked(context: Context, said: str) -> _Asked:
    meant = seen(said)
    number = _PAGE_SAID.search(fold(meant))
    narrowing = meant[: number.start()].strip() if number else meant
    wanted = AuditFilter(organisations=context.organisations)
    return _Asked(_narrowed(context, wanted, narrowing), narrowing, max(1, int(number[1])) if number else 1)


def _narrowed(context: Context, wanted: AuditFilter, said: str) -> AuditFilter:
    """The filter with what the words say of time, of the kind of change, and of a unit or a person."""
    left = list(words(said))
    utterance = Utterance(said, tuple(word.folded for word in left), tuple(word.raw for word in left))
    mention = next(find_periods(utterance, context.today), None)
    if mention is not None:
        since, until = _instants(context, mention.period)
        wanted = replace(wanted, since=since, until=until)
        del left[mention.start : mention.end]
    if _unit_of(context, left):
        return replace(wanted, units=_unit_of(context, left))
    family, left = _family(left)
    wanted = replace(wanted, families=(family,)) if family else wanted
    return _about(context, wanted, _without_ties(left))


def _instants(context: Context, period: Period) -> tuple[datetime, datetime]:
    zone = context.now.tzinfo
    after = period.end + timedelta(days=1)
    return datetime.combine(period.start, time(), zone), datetime.combine(after, time(), zone)


def _about(context: Context, wanted: AuditFilter, left: Sequence[Word]) -> AuditFilter:
    if not left:
        return wanted
    if units := _unit_of(context, left):
        return replace(wanted, units=units)
    said = _text(left)
    if any(fold(said) in fold(name) for name in context.store.audit.list_actors()):
        return replace(wanted, actor=said)
    return replace(wanted, text=said)


def _unit_of(context: Context, left: Sequence[Word]) -> tuple[str, ...]:
    """The names under which the trail may have the unit that the words name; none where they name none in it."""
    said = _text(left)
    units = context.store.directory.units_of(context.sender.organisation)
    names = (said, *units.named_as(said, context.today)) if said else ()
    known = set(map(unit_key, context.store.audit.list_units()))
    return names if known & set(map(unit_key, names)) else ()


def _family(left: list[Word]) -> tuple[Family | None, list[Word]]:
    """The kind of change that is named first or last, and the words without it."""
    folded = [word.folded for word in left]
    for cue, family in _cues().items():
        if folded[: len(cue)] == list(cue):
            return family, left[len(cue) :]
        if folded[-len(cue) :] == list(cue):
            return family, left[: -len(cue)]
    return None, left


def _without_ties(left: Sequence[Word]) -> list[Word]:
    return [word for word in left if word.raw.lower() not in _data()["skipped"]["words"]]


def _text(left: Sequence[Word]) -> str:
    return " ".join(word.raw for word in left)


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@cache
def _cues() -> Mapping[tuple[str, ...], Family]:
    families = _data()["families"].items()
    return {tuple(fold(phrase).split()): Family(family) for family, phrases in families for phrase in phrases}
