"""What an import would do, told before it is done."""

from dataclasses import replace

from knowledge.commands import ImportPlan
from knowledge.importing.draft import Doubt, TaskDraft
from knowledge.importing.session import compare
from knowledge.store import Store
from knowledge.types import PlanOutcome
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, task

ONE, TWO, THREE = task("1", assignment()), task("2", assignment()), task("3", assignment())


def counts(store: Store, *tasks: TaskDraft) -> tuple[int, int, int]:
    told = compare(store, plan(*tasks))
    return told.tasks_added, told.tasks_removed, told.tasks_changed


def test_a_new_plan_would_be_added_with_all_its_tasks(store: Store) -> None:
    told = compare(store, plan(ONE, TWO))
    assert (told.outcome, told.current, told.tasks_added) == (PlanOutcome.ADDED, None, 2)


def test_the_same_content_would_change_nothing(store: Store, do: Performs) -> None:
    line = do(ImportPlan(plan(ONE))).plan
    told = compare(store, plan(ONE))
    assert (told.outcome, told.current) == (PlanOutcome.UNCHANGED, line)


def test_other_content_would_replace_the_plan(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(ONE)))
    assert compare(store, plan(ONE, title="Kế hoạch đã sửa")).outcome is PlanOutcome.REPLACED


def test_comparing_writes_nothing(store: Store) -> None:
    compare(store, plan(ONE))
    assert store.plans.list_plans() == ()


def test_tasks_added_and_removed_are_counted(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(ONE, TWO)))
    assert counts(store, ONE, TWO, THREE) == (1, 0, 0)
    assert counts(store, ONE) == (0, 1, 0)
    assert counts(store, ONE, THREE) == (1, 1, 0)


def test_a_task_with_other_assignments_is_changed(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(ONE, TWO)))
    assert counts(store, ONE, replace(TWO, assignments=())) == (0, 0, 1)


def test_a_task_that_is_only_reworded_is_changed(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(ONE, TWO)))
    assert counts(store, ONE, replace(TWO, content="Rà soát lại thủ tục nhóm 2 và công bố")) == (0, 0, 1)


def test_tasks_that_are_only_renumbered_are_changed(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(ONE, TWO)))
    assert counts(store, replace(ONE, number="2"), replace(TWO, number="3")) == (0, 0, 2)


def test_tasks_without_a_number_are_known_by_their_text_alone(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(replace(ONE, number=""))))
    assert counts(store, replace(TWO, number="")) == (1, 1, 0)


def test_doubts_of_the_draft_are_handed_on(store: Store) -> None:
    assert compare(store, plan()).doubts == (Doubt("task 1", "Không rõ thời hạn."),)
