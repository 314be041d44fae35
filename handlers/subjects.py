"""Which task or target a report is of: by number, in words, or the one the talk is about; never by a guess."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import token_set_ratio

from handlers import wording
from handlers.context import Context
from handlers.directory import share_of
from handlers.finding import Finding, Found, Subject, find_rows, narrowed
from handlers.focus import NO_FOCUS
from handlers.intents import Thread
from handlers.scope import PlanScope
from handlers.tells import ReportSaid
from knowledge.types import AssignmentRole, TargetLine, TargetSource, TaskFilter, TaskLine
from knowledge.vietnamese.fold import fold

Line = TaskLine | TargetLine
_FEW = 2
_LIKELY = 0.97
_OPENING = "bao cao"
# In a talk about one task so few words lead to another only where they name it firmly.
_FEW_IN_TALK, _FIRM = 5, 0.8
# Words of a report that tell of nothing but that it is one.
_SAYS_NOTHING = frozenset({"bao", "cao", "luon", "la", "viec", "nhiem", "vu", "no", "nay", "do"})
# Names of one target in two places (rapidfuzz ratio, 0 to 100).
_ALIKE = 85.0
_KINDS = {True: (Subject.TARGET,), False: (Subject.TASK,), None: (Subject.TASK, Subject.TARGET)}


@dataclass(frozen=True, slots=True)
class Subjects:
    """What a report may be of, likeliest first; `sure` where it is the first."""

    lines: tuple[Line, ...]
    sure: bool


def find_subjects(context: Context, said: ReportSaid, scope: PlanScope) -> Subjects:
    """What is reported on; nothing where no plan holds it or nothing says what is meant."""
    if said.target_number is not None:
        return _decided(_numbered_targets(context, said.target_number, scope))
    if said.numbers:
        return _by_number(context, said, scope)
    if said.query and not ({*fold(said.query).split()} <= _SAYS_NOTHING and context.focus.tasks):
        found = _by_words(context, said, scope)
        # What was taken for a note may have gone on naming the task, or what follows a sign may tell nothing of it.
        others = [f"{said.query} {said.aside}"] if said.aside else []
        others += [said.head] if said.head and said.head != said.query and not found.lines else []
        tried = (_by_words(context, replace(said, query=words), scope) for words in others if not found.sure)
        return next((other for other in tried if other.sure), found)
    return _decided(_in_focus(context, said))


def find_named(context: Context, said: ReportSaid, scope: PlanScope) -> tuple[Line, ...]:
    """The one task or target that a report names beyond doubt, whatever the talk is about."""
    aside = replace(context, focus=NO_FOCUS)
    found = find_subjects(aside, said, scope)
    if not found.sure:
        return ()
    numbered = said.numbers or said.target_number
    return found.lines[:1] if numbered or _find(aside, said, scope).best.confidence >= _FIRM else ()


def _decided(lines: Iterable[Line]) -> Subjects:
    found = tuple(lines)
    return Subjects(found, sure=len(found) == 1)


def _numbered_targets(context: Context, number: str, scope: PlanScope) -> Sequence[TargetLine]:
    for plans in scope.tiers:
        lines = context.store.targets.list_targets(plans)
        found = [line for line in lines if line.source is TargetSource.TABLE and line.number == number]
        if found:
            return found
    return ()


def _by_number(context: Context, said: ReportSaid, scope: PlanScope) -> Subjects:
    number, in_section = said.numbers[0]
    section = in_section or said.section
    for plans in scope.tiers:
        wanted = TaskFilter(plans=plans, number=number, section=section, section_anywhere=True)
        tasks = context.store.tasks.list_tasks(wanted)
        if tasks:
            return _decided(_narrowed(context, said, scope, tasks))
        if context.store.tasks.count_tasks(TaskFilter(plans=plans)):
            break
    return Subjects((), sure=False)


def _narrowed(context: Context, said: ReportSaid, scope: PlanScope, tasks: Sequence[TaskLine]) -> Sequence[TaskLine]:
    """Of tasks with one number those of the section in focus, that the other words tell of, or that the unit leads."""
    near = context.focus.section
    for fitting in (
        [task for task in tasks if near and wording.within(near, task.section)],
        _told_of(context, said, scope, tasks) if said.query else [],
        led_by_sender(context, tasks),
    ):
        if len(tasks) > 1 and len(fitting) == 1:
            return fitting
    return tasks


def _told_of(context: Context, said: ReportSaid, scope: PlanScope, tasks: Sequence[TaskLine]) -> Sequence[TaskLine]:
    finding = find_rows(context.retriever, said.query, scope, (Subject.TASK,))
    ids = [row.row_id for row in finding.rows]
    found = [task for row_id in ids for task in tasks if task.id == row_id]
    return found[:1] if finding.sure or len(found) == 1 else found


def led_by_sender(context: Context, tasks: Iterable[TaskLine]) -> list[TaskLine]:
    """Those of the tasks that the sender's unit leads, or has a part in that it leads."""
    told = list(tasks)
    parts = parts_led(context, told)
    return [task for task in told if any(part.id in parts for part in task.assignments)]


