"""From what was heard to what is asked."""

import re
from dataclasses import replace

from handlers.catalogue import Catalogue
from handlers.focus import Focus
from handlers.intents import (
    AskDocument,
    AskFact,
    AskLetter,
    AskMore,
    AskPassage,
    AskTarget,
    AskTargets,
    Courtesy,
    DocumentField,
    Field,
    Intent,
    LetterPart,
    NotUnderstood,
    SmallTalk,
    Unmatched,
)
from handlers.scope import PlanScope
from handlers.tells import ChangePending, TellProgress
from handlers.understanding.following import followed, in_talk, is_tied
from handlers.understanding.hear import Heard
from handlers.understanding.listing import is_bare, recognise_list
from handlers.understanding.progress import read_change, read_reports
from handlers.understanding.readings import read_reading
from handlers.understanding.reporters import read_units_asked
from handlers.understanding.target_rules import read_rule
from handlers.understanding.told import Told
from handlers.understanding.wanted import STRONG, asked_fields, rhythms_of, shape_of, strongly_asked, used_cues
from handlers.understanding.which_plan import sought_plans
from knowledge.importing.draft import Comparator
from knowledge.types import PlanLine

_DOCUMENT = {
    "signer": DocumentField.SIGNER,
    "number_of": DocumentField.NUMBER,
    "issued": DocumentField.ISSUED,
    "issuer": DocumentField.ISSUER,
}
_DOCUMENT_NOUNS = frozenset(
    ["quyet", "dinh", "ke", "hoach", "van", "ban", "nam", "hanh", "ngay", "cong", "tac", "phuong", "tinh", "xa"]
)
_PARTS = {part.value: part for part in LetterPart}
_PROSE = frozenset(_PARTS)
# With these a part of the document is not asked for as a whole.
_OF_TASKS = frozenset({"lead", "product", "overdue", "upcoming", "status", "count", "howmuch", "number_of"})
# A report was shown that waits for a yes, or for the task it is of.
_WAITING = frozenset({"report", "clarify"})
_COURTESIES = {name: Courtesy(name) for name in ("greeting", "thanks", "help", "cancel")}
_ASKING = (
    _PROSE
    | STRONG.keys()
    | {"who", "howmuch", "count_targets", "list", "count", "status", "overview", "which_task", "upcoming"}
)
_COMPARATORS = {
    "at_least": (Comparator.AT_LEAST, Comparator.MORE),
    "at_most": (Comparator.AT_MOST, Comparator.LESS),
}
# "tối đa bao lâu" asks for a figure, "bao lâu" alone for a deadline.
_FIGURE = frozenset({"howmuch", "count_targets"})
_OF_ALL = re.compile(r"(?<!\w)(?:ke hoach|tat ca|toan bo|ca thay|toan|ca)(?!\w)")
# What only a report tells; "đã cấp" may as well say which row is meant.
_TOLD = re.compile(
    r"(?<![\w,.])(?:\d+(?:[.,]\d+)? ?(?:%|phan tram)|\d+/|xong|hom (?:qua|nay|kia)|vuong"
    r"|dang (?:lam|man|trien khai|thuc hien|ket|cho)|chua (?:lam|man|trien khai|thuc hien|bat dau))"
)
_COUNTED = frozenset({"%", "tram", "diem", "phut", "lan", "bac"})
_MEASURE = re.compile(r"(?<!\w)(?:may|bao nhieu) (%|phan tram|[a-z]+)")
_PLAN_OF_YEAR = re.compile(
    r"(?<!\w)ke hoach (?:(?:cua )?(?:tinh|xa|phuong|huyen) )?(?:minh )?nam (?P<year>20\d\d)(?!\d)"
)
_PERIOD = re.compile(r"(?P<first>20\d\d) ?[-–—] ?(?P<last>20\d\d)")
_WORD = re.compile(r"[a-z]{2}")


