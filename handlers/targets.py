"""The figures promised: from target tables, and inside tasks and prose."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rapidfuzz.fuzz import ratio

from handlers import wording
from handlers.answer import Answer, Choice, heading, item, silent, source, text
from handlers.catalogue import folded_words
from handlers.context import Context
from handlers.directory import roll_of_plan, share_of
from handlers.finding import ENOUGH, HEDGED, Finding, Subject, find_rows, without
from handlers.focus import Focus
from handlers.intents import AskFact, AskTarget, AskTargets, Field
from handlers.passages import answer_row, has_figure, holds_figure
from handlers.phrases import say
from handlers.reply import Facts, ReplyIntent
from handlers.tasks import answer_fact
from knowledge.importing.draft import Comparator
from knowledge.types import TargetLine, TargetSource, TaskFilter, TaskLine
from knowledge.vietnamese.fold import fold

# A figure asked for is looked for among the promised ones first.
_SLACK = 0.2
_SHOWN = 20
# Names of one target in two places (rapidfuzz ratio, 0 to 100).
_ALIKE = 75.0
_SPELT_MEASURES = {"phan tram": "%"}
# What is asked for in these measures is told in no other (folded, as the units of figures begin).
_MEASURES = {
    "%": ("%",),
    "phan tram": ("%",),
    "diem": ("diem",),
    "tien": ("dong", "trieu", "ty"),
    "kinh": ("dong", "trieu", "ty"),
    "ty": ("dong", "trieu", "ty"),
    "trieu": ("dong", "trieu", "ty"),
    "dong": ("dong", "trieu", "ty"),
    "phut": ("phut",),
}
# Words of units that a figure's text may leave out.
_OF_UNITS = frozenset({"cac", "so", "ban", "nganh", "cap", "don", "vi", "ubnd", "uy", "nhan", "dan"})
_PROSE = (Subject.DUTY, Subject.PROSE)


def answer_target(context: Context, ask: AskTarget) -> Answer:
    """The figure with its comparator in words, or which targets may be meant, or that there is none."""
    if ask.target_id is not None:
        chosen = context.store.targets.get_targets((ask.target_id,))
        return _told(context, chosen[0]) if chosen else silent("expired")
    if ask.number is not None:
        return _by_number(context, ask, ask.number)
    if ask.instead:
        return _other(context, ask)
    finding = _find(context, ask, ask.query)
    if not finding.rows or finding.best.subject is not Subject.TARGET:
        return _elsewhere(context, ask, finding)
    lines = _lines(context, finding)
    if not lines:
        return context.not_found(ask.scope)
    expected = [line for line in lines if _is_expected(line, ask)]
    if expected and len(expected) < len(lines):
        return _told(context, expected[0]) if len(expected) == 1 else _offer(context, expected)
    return _decided(context, finding, lines)


def surely_meant(context: Context, ask: AskTarget) -> TargetLine | None:
    """The one target that the words mean without doubt, the row of a table before a figure of the text."""
    finding = _find(context, ask, ask.query)
    if not finding.rows or finding.best.subject is not Subject.TARGET:
        return None
    return _agreed(finding, _lines(context, finding))


def _find(context: Context, ask: AskTarget, query: str) -> Finding:
    among = _measured(context, ask)
    return find_rows(context.retriever, query, ask.scope, (Subject.TARGET,), _PROSE, _SLACK, ask.thread, among)


def _measured(context: Context, ask: AskTarget) -> frozenset[int] | None:
    """The targets in the measure asked for, where figures are given in it ("mấy điểm", "bao nhiêu tiền")."""
    units = _MEASURES.get(ask.measure)
    if units is None:
        return None
    lines = context.store.targets.list_targets(tuple(plan for tier in ask.scope.tiers for plan in tier))
    return frozenset(line.id for line in lines if fold(line.unit).startswith(units))


def _elsewhere(context: Context, ask: AskTarget, finding: Finding) -> Answer:
    """A figure that no target gives: told from the prose, or from the task that holds one."""
    if finding.rows and finding.best.confidence >= ENOUGH and has_figure(context, finding.best):
        return answer_row(context, finding.best)
    tasks = find_rows(context.retriever, ask.query, ask.scope, (Subject.TASK,), thread=ask.thread)
    if ask.measure not in _MEASURES and tasks.sure and tasks.best.confidence >= HEDGED:
        found = context.store.tasks.get_tasks((tasks.best.row_id,))
        if any(holds_figure(said) for task in found for said in _texts(task)):
            return answer_fact(context, AskFact((Field.OVERVIEW,), ask.scope, tasks=(tasks.best.row_id,)))
    return context.not_found(ask.scope)


def _lines(context: Context, finding: Finding) -> list[TargetLine]:
    targets = {line.id: line for line in context.store.targets.get_targets([row.row_id for row in finding.rows])}
    return [targets[row.row_id] for row in finding.rows if row.row_id in targets]


def _other(context: Context, ask: AskTarget) -> Answer:
    """Another target than the one told just now: alike but for the words said, or by these words alone."""
    said = set(ask.instead.split()) - _OF_UNITS or set(ask.instead.split())
    for query in (f"{ask.instead} {ask.query}", ask.instead):
        finding = without(_find(context, ask, query), Subject.TARGET, ask.but)
        lines = [line for line in _lines(context, finding) if said <= {*folded_words(f"{line.name} {line.text}")}]
        if lines:
            return _decided(context, finding, lines)
    return context.not_found(ask.scope)


def answer_targets(context: Context, ask: AskTargets) -> Answer:
    """All targets of the plans meant, those of the tables before those inside the text."""
    lines = context.store.targets.list_targets(ask.scope.first)
    if ask.unit is not None:
        member = share_of(context, ask.unit, _owners(lines), ask.scope.first)
        lines = tuple(line for line in lines if set(line.owner) & (member.names | member.groups))
    tables = tuple(line for line in lines if line.source is TargetSource.TABLE) or lines
    if not tables:
        return context.not_found(ask.scope)
    name = "count_of" if ask.unit else "count"
    blocks = [heading(say("target", name, count=len(tables), unit=ask.unit))]
    blocks += [item(_with_figure(line)) for line in tables[:_SHOWN]]
    blocks.append(source(context.plan_names(ask.scope.first)))
    facts = Facts(ReplyIntent.COUNT, targets=tuple(map(wording.target_ref, tables)), count=len(tables))
    return Answer(tuple(blocks), facts, Focus(ReplyIntent.TARGET.value, plans=ask.scope.first))


def _owners(lines: Iterable[TargetLine]) -> frozenset[str]:
    return frozenset(owner for line in lines for owner in line.owner)


def _is_expected(line: TargetLine, ask: AskTarget) -> bool:
    """Whether the figure has the comparator and the measure that the question's wording expects."""
    if ask.comparators and line.comparator not in ask.comparators:
        return False
    return not ask.measure or fold(line.unit).startswith(_SPELT_MEASURES.get(ask.measure, ask.measure))