def parts_led(context: Context, tasks: Iterable[TaskLine]) -> frozenset[int]:
    """The assignments (ids) of the tasks that the sender's unit leads."""
    unit = context.sender.unit
    if unit is None:
        return frozenset()
    member = share_of(context, unit, context.catalogue.units, (), by_name_only=True)
    parts = (part for task in tasks for part in task.assignments)
    return frozenset(part.id for part in parts if member.takes_part(part, AssignmentRole.LEAD))


def _by_words(context: Context, said: ReportSaid, scope: PlanScope) -> Subjects:
    finding = _find(context, said, scope)
    lines = _apart(distinct(_lines(context, finding)), said)
    finding = narrowed(finding, [row for row in finding.rows if any(_is(line, row) for line in lines)])
    focused = len(context.focus.tasks) == 1 and len(said.query.split()) <= _FEW_IN_TALK
    if not lines or (focused and finding.best.confidence < _FIRM):
        return _decided(_in_focus(context, said))
    if said.section:
        lines = [line for line in lines if _in_section(line, said.section)] or lines
    if len(lines) == 1 or (finding.sure and not _as_likely(finding, said)):
        return Subjects((lines[0],), sure=True)
    for fitting in (_counted_alike(said, lines), _holding_all(finding, lines), _led(context, said, lines)):
        if len(fitting) == 1:
            return Subjects(tuple(fitting), sure=True)
    return Subjects(tuple(lines), sure=False)


def _led(context: Context, said: ReportSaid, lines: Sequence[Line]) -> Sequence[Line]:
    """The tasks of the sender's unit, where work is told of."""
    tasks = [line for line in lines if isinstance(line, TaskLine)]
    return led_by_sender(context, tasks) if said.reading is False else ()


def _counted_alike(said: ReportSaid, lines: Sequence[Line]) -> Sequence[Line]:
    """The targets that count what the figure counts; per cents tell nothing apart."""
    unit = fold(said.figure.unit) if said.figure is not None else ""
    if unit in ("", "%") or said.reading is False:
        return ()
    return [line for line in lines if isinstance(line, TargetLine) and fold(line.unit) == unit]


def _holding_all(finding: Finding, lines: Sequence[Line]) -> Sequence[Line]:
    """The likeliest line where it alone holds every word that was said."""
    whole = [row for row in finding.rows if row.whole]
    return lines[:1] if len(whole) == 1 and finding.best.whole and _is(lines[0], finding.best) else ()


def _is(line: Line, row: Found) -> bool:
    return line.id == row.row_id and isinstance(line, TaskLine) is (row.subject is Subject.TASK)


def _apart(lines: Sequence[Line], said: ReportSaid) -> Sequence[Line]:
    """The lines without figures promised in a task among them, unless those may be told of, or counted otherwise."""
    tasks = [line for line in lines if isinstance(line, TaskLine)]
    return [line for line in lines if isinstance(line, TaskLine) or _may_be_told(said, line, tasks)]


