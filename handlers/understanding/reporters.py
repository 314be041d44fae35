"""Whether a message asks which units have reported a task: "ai chưa báo nv 3", "còn thiếu những ai"."""

from handlers.focus import Focus
from handlers.intents import AskUnits, UnitsAsked
from handlers.scope import PlanScope
from handlers.understanding.hear import Heard
from handlers.understanding.patterns import Cue

# So many words may stand between who is asked for and what they have done.
_NEAR = 1
_WORDS = 2
_OF_LISTS = frozenset({"list", "count", "overdue", "upcoming", "missing"})
_KINDS = frozenset({"so", "phong", "xa", "phuong", "huyen"})
_USED = frozenset({"filler", "status", "standing", "who", "lead", "lead_weak", "how", "history", "count", "list"})
_ASKED = {which.value: which for which in UnitsAsked}


def read_units_asked(heard: Heard, focus: Focus) -> AskUnits | None:
    """Which units are asked for, of which task; None where something else is asked."""
    pair = _asked(heard)
    if pair is None or "history" in heard.meanings:
        return None
    who, state = pair
    period = heard.periods[0].period if heard.periods else None
    ask = AskUnits(_ASKED[state.meaning], heard.sought.scope, period=period, noun=_noun(heard, who))
    return _of_subject(heard, focus, ask, pair)


def _asked(heard: Heard) -> tuple[Cue, Cue] | None:
    """Who is asked for and what they have or have not done, said side by side."""
    whos = [cue for cue in heard.reporters if cue.meaning == "who"]
    states = [cue for cue in heard.reporters if cue.meaning in _ASKED]
    return next(((who, state) for who in whos for state in states if _belong_together(who, state)), None)


def _belong_together(who: Cue, state: Cue) -> bool:
    """Whether a state is that of who is asked for; "còn thiếu những ai" alone tells it first."""
    if state.end <= who.start:
        return state.meaning == UnitsAsked.SILENT and who.start - state.end <= _NEAR
    return 0 <= state.start - who.end <= _NEAR


def _of_subject(heard: Heard, focus: Focus, ask: AskUnits, pair: tuple[Cue, Cue]) -> AskUnits | None:
    if heard.number:
        section = heard.number.section or heard.section
        return AskUnits(ask.which, ask.scope, "", heard.number.number, section, ask.period, ask.noun)
    query = _query(heard, pair)
    if len(query.split()) >= _WORDS:
        return AskUnits(ask.which, ask.scope, query, None, heard.section, ask.period, ask.noun)
    if focus.targets:
        return None
    if focus.tasks:
        scope = PlanScope((focus.plans,))
        return AskUnits(ask.which, scope, period=ask.period, noun=ask.noun, tasks=focus.tasks[:1])
    return None if heard.meanings & _OF_LISTS else ask


def _query(heard: Heard, pair: tuple[Cue, Cue]) -> str:
    """The words that tell which task is meant."""
    spans = [(cue.start, cue.end) for cue in pair] + [(mention.start, mention.end) for mention in heard.periods]
    taken = {place for start, end in spans for place in range(start, end)}
    left = heard.words_left(taken)
    fillers = {place for cue in heard.cues if cue.meaning in _USED for place in range(cue.start, cue.end)}
    return left if heard.words_left(taken | fillers) else ""


def _noun(heard: Heard, who: Cue) -> str:
    """The kind of unit that is said: "xã nào"; none of "đơn vị nào" and "ai"."""
    return next((word for word in heard.utterance.words[who.start : who.end] if word in _KINDS), "")
