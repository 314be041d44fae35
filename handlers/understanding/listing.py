"""Questions for lists and counts: told by their marks, unit, section, period and rhythm."""

import re
from dataclasses import replace

from handlers.catalogue import Catalogue, folded_words
from handlers.intents import AskList, ListMode
from handlers.understanding.hear import Heard
from handlers.understanding.periods import PeriodMention
from handlers.understanding.wanted import SHAPES, rhythms_of
from knowledge.types import AssignmentRole, TaskState
from knowledge.units import find_units

_STATES = {
    "state_done": (TaskState.DONE,),
    "state_doing": (TaskState.IN_PROGRESS,),
    "state_blocked": (TaskState.BLOCKED,),
    "state_not_started": (TaskState.NOT_STARTED, TaskState.UNREPORTED),
    "state_unreported": (TaskState.UNREPORTED,),
    "state_unfinished": tuple(state for state in TaskState if state is not TaskState.DONE),
}
_MODES = (
    ("overdue", ListMode.OVERDUE),
    ("missing", ListMode.MISSING),
    ("upcoming", ListMode.UPCOMING),
    ("count", ListMode.COUNT),
    ("list", ListMode.TASKS),
)
# A topic of more words than this describes one task.
_FEW = 2
# Days; a longer period only dates the plan unless it is said to be due.
_LONGEST_PERIOD = 300
_WHEN = frozenset({"when", *SHAPES})
_ONE_TASK = _WHEN | {"who", "lead", "product"}
_OF_LISTS = frozenset(
    {"filler", "mine", "ours", "whole", "named", "coordinate", "lead_weak", "due", "follow", "correct"}
)
_LEVELS = frozenset({"tinh", "huyen", "xa", "phuong", "quan", "tran"})
_UNDATED = "undated"
# Cues whose words may stand in the title of a section.
_IN_TITLES = frozenset(["filler", "content", "first", "second", "third", "last", "more", "yes", "overview", "greeting"])
# Behind these stands what a list is to be about.
_SUBJECT = re.compile(r"(?<!\w)(?:ve|lien quan|linh vuc|mang|chu de|noi dung)(?!\w)")
_AHEAD = re.compile(r"(?<!\w)(?:tuan|thang|quy)(?: \d+| [iv]+)? (?:nay|ni|toi|sau)(?!\w)")
_SECTION_WORD = re.compile(r"(?<!\w)(muc|phan|nhom|mang|linh vuc)(?!\w)")


def recognise_list(heard: Heard, catalogue: Catalogue) -> AskList | None:
    """The list or count of tasks that is asked for, None where one task or something else is meant."""
    mode, states = _mode(heard), _states(heard)
    if mode is None and (_only_marks(heard) or (states and _of_several(heard))):
        mode = ListMode.TASKS
    if mode is None or heard.number or "which_task" in heard.meanings:
        return None
    section, title = _section(heard, catalogue)
    topic = " ".join(word for word in heard.topic().split() if word not in title and word not in _levels(heard))
    periods = [mention.period for mention in heard.periods if _limits(mention, mode, heard)]
    unit = _unit(heard, catalogue, topic)
    if unit is not None and not heard.units and "mine" not in heard.meanings and _is_short_for(topic, unit):
        topic = ""
    marks = (unit, section, periods, heard.rhythms, heard.kinds, states, heard.meanings & {"mine", "whole"})
    marked = any(marks)
    if not _is_list(heard, mode, topic, marked=marked):
        return None
    limited = marked or heard.sought.scope.named or "ours" in heard.meanings
    return AskList(
        mode,
        heard.sought.scope,
        unit=unit,
        by_name_only="named" in heard.meanings,
        role=_role(heard, unit),
        section=section,
        period=periods[0] if periods else None,
        every=rhythms_of(heard),
        kinds=_kinds(heard),
        undated=_UNDATED in {cue.meaning for cue in heard.kinds},
        states=states if mode in (ListMode.TASKS, ListMode.COUNT) else (),
        topic=topic,
        topic_said=_as_typed(heard, topic),
        topic_meant=not limited or bool(_SUBJECT.search(heard.utterance.line)),
    )


