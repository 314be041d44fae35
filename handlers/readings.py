"""What was reached of targets: of one with its periods, or which of them are met."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from handlers import reading_wording, report_wording, rule_wording, wording
from handlers.answer import Answer, Choice, heading, item, source, text
from handlers.context import Context
from handlers.directory import share_of
from handlers.focus import NO_FOCUS, Focus
from handlers.holding import Held, Reached, Together, hold_reported, reached, sees_readings
from handlers.intents import AskReading, AskReadings, AskTarget, ReadingView, TargetState
from handlers.phrases import say
from handlers.reading_views import (
    SHOWN,
    change_blocks,
    course_blocks,
    history_blocks,
    point,
    ranked_blocks,
    source_line,
    together_lines,
    unit_lines,
    within_lines,
)
from handlers.reply import Block, Facts, Measure, PeriodRef, ReplyIntent
from handlers.subjects import Subjects, distinct, find_subjects
from handlers.targets import answer_target, surely_meant, target_name
from handlers.tells import ReportSaid
from handlers.total_wording import is_sum, total_lines
from knowledge.comparing import Verdict
from knowledge.readings import latest, of_year
from knowledge.types import Period, ReportLine, TargetLine

_PERIODS = 6
# Of so many units each is told in a list of targets.
_FEW = 3
_MET = {Verdict.MET: TargetState.MET, Verdict.NOT_MET: TargetState.NOT_MET}


def answer_reading(context: Context, ask: AskReading) -> Answer:
    """What was reached of a target, or which may be meant; where none is found its figure is looked for."""
    subjects = _subjects(context, ask)
    targets = [line for line in subjects.lines if isinstance(line, TargetLine)]
    if not targets:
        return answer_target(context, AskTarget(ask.scope, ask.query, ask.number))
    if not subjects.sure:
        return offer_targets(context, targets)
    if not sees_readings(context, targets[0]):
        return Answer((heading(say("fact", "not_shown")),), Facts(ReplyIntent.DENIED), context.focus)
    [known] = reached(context, targets[:1])
    return _told(context, known, ask)


def answer_readings(context: Context, ask: AskReadings) -> Answer:
    """The targets that are met, that are not, or of which nothing is told, all of them."""
    lines = distinct(context.store.targets.list_targets(ask.scope.first))
    seen = [line for line in lines if isinstance(line, TargetLine) and sees_readings(context, line)]
    if lines and not seen:
        return Answer((heading(say("fact", "not_shown")),), Facts(ReplyIntent.DENIED), context.focus)
    known = reached(context, _of_unit(context, ask, seen))
    listed = [each for each in known if state_of(each) is ask.state]
    blocks = [heading(say("readings", ask.state.value if listed else f"{ask.state.value}_none", count=len(listed)))]
    blocks += map(_item, listed[:SHOWN])
    blocks += map(text, _notes(ask, known, listed))
    blocks.append(source(context.plan_names(ask.scope.first)))
    refs = tuple(wording.target_ref(each.target) for each in listed)
    focus = Focus(ReplyIntent.READING.value, plans=ask.scope.first)
    return Answer(tuple(blocks), Facts(ReplyIntent.READING, targets=refs, count=len(listed)), focus)


def state_of(known: Reached) -> TargetState | None:
    """How a target stands by what each unit reached, or all of them; None where that can't be told."""
    held, together = known.newest, known.together
    if not held:
        return TargetState.UNREAD
    if together is not None:
        comparison = together.comparison if isinstance(together, Together) else None
        return _MET.get(comparison.verdict) if comparison else None
    states = {_MET.get(each.verdict) if each.verdict else None for each in held}
    if TargetState.NOT_MET in states:
        return TargetState.NOT_MET
    return TargetState.MET if states == {TargetState.MET} else None


def recorded_blocks(context: Context, reports: Iterable[ReportLine]) -> Iterator[Block]:
    """What the readings that were just recorded come to."""
    for report in reports:
        for held in hold_reported(context, report):
            yield text(say("reading", "line", name=target_name(held.target), told=reading_wording.in_short(held)))


def _subjects(context: Context, ask: AskReading) -> Subjects:
    if ask.target_id is not None:
        return Subjects(context.store.targets.get_targets((ask.target_id,)), sure=True)
    said = ReportSaid("", query=ask.query, target_number=ask.number, reading=True)
    # What the talk is about is no answer where other words are said.
    subjects = find_subjects(replace(context, focus=NO_FOCUS), said, ask.scope)
    if subjects.sure or not subjects.lines:
        return subjects
    meant = surely_meant(context, AskTarget(ask.scope, ask.query))
    return subjects if meant is None else Subjects((meant,), sure=True)


def offer_targets(context: Context, targets: Sequence[TargetLine]) -> Answer:
    """Ask which target is meant; choosing one tells what was reached of it."""
    plans = tuple(dict.fromkeys(line.plan_id for line in targets))
    choices = tuple(Choice(_label(context, line), target_id=line.id, status=True) for line in targets)
    facts = Facts(ReplyIntent.CLARIFY, targets=tuple(map(wording.target_ref, targets)))
    asked = say("clarify", "targets", count=len(targets)) if len(targets) > 1 else say("clarify", "one_target")
    return Answer((heading(asked),), facts, Focus(ReplyIntent.CLARIFY.value, plans=plans), choices)


def _label(context: Context, line: TargetLine) -> str:
    plan = wording.plan_name(context.plan(line.plan_id))
    return say("clarify", "target", name=wording.shorten(line.name, 110), plan=plan)


