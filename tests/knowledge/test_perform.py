"""What commands do to the archive, what they leave behind, and how they are undone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import text

from knowledge.commands import Actor, ImportPlan, RestorePlan, WithdrawPlan
from knowledge.errors import PendingGoneError, PlanChangedError, PlanNotFoundError
from knowledge.importing.draft import ProseDraft
from knowledge.pending import Pending
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.schema import Record
from knowledge.store import Store
from knowledge.types import PlanOutcome
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, task

FILE = "ke-hoach.txt"
NOW = datetime(2025, 1, 6, 9, tzinfo=UTC)
LAN = Actor("7", "Lan", Role.ADMIN)


def changed_plans(store: Store) -> list[int]:
    return [change.plan_id for change in store.changes.pending(100)]


def row_counts(store: Store) -> dict[str, int]:
    with store.database.reading() as connection:
        count = "SELECT count(*) FROM"
        return {name: connection.scalar(text(f"{count} {name}")) or 0 for name in Record.metadata.tables}


def test_a_first_import_adds_the_plan(do: Performs) -> None:
    performed = do(ImportPlan(plan(task("1"))))
    assert (performed.outcome, performed.plan.file, performed.plan.task_count) == (PlanOutcome.ADDED, FILE, 1)


def test_an_import_with_other_content_replaces_the_plan(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    assert do(ImportPlan(plan(task("2")))).outcome is PlanOutcome.REPLACED
    assert [line.number for line in store.tasks.list_tasks()] == ["2"]


def test_an_import_with_the_same_content_writes_nothing(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    before = row_counts(store)
    performed = do(ImportPlan(plan(task("1"))))
    assert (performed.outcome, performed.undo, row_counts(store)) == (PlanOutcome.UNCHANGED, None, before)


def test_a_whole_number_is_the_same_figure_as_a_decimal_one(do: Performs) -> None:
    draft = plan()
    do(ImportPlan(draft))
    whole = replace(draft, targets=(replace(draft.targets[0], value=95),))
    assert do(ImportPlan(whole)).outcome is PlanOutcome.UNCHANGED


def test_what_was_replaced_stays_in_the_tables(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment()))))
    do(ImportPlan(plan(task("2", assignment()))))
    assert row_counts(store)["assignments"] == 2


def test_a_plan_that_is_withdrawn_is_no_longer_told_of(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    assert do(WithdrawPlan(FILE)).outcome is PlanOutcome.WITHDRAWN
    assert (store.plans.list_plans(), store.tasks.list_tasks(), store.tasks.count_tasks()) == ((), (), 0)


def test_a_plan_that_is_not_there_can_not_be_withdrawn(do: Performs) -> None:
    with pytest.raises(PlanNotFoundError):
        do(WithdrawPlan(FILE))


def test_undoing_a_first_import_withdraws_it(store: Store, do: Performs) -> None:
    undo = do(ImportPlan(plan(task("1")))).undo
    assert undo is not None and do(undo).outcome is PlanOutcome.WITHDRAWN
    assert store.plans.list_plans() == ()


def test_undoing_a_replacement_brings_the_very_rows_back(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    before = store.tasks.list_tasks()
    undo = do(ImportPlan(plan(task("2")))).undo
    assert undo is not None and do(undo).outcome is PlanOutcome.REPLACED
    assert store.tasks.list_tasks() == before


def test_undoing_a_withdrawal_brings_the_plan_back(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    undo = do(WithdrawPlan(FILE)).undo
    assert undo is not None and do(undo).outcome is PlanOutcome.ADDED
    assert store.plans.export(FILE) == plan(task("1"))


def test_an_undo_can_be_undone(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    undo = do(ImportPlan(plan(task("2")))).undo
    assert undo is not None
    redo = do(undo).undo
    assert redo is not None
    do(redo)
    assert store.plans.export(FILE) == plan(task("2"))


def test_an_undo_given_twice_does_its_work_once(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    undo = do(WithdrawPlan(FILE)).undo
    assert undo is not None
    do(undo)
    assert do(undo).outcome is PlanOutcome.UNCHANGED


def test_the_undo_of_an_import_leaves_a_later_import_alone(store: Store, do: Performs) -> None:
    undo = do(ImportPlan(plan(task("1")))).undo
    assert undo is not None
    do(ImportPlan(plan(task("2"))))
    with pytest.raises(PlanChangedError):
        do(undo)
    assert store.plans.export(FILE) == plan(task("2"))


def test_the_undo_of_a_replacement_leaves_a_later_import_alone(do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    undo = do(ImportPlan(plan(task("2")))).undo
    assert undo is not None
    do(ImportPlan(plan(task("3"))))
    with pytest.raises(PlanChangedError):
        do(undo)


def test_a_version_that_never_was_can_not_be_restored(do: Performs) -> None:
    do(ImportPlan(plan()))
    with pytest.raises(PlanNotFoundError):
        do(RestorePlan(FILE, 7, 1))


def test_the_index_is_told_of_the_old_plan_and_the_new(store: Store, do: Performs) -> None:
    old = do(ImportPlan(plan(task("1")))).plan.id
    store.changes.done([change.id for change in store.changes.pending(10)])
    new = do(ImportPlan(plan(task("2")))).plan.id
    assert changed_plans(store) == [old, new]


def test_an_import_that_fails_leaves_nothing_behind(store: Store) -> None:
    before = row_counts(store)
    broken = replace(plan(task("1")), prose=(ProseDraft("I", None),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)not.null"):
        perform(store, ImportPlan(broken), LAN, NOW)
    assert row_counts(store) == before


def test_a_replacement_that_fails_leaves_the_plan_in_force(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    broken = replace(plan(task("2")), prose=(ProseDraft("I", None),))  # type: ignore[arg-type]
    with pytest.raises(Exception, match=r"(?i)not.null"):
        do(ImportPlan(broken))
    assert store.plans.export(FILE) == plan(task("1"))


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        perform(store, ImportPlan(plan()), LAN, NOW.replace(tzinfo=None))
    assert store.plans.list_plans() == ()


def test_a_time_comes_back_in_utc(store: Store) -> None:
    hanoi = timezone(timedelta(hours=7))
    performed = perform(store, ImportPlan(plan()), LAN, datetime(2025, 1, 6, 3, tzinfo=hanoi))
    assert performed.plan.imported_at.isoformat() == "2025-01-05T20:00:00+00:00"


def test_threads_that_import_one_plan_at_once_add_it_once(do: Performs) -> None:
    with ThreadPoolExecutor(4) as threads:
        outcomes = [performed.outcome for performed in threads.map(do, [ImportPlan(plan(task("1")))] * 8)]
    assert sorted(outcomes) == ["added", *["unchanged"] * 7]


def test_threads_that_import_versions_at_once_leave_one_in_force(store: Store, do: Performs) -> None:
    drafts = [plan(task(str(number))) for number in range(8)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(do, [ImportPlan(draft) for draft in drafts]))
    assert len(store.plans.list_plans()) == 1
    assert store.plans.export(FILE) in drafts


def test_a_reader_sees_one_moment_while_another_imports(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    with store.database.reading() as connection:
        before = connection.scalar(text("SELECT count(*) FROM tasks"))
        do(ImportPlan(plan(task("2"))))
        assert connection.scalar(text("SELECT count(*) FROM tasks")) == before


def waiting(store: Store, token: str) -> None:
    store.pendings.save(Pending(token, "c", "7", "{}", NOW + timedelta(hours=1)), NOW)


def test_of_all_who_say_yes_to_what_waits_one_has_it_done(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    waiting(store, "t")

    def yes(_: int) -> bool:
        try:
            perform(store, WithdrawPlan(FILE), LAN, NOW, "t")
        except PendingGoneError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(yes, range(4))) == [False, False, False, True]


def test_what_can_not_be_done_goes_on_waiting(store: Store) -> None:
    waiting(store, "t")
    with pytest.raises(PlanNotFoundError):
        perform(store, WithdrawPlan(FILE), LAN, NOW, "t")
    assert store.pendings.find("t", NOW) is not None


def test_what_nobody_asked_for_is_not_done(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    with pytest.raises(PendingGoneError):
        perform(store, WithdrawPlan(FILE), LAN, NOW, "none")
    assert [line.file for line in store.plans.list_plans()] == [FILE]