def _mode(heard: Heard) -> ListMode | None:
    mode = next((mode for name, mode in _MODES if name in heard.meanings), None)
    # "phải xong" looks ahead unless it is said within which month or quarter of the calendar.
    if "due_weak" in heard.meanings and mode in (None, ListMode.TASKS):
        named = any(not mention.from_now for mention in heard.periods) and not _AHEAD.search(heard.utterance.line)
        return mode if named else ListMode.UPCOMING
    return mode


def _kinds(heard: Heard) -> tuple[str, ...]:
    return tuple(cue.meaning for cue in heard.kinds if not heard.rhythms and cue.meaning != _UNDATED)


def is_bare(listed: AskList) -> bool:
    """Whether nothing limits the list, so that behind another list it is asked of the same tasks."""
    marks = (listed.unit, listed.section, listed.period, listed.every, listed.kinds, listed.states, listed.topic)
    return not any(marks) and not listed.undated and not listed.scope.named


def _only_marks(heard: Heard) -> bool:
    """Whether marks of a list are all that is said: "nhiệm vụ thường xuyên của Sở Tài chính", "việc của tôi"."""
    own = "mine" in heard.meanings and heard.sender.unit
    marks = (own, heard.units, heard.section, heard.periods, heard.rhythms, heard.kinds)
    return any(marks) and not heard.topic() and heard.meanings <= _OF_LISTS


def amended_list(heard: Heard, catalogue: Catalogue, before: AskList) -> AskList | None:
    """The list asked for before with what the message says otherwise; None where it changes nothing."""
    section, title = _section(heard, catalogue)
    topic = " ".join(word for word in heard.topic().split() if word not in title and word not in _levels(heard))
    unit = _unit(heard, catalogue, topic)
    if unit is not None and _is_short_for(topic, unit):
        topic = ""
    periods = [mention.period for mention in heard.periods]
    modes = [mode for mode in (_mode(heard),) if mode is not None]
    changed = replace(
        before,
        mode=modes[0] if modes else before.mode,
        scope=heard.sought.scope if heard.sought.scope.named or heard.years else before.scope,
        unit=None if "whole" in heard.meanings else unit or before.unit,
        role=_changed_role(heard, before),
        section=section or before.section,
        period=periods[0] if periods else before.period if modes[:1] in ([], [before.mode]) else None,
        every=rhythms_of(heard) or before.every,
        kinds=_kinds(heard) or before.kinds,
        undated=before.undated or _UNDATED in {cue.meaning for cue in heard.kinds},
    )
    if unit is not None and changed.role is None:
        changed = replace(changed, role=AssignmentRole.LEAD)
    return changed if changed != before and not topic else None


def _changed_role(heard: Heard, before: AskList) -> AssignmentRole | None:
    if "coordinate" in heard.meanings:
        return AssignmentRole.COORDINATE
    return AssignmentRole.LEAD if heard.meanings & {"lead", "lead_weak"} else before.role


def _states(heard: Heard) -> tuple[TaskState, ...]:
    """How the tasks asked for stand by what was reported of them."""
    return next((states for name, states in _STATES.items() if name in heard.meanings), ())


def _of_several(heard: Heard) -> bool:
    return any(cue.meaning == "several" for cue in heard.progress)


def _is_list(heard: Heard, mode: ListMode, topic: str, *, marked: bool) -> bool:
    """Whether tasks are asked for by their marks, and not one task by what it is about."""
    if mode is ListMode.UPCOMING and heard.meanings & _WHEN and "list" not in heard.meanings:
        return False
    if not topic:
        return True
    if mode in (ListMode.OVERDUE, ListMode.UPCOMING) and "list" in heard.meanings and marked:
        return True
    if len(topic.split()) > _FEW or heard.meanings & _ONE_TASK:
        return False
    if mode is ListMode.OVERDUE:
        return bool(heard.meanings & {"list", "count"})
    return marked or mode is not ListMode.TASKS


