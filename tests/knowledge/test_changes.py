"""The notes from which the index learns what has changed."""

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.store import Store
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import plan


def test_an_import_is_noted(store: Store, do: Performs) -> None:
    plan_id = do(ImportPlan(plan())).plan.id
    assert [change.plan_id for change in store.changes.pending(10)] == [plan_id]


def test_a_withdrawal_is_noted(store: Store, do: Performs) -> None:
    plan_id = do(ImportPlan(plan())).plan.id
    do(WithdrawPlan("ke-hoach.txt"))
    assert [change.plan_id for change in store.changes.pending(10)] == [plan_id, plan_id]


def test_no_more_is_handed_out_than_asked_for(store: Store, do: Performs) -> None:
    for file in ("a.txt", "b.txt", "c.txt"):
        do(ImportPlan(plan(file=file)))
    assert len(store.changes.pending(2)) == 2


def test_what_is_done_is_struck_out(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(file="a.txt")))
    do(ImportPlan(plan(file="b.txt")))
    first, second = store.changes.pending(10)
    store.changes.done([first.id])
    assert store.changes.pending(10) == (second,)


def test_the_id_of_a_note_is_never_used_again(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(file="a.txt")))
    [first] = store.changes.pending(10)
    store.changes.done([first.id])
    do(ImportPlan(plan(file="b.txt")))
    store.changes.done([first.id])
    assert len(store.changes.pending(10)) == 1
