"""Compares a draft with the version in force, so that a person can see what an import would do before it is done."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection

from knowledge.differences import Change, Difference, Subject, differences
from knowledge.filtering import in_force
from knowledge.identities import with_keys
from knowledge.importing.draft import DocumentDraft, Doubt, PlanDraft
from knowledge.plans import find_plan, get_plan, read_draft, read_plans, says_the_same, version_of
from knowledge.store import Store
from knowledge.types import PlanLine, PlanOutcome
from knowledge.vietnamese.fold import fold


@dataclass(frozen=True, slots=True)
class ImportComparison:
    """What importing a draft would do to the plan in force (`current`) of which it is a version.

    `replaces` is the file name of that plan where it is another than the draft's; the import has to name it. `over` is
    the version of it that is in force, 0 where there is none.
    """

    outcome: PlanOutcome
    current: PlanLine | None
    tasks_added: int
    tasks_removed: int
    tasks_changed: int
    doubts: tuple[Doubt, ...]
    differences: tuple[Difference, ...] = ()
    replaces: str | None = None
    over: int = 0


def compare(store: Store, draft: PlanDraft, replaces: str | None = None, apart: bool = False) -> ImportComparison:
    """What importing `draft` would do; nothing is written.

    It is taken for a version of the plan named `replaces`, else of the one with its file name, else, unless it is to
    stand `apart`, of the one that is the same document under another name.
    """
    with store.database.reading() as connection:
        current = get_plan(connection, replaces) if replaces else find_plan(connection, draft.file)
        if current is None and not apart:
            current = _same_document(connection, draft)
        if current is None:
            return ImportComparison(PlanOutcome.ADDED, None, len(draft.tasks), 0, 0, draft.doubts)
        over = version_of(connection, current)
        if says_the_same(connection, current, draft):
            return ImportComparison(PlanOutcome.UNCHANGED, current, 0, 0, 0, draft.doubts, over=over)
        stored = read_draft(connection, current)
    found = differences(stored, with_keys(draft, stored))
    counts = Counter(difference.change for difference in found if difference.subject is Subject.TASK)
    return ImportComparison(
        PlanOutcome.REPLACED,
        current,
        counts[Change.ADDED],
        counts[Change.REMOVED],
        counts[Change.CHANGED],
        draft.doubts,
        found,
        None if current.file == draft.file else current.file,
        over,
    )


def _same_document(connection: Connection, draft: PlanDraft) -> PlanLine | None:
    """The one plan in force with this number, issuer and year that shares most of its tasks with the draft.

    An annex may be filed under the number of its decision, so the number alone proves nothing.
    """
    if draft.document.number is None or draft.document.issuer is None or not draft.tasks:
        return None
    found = [plan for plan in read_plans(connection, *in_force()) if _agree(plan, draft.document)]
    like = [plan for plan in found if _shares_most(read_draft(connection, plan), draft)]
    return like[0] if len(like) == 1 else None


def _agree(plan: PlanLine, document: DocumentDraft) -> bool:
    if plan.number is None or plan.issuer is None or document.number is None or document.issuer is None:
        return False
    same = fold(plan.number) == fold(document.number) and fold(plan.issuer) == fold(document.issuer)
    return same and (None in (plan.plan_year, document.plan_year) or plan.plan_year == document.plan_year)


def _shares_most(stored: PlanDraft, draft: PlanDraft) -> bool:
    known = {task.key for task in stored.tasks}
    shared = sum(task.key in known for task in with_keys(draft, stored).tasks)
    return shared * 2 > min(len(stored.tasks), len(draft.tasks))