def target_name(line: TargetLine) -> str:
    """What a target is called, as a sentence begins."""
    name = line.name.rstrip(" .:;")
    return name[:1].upper() + name[1:]


def _with_figure(line: TargetLine) -> str:
    return say("target", "figure", name=target_name(line), value=wording.figure(line))


def _decided(context: Context, finding: Finding, targets: Sequence[TargetLine]) -> Answer:
    meant = _agreed(finding, targets)
    return _offer(context, targets) if meant is None else _told(context, meant)


def _agreed(finding: Finding, targets: Sequence[TargetLine]) -> TargetLine | None:
    """The one target meant; a figure promised in a table and repeated in the prose is told from the table."""
    if not targets or not (finding.sure or len({_figure(line) for line in targets[:2]}) == 1):
        return None
    best = targets[0]
    same = [line for line in targets if _figure(line) == _figure(best) and ratio(line.name, best.name) >= _ALIKE]
    return next((line for line in same if line.source is TargetSource.TABLE), best)


def _figure(line: TargetLine) -> tuple[int, Comparator, float, str]:
    return line.plan_id, line.comparator, line.value, line.unit


def _by_number(context: Context, ask: AskTarget, number: str) -> Answer:
    for plans in ask.scope.tiers:
        rows = [
            line
            for line in context.store.targets.list_targets(plans)
            if line.source is TargetSource.TABLE and line.number == number
        ]
        if rows:
            return _told(context, rows[0]) if len(rows) == 1 else _offer(context, rows)
    return context.not_found(ask.scope)


def _told(context: Context, target: TargetLine) -> Answer:
    blocks = [heading(_with_figure(target))]
    if target.source is TargetSource.INLINE:
        blocks.append(text(say("target", "text", text=target.text)))
    if target.owner:
        blocks.append(text(say("target", "owner", units=roll_of_plan(context, target.plan_id).named(target.owner))))
    plan = context.plan(target.plan_id)
    where = target.where or say("source", "at_target", number=target.number)
    blocks.append(source(wording.place_source(where, plan)))
    facts = Facts(ReplyIntent.TARGET, targets=(wording.target_ref(target),))
    focus = Focus(ReplyIntent.TARGET.value, tasks=_told_in(context, target), targets=(target.id,), plans=(plan.id,))
    return Answer(tuple(blocks), facts, focus)


def _told_in(context: Context, target: TargetLine) -> tuple[int, ...]:
    """The id of the task in which the figure is promised; none for a row of a table or a figure of the prose."""
    if target.source is TargetSource.TABLE or not (target.where or "").startswith("task "):
        return ()
    label = (target.where or "").removeprefix("task ")
    tasks = context.store.tasks.list_tasks(TaskFilter(plans=(target.plan_id,)))
    named = (task for task in tasks if label == ".".join((*task.section, task.number)))
    return tuple(task.id for task in named if any(target.text in said for said in _texts(task)))[:1]


def _texts(task: TaskLine) -> tuple[str, ...]:
    return task.content, *(part.product for part in task.assignments)


def _offer(context: Context, targets: Sequence[TargetLine]) -> Answer:
    if len({(line.plan_id, line.where or line.name) for line in targets}) == 1:
        return _side_by_side(context, targets)
    choices = tuple(Choice(_choice_label(context, line), target_id=line.id) for line in targets)
    facts = Facts(ReplyIntent.CLARIFY, targets=tuple(map(wording.target_ref, targets)))
    focus = Focus(ReplyIntent.CLARIFY.value, plans=tuple(dict.fromkeys(line.plan_id for line in targets)))
    asked = say("clarify", "targets", count=len(targets)) if len(targets) > 1 else say("clarify", "one_target")
    return Answer((heading(asked),), facts, focus, choices)


def _side_by_side(context: Context, targets: Sequence[TargetLine]) -> Answer:
    """The figures of one place, all of them: which was meant can be read off."""
    first = _told(context, targets[0])
    others = [heading(_with_figure(line)) for line in targets[1:]]
    facts = Facts(ReplyIntent.TARGET, targets=tuple(map(wording.target_ref, targets)))
    return replace(first, blocks=(first.blocks[0], *others, *first.blocks[1:]), facts=facts)


def _choice_label(context: Context, line: TargetLine) -> str:
    plan = wording.plan_name(context.plan(line.plan_id))
    return say("clarify", "target", name=wording.shorten(line.name, 110), plan=plan)
