"""What several units have to do is done by the word of each of them; held against a simple oracle."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.commands import (
    Actor,
    AddAlias,
    AddUnit,
    ImportPlan,
    NewReport,
    NewSuccession,
    ReportProgress,
    RestoreReport,
    RetractReport,
    SetGroup,
    SucceedUnits,
    WithdrawPlan,
)
from knowledge.deadlines.types import DateDeadline
from knowledge.importing.draft import AssignmentDraft, PlanDraft
from knowledge.overdue import list_overdue
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.store import Store, open_store
from knowledge.sums import Sum, sum_of
from knowledge.types import Figure, ProgressStatus, TaskState
from knowledge.words import read_words
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import add_unit
from tests.knowledge.test_progress import state

NOW = datetime(2025, 3, 20, 9, tzinfo=UTC)
LAN = Actor("7", "Lan", Role.ADMIN)
DONE, DOING, BLOCKED = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS, ProgressStatus.BLOCKED
ISSUER, GROUP = "UBND tỉnh", "Các Sở, ban, ngành"
JUSTICE, HOME, HEALTH = "Sở Tư pháp", "Sở Nội vụ", "Sở Y tế"
DUE = DateDeadline(date(2025, 3, 1), before=False)


def bare(part: AssignmentDraft, number: str = "1", file: str = "ke-hoach.txt") -> PlanDraft:
    """A plan that names no units but those of one task."""
    return replace(plan(task(number, part), file=file, title=file), targets=(), prose_duties=())


def office(store: Store, *units: str, lead: tuple[str, ...] = (GROUP,)) -> dict[str, int]:
    """An office with these units and a plan with one task; by name the ids."""
    province = add_unit(store, ISSUER)
    ids = {name: add_unit(store, name, province) for name in units}
    perform(store, ImportPlan(bare(assignment(DUE, lead=lead))), LAN, NOW)
    return {ISSUER: province, **ids}


def tell(store: Store, unit: str | None, status: ProgressStatus = DONE, figure: Figure | None = None) -> int:
    [line] = store.tasks.list_tasks()
    told = NewReport(line.key, status=status, figure=figure)
    return perform(store, ReportProgress((told,), unit, ISSUER, "c", "…"), LAN, NOW).reports[0]


def summed(store: Store) -> Sum:
    [line] = store.tasks.list_tasks()
    with store.database.reading() as connection:
        words = read_words(connection, (line.key,))
    return sum_of(store.directory.units_of(ISSUER), line.assignments, words, NOW.date())


def stands(store: Store) -> tuple[TaskState, bool]:
    """How the task stands, and whether it is late."""
    return state(store, "1"), bool(list_overdue(store, NOW.date()))


def test_a_group_is_done_when_each_of_it_said_so_and_not_before(store: Store) -> None:
    office(store, JUSTICE, HOME)
    tell(store, JUSTICE)
    assert stands(store) == (TaskState.IN_PROGRESS, True)
    assert ([each.unit for each in summed(store).said], summed(store).silent) == ([JUSTICE], (HOME,))
    tell(store, HOME)
    assert stands(store) == (TaskState.DONE, False)


def test_who_takes_it_back_opens_it_again_for_all(store: Store) -> None:
    office(store, JUSTICE, HOME)
    tell(store, JUSTICE)
    number = tell(store, HOME)
    perform(store, RetractReport((number,)), LAN, NOW)
    assert stands(store) == (TaskState.IN_PROGRESS, True)
    perform(store, RestoreReport((number,)), LAN, NOW)
    assert stands(store) == (TaskState.DONE, False)
    tell(store, HOME, BLOCKED)
    assert stands(store) == (TaskState.BLOCKED, True)


def test_a_unit_that_joins_opens_it_again_until_it_is_said_that_it_does_not_belong(store: Store) -> None:
    ids = office(store, JUSTICE, HOME)
    tell(store, JUSTICE)
    tell(store, HOME)
    joined = perform(store, AddUnit(HEALTH, ids[ISSUER]), LAN, NOW).ids
    assert stands(store) == (TaskState.IN_PROGRESS, True)
    perform(store, SetGroup(ids[ISSUER], GROUP, (), joined), LAN, NOW)
    assert stands(store) == (TaskState.DONE, False)


def test_a_plan_that_names_one_more_unit_opens_it_again(store: Store) -> None:
    office(store, JUSTICE, HOME)
    tell(store, JUSTICE)
    tell(store, HOME)
    perform(store, ImportPlan(bare(assignment(lead=(HEALTH,)), "2", "khac.txt")), LAN, NOW)
    assert stands(store) == (TaskState.IN_PROGRESS, True)
    perform(store, WithdrawPlan("khac.txt"), LAN, NOW)
    assert summed(store).silent == (HEALTH,), "a unit stays in the directory when its plan goes"


def test_where_nobody_knows_who_belongs_nothing_is_ever_done(store: Store) -> None:
    office(store, lead=("UBND cấp xã",))
    tell(store, "UBND xã Hoà Bình")
    tell(store, "UBND xã An Sơn")
    assert stands(store) == (TaskState.IN_PROGRESS, True)
    assert (len(summed(store).said), summed(store).known) == (2, False)


def test_one_known_unit_is_not_the_whole_of_a_group(store: Store) -> None:
    office(store, JUSTICE)
    tell(store, JUSTICE)
    assert stands(store) == (TaskState.IN_PROGRESS, True)


def test_who_belongs_by_its_name_counts_though_the_directory_does_not_have_it(store: Store) -> None:
    office(store, JUSTICE, HOME)
    tell(store, HEALTH, DOING)
    tell(store, JUSTICE)
    tell(store, HOME)
    assert (summed(store).count, stands(store)) == (3, (TaskState.IN_PROGRESS, True))
    tell(store, HEALTH)
    assert stands(store) == (TaskState.DONE, False)


def test_a_share_of_units_that_one_unit_tells_is_the_word_of_that_unit_alone(store: Store) -> None:
    office(store, JUSTICE, HOME)
    tell(store, JUSTICE, DONE, Figure(2, "đơn vị", 2))
    assert (summed(store).silent, stands(store)) == ((HOME,), (TaskState.IN_PROGRESS, True))


def test_a_unit_speaks_under_each_of_its_names_and_for_those_whose_place_it_took(store: Store) -> None:
    ids = office(store, JUSTICE, HOME, HEALTH)
    perform(store, AddAlias(ids[JUSTICE], "Sở TP"), LAN, NOW)
    tell(store, "Sở TP")
    tell(store, HOME)
    assert summed(store).silent == (HEALTH,)
    perform(store, SucceedUnits((NewSuccession(ids[HEALTH], ids[HOME]),), date(2025, 3, 1), "NQ"), LAN, NOW)
    assert stands(store) == (TaskState.DONE, False)


def test_units_named_one_by_one_are_counted_as_they_are_named(store: Store) -> None:
    office(store, JUSTICE, HOME, HEALTH, lead=(JUSTICE, HOME))
    tell(store, JUSTICE)
    tell(store, HEALTH)
    assert (summed(store).count, summed(store).silent) == (2, (HOME,))


def test_a_unit_named_beside_its_group_is_one_unit(store: Store) -> None:
    office(store, JUSTICE, HOME, lead=(JUSTICE, GROUP))
    tell(store, JUSTICE)
    tell(store, HOME)
    assert (summed(store).count, stands(store)) == (2, (TaskState.DONE, False))


NAMES = (JUSTICE, HOME, HEALTH, "Sở Xây dựng")
places = st.integers(0, len(NAMES) - 1)
steps = st.lists(
    st.tuples(st.just("report"), places, st.sampled_from([DONE, DONE, DOING, BLOCKED]))
    | st.tuples(st.sampled_from(["retract", "restore"]), st.integers(0, 6), st.none())
    | st.tuples(st.just("succeed"), places, places)
    | st.tuples(st.just("leave"), st.frozensets(places, max_size=2), st.none()),
    max_size=10,
)


@dataclass
class _Model:
    """The oracle: what was told in order, who took whose place, who is said not to belong."""

    told: list[tuple[str, ProgressStatus, bool]] = field(default_factory=list)
    heirs: dict[str, str] = field(default_factory=dict)
    out: frozenset[str] = frozenset()

    def end(self, name: str) -> str:
        return self.end(self.heirs[name]) if name in self.heirs else name

    def is_done(self) -> bool:
        members = [name for name in NAMES if name not in self.heirs and name not in self.out]
        last = {self.end(name): status for name, status, holds in self.told if holds}
        known = len(members) > 1 or bool(self.out)
        return known and bool(members) and all(last.get(name) is DONE for name in members)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_is_told_and_whoever_comes_and_goes_the_state_is_the_sum(
    made_once: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Any, Any]]
) -> None:
    file = copy(made_once, tmp_path_factory.mktemp("home"))
    with open_store(f"sqlite:///{file}") as store:
        ids, model = office(store, *NAMES), _Model()
        for step in steps:
            _take(store, ids, model, step)
            assert summed(store).is_done == model.is_done()
            assert (not list_overdue(store, NOW.date())) == model.is_done()


def _take(store: Store, ids: dict[str, int], model: _Model, step: tuple[str, Any, Any]) -> None:
    match step:
        case ("report", place, status):
            tell(store, NAMES[place], status)
            model.told.append((NAMES[place], status, True))
        case (("retract" | "restore") as verb, place, _) if place < len(model.told):
            perform(store, (RetractReport if verb == "retract" else RestoreReport)((place + 1,)), LAN, NOW)
            model.told[place] = (*model.told[place][:2], verb == "restore")
        case ("succeed", one, other) if one != other and not {NAMES[one], NAMES[other]} & model.heirs.keys():
            pair = NewSuccession(ids[NAMES[one]], ids[NAMES[other]])
            perform(store, SucceedUnits((pair,), date(2025, 3, 1), "NQ"), LAN, NOW)
            model.heirs[NAMES[one]] = NAMES[other]
        case ("leave", places, _):
            out = [NAMES[place] for place in sorted(places)]
            perform(store, SetGroup(ids[ISSUER], GROUP, (), tuple(ids[name] for name in out)), LAN, NOW)
            model.out = frozenset(out)
