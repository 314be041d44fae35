"""Plans and questions made up for measuring, and what is measured, at a tiny scale."""

from pathlib import Path

import pytest

from bot.bench.asking import IN_WORDS, kinds, questions, task_key
from bot.bench.filling import change, fill
from bot.bench.making import TASKS, made_plan, made_plans
from bot.bench.reporting import measure_reports
from bot.bench.scale import at_scale, made
from bot.bench.side_by_side import plainly, rows_of
from bot.bench.speed import percentiles
from bot.subprocesses import Home
from knowledge.deadlines.types import Deadline
from knowledge.importing.plan_json import to_json
from knowledge.store import open_store
from knowledge.types import PlanState

_TASKS = 40


def test_the_same_seed_makes_the_same_plan_and_another_seed_another() -> None:
    assert made_plan(3) == made_plan(3) != made_plan(3, seed=2)


def test_plans_have_so_many_tasks_together() -> None:
    assert [len(plan.tasks) for plan in made_plans(TASKS + _TASKS)] == [TASKS, _TASKS]


def test_no_two_of_a_thousand_offices_have_one_name() -> None:
    assert len({made_plan(place, tasks=1).document.issuer for place in range(1_000)}) == 1_000


def test_a_plan_says_no_task_twice_and_its_deadlines_are_understood() -> None:
    plan = made_plan(0)
    assert len({task.content for task in plan.tasks}) == TASKS
    deadlines: list[tuple[Deadline, ...]] = [part.deadlines for task in plan.tasks for part in task.assignments]
    assert all(deadlines)


def test_every_kind_is_asked_equally_often_and_every_time_the_same() -> None:
    plans = [to_json(plan) for plan in made_plans(_TASKS)]
    asked = questions(plans, 30)
    assert asked == questions(plans, 30)
    assert [one.kind for one in asked] == [kind for kind in kinds() for _ in range(3)]


def test_a_question_in_words_is_about_a_task_of_the_plan() -> None:
    [plan] = [to_json(plan) for plan in made_plans(_TASKS)]
    tasks = {task_key({"plan": plan["file"], **task}) for task in plan["tasks"]}
    asked = questions([plan], 30)
    assert {one.kind for one in asked if one.meant in tasks} == {*IN_WORDS}


def test_only_who_asks_everywhere_tells_no_organisation() -> None:
    asked = questions([to_json(plan) for plan in made_plans(_TASKS)], 30)
    assert {one.kind for one in asked if "organisation" not in one.message["from"]} == {"everywhere"}


def test_no_plans_give_no_questions() -> None:
    assert questions([], 30) == []


def test_a_home_is_filled_and_changed_by_imports(tmp_path: Path) -> None:
    assert fill(tmp_path, TASKS + 1) == 2
    change(tmp_path)
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        assert sorted(plan.task_count for plan in store.plans.list_plans()) == [1, TASKS - 1]
        assert [version.state for version in store.versions.list_versions()].count(PlanState.REPLACED) == 1


def test_percentiles_of_a_few_times_are_the_median_and_the_longest() -> None:
    assert percentiles([3.0, 1.0, 2.0]) == (2.0, 3.0)
    assert percentiles([float(number) for number in range(1, 101)]) == pytest.approx((50.5, 95.95))


def test_a_tiny_scale_is_measured_whole(tmp_path: Path) -> None:
    plans, rows = made(_TASKS)
    asked = questions(plans, 20)
    scale = at_scale(tmp_path, _TASKS, asked)
    figures = scale.figures
    assert (scale.plans, scale.tasks, len(rows) >= _TASKS) == (1, _TASKS, True)
    assert [times.kind for times in figures.times] == [*kinds(), "total"]
    assert figures.in_words.of_tasks == figures.in_words.questions == 2 * len(IN_WORDS)
    assert figures.in_words.right + figures.in_words.offered >= figures.in_words.questions - 1
    assert figures.memory > 0
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        assert [state.state for state in store.versions.list_versions()].count(PlanState.REPLACED) == 1


def test_the_plain_search_is_asked_the_same() -> None:
    plans = [to_json(plan) for plan in made_plans(_TASKS)]
    asked, rows = questions(plans, 20), [*rows_of(plans)]
    plain = plainly(rows, asked, None)
    assert (plain.rows, plain.questions) == (len(rows), 2 * len(IN_WORDS))
    assert 0 < plain.right <= plain.right_of_office


def test_reports_are_shown_and_recorded_one_by_one(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.load(())
    reporting = measure_reports(home, home.export(), count=10)
    assert reporting is not None
    assert reporting.reports == 7
