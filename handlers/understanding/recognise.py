"""From what was heard to what is asked."""

import re
from collections.abc import Iterator
from operator import itemgetter

from handlers.catalogue import Catalogue, folded_words
from handlers.focus import Focus
from handlers.intents import (
    AskDocument,
    AskFact,
    AskList,
    AskMore,
    AskPassage,
    AskTarget,
    AskTargets,
    Courtesy,
    DocumentField,
    Field,
    Intent,
    ListMode,
    NotUnderstood,
    PlanScope,
    Shape,
    SmallTalk,
    Unmatched,
)
from handlers.understanding.hear import Heard
from handlers.understanding.periods import PeriodMention
from knowledge.deadlines.types import Every
from knowledge.importing.draft import Comparator
from knowledge.types import AssignmentRole

_TOO_LONG = 150
_SHAPES = {f"when_{shape.value}": shape for shape in Shape}
_STRONG = {"lead": Field.LEAD, "when": Field.DEADLINE, "due": Field.DEADLINE, "product": Field.PRODUCT} | dict.fromkeys(
    _SHAPES, Field.DEADLINE
)
_WEAK = {"lead_weak": Field.LEAD, "when_weak": Field.DEADLINE, "product_weak": Field.PRODUCT}
_DOCUMENT = {
    "signer": DocumentField.SIGNER,
    "number_of": DocumentField.NUMBER,
    "issued": DocumentField.ISSUED,
    "issuer": DocumentField.ISSUER,
}
_DOCUMENT_NOUNS = frozenset(
    ["quyet", "dinh", "ke", "hoach", "van", "ban", "nam", "hanh", "ngay", "cong", "tac", "phuong", "tinh", "xa"]
)
_PROSE = frozenset({"basis", "recipient", "goal", "conflict"})
_LISTS = (
    ("count", ListMode.COUNT),
    ("overdue", ListMode.OVERDUE),
    ("upcoming", ListMode.UPCOMING),
    ("list", ListMode.TASKS),
)
_COURTESIES = {name: Courtesy(name) for name in ("greeting", "thanks", "help", "cancel")}
_FEW = 2
_LONGEST_PERIOD = 300
_ASKING = (
    _PROSE
    | _STRONG.keys()
    | {"who", "howmuch", "count_targets", "list", "count", "status", "overview", "which_task", "upcoming"}
)
    _PROSE
    | _STRONG.keys()
    | {"who", "howmuch", "count_targets", "list", "count", "status", "overview", "which_task", "upcoming"}
)
_WHEN = frozenset({"when", *_SHAPES})
_ONE_TASK = _WHEN | {"who", "lead", "product"}
_COMPARATORS = {
    "at_least": (Comparator.AT_LEAST, Comparator.MORE),
    "at_most": (Comparator.AT_MOST, Comparator.LESS),
}
# "tối đa bao lâu" asks for a figure, "bao lâu" alone for a deadline.
_FIGURE = frozenset({"howmuch", "count_targets"})
_MEASURE = re.compile(r"(?<!\w)(?:may|bao nhieu) (%|phan tram|[a-z]+)")
_PERCENT = re.compile(r"(?<![\w,.])\d+(?:[.,]\d+)? ?(?:%|phan tram)")
_SECTION_WORD = re.compile(r"(?<!\w)(muc|phan|nhom|mang|linh vuc)(?!\w)")