def _limits(mention: PeriodMention, mode: ListMode, heard: Heard) -> bool:
    """Whether a period said limits the list: not "đến nay" of what is late, nor a year that only dates the plan."""
    period = mention.period
    if mode is ListMode.OVERDUE and (mention.from_now or period.start == period.end):
        return False
    return (period.end - period.start).days < _LONGEST_PERIOD or bool(heard.meanings & {"due", "upcoming"})


def _as_typed(heard: Heard, topic: str) -> str:
    said, utterance = topic.split(), heard.utterance
    return " ".join(raw for word, raw in zip(utterance.words, utterance.raws, strict=True) if word in said)


def _is_short_for(topic: str, unit: str) -> bool:
    return bool(topic) and set(topic.split()) <= set(folded_words(unit))


def _unit(heard: Heard, catalogue: Catalogue, topic: str) -> str | None:
    """The unit the list is of: the one named, or the sender's own ("bên em", "huyện mình" said in a huyện)."""
    if heard.units:
        return heard.units[0].printed
    short = find_units(f"ben {topic}", catalogue.units, heard.directory.called) if topic else ()
    if short and _is_short_for(topic, short[0].printed):
        return short[0].printed
    own = heard.sender.unit
    if own is None or "whole" in heard.meanings:
        return None
    levels = _LEVELS & {*folded_words(own)} - {*folded_words(heard.sender.organisation or "")}
    return own if "mine" in heard.meanings or levels & {*heard.utterance.words} else None


def _levels(heard: Heard) -> frozenset[str]:
    """The words for levels that stand in the sender's own unit or organisation, and so name nothing else."""
    own = folded_words(f"{heard.sender.unit or ''} {heard.sender.organisation or ''}")
    return _LEVELS & frozenset(own)


def _role(heard: Heard, unit: str | None) -> AssignmentRole | None:
    if unit is None:
        return None
    return AssignmentRole.COORDINATE if "coordinate" in heard.meanings else AssignmentRole.LEAD


def _section(heard: Heard, catalogue: Catalogue) -> tuple[tuple[str, ...], frozenset[str]]:
    """The section named by label, or by words of its title said behind "mục"; and those words."""
    match = _SECTION_WORD.search(heard.utterance.line)
    if heard.section:
        return heard.section, _words_of_title(heard, catalogue)
    if match is None:
        return (), frozenset()
    first = heard.utterance.span(*match.span())[1]
    end = _next_mark(heard, first)
    fillers = {place for cue in heard.cues if cue.meaning == "filler" for place in range(cue.start, cue.end)}
    said = frozenset(heard.utterance.words[first:end])
    needed = frozenset(
        word for place, word in enumerate(heard.utterance.words) if first <= place < end and place not in fillers
    )
    fitting = [
        (len(words - said), line.labels)
        for line in catalogue.sections
        if line.plan_id in heard.sought.scope.first
        and needed <= catalogue.words_above(line) | (words := frozenset(folded_words(line.title)))
        and needed & words
    ]
    fewest = min((over for over, _ in fitting), default=0)
    closest = {labels for over, labels in fitting if over == fewest}
    # One word of a title is enough only where it stands in no other ("phần SIPAS").
    if not fitting or (len(needed) < _FEW and len(closest) > 1):
        return (), frozenset()
    return min(fitting)[1], said | {match[1]}


def _next_mark(heard: Heard, first: int) -> int:
    """Where the title said from the word `first` on ends: at a unit or a cue."""
    cues = (cue for cue in heard.cues if cue.meaning not in _IN_TITLES)
    starts = [mark.start for marks in (heard.units, cues, heard.periods, heard.years) for mark in marks]
    starts += [start for start, _ in heard.sought.spans]
    return min((start for start in starts if start >= first), default=len(heard.utterance.words))


def _words_of_title(heard: Heard, catalogue: Catalogue) -> frozenset[str]:
    """The words of the title of the section named by its label, which may be said beside it."""
    return frozenset(
        word
        for line in catalogue.sections
        if line.plan_id in heard.sought.scope.first and line.labels[-len(heard.section) :] == heard.section
        for word in folded_words(line.title)
    )