def _told(context: Context, known: Reached, ask: AskReading) -> Answer:
    target, plan = known.target, context.plan(known.target.plan_id)
    shown = _shown(known, ask)
    where = target.where or say("source", "at_target", number=target.number)
    blocks = (*_blocks(context, known, ask, shown), source(wording.place_source(where, plan)))
    focus = Focus(ReplyIntent.READING.value, targets=(target.id,), plans=(plan.id,))
    return Answer(blocks, _facts(target, shown, ask.view), focus)


def _blocks(context: Context, known: Reached, ask: AskReading, shown: Sequence[Held]) -> Iterator[Block]:
    match ask.view:
        case ReadingView.HISTORY:
            yield from history_blocks(context, known.target)
        case ReadingView.COURSE if shown:
            yield from course_blocks(known, shown)
        case ReadingView.CHANGE if ask.period and ask.against:
            yield from change_blocks(known, ask.period, ask.against)
        case ReadingView.LOWEST | ReadingView.HIGHEST if len(shown) > 1:
            yield from ranked_blocks(known, shown, lowest=ask.view is ReadingView.LOWEST)
        case _:
            yield heading(_opening(known, shown, ask.period))
            yield from map(item, unit_lines(known, shown, SHOWN) if len(shown) > 1 else ())
            yield from map(item, _details(known, shown))
            yield from map(text, _notes_of(known, shown, ask))
    if ask.view is not ReadingView.HISTORY and shown:
        yield text(source_line(shown))


def _shown(known: Reached, ask: AskReading) -> tuple[Held, ...]:
    """The readings of the periods asked for, all of the year for its course, else of each unit the latest."""
    if ask.view is ReadingView.HISTORY:
        return ()
    if ask.view is ReadingView.COURSE:
        return tuple(map(known.held, of_year(known.series, known.year)))
    if ask.period is None:
        return known.newest
    return tuple(held for period in (ask.period, ask.against) if period for held in known.of_period(period))


def _notes_of(known: Reached, shown: Sequence[Held], ask: AskReading) -> Iterator[str]:
    """What several units come to, what was told of times within the period asked for, and the course so far."""
    if ask.period is None:
        yield from together_lines(known)
    elif not shown:
        yield from within_lines(known, ask.period)
    if not any(map(is_sum, shown)):
        yield from _course(known)
    if ask.view is ReadingView.CHANGE and shown and not any(held.before for held in shown):
        yield say("reading", "no_before")


def _opening(known: Reached, shown: Sequence[Held], period: Period | None) -> str:
    name = target_name(known.target)
    if len(shown) == 1:
        return say("reading", "line", name=name, told=reading_wording.in_short(shown[0]))
    if shown:
        return say("reading", "several", name=name, count=len(shown))
    required = rule_wording.required_words(known.required(""), known.target, known.year)
    when = "" if period is None else say("reading", "in_period", period=report_wording.period(period))
    return say("reading", "none", name=name, period=when, required=required)


def _details(known: Reached, shown: Sequence[Held]) -> Iterator[str]:
    """What is required, by which rule, and for one unit what was reached the period before."""
    if shown:
        yield from reading_wording.required_lines(shown[0])
    required = known.required(shown[0].reading.unit if shown else "")
    yield from rule_wording.rule_lines(required, known.target, known.year, known=True)
    if len(shown) == 1:
        yield from total_lines(shown[0])
    if len(shown) == 1 and shown[0].before is not None:
        yield reading_wording.since(shown[0], shown[0].before)


def _course(known: Reached) -> Iterator[str]:
    """The figures of the last periods in one line, where there are several."""
    if len(known.series) > 1 and len(latest(known.series)) == 1:
        told = (point(reading, known.target) for reading in known.series[-_PERIODS:])
        yield say("reading", "course", points="; ".join(told))


def _facts(target: TargetLine, shown: Sequence[Held], view: ReadingView) -> Facts:
    intent = ReplyIntent.HISTORY if view is ReadingView.HISTORY else ReplyIntent.READING
    facts = Facts(intent, targets=(wording.target_ref(target),), count=len(shown))
    if len(shown) != 1:
        return facts
    reading = shown[0].reading
    figure = reading.figure
    period = PeriodRef(reading.period.start, reading.period.end)
    return replace(facts, measure=Measure(figure.value, figure.unit or target.unit, figure.out_of), period=period)


def _of_unit(context: Context, ask: AskReadings, lines: Sequence[TargetLine]) -> Sequence[TargetLine]:
    if ask.unit is None:
        return lines
    owners = frozenset(owner for line in lines for owner in line.owner)
    member = share_of(context, ask.unit, owners, ask.scope.first)
    return [line for line in lines if set(line.owner) & (member.names | member.groups)]


def _item(known: Reached) -> Block:
    name, held = target_name(known.target), known.newest
    if not held:
        return item(say("target", "figure", name=name, value=wording.figure(known.target)))
    told = "; ".join(unit_lines(known, held, _FEW)) if len(held) > 1 else reading_wording.in_short(held[0])
    required = rule_wording.required_words(held[0].required, known.target, known.year)
    return item(say("readings", "item", name=name, told=told, required=required))


def _notes(ask: AskReadings, known: Sequence[Reached], listed: Sequence[Reached]) -> Iterator[str]:
    if len(listed) > SHOWN:
        yield say("readings", "more", count=len(listed) - SHOWN)
    states = [state_of(each) for each in known]
    unread, unclear = states.count(TargetState.UNREAD), states.count(None)
    if unread and ask.state is not TargetState.UNREAD:
        yield say("readings", "also_unread", count=unread)
    if unclear and ask.state is not TargetState.UNREAD:
        yield say("readings", "also_unclear", count=unclear)
