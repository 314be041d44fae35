"""Reports of progress: understood, shown on a card, changed by a word; nothing is recorded here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers import reading_wording, report_wording, wording
from handlers.answer import Answer, Choice, heading, item, silent, source, text
from handlers.context import Context
from handlers.drafts import Draft, Drafts, as_said, changed, find_drafts, keep
from handlers.evidence_wording import attached_blocks, bare_names
from handlers.explain import explain
from handlers.focus import Focus
from handlers.holding import hold
from handlers.occurrence import times_meant
from handlers.offers import token_of
from handlers.phrases import say
from handlers.reply import Block, Facts, Measure, PeriodRef, ReplyIntent, TaskRef
from handlers.scope import PlanScope
from handlers.subjects import Line, Subjects, find_subjects, promised_in
from handlers.tells import CardAnswer, ChangePending, ChooseSubject, ReportSaid, TellProgress
from knowledge.errors import DeniedError
from knowledge.perform import ensure_allowed
from knowledge.types import Figure, Period, ReportLine, TargetLine, TaskFilter, TaskLine
from knowledge.vietnamese.fold import fold

_CONTENT = 220


def answer_report(context: Context, tell: TellProgress) -> Answer:
    """The card of what is reported, or which task it may be of, or that there is none; nothing is recorded yet."""
    drafts = tuple(Draft(said) for report in tell.reports for said in _one_each(report))
    return _settled(context, Drafts(drafts, tell.scope), token_of(context.message))


def answer_change(context: Context, change: ChangePending) -> Answer:
    """The card with a part changed, or with another task."""
    drafts = find_drafts(context, change.token)
    if drafts is None:
        whole = change.change.names_subject and change.change.status is not None
        if whole:
            return answer_report(context, TellProgress((change.change,), change.scope))
        return _goes_on(context, change)
    first, *others = drafts.drafts
    told = replace(drafts, drafts=(replace(first, said=changed(first.said, change.change)), *others))
    if not change.change.names_subject:
        return _settled(context, told, change.token)
    subjects = find_subjects(context, change.change, change.scope)
    if not subjects.lines:
        return replace(_not_found(context, change.change, change.scope), focus=context.focus)
    anew = replace(told, drafts=(replace(told.drafts[0], key=""), *others))
    if not subjects.sure:
        return _offer(context, anew, subjects, change.token)
    return _settled(context, anew.with_subject(subjects.lines[0]), change.token)


def _goes_on(context: Context, change: ChangePending) -> Answer:
    """The card of a new report that adds to the one recorded just now."""
    known = [one for one in context.store.progress.find_confirmed(change.token) if one.retracted_at is None]
    lines = subjects_of(context, known)
    if len(known) != 1 or len(lines) != 1:
        return gone(context)
    draft = Draft(replace(changed(as_said(known[0]), change.change), said=change.change.said))
    return _settled(context, Drafts((draft,), change.scope).with_subject(lines[0]), token_of(context.message))


def subjects_of(context: Context, reports: Sequence[ReportLine]) -> tuple[Line, ...]:
    """What is reported on, in force."""
    tasks = tuple(report.task_key for report in reports if report.task_key is not None)
    targets = tuple(report.target_key for report in reports if report.target_key is not None)
    found = context.store.tasks.list_tasks(TaskFilter(keys=tasks)) if tasks else ()
    return (*found, *context.store.targets.with_keys(targets))


def answer_subject(context: Context, choice: ChooseSubject) -> Answer:
    """The card, now that it is known what the report is of."""
    drafts = find_drafts(context, choice.token)
    if drafts is None:
        return gone(context)
    lines: Sequence[Line] = (
        context.store.tasks.get_tasks((choice.task_id,))
        if choice.task_id is not None
        else context.store.targets.get_targets((choice.target_id or 0,))
    )
    if not lines:
        return silent("expired", context.focus)
    return _settled(context, drafts.with_subject(lines[0]), choice.token)


def show_again(context: Context, token: str) -> Answer:
    """The card as it is, nothing added."""
    drafts = find_drafts(context, token)
    return gone(context) if drafts is None else _settled(context, drafts, token)


def answer_joined(context: Context, drafts: Drafts, token: str) -> Answer:
    """The card with what was sent to prove it, or once more the question of what it is of."""
    return _settled(context, drafts, token)


def ask_what_to_change(context: Context, drafts: Drafts, token: str) -> Answer:
    """Ask which part is wrong; the next message changes it."""
    focus = replace(_focus(context, drafts, token), editing=True)
    return Answer((heading(say("report", "edit")),), _facts(context, drafts), focus)


def gone(context: Context) -> Answer:
    """What was to be confirmed is no longer waiting."""
    return silent("report_gone", replace(context.focus, pending=""))


def lines_of(context: Context, drafts: Sequence[Draft]) -> tuple[Line, ...]:
    """The tasks and targets of the drafts, in force."""
    return tuple(
        line
        for draft in drafts
        for line in (
            context.store.tasks.get_tasks((draft.task_id,))
            if draft.task_id is not None
            else context.store.targets.get_targets((draft.target_id or 0,))
        )
    )


def _one_each(report: ReportSaid) -> Iterator[ReportSaid]:
    """A report of several tasks told in one breath as one report of each."""
    if len(report.numbers) < 2:
        yield report
    for number in report.numbers if len(report.numbers) > 1 else ():
        yield replace(report, numbers=(number,))


def _settled(context: Context, drafts: Drafts, token: str) -> Answer:
    """The card once it is known what each report is of, else the question of which."""
    while (draft := drafts.open) is not None:
        subjects = find_subjects(context, draft.said, drafts.scope)
        if not subjects.lines:
            return _nothing_found(context, drafts, draft, token)
        if not subjects.sure:
            return _offer(context, drafts, subjects, token)
        drafts = drafts.with_subject(subjects.lines[0])
    times = tuple(_times(context, drafts))
    if len(times) == 1 and len(times[0]) > 1:
        return _offer_times(context, drafts, times[0], token)
    return _card(context, drafts.at_times([next(iter(meant), None) for meant in times]), token)


def _times(context: Context, drafts: Drafts) -> Iterator[tuple[Period, ...]]:
    """For each report the times of its task that it may be of, likeliest first."""
    unit = drafts.unit(context)
    for draft, line in zip(drafts.drafts, lines_of(context, drafts.drafts), strict=True):
        meant = times_meant(context, draft.said, line, unit) if isinstance(line, TaskLine) else ()
        yield tuple(Period(time.start, time.end) for time in meant)


def _offer_times(context: Context, drafts: Drafts, times: Sequence[Period], token: str) -> Answer:
    """Ask which time of a recurring task the report is of, which is kept meanwhile."""
    drafts = drafts.asking_time()
    keep(context, token, drafts)
    choices = tuple(Choice(report_wording.period(time), pending=token, period=time) for time in times)
    focus = replace(_focus(context, drafts, token), intent=ReplyIntent.CLARIFY.value)
    blocks = (heading(say("report", "which_time")), *_all_told(context, drafts))
    return Answer(blocks, _facts(context, drafts), focus, choices)


def _nothing_found(context: Context, drafts: Drafts, draft: Draft, token: str) -> Answer:
    """The report is kept while the sender is asked what it is of; a number that no plan has is told to be wrong."""
    said = draft.said
    keep(context, token, drafts)
    if said.names_subject:
        missing = _not_found(context, said, drafts.scope)
        focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value, pending=token)
        return replace(missing, focus=focus)
    focus = replace(context.focus, intent=ReplyIntent.CLARIFY.value, pending=token)
    return Answer((heading(say("report", "which")),), replace(_said_facts(said), intent=ReplyIntent.CLARIFY), focus)


def _not_found(context: Context, said: ReportSaid, scope: PlanScope) -> Answer:
    if said.numbers:
        number, section = said.numbers[0][0], said.numbers[0][1] or said.section
        place = say("none", "no_section", section=".".join(section)) if section else ""
        plan = context.plan_names(scope.first)
        return silent("report_no_number", plan=plan, number=number, section=place)
    return silent("report_not_found", words=wording.shorten(said.query or said.said))


def _offer(context: Context, drafts: Drafts, subjects: Subjects, token: str) -> Answer:
    """Ask what the report is of, which is kept meanwhile."""
    keep(context, token, drafts)
    choices = tuple(_choice(context, line, token) for line in subjects.lines)
    tasks = tuple(line for line in subjects.lines if isinstance(line, TaskLine))
    targets = tuple(line for line in subjects.lines if isinstance(line, TargetLine))
    facts = replace(
        _said_facts(drafts.drafts[0].said),
        intent=ReplyIntent.CLARIFY,
        tasks=tuple(map(wording.task_ref, tasks)),
        targets=tuple(map(wording.target_ref, targets)),
    )
    plans = tuple(dict.fromkeys(line.plan_id for line in subjects.lines))
    focus = Focus(ReplyIntent.CLARIFY.value, plans=plans, pending=token)
    return Answer((heading(say("report", "choose", count=len(choices))),), facts, focus, choices)


def _choice(context: Context, line: Line, token: str) -> Choice:
    if isinstance(line, TaskLine):
        label = say("clarify", "task", label=wording.task_label(line), content=wording.shorten(line.content, 90))
        return Choice(label, task_id=line.id, pending=token)
    plan = wording.plan_name(context.plan(line.plan_id))
    return Choice(
        say("clarify", "target", name=wording.shorten(line.name, 110), plan=plan), target_id=line.id, pending=token
    )


def _card(context: Context, drafts: Drafts, token: str) -> Answer:
    drafts = drafts.with_evidence(context)
    try:
        ensure_allowed(context.store, drafts.command(context, token), context.actor, context.now)
    except DeniedError as error:
        return _denied(context, drafts, error)
    keep(context, token, drafts)
    blocks = [heading(say("report", "card")), *_all_told(context, drafts)]
    blocks += attached_blocks(context, drafts.evidence)
    attached = bare_names(context.store.evidence.get(drafts.evidence)) if drafts.evidence else None
    choices = tuple(
        Choice(say("report", f"option_{answer.value}"), card=answer, pending=token)
        for answer in (CardAnswer.CONFIRM, CardAnswer.EDIT, CardAnswer.CANCEL)
    )
    facts = replace(_facts(context, drafts), attached=attached)
    return Answer(tuple(blocks), facts, _focus(context, drafts, token), choices)


def _denied(context: Context, drafts: Drafts, refused: DeniedError) -> Answer:
    """What was understood, and why this person can't report it."""
    blocks = (heading(explain(refused) or str(refused)), *_all_told(context, drafts))
    facts = replace(_facts(context, drafts), intent=ReplyIntent.DENIED)
    return Answer(blocks, facts, replace(_focus(context, drafts, ""), intent=ReplyIntent.DENIED.value))