def recognise(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent:
    """What the message asks; a value of its own where nothing is understood."""
    if not heard.utterance.words:
        return NotUnderstood(Unmatched.EMPTY)
    told = (_small_talk, _refused, _units_asked, _ruled, _reported, _read)
    for candidate in (*told, _document, _letter, _tied, _listed, followed, _target, _fact):
        intent = candidate(heard, catalogue, focus)
        if intent is not None:
            return _of_progress(heard, in_talk(intent, heard, focus))
    return NotUnderstood(Unmatched.NOTHING_ASKED)


def _of_progress(heard: Heard, intent: Intent) -> Intent:
    """The intent, with what was reported asked for where the wording asks that of a task."""
    if not isinstance(intent, AskFact):
        return intent
    # In the column "Tiến độ" plans tell when a task is due: of a task told in words both may be meant.
    status = "status" in heard.meanings or ("standing" in heard.meanings and not intent.query)
    return replace(intent, status=status, history="history" in heard.meanings)


def _small_talk(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    if heard.topic() or heard.number or heard.units or heard.meanings & _ASKING:
        return None
    if "more" in heard.meanings and (focus.listed or focus.asked.units):
        return AskMore()
    return next((SmallTalk(value) for name, value in _COURTESIES.items() if name in heard.meanings), None)


def _refused(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """What can't be done, or can't be told apart, and so is not guessed at."""
    # A task may itself be called "Bổ sung nhiệm vụ …".
    if "command" in heard.meanings and not heard.meanings & _ASKING and (heard.number or not heard.topic()):
        return NotUnderstood(Unmatched.COMMAND)
    if "negation" in heard.meanings and heard.meanings & {"list", "count"}:
        return NotUnderstood(Unmatched.NEGATION)
    named = _PLAN_OF_YEAR.search(heard.utterance.line)
    if named and not any(_may_be_of(plan, int(named["year"])) for plan in catalogue.plans):
        return NotUnderstood(Unmatched.NO_YEAR)
    return None


def _may_be_of(plan: PlanLine, year: int) -> bool:
    """Whether a plan is of a year, of a period that holds it, or of no year that is known."""
    periods = ((int(match["first"]), int(match["last"])) for match in _PERIOD.finditer(plan.title or ""))
    return plan.plan_year in (None, year) or any(first <= year <= last for first, last in periods)


def _document(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    fields = tuple(field for name, field in _DOCUMENT.items() if name in heard.meanings)
    left = not heard.topic() and (not focus.tasks or "signer" in heard.meanings)
    names_it = _DOCUMENT_NOUNS & set(heard.utterance.words) or left
    if not fields or heard.number or not names_it:
        return None
    unexplained = set(heard.topic().split()) - catalogue.naming_words - _DOCUMENT_NOUNS
    if unexplained:
        return None
    if heard.meanings & {"when", "when_day"} and DocumentField.ISSUED not in fields:
        fields = (*fields, DocumentField.ISSUED)
    return AskDocument(fields, _plan_talked_of(heard, focus))


def _plan_talked_of(heard: Heard, focus: Focus) -> PlanScope:
    """The plan the talk is about where the message names none: "ai ký?"."""
    named = heard.sought.scope.named or heard.years or not focus.plans
    return heard.sought.scope if named else PlanScope((focus.plans,))


def _letter(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """A part of the document as a whole: no more is said than what it is called."""
    part = next((part for name, part in _PARTS.items() if name in heard.meanings), None)
    tied_to_task = focus.tasks and part is not LetterPart.CONFLICT and not _DOCUMENT_NOUNS & set(heard.utterance.words)
    if part is None or heard.number or heard.units or tied_to_task or heard.meanings & _OF_TASKS:
        return None
    if set(heard.topic().split()) - _DOCUMENT_NOUNS:
        return None
    cue = next(cue for cue in heard.cues if cue.meaning == part.value)
    return AskLetter(part, _plan_talked_of(heard, focus), " ".join(heard.utterance.words[cue.start : cue.end]))


def _listed(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    listed = recognise_list(heard, catalogue)
    before = focus.asked.list
    if listed is None or before is None or not is_bare(listed) or _OF_ALL.search(heard.utterance.line):
        return listed
    return replace(before, mode=listed.mode)


def _tied(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    return followed(heard, catalogue, focus) if is_tied(heard) else None


def _scope_of_report(heard: Heard, catalogue: Catalogue) -> PlanScope:
    """Where the task reported on is looked for: a document that proves it done names no plan."""
    told = Told(heard)
    if not told.evidence:
        return heard.sought.scope
    return sought_plans(told.without_evidence(), catalogue, heard.organisations, heard.today).scope


def _reported(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    """A statement of what was done or reached, which asks nothing."""
    scope = _scope_of_report(heard, catalogue)
    if focus.pending and focus.intent in _WAITING:
        change = read_change(heard, anything=focus.editing or focus.intent == "clarify")
        if change is not None:
            return ChangePending(focus.pending, change, scope)
    if focus.intent == "confirmed" and focus.pending and (focus.tasks or focus.targets):
        more = read_change(heard, anything=False)
        # How far it is by now is a report of its own; a document, a day or an obstacle goes with the one made just now.
        if more is not None and more.status is None and more.percent is None and more.figure is None:
            return ChangePending(focus.pending, replace(more, adds=True), scope)
    if _only_refines(heard, focus):
        return None
    reports = read_reports(heard)
    return TellProgress(reports, scope) if reports else None


def _ruled(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    return read_rule(heard)


def _read(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    return read_reading(heard, focus)


def _units_asked(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    return read_units_asked(heard, focus)


def _only_refines(heard: Heard, focus: Focus) -> bool:
    """Whether a statement only says more of what was asked ("ý là kết quả đã cấp"): no figure, day or hindrance."""
    left_open = focus.asked.question is not None and (is_tied(heard) or focus.intent == "clarify")
    return left_open and not focus.pending and not heard.number and not _TOLD.search(heard.utterance.line)


def _target(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    scope = heard.sought.scope
    if heard.target_number:
        return AskTarget(scope, number=heard.target_number.number)
    if "count_targets" in heard.meanings and not heard.topic():
        return AskTargets(scope, heard.units[0].printed if heard.units else None)
    if heard.utterance.line.startswith("chi tieu") and heard.units and not heard.topic():
        return AskTargets(scope, heard.units[0].printed)
    if strongly_asked(heard) and not _asks_how_many(heard):
        return None
    weakly = "howmuch_weak" in heard.meanings and not asked_fields(heard) and not heard.meanings & _PROSE
    if not (heard.meanings & _FIGURE or weakly) or heard.number:
        return None
    comparators = [comparator for name, pair in _COMPARATORS.items() if name in heard.meanings for comparator in pair]
    asked = _MEASURE.search(heard.utterance.line)
    # Beside "bao nhiêu" a bare "may" is a machine.
    query = heard.query({*(heard.meanings & {"howmuch"} or {"howmuch_weak"}), "count_targets", *_COMPARATORS})
    return AskTarget(scope, query, comparators=tuple(comparators), measure=asked[1] if asked else "")


def _asks_how_many(heard: Heard) -> bool:
    """Whether a figure is asked for beside another fact, and "mấy tỉnh" is no mere plural."""
    words = heard.utterance.words
    asking = ((words[cue.start], words[cue.end - 1]) for cue in heard.cues if cue.meaning in _FIGURE)
    return any(first != "may" or last in _COUNTED for first, last in asking)


def _fact(heard: Heard, catalogue: Catalogue, focus: Focus) -> Intent | None:
    fields = asked_fields(heard)
    scope = heard.sought.scope
    if heard.number:
        return AskFact(
            fields or (Field.OVERVIEW,),
            scope,
            number=heard.number.number,
            more_numbers=tuple(slot.number for slot in heard.more_numbers),
            section=heard.number.section or heard.section,
        )
    query = heard.query(used_cues(heard, fields))
    if heard.section and heard.section[-1][0].isdigit():
        return AskFact(fields or (Field.OVERVIEW,), scope, number=heard.section[-1], section=heard.section[:-1])
    # "mấy việc theo Nghị quyết 131" leaves but the number, which tells enough.
    if not _WORD.search(heard.topic()) and not heard.units and not (heard.topic() and heard.kinds):
        return None
    if heard.meanings & _PROSE:
        return AskPassage(scope, heard.query({"overview", "when", "when_day"}))
    return AskFact(
        fields or (Field.OVERVIEW,),
        scope,
        query=query,
        section=heard.section,
        shape=shape_of(heard),
        every=rhythms_of(heard),
    )