def recognise(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent:
    """What the message asks; a value of its own where nothing is understood."""
    if not heard.utterance.words:
        return NotUnderstood(Unmatched.EMPTY)
    if len(heard.utterance.words) > _TOO_LONG:
        return NotUnderstood(Unmatched.TOO_LONG)
    for candidate in (_small_talk, _reported, _document, _list, _followed, _target, _fact):
        intent = candidate(heard, catalogue, focus)
        if intent is not None:
            return intent
    return NotUnderstood(Unmatched.NOTHING_ASKED)


def _small_talk(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    if heard.topic() or heard.number:
        return None
    if "more" in heard.meanings and focus.listed and not heard.units:
        return AskMore()
    return next((SmallTalk(value) for name, value in _COURTESIES.items() if name in heard.meanings), None)


def _document(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    fields = tuple(field for name, field in _DOCUMENT.items() if name in heard.meanings)
    if not fields or heard.number or not _DOCUMENT_NOUNS & set(heard.utterance.words):
        return None
    unexplained = set(heard.topic().split()) - catalogue.naming_words - _DOCUMENT_NOUNS
    if unexplained:
        return None
    if heard.meanings & {"when", "when_day"} and DocumentField.ISSUED not in fields:
        fields = (*fields, DocumentField.ISSUED)
    return AskDocument(fields, heard.sought.scope)


def _list(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    mode = next((mode for name, mode in _LISTS if name in heard.meanings), None)
    if mode is None or heard.number or "which_task" in heard.meanings:
        return None
    section, title = _section(heard, catalogue)
    topic = " ".join(word for word in heard.topic().split() if word not in title)
    periods = [mention.period for mention in heard.periods if _limits(mention, mode, heard)]
    marks = (heard.units, section, periods, heard.rhythms, heard.kinds, heard.meanings & {"mine", "whole"})
    if not _is_list(heard, mode, topic, marked=any(marks)):
        return None
    return AskList(
        mode,
        heard.sought.scope,
        unit=_unit(heard),
        by_name_only="named" in heard.meanings,
        role=_role(heard),
        section=section,
        period=periods[0] if periods else None,
        every=_every(heard),
        kinds=tuple(cue.meaning for cue in heard.kinds if not heard.rhythms),
        topic=topic,
    )


def _is_list(heard: Heard, mode: ListMode, topic: str, *, marked: bool) -> bool:
    """Whether tasks are asked for by their marks, and not one task by what it is about."""
    if mode is ListMode.UPCOMING and heard.meanings & _WHEN and "list" not in heard.meanings:
        return False
    if not topic:
        return True
    if len(topic.split()) > _FEW or heard.meanings & _ONE_TASK:
        return False
    if mode is ListMode.OVERDUE:
        return "list" in heard.meanings
    return marked or mode is not ListMode.TASKS


def _limits(mention: PeriodMention, mode: ListMode, heard: Heard) -> bool:
    """Whether a period said limits the list: not "đến nay" of what is late, nor a year that only dates the plan."""
    period = mention.period
    if mode is ListMode.OVERDUE and (mention.from_now or period.start == period.end):
        return False
    return (period.end - period.start).days < _LONGEST_PERIOD or bool(heard.meanings & {"due", "upcoming"})


def _unit(heard: Heard) -> str | None:
    if heard.units:
        return heard.units[0].printed
    return heard.sender.unit if "mine" in heard.meanings and "whole" not in heard.meanings else None


def _role(heard: Heard) -> AssignmentRole | None:
    if _unit(heard) is None:
        return None
    return AssignmentRole.COORDINATE if "coordinate" in heard.meanings else AssignmentRole.LEAD


def _section(heard: Heard, catalogue: Catalogue) -> tuple[tuple[str, ...], frozenset[str]]:
    """The section named by label, or by words of its title said behind "mục"; and those words."""
    match = _SECTION_WORD.search(heard.utterance.line)
    if heard.section or match is None:
        return heard.section, frozenset()
    first = heard.utterance.span(*match.span())[1]
    end = _next_mark(heard, first)
    fillers = {cue.start for cue in heard.cues if cue.meaning == "filler"}
    said = frozenset(heard.utterance.words[first:end])
    needed = frozenset(
        word for place, word in enumerate(heard.utterance.words) if first <= place < end and place not in fillers
    )
    titles = [
        (set(folded_words(line.title)), line) for line in catalogue.sections if line.plan_id in heard.sought.scope.first
    ]
    fitting = [(len(title - said), line) for title, line in titles if len(needed) >= _FEW and needed <= title]
    if not fitting:
        return (), frozenset()
    return min(fitting, key=itemgetter(0))[1].labels, said | {match[1]}


def _next_mark(heard: Heard, first: int) -> int:
    """Where the title said from the word `first` on ends: at a unit or a cue."""
    units = (unit.start for unit in heard.units)
    cues = (cue.start for cue in heard.cues if cue.meaning != "filler")
    return min((start for start in (*units, *cues) if start >= first), default=len(heard.utterance.words))


def _fields(heard: Heard) -> Iterator[Field]:
    meanings = heard.meanings
    yield from (field for name, field in _STRONG.items() if name in meanings)
    if "coordinate" in meanings and ("who" in meanings or not meanings & _STRONG.keys()):
        yield Field.COORDINATOR
    elif "who" in meanings and not meanings & {"signer", "recipient"}:
        yield Field.LEAD
    if "which_task" in meanings:
        yield Field.OVERVIEW


def _asked_fields(heard: Heard) -> tuple[Field, ...]:
    strong = tuple(dict.fromkeys(_fields(heard)))
    weak = tuple(field for name, field in _WEAK.items() if name in heard.meanings)
    if heard.meanings & {"overview", "which_task"} and not strong:
        return (Field.OVERVIEW,)
    return strong or weak


def _used(heard: Heard, fields: tuple[Field, ...]) -> frozenset[str]:
    said = _STRONG if heard.meanings & _STRONG.keys() else _WEAK
    names = {name for name, field in said.items() if field in fields}
    if Field.COORDINATOR in fields:
        names.add("coordinate")
    return frozenset(names | {"which_task", "overview", "recipient", "signer", "list"})


def _followed(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """A message that only makes sense after the one before: "thế còn hạn?", "còn nhiệm vụ 6?", "mục VI nhé"."""
    fields = _asked_fields(heard)
    topic = heard.topic()
    scope = PlanScope((focus.plans,), named=True) if focus.plans else heard.sought.scope
    if heard.number and not fields and focus.fields:
        section = heard.number.section or heard.section
        return AskFact(focus.fields, scope, number=heard.number.number, section=section, near=focus.section)
    if "follow" in heard.meanings and topic.isdigit() and focus.fields:
        return AskFact(focus.fields, scope, number=topic, near=focus.section)
    if focus.tasks and not topic and not heard.number and fields and not heard.section:
        return AskFact(fields, scope, tasks=focus.tasks)
    if focus.intent == "target" and topic and not fields and "follow" in heard.meanings and "how" in heard.meanings:
        return AskTarget(scope, heard.query(()))
    return None


def _every(heard: Heard) -> tuple[Every, ...]:
    return tuple(Every(cue.meaning) for cue in heard.rhythms)


def _reported(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """A statement of what was done or reached, which asks nothing."""
    stated = "progress" in heard.meanings or _PERCENT.search(heard.utterance.line)
    asks = heard.meanings & _ASKING or heard.utterance.text.endswith("?")
    return NotUnderstood(Unmatched.REPORT) if stated and not asks else None


def _target(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    scope = heard.sought.scope
    if heard.target_number:
        return AskTarget(scope, number=heard.target_number.number)
    if "count_targets" in heard.meanings and not heard.topic():
        return AskTargets(scope)
    if not heard.meanings & _FIGURE or heard.number:
        return None
    comparators = [comparator for name, pair in _COMPARATORS.items() if name in heard.meanings for comparator in pair]
    asked = _MEASURE.search(heard.utterance.line)
    query = heard.query({"howmuch", "count_targets", *_COMPARATORS})
    return AskTarget(scope, query, comparators=tuple(comparators), measure=asked[1] if asked else "")


def _fact(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    fields = _asked_fields(heard)
    scope = heard.sought.scope
    if heard.number:
        section = heard.number.section or heard.section
        return AskFact(fields or (Field.OVERVIEW,), scope, number=heard.number.number, section=section)
    query = heard.query(_used(heard, fields))
    if heard.section and heard.section[-1][0].isdigit():
        return AskFact(fields or (Field.OVERVIEW,), scope, number=heard.section[-1], section=heard.section[:-1])
    if not heard.topic():
        return None
    if heard.meanings & _PROSE:
        return AskPassage(scope, heard.query({"overview", "when", "when_day"}))
    return AskFact(
        fields or (Field.OVERVIEW,),
        scope,
        query=query,
        section=heard.section,
        shape=next((shape for name, shape in _SHAPES.items() if name in heard.meanings), None),
        every=_every(heard),
    )