def _all_told(context: Context, drafts: Drafts) -> Iterator[Block]:
    for draft, line in zip(drafts.drafts, lines_of(context, drafts.drafts), strict=True):
        yield from _told(context, draft, line, drafts.unit(context) or "")


def _told(context: Context, draft: Draft, line: Line, unit: str) -> Iterator[Block]:
    plan = context.plan(line.plan_id)
    if isinstance(line, TaskLine):
        yield text(wording.shorten(wording.task_text(line), _CONTENT))
        yield from map(item, _for_another(context, draft.said))
        yield from map(item, report_wording.report_lines(draft.told))
        yield source(wording.task_source(line, plan))
        return
    yield text(say("target", "figure", name=line.name.rstrip(" .:;"), value=wording.figure(line)))
    said = _reading(draft.said, line)
    yield from map(item, report_wording.reading_lines(said))
    if said.figure is not None:
        yield from map(item, reading_wording.held_lines(hold(context, line, unit, said.figure, said)))
    where = line.where or say("source", "at_target", number=line.number)
    yield source(wording.place_source(where, plan))


def _for_another(context: Context, said: ReportSaid) -> Iterator[str]:
    """The unit a report is for, where it is not the sender's."""
    if said.unit is not None and said.unit != context.sender.unit:
        yield say("report", "unit", unit=said.unit)


