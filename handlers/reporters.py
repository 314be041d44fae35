"""Which units have reported a task, and which have not: "đơn vị nào chưa báo nv 3", and "xem tiếp" behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers import report_wording, wording
from handlers.answer import Answer, heading, item, silent, source, text
from handlers.context import Context
from handlers.focus import Focus
from handlers.intents import AskFact, AskUnits, Field, UnitsAsked
from handlers.phrases import say
from handlers.reply import Block, Facts, ReplyIntent
from handlers.standing import sees_task
from handlers.sums import TaskSum, is_hindered, reported_words, status_of, task_sum
from handlers.tasks import answer_fact
from knowledge.types import ProgressStatus, TaskLine
from knowledge.units import Level, level_of
from knowledge.vietnamese.fold import fold
from knowledge.words import Word

PAGE = 10
_UNSETTLED = (ReplyIntent.NONE, ReplyIntent.CLARIFY, ReplyIntent.PASSAGE)
# People say "xã" of every commune, be it one or a ward.
_LEVELS = {"xa": Level.COMMUNE, "phuong": Level.COMMUNE, "huyen": Level.DISTRICT}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A unit of the list and what it said, if anything."""

    name: str
    word: Word | None = None


def answer_units(context: Context, ask: AskUnits) -> Answer:
    """The units asked for of the task that is meant, or which task that may be."""
    if not (ask.query or ask.number or ask.tasks):
        return silent("which_task", context.focus)
    subject = AskFact((Field.OVERVIEW,), ask.scope, ask.query, ask.number, section=ask.section, tasks=ask.tasks)
    told = answer_fact(context, subject)
    if told.facts.intent in _UNSETTLED:
        choices = tuple(replace(each, units=ask.which, period=ask.period) for each in told.choices)
        return replace(told, choices=choices)
    return _page(context, ask, context.store.tasks.get_tasks(told.focus.tasks)[0], 0)


def answer_more_units(context: Context, ask: AskUnits) -> Answer:
    """The next page of the units shown last, or that there is none."""
    task = context.store.tasks.get_tasks(context.focus.tasks)[0]
    return _page(context, ask, task, context.focus.shown)


def _page(context: Context, ask: AskUnits, task: TaskLine, opened: int) -> Answer:
    if not sees_task(context, task):
        return Answer((heading(say("fact", "not_shown")),), Facts(ReplyIntent.DENIED), context.focus)
    summed = task_sum(context, task, ask.period)
    units = tuple(unit for unit in _wanted(ask.which, summed) if _is_kind(ask.noun, unit.name))
    shown = opened + len(units[opened : opened + PAGE])
    blocks = [*_opening(ask, summed, len(units), opened), *_lines(context, units[opened:shown])]
    if shown < len(units):
        blocks.append(text(say("sum", "more", count=len(units) - shown)))
    if opened >= len(units) > 0:
        blocks.append(text(say("list", "nothing_more")))
    if not opened:
        blocks.append(text(wording.task_text(task)))
    blocks.append(source(wording.task_source(task, context.plan(task.plan_id))))
    state = context.store.progress.states((task.key,))[task.key]
    facts = Facts(ReplyIntent.STATUS, tasks=(wording.task_ref(task),), count=len(units), status=state.value)
    focus = Focus(ReplyIntent.STATUS.value, (Field.OVERVIEW,), (task.id,), section=task.section, plans=(task.plan_id,))
    return Answer(tuple(blocks), facts, replace(focus, shown=shown, asked=context.focus.asked))


def _wanted(which: UnitsAsked, summed: TaskSum) -> Iterator[_Unit]:
    said = tuple(_Unit(each.unit, each.word) for each in summed.told)
    silent_ones = tuple(map(_Unit, summed.total.silent))
    if which is UnitsAsked.SILENT:
        yield from silent_ones
    elif which is UnitsAsked.REPORTED:
        yield from said
    elif which is UnitsAsked.UNFINISHED:
        yield from (unit for unit in said if not _is_done(unit))
        yield from silent_ones
    elif which is UnitsAsked.DONE:
        yield from (unit for unit in said if _is_done(unit))
    else:
        yield from (unit for unit in said if unit.word is not None and is_hindered(unit.word))


def _is_done(unit: _Unit) -> bool:
    return unit.word is not None and status_of(unit.word) is ProgressStatus.DONE


def _is_kind(noun: str, name: str) -> bool:
    """Whether a unit is of the kind that a noun says, if it says any."""
    level = _LEVELS.get(noun)
    return level_of(name) is level if level is not None else not noun or fold(name).startswith(f"{noun} ")


def _opening(ask: AskUnits, summed: TaskSum, count: int, opened: int) -> Iterator[Block]:
    if opened:
        return
    yield heading(say("sum", f"list_{ask.which.value}" if count else f"no_{ask.which.value}", count=count))
    yield text(reported_words(summed))
    if not summed.total.known:
        yield text(say("sum", "unknown"))


def _lines(context: Context, units: Sequence[_Unit]) -> Iterator[Block]:
    numbers = [unit.word.report for unit in units if unit.word is not None]
    reports = {report.id: report for report in context.store.progress.get_reports(numbers)}
    for unit in units:
        if unit.word is None:
            yield item(unit.name)
        else:
            told = report_wording.in_short(reports[unit.word.report])
            yield item(say("sum", "unit", unit=unit.name, told=told, number=unit.word.report))
