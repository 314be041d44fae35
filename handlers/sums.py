"""How far a task is that several units have, in words: how many have reported, who said what, who has not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from handlers import wording
from handlers.answer import text
from handlers.context import Context
from handlers.phrases import say
from handlers.reply import Block
from handlers.report_wording import period as period_words
from knowledge.deadlines.occurrences import Occurrence
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.sums import Said, Sum, is_shared, sum_of
from knowledge.times import named_times, recurs, time_under_way, times_of
from knowledge.types import Period, ProgressStatus, TaskLine
from knowledge.words import Word

# So many units are named in a sentence; of more their number is told.
_NAMED = 5
# The order in which reports are told: what is in the way comes first.
_FIRST = (ProgressStatus.BLOCKED, ProgressStatus.NOT_STARTED, ProgressStatus.IN_PROGRESS, ProgressStatus.DONE)


@dataclass(frozen=True, slots=True)
class TaskSum:
    """How far a task is by the words of all who have it; of one `period` of it where it comes round."""

    task: TaskLine
    total: Sum
    period: Period | None

    @property
    def told(self) -> tuple[Said, ...]:
        """What was said, obstacles first, then the newest."""
        return tuple(sorted(self.total.said, key=lambda each: (not is_hindered(each.word), _place(each.word))))


def find_sum(context: Context, task: TaskLine, said: Period | None = None) -> TaskSum | None:
    """How far the task is, at the time that is `said` or under way; None where one unit has it alone."""
    units = context.units_of(context.plan(task.plan_id).issuer)
    return task_sum(context, task, said) if is_shared(units, task.assignments) else None


def task_sum(context: Context, task: TaskLine, said: Period | None = None) -> TaskSum:
    """How far those are who have the task, be it one or many."""
    units = context.units_of(context.plan(task.plan_id).issuer)
    time = _time(context, task, units, said)
    if time is None:
        words = context.store.progress.words(task.key)
        return TaskSum(task, sum_of(units, task.assignments, words, context.today), None)
    period = Period(time.start, time.end)
    of_time = [word for word in context.store.progress.words(task.key, of_times=True) if word.period == period]
    return TaskSum(task, sum_of(units, task.assignments, of_time, context.today, time=True), period)


def _time(context: Context, task: TaskLine, units: OrganisationUnits, said: Period | None) -> Occurrence | None:
    """The time of a recurring task that is meant."""
    plan, today = context.plan(task.plan_id), context.today
    years = (today.year - 1, today.year) if plan.plan_year is None else (plan.plan_year,)
    times = times_of(task.assignments, years, "", plan.issuer)
    named = named_times(times, said) if said is not None else ()
    under_way = time_under_way(times, today) if recurs(task.assignments) else ()
    return next(iter(named or under_way), None)


def _place(word: Word) -> int:
    return _FIRST.index(status_of(word))


def is_hindered(word: Word) -> bool:
    """Whether something may stand in the way: that is told, or noted beside what is not done yet."""
    status = status_of(word)
    return status is ProgressStatus.BLOCKED or (word.noted and status is not ProgressStatus.DONE)


def status_of(word: Word) -> ProgressStatus:
    """How far a word says it is; a figure alone says that it is under way."""
    return word.status or ProgressStatus.IN_PROGRESS


def reported_words(summed: TaskSum) -> str:
    """How many of how many have reported, and how far they are: "12/18 đơn vị đã báo cáo: 9 xong, 3 đang làm"."""
    total = summed.total
    counted = Counter(status_of(each.word) for each in total.said)
    each = ", ".join(say("sum", status.value, count=counted[status]) for status in reversed(_FIRST) if counted[status])
    name = "reported" if total.known else "reported_so_far"
    words = say("sum", name, count=len(total.said), total=total.count, each=f": {each}" if each else "")
    if summed.period is None:
        return words
    time = period_words(summed.period)
    return say("sum", "of_time", time=time[:1].upper() + time[1:], words=words)


def silent_blocks(summed: TaskSum) -> Iterator[Block]:
    """Who has not reported: by name where they are few."""
    total = summed.total
    if total.silent and len(total.silent) <= _NAMED:
        yield text(say("sum", "silent", units=wording.unit_list(total.silent)))
    elif total.silent:
        yield text(say("sum", "silent_many", count=len(total.silent), number=summed.task.number or "…"))
    if not total.known:
        yield text(say("sum", "unknown"))