def _reading(said: ReportSaid, target: TargetLine) -> ReportSaid:
    """A figure told bare, or in more or fewer words than the target's own unit, counts what the target counts."""
    if said.figure is None:
        return said
    told, own = (fold(f"{unit} ") for unit in (said.figure.unit, target.unit))
    if told.strip() and not (told.startswith(own) or own.startswith(told)):
        return said
    return replace(said, figure=replace(said.figure, unit=target.unit))


def _focus(context: Context, drafts: Drafts, token: str) -> Focus:
    lines = lines_of(context, drafts.drafts)
    tasks = tuple(line.id for line in lines if isinstance(line, TaskLine))
    targets = tuple(line.id for line in lines if isinstance(line, TargetLine))
    plans = tuple(dict.fromkeys(line.plan_id for line in lines))
    return Focus(ReplyIntent.REPORT.value, tasks=tasks, targets=targets, plans=plans, pending=token)


def _facts(context: Context, drafts: Drafts) -> Facts:
    each = tuple(
        _facts_of(context, draft.told, line)
        for draft, line in zip(drafts.drafts, lines_of(context, drafts.drafts), strict=True)
    )
    if len(each) == 1:
        return each[0]
    tasks = tuple(task for facts in each for task in facts.tasks)
    targets = tuple(target for facts in each for target in facts.targets)
    return replace(each[0], tasks=tasks, targets=targets, each=each)


def _facts_of(context: Context, said: ReportSaid, line: Line) -> Facts:
    if isinstance(line, TargetLine):
        told = replace(_said_facts(_reading(said, line)), status=None, percent=None, completed_on=None)
        return replace(told, tasks=_places_of(context, line), targets=(wording.target_ref(line),))
    counted = said.figure is not None and said.figure.unit != "%"
    told = _said_facts(said if counted else replace(said, figure=None))
    return replace(told, tasks=(wording.task_ref(line),))


def _places_of(context: Context, target: TargetLine) -> tuple[TaskRef, ...]:
    """The task in which the figure was promised ("task III.4")."""
    tasks = context.store.tasks.list_tasks(TaskFilter(plans=(target.plan_id,)))
    named = [task for task in tasks if promised_in(target, task)]
    return tuple(map(wording.task_ref, named)) if len(named) == 1 else ()


def _said_facts(said: ReportSaid) -> Facts:
    period = said.period
    return Facts(
        ReplyIntent.REPORT,
        status=said.status.value if said.status else None,
        percent=_plain(said.percent),
        completed_on=said.completed_on,
        evidence=said.evidence,
        measure=_measure(said.figure),
        note=said.note or None,
        period=PeriodRef(period.start, period.end) if period else None,
    )


def _plain(value: float | None) -> float | None:
    """Whole figures without decimals, as people write them."""
    return value if value is None or value != int(value) else int(value)


def _measure(figure: Figure | None) -> Measure | None:
    if figure is None:
        return None
    whole = _plain(figure.value)
    return Measure(figure.value if whole is None else whole, figure.unit, _plain(figure.out_of))
