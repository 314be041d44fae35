"""What the store tells about the plans in force."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.errors import PlanNotFoundError
from knowledge.importing.draft import Doubt, PlanDraft, SectionDraft
from knowledge.store import Store
from knowledge.types import PlanOrigin, PlanOutcome
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import plan, plan_drafts, task

bounded = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@bounded
@given(plan_drafts)
def test_what_goes_in_comes_out(store: Store, do: Performs, draft: PlanDraft) -> None:
    do(ImportPlan(draft))
    assert store.plans.export(draft.file) == draft


@bounded
@given(plan_drafts)
def test_importing_twice_changes_nothing(do: Performs, draft: PlanDraft) -> None:
    do(ImportPlan(draft))
    assert do(ImportPlan(draft)).outcome is PlanOutcome.UNCHANGED


@bounded
@given(plan_drafts, plan_drafts)
def test_drafts_that_differ_are_told_apart(store: Store, do: Performs, one: PlanDraft, other: PlanDraft) -> None:
    do(ImportPlan(replace(one, file="a")))
    outcome = do(ImportPlan(replace(other, file="a"))).outcome
    assert (outcome is PlanOutcome.UNCHANGED) == (replace(one, file="a") == replace(other, file="a"))
    assert store.plans.export("a") == replace(other, file="a")


def test_the_newest_import_comes_last(store: Store, do: Performs) -> None:
    for file in ("b.txt", "a.txt", "c.txt"):
        do(ImportPlan(plan(file=file)))
    assert [line.file for line in store.plans.list_plans()] == ["b.txt", "a.txt", "c.txt"]


def test_a_plan_tells_how_many_tasks_targets_and_doubts_it_has(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"), task("2"))))
    line = store.plans.get_plan("ke-hoach.txt")
    assert (line.task_count, line.target_count, line.doubt_count) == (2, 1, 1)


def test_a_plan_that_is_not_there_is_found_to_be_none(store: Store) -> None:
    assert store.plans.find_plan("khong-co.txt") is None


def test_a_plan_that_is_not_there_can_not_be_got(store: Store) -> None:
    with pytest.raises(PlanNotFoundError):
        store.plans.get_plan("khong-co.txt")


@pytest.mark.parametrize("name", ["list_doubts", "export"])
def test_nothing_is_told_of_a_plan_that_is_withdrawn(store: Store, do: Performs, name: str) -> None:
    do(ImportPlan(plan()))
    do(WithdrawPlan("ke-hoach.txt"))
    with pytest.raises(PlanNotFoundError):
        getattr(store.plans, name)("ke-hoach.txt")


def test_sections_come_with_their_titles_in_order(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    lines = store.plans.list_sections()
    assert [(line.labels, line.title) for line in lines] == [(("I",), "Cải cách thủ tục"), (("I", "1"), "Rà soát")]


def test_sections_are_told_of_the_plans_that_are_asked_for(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(file="a.txt")))
    wanted = do(ImportPlan(plan(file="b.txt"))).plan.id
    assert {line.plan_id for line in store.plans.list_sections((wanted,))} == {wanted}


def test_doubts_are_told(store: Store, do: Performs) -> None:
    do(ImportPlan(plan()))
    assert store.plans.list_doubts("ke-hoach.txt") == (Doubt("task 1", "Không rõ thời hạn."),)


def test_of_two_headings_with_one_path_the_first_gives_the_title(store: Store, do: Performs) -> None:
    twice = (SectionDraft(("I",), "Đầu"), SectionDraft(("I",), "Sau"))
    do(ImportPlan(replace(plan(task("1")), sections=twice)))
    assert store.tasks.list_tasks()[0].section_title == "Đầu"


def test_a_plan_in_force_has_a_fingerprint_that_another_version_has_not(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    [one] = store.plans.list_ids()
    before = store.plans.fingerprints([one])
    do(ImportPlan(plan(task("2"))))
    [other] = store.plans.list_ids()
    assert before.keys() == {one} and store.plans.fingerprints([one]) == {}
    assert store.plans.fingerprints([other])[other] != before[one]


def test_the_years_and_issuers_of_the_plans_in_force_are_told(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(file="a.txt")))
    plans = store.plans.list_plans()
    assert store.plans.list_origins() == {line.id: PlanOrigin(line.plan_year, line.issuer) for line in plans}
