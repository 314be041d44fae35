"""From what was heard to what is asked."""

from collections.abc import Iterator

from handlers.catalogue import Catalogue, folded_words
from handlers.focus import Focus
from handlers.intents import (
    AskDocument,
    AskFact,
    AskList,
    AskMore,
    AskPassage,
    AskTarget,
    Courtesy,
    DocumentField,
    Field,
    Intent,
    ListMode,
    NotUnderstood,
    PlanScope,
    SmallTalk,
    Unmatched,
)
from handlers.understanding.hear import Heard
from knowledge.deadlines.types import Every
from knowledge.types import AssignmentRole

_TOO_LONG = 150
_STRONG = {"lead": Field.LEAD, "when": Field.DEADLINE, "product": Field.PRODUCT}
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


def recognise(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent:
    """What the message asks; a value of its own where nothing is understood."""
    if not heard.utterance.words:
        return NotUnderstood(Unmatched.EMPTY)
    if len(heard.utterance.words) > _TOO_LONG:
        return NotUnderstood(Unmatched.TOO_LONG)
    for candidate in (_small_talk, _document, _list, _followed, _target, _fact):
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
    titles = {word for plan in catalogue.plans for word in folded_words(plan.title)}
    unexplained = set(heard.topic().split()) - titles - _DOCUMENT_NOUNS
    if unexplained:
        return None
    if "when" in heard.meanings and DocumentField.ISSUED not in fields:
        fields = (*fields, DocumentField.ISSUED)
    return AskDocument(fields, heard.sought.scope)


def _list(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    mode = next((mode for name, mode in _LISTS if name in heard.meanings), None)
    if mode is None or heard.number or heard.meanings & {"which_task"}:
        return None
    topic, section = heard.topic(), heard.section or _section_by_title(heard, catalogue)
    if heard.section != section:
        topic = ""
    marked = bool(
        heard.units or section or heard.periods or heard.rhythms or heard.kinds or heard.meanings & {"mine", "whole"}
    )
    if mode is ListMode.OVERDUE and "list" not in heard.meanings and topic:
        return None
    if len(topic.split()) > _FEW:
        return None
    if mode is ListMode.TASKS and topic and not marked:
        return None
    return AskList(
        mode,
        heard.sought.scope,
        unit=_unit(heard),
        by_name_only="named" in heard.meanings,
        role=_role(heard),
        section=section,
        period=heard.periods[0].period if heard.periods else None,
        every=tuple(Every(cue.meaning) for cue in heard.rhythms),
        kinds=tuple(cue.meaning for cue in heard.kinds if not heard.rhythms),
        topic=topic,
    )


def _unit(heard: Heard) -> str | None:
    if heard.units:
        return heard.units[0].printed
    return heard.sender.unit if "mine" in heard.meanings and not _says_organisation(heard) else None


def _says_organisation(heard: Heard) -> bool:
    return bool(heard.meanings & {"whole"})


def _role(heard: Heard) -> AssignmentRole | None:
    if not heard.units and "mine" not in heard.meanings:
        return None
    return AssignmentRole.COORDINATE if "coordinate" in heard.meanings else AssignmentRole.LEAD


def _section_by_title(heard: Heard, catalogue: Catalogue) -> tuple[str, ...]:
    """The section whose title holds all the words said behind "mục"."""
    line = heard.utterance.line
    for opening in ("muc ", "phan ", "nhom "):
        if opening not in line:
            continue
        said = set(heard.topic().split()) - {opening.strip()}
        for section in catalogue.sections:
            if (
                len(said) >= _FEW
                and section.plan_id in heard.sought.scope.first
                and said <= set(folded_words(section.title))
            ):
                return section.labels
    return ()


def _fields(heard: Heard) -> Iterator[Field]:
    meanings = heard.meanings
    if "coordinate" in meanings and ("who" in meanings or not meanings & _STRONG.keys()):
        if "lead" in meanings:
            yield Field.LEAD
        yield Field.COORDINATOR
    else:
        yield from (field for name, field in _STRONG.items() if name in meanings)
        if "who" in meanings and not meanings & {"lead", "signer", "recipient"}:
            yield Field.LEAD
    if "coordinate" in meanings and "when" in meanings:
        yield Field.DEADLINE
    if "which_task" in meanings:
        yield Field.OVERVIEW


def _asked_fields(heard: Heard) -> tuple[Field, ...]:
    strong = tuple(dict.fromkeys(_fields(heard)))
    weak = tuple(field for name, field in _WEAK.items() if name in heard.meanings)
    if heard.meanings & {"overview", "which_task"} and not strong:
        return (Field.OVERVIEW,)
    return strong or weak


def _used(heard: Heard, fields: tuple[Field, ...]) -> frozenset[str]:
    names = {name for name, field in (*_STRONG.items(), *_WEAK.items()) if field in fields}
    if Field.COORDINATOR in fields:
        names.add("coordinate")
    return frozenset(names | {"which_task", "overview", "recipient", "signer", "list"})


def _followed(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """A message that only makes sense after the one before: "thế còn hạn?", "còn nhiệm vụ 6?", "mục VI nhé"."""
    fields = _asked_fields(heard)
    topic = heard.topic()
    scope = PlanScope((focus.plans,), named=True) if focus.plans else heard.sought.scope
    if heard.number and not fields and focus.fields:
        return AskFact(
            focus.fields,
            scope,
            number=heard.number.number,
            section=heard.number.section or heard.section or focus.section,
        )
    if focus.task_id is not None and not topic and not heard.number and fields and not heard.section:
        return AskFact(fields, scope, task_id=focus.task_id)
    if focus.intent == "target" and topic and not fields and "follow" in heard.meanings and "how" in heard.meanings:
        return AskTarget(scope, heard.query(()))
    return None


def _target(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    if heard.target_number:
        return AskTarget(heard.sought.scope, number=heard.target_number.number)
    if "howmuch" not in heard.meanings or heard.number:
        return None
    return AskTarget(heard.sought.scope, heard.query(("howmuch",)))


def _fact(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    fields = _asked_fields(heard)
    units = tuple(mention.key for mention in heard.units)
    if heard.number:
        section = heard.number.section or heard.section
        return AskFact(
            fields or (Field.OVERVIEW,), heard.sought.scope, number=heard.number.number, section=section, units=units
        )
    query = heard.query(_used(heard, fields))
    if not heard.topic():
        return None
    if heard.meanings & _PROSE:
        return AskPassage(heard.sought.scope, heard.query({"overview", "when"}))
    return AskFact(fields or (Field.OVERVIEW,), heard.sought.scope, query=query, section=heard.section, units=units)