def _may_be_told(said: ReportSaid, target: TargetLine, tasks: Sequence[TaskLine]) -> bool:
    if _may_count(said, target):
        return True
    return not any(promised_in(target, task) for task in tasks) and not (tasks and _counts_otherwise(said, target))


def _counts_otherwise(said: ReportSaid, target: TargetLine) -> bool:
    """Whether a per cent is told and the target counts things, or the other way round."""
    unit = said.figure.unit if said.figure is not None else ""
    return bool(unit) and (unit == "%") is not (target.unit == "%")


def _may_count(said: ReportSaid, target: TargetLine) -> bool:
    """Whether a figure may be one of the target: no share, of which the work tells, and nothing counted otherwise."""
    told = said.figure
    if said.reading is not None or told is None:
        return bool(said.reading)
    return told.out_of is None and fold(told.unit or target.unit) == fold(target.unit)


def promised_in(target: TargetLine, task: TaskLine) -> bool:
    """Whether the text of a task promises the figure ("task III.4", "task 22")."""
    kind, _, place = (target.where or "").partition(" ")
    same_plan = target.plan_id == task.plan_id
    return kind == "task" and same_plan and place in (task.number, ".".join((*task.section, task.number)))


def _find(context: Context, said: ReportSaid, scope: PlanScope) -> Finding:
    """The rows told of; "báo cáo" in front may open the report as well as name a task that is one."""
    thread, kinds = Thread(tasks=context.focus.tasks), _KINDS[said.reading]
    # "xử lý được 81%" tells of work, unless a target holds more of the words.
    others = (Subject.TARGET,) if said.reading is False and said.figure is not None else ()
    whole = find_rows(context.retriever, said.query, scope, kinds, others, thread=thread)
    words = said.query.split()
    if len(words) <= _FEW or fold(" ".join(words[:2])) != _OPENING:
        return whole
    rest = find_rows(context.retriever, " ".join(words[2:]), scope, kinds, others, thread=thread)
    return rest if rest.rows and (not whole.rows or rest.best.confidence >= whole.best.confidence) else whole


def _as_likely(finding: Finding, said: ReportSaid) -> bool:
    """Whether other rows hold as much of a few words as the best one: a longer report would tell them apart."""
    few = len(said.query.split()) <= _FEW
    return few and any(row.confidence >= finding.best.confidence * _LIKELY for row in finding.rows[1:])


def distinct(lines: Sequence[Line]) -> list[Line]:
    """The lines without figures of the text that a row of a target table promises as well."""
    rows = [line for line in lines if isinstance(line, TargetLine) and line.source is TargetSource.TABLE]
    return [line for line in lines if line in rows or not any(_repeats(line, row) for row in rows)]


def _repeats(line: Line, row: TargetLine) -> bool:
    if not isinstance(line, TargetLine):
        return False
    same = (line.plan_id, line.comparator, line.value, line.unit) == (row.plan_id, row.comparator, row.value, row.unit)
    return same and token_set_ratio(fold(line.name), fold(row.name)) >= _ALIKE


def _in_section(line: Line, section: tuple[str, ...]) -> bool:
    return isinstance(line, TaskLine) and wording.within(section, line.section)


def _lines(context: Context, finding: Finding) -> list[Line]:
    ids = {kind: [row.row_id for row in finding.rows if row.subject is kind] for kind in (Subject.TASK, Subject.TARGET)}
    tasks = {line.id: line for line in context.store.tasks.get_tasks(ids[Subject.TASK])}
    targets = {line.id: line for line in context.store.targets.get_targets(ids[Subject.TARGET])}
    return [
        line
        for row in finding.rows
        if (line := tasks.get(row.row_id) if row.subject is Subject.TASK else targets.get(row.row_id)) is not None
    ]


def _in_focus(context: Context, said: ReportSaid) -> Sequence[Line]:
    if said.reading is not False and context.focus.targets:
        return context.store.targets.get_targets(context.focus.targets)
    return context.store.tasks.get_tasks(context.focus.tasks)
