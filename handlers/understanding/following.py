"""A message that only has a meaning after the one before: "thế còn hạn?", "còn Sở Nội vụ?", "không, ý tôi là nv 6"."""

from dataclasses import replace

from handlers.catalogue import Catalogue
from handlers.focus import Focus
from handlers.intents import AskFact, AskList, AskPassage, AskReading, AskTarget, Field, Intent, Question, Thread
from handlers.scope import PlanScope
from handlers.understanding.hear import Heard
from handlers.understanding.listing import amended_list
from handlers.understanding.wanted import asked_fields, strongly_asked
from knowledge.units import Level, level_of

_ORDINALS = {"first": 0, "second": 1, "third": 2, "last": -1}
_OF_LISTS = frozenset({"list", "count", "overdue", "upcoming", "missing"})
_FIGURES = frozenset({"howmuch", "howmuch_weak", "count_targets"})
# Where nothing was told, weak words ("kết quả", "tiến độ") only say more of what was asked.
_UNSETTLED = frozenset({"", "clarify"})
_TYING = frozenset({"follow", "correct"})
_LEVELS = {"tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "phuong": Level.COMMUNE, "xa": Level.COMMUNE}
# "còn cấp huyện?" says no other subject, only for whom.
_OF_LEVELS = frozenset({"cap", "so", "nganh", "thon", "to", *_LEVELS})
# A topic of so few words only changes what was asked before ("còn cấp xã?").
_FEW = 3


def followed(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """What the message asks of what the talk is about, None where it stands for itself."""
    return (
        _same_again(heard, focus)
        or _of_the_list(heard, focus)
        or _by_number(heard, focus)
        or _of_the_task(heard, focus)
        or _of_what_was_sought(heard, focus)
        or _changed(heard, catalogue, focus)
    )


def is_tied(heard: Heard) -> bool:
    """Whether the wording ties the message to the one before."""
    return bool(heard.meanings & _TYING)


def _same_again(heard: Heard, focus: Focus) -> Intent | None:
    return focus.asked.question if "again" in heard.meanings and not heard.topic() and not heard.number else None


def _of_the_list(heard: Heard, focus: Focus) -> Intent | None:
    """One of the tasks listed last: "cái thứ 2", "việc cuối hạn khi nào"."""
    shown = focus.listed[focus.opened : focus.shown]
    place = next((place for name, place in _ORDINALS.items() if name in heard.meanings), None)
    if place is None or heard.topic() or not -len(shown) <= place < len(shown):
        return None
    return AskFact(asked_fields(heard) or (Field.OVERVIEW,), PlanScope((focus.plans,)), tasks=(shown[place],))


def _by_number(heard: Heard, focus: Focus) -> Intent | None:
    """Another task by its number alone: "còn nhiệm vụ 6?", "thế 7?"."""
    if not focus.fields or asked_fields(heard):
        return None
    scope = PlanScope((focus.plans,), named=True) if focus.plans and not _names_plan(heard) else heard.sought.scope
    if heard.number:
        section = heard.number.section or heard.section
        return AskFact(focus.fields, scope, number=heard.number.number, section=section, near=focus.section)
    if is_tied(heard) and heard.topic().isdigit():
        return AskFact(focus.fields, scope, number=heard.topic(), near=focus.section)
    return None


def _of_the_task(heard: Heard, focus: Focus) -> Intent | None:
    """Another fact, or another unit's part, of the task told last."""
    fields = asked_fields(heard)
    if not focus.tasks or _says_more(heard) or heard.number or heard.section or heard.meanings & _OF_LISTS:
        return None
    if heard.units and (is_tied(heard) or fields):
        asked = fields or focus.fields or (Field.OVERVIEW,)
        return AskFact(asked, heard.sought.scope, tasks=focus.tasks, unit=heard.units[0].printed)
    if fields:
        return AskFact(fields, heard.sought.scope, tasks=focus.tasks)
    return None


def _says_more(heard: Heard) -> bool:
    """Whether something new is named, and not only words in which people ask ("cuối cùng phải ra được")."""
    left = heard.topic().split()
    return len(left) > _FEW or any(word not in heard.asking for word in left)


def _of_what_was_sought(heard: Heard, focus: Focus) -> Intent | None:
    """A fact of what was asked for before without a task being told."""
    fields, query = asked_fields(heard), query_of(focus)
    if focus.tasks or not fields or not query or heard.topic() or heard.number or heard.section or heard.units:
        return None
    return AskFact(fields, heard.sought.scope, query=query)


def in_talk(intent: Intent, heard: Heard, focus: Focus) -> Intent:
    """A question in words together with what the talk was about; what it leaves unsaid is asked as before."""
    question = focus.asked.question
    if not isinstance(intent, AskFact | AskTarget | AskPassage) or question is None or _names_plan(heard):
        return intent
    if question.scope.named and intent.query:
        # Which plan was named before is still meant first.
        intent = replace(intent, scope=PlanScope((*question.scope.tiers, *intent.scope.tiers)))
    if isinstance(intent, AskPassage) or not intent.query:
        return intent
    # The same words again ask for the same choice again.
    thread = Thread(query_of(focus), focus.tasks) if intent.query != query_of(focus) else Thread()
    left = not asked_fields(heard) or (focus.intent in _UNSETTLED and not strongly_asked(heard))
    if isinstance(intent, AskFact) and isinstance(question, AskFact) and left:
        return replace(intent, fields=question.fields, thread=thread)
    return replace(intent, thread=thread)


def query_of(focus: Focus) -> str:
    """The words of the question asked last, "" where it was asked by number or by marks."""
    question = focus.asked.question
    return question.query if isinstance(question, AskFact | AskTarget | AskPassage) else ""


def _changed(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """The question asked last with another unit, role, period, section, plan or subject."""
    question = focus.asked.question
    of_a_figure = isinstance(question, AskTarget) and len(heard.topic().split()) <= _FEW and not asked_fields(heard)
    if question is None or heard.number or not (is_tied(heard) or _only_marks(heard) or of_a_figure):
        return None
    if isinstance(question, AskList):
        return amended_list(heard, catalogue, question)
    scope = _other_plan(heard, catalogue)
    if scope is not None:
        return _in_plan(question, scope)
    return _of_other_subject(heard, question, focus) if heard.topic() and not heard.meanings & _FIGURES else None


def _only_marks(heard: Heard) -> bool:
    """Whether nothing is said but by whom or by when: "Sở Nội vụ", "quý III"."""
    return (
        not heard.topic()
        and not asked_fields(heard)
        and bool(heard.units or heard.periods or "whole" in heard.meanings)
    )


def _names_plan(heard: Heard) -> bool:
    return heard.sought.scope.named or bool(heard.years)


def _other_plan(heard: Heard, catalogue: Catalogue) -> PlanScope | None:
    """The plan that is named and nothing else: "còn Quảng Bình?", "thế năm 2023?", "ý tôi là phường"."""
    words = heard.topic().split()
    if not words:
        return heard.sought.scope if _names_plan(heard) else None
    level = _LEVELS.get(words[-1]) if len(words) == 1 else None
    plans = tuple(plan.id for plan in catalogue.plans if level and plan.issuer and level_of(plan.issuer) is level)
    return PlanScope((plans,), named=True) if plans else None


def _in_plan(question: Question, scope: PlanScope) -> Intent | None:
    match question:
        case AskFact(tasks=(_, *_)) | AskTarget(target_id=int()) | AskReading(target_id=int()):
            return None  # a row that was chosen stands in its own plan only
        case _:
            return replace(question, scope=scope)


def _of_other_subject(heard: Heard, question: Question, focus: Focus) -> Intent | None:
    """The same thing asked of another subject, all of it said or only what differs: "còn cấp xã?"."""
    said = heard.query(())
    few = len(heard.topic().split()) <= _FEW
    match question:
        case AskTarget(query=query):
            if not (few and query):
                return AskTarget(heard.sought.scope, said)
            return AskTarget(heard.sought.scope, query, but=focus.targets, instead=heard.topic())
        case AskFact(fields=fields, query=query) if not asked_fields(heard):
            of_a_level = query and set(heard.topic().split()) <= _OF_LEVELS
            return AskFact(fields, heard.sought.scope, query=f"{said} {query}" if of_a_level else said)
        case _:
            return None
