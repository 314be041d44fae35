"""Whether a message asks what was reached of a target, and not what it demands: "đạt bao nhiêu rồi", "chưa đạt"."""

import re
from dataclasses import dataclass, replace

from handlers.focus import Focus
from handlers.intents import AskReading, AskReadings, ReadingView, TargetState
from handlers.scope import PlanScope
from handlers.understanding.hear import Heard
from knowledge.readings import months_of
from knowledge.types import Period
from knowledge.vietnamese.fold import fold

_STATES = {
    "targets_met": TargetState.MET,
    "targets_not_met": TargetState.NOT_MET,
    "targets_unread": TargetState.UNREAD,
}
_VIEWS = {
    "lowest": ReadingView.LOWEST,
    "highest": ReadingView.HIGHEST,
    "history": ReadingView.HISTORY,
    "course": ReadingView.COURSE,
    "trend": ReadingView.CHANGE,
}
_ASKING = frozenset({"reading", "trend", "course", "lowest", "highest"})
# Of a target named by number these ask how it stands.
_STANDING = _ASKING | {"status", "standing", "history"}
# With these it is the plan's own figure that is asked for.
_DEMANDING = re.compile(
    r"(?<!\w)(?:phai|can (?:dat|phai)|toi thieu|toi da|it nhat|nhieu nhat|khong (?:qua|duoi)|tro len|phan dau"
    r"|yeu cau|giao(?! dich| thong| duc| nhan)|dat ra|muc tieu|khi nao|bao gio)(?!\w)"
)
_NAMES_TARGET = re.compile(r"(?<!\w)chi tieu(?! (?:so )?\d)")
_REACHED = re.compile(r"(?<!\w)(?:dat|duoc|len|thuc hien)(?: duoc)? (?:bao nhieu|may|nhieu)(?!\w)")
_USED = _STANDING | {"howmuch", "howmuch_weak", "count_targets", "filler", "when_weak", "product_weak", *_STATES}
# What stands before the first of two periods, and between them: "so quý 1 với quý 2", "quý 1 so quý 2".
_AGAINST = re.compile(
    r"(?:.* )?(?P<before>so sanh(?: ket qua)?)\|(?:voi|va)"
    r"|(?:.* )?(?P<short>so)\|voi"
    r"|.*\|so(?: sanh)?(?: voi)?"
)
_WORD = re.compile(r"[a-z]{2}")
_YEAR = 12


def read_reading(heard: Heard, focus: Focus) -> AskReading | AskReadings | None:
    """What of the readings is asked for; None where something else is."""
    scope = heard.sought.scope
    state = next((state for name, state in _STATES.items() if name in heard.meanings), None)
    if state is not None and not heard.number:
        return AskReadings(scope, state, heard.units[0].printed if heard.units else None)
    if heard.number or not _asks(heard, focus):
        return None
    return _of_target(heard, focus, scope)


def _asks(heard: Heard, focus: Focus) -> bool:
    line, meanings = heard.utterance.line, heard.meanings
    if heard.target_number and (meanings & _STANDING or _compared(heard)):
        return True
    if _DEMANDING.search(line):
        return False
    if (
        meanings & _ASKING
        or _compared(heard)
        or (_told_period(heard) and _REACHED.search(line) and not _NAMES_TARGET.search(line))
    ):
        return True
    if focus.asked.reading is None:
        return _of_target_told(focus) and _only_period(heard)
    return _only_period(heard) or ("history" in meanings and not _WORD.search(fold(_query(heard))))


def _of_target_told(focus: Focus) -> bool:
    """Whether the talk is about one target, whose figure for a month may be meant by the month alone."""
    return focus.intent == "target" and len(focus.targets) == 1 and not focus.tasks


def _of_target(heard: Heard, focus: Focus, scope: PlanScope) -> AskReading | None:
    view = next((view for name, view in _VIEWS.items() if name in heard.meanings), ReadingView.NEWEST)
    ask = AskReading(scope, period=_told_period(heard), view=view)
    compared = _compared(heard)
    if compared is not None:
        ask = replace(ask, period=compared.earlier, against=compared.later, view=ReadingView.CHANGE)
    if heard.target_number:
        return replace(ask, number=heard.target_number.number)
    query = _query(heard)
    if _WORD.search(fold(query)):
        return replace(ask, query=query)
    if not focus.targets:
        return None
    return replace(ask, scope=PlanScope((focus.plans,)), target_id=focus.targets[0])


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two periods of which one is held against the other, and the words that say so."""

    earlier: Period
    later: Period
    start: int
    end: int


def _compared(heard: Heard) -> _Compared | None:
    """The periods compared: "quý 1 so với quý 2"."""
    told = sorted((mention for mention in heard.periods if months_of(mention.period)), key=lambda each: each.start)
    if len(told) != 2:
        return None
    first, second = told
    words = heard.utterance.words
    said = _AGAINST.fullmatch(f"{' '.join(words[: first.start])}|{' '.join(words[first.end : second.start])}")
    if said is None:
        return None
    before = len((said["before"] or said["short"] or "").split())
    earlier, later = sorted((first.period, second.period), key=lambda period: period.start)
    return _Compared(earlier, later, first.start - before, second.end)


def _query(heard: Heard) -> str:
    """The words that tell which target is meant."""
    spans = [(mention.start, mention.end) for mention in heard.periods]
    spans += [(cue.start, cue.end) for cue in heard.cues if cue.meaning in _USED]
    if compared := _compared(heard):
        spans.append((compared.start, compared.end))
    return heard.words_left({place for start, end in spans for place in range(start, end)})


def _told_period(heard: Heard) -> Period | None:
    """The month or quarter asked for, if it has begun: of what is to come nothing can be told yet."""
    compared = {
        place for cue in heard.cues if cue.meaning in ("trend", "course") for place in range(cue.start, cue.end)
    }
    told = (mention.period for mention in heard.periods if mention.start not in compared)
    return next((period for period in told if 0 < months_of(period) < _YEAR and period.start <= heard.today), None)


def _only_period(heard: Heard) -> bool:
    """Whether nothing but a period is said: "thế tháng 3?"."""
    return _told_period(heard) is not None and not _WORD.search(fold(_query(heard)))
