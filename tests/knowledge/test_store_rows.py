"""What the store tells of targets, prose and duties."""

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.deadlines.types import ContinuousDeadline
from knowledge.importing.draft import Comparator
from knowledge.store import Store
from knowledge.types import TargetSource
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import plan


def test_a_target_of_a_table_has_its_number_and_owner(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    line = store.targets.list_targets()[0]
    told = (line.source, line.number, line.where, line.comparator, line.value, line.owner)
    assert told == (TargetSource.TABLE, "1", None, Comparator.AT_LEAST, 95.0, ("Sở Nội vụ",))


def test_a_figure_inside_the_text_has_its_place_and_wording(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    line = store.targets.list_targets()[1]
    told = (line.source, line.number, line.where, line.name, line.text, line.owner)
    assert told == (TargetSource.INLINE, None, "task 1", "tỷ lệ trễ hạn", "giảm dưới 5%", ())


def test_targets_are_told_of_the_plans_that_are_asked_for(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(file="a.txt")))
    wanted = do(ImportPlan(plan(file="b.txt"))).plan.id
    assert {line.plan_file for line in store.targets.list_targets((wanted,))} == {"b.txt"}


def test_targets_are_got_in_the_order_of_the_ids(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    first, second = store.targets.list_targets()
    assert store.targets.get_targets([second.id, first.id, 10_000]) == (second, first)


def test_prose_comes_in_the_order_of_the_document(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    assert [(line.position, line.where) for line in store.prose.list_prose()] == [(0, "I.1"), (1, "I.2")]


def test_prose_is_got_in_the_order_of_the_ids(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    first, second = store.prose.list_prose()
    assert store.prose.get_prose([second.id, first.id]) == (second, first)


def test_a_duty_has_its_leads_and_deadlines(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    [duty] = store.prose.list_duties()
    assert (duty.where, duty.lead, duty.deadlines) == ("II.1", ("Sở Tài chính",), (ContinuousDeadline(),))


def test_duties_are_got_by_their_ids(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    [duty] = store.prose.list_duties()
    assert store.prose.get_duties([duty.id]) == (duty,)


def test_nothing_is_told_of_what_is_out_of_force(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    do(WithdrawPlan("ke-hoach.txt"))
    assert (store.targets.list_targets(), store.prose.list_prose(), store.prose.list_duties()) == ((), (), ())
