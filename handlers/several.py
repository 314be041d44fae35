"""Several tasks told of in one message: cut where it goes on to another, by number or in words."""

from collections.abc import Callable, Iterator, Sequence

from handlers.context import Context
from handlers.scope import PlanScope
from handlers.subjects import Line, find_named, led_by_sender, promised_in
from handlers.tells import ReportSaid, TellProgress
from handlers.understanding.hear import Heard
from handlers.understanding.progress import join_reports, read_reports, split_clauses, split_reports, tells_of_own
from knowledge.types import TargetLine, TaskLine

Hear = Callable[[str], Heard]
_SEVERAL = 2


def told_apart(context: Context, heard: Heard, hear: Hear, whole: TellProgress) -> tuple[ReportSaid, ...]:
    """What a message reports, one after another."""
    parts = split_reports(heard)
    if len(parts) >= _SEVERAL:
        return join_reports([hear(part) for part in parts])
    parts = tuple(_in_words(context, split_clauses(heard), hear, whole.scope))
    return tuple(report for part in parts for report in read_reports(hear(part))) if len(parts) > 1 else whole.reports


def _in_words(context: Context, clauses: Sequence[str], hear: Hear, scope: PlanScope) -> Iterator[str]:
    """The clauses joined to parts that each tell of a task or target of their own."""
    part, subject = "", None
    for clause in clauses:
        named = _subject(context, hear(clause), scope)
        if part and named is not None and subject is not None and _differ(named, subject):
            yield part
            part = ""
        part = f"{part}, {clause}" if part else clause
        subject = named or subject
    yield part


def _subject(context: Context, clause: Heard, scope: PlanScope) -> Line | None:
    """What a clause that stands alone tells of, where that is beyond doubt and no other unit's work."""
    if not tells_of_own(clause):
        return None
    named = (line for report in read_reports(clause) for line in find_named(context, report, scope))
    return next((line for line in named if _may_be_own(context, line)), None)


def _may_be_own(context: Context, line: Line) -> bool:
    return not isinstance(line, TaskLine) or context.sender.unit is None or bool(led_by_sender(context, (line,)))


def _differ(one: Line, other: Line) -> bool:
    """Whether two lines are not of one task: a figure that a task promises belongs to it."""
    if isinstance(one, TargetLine) and isinstance(other, TaskLine):
        return not promised_in(one, other)
    return type(one) is not type(other) or one.id != other.id
