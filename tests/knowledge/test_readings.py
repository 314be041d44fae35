"""Of each unit and period the newest reading that holds counts; rules tell what a unit has to reach."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.commands import (
    Actor,
    ImportPlan,
    NewReport,
    ReportProgress,
    RestoreReport,
    RestoreTargetRule,
    RetractReport,
    RetractTargetRule,
    SetTargetRule,
)
from knowledge.errors import SubjectGoneError
from knowledge.importing.draft import Comparator
from knowledge.perform import perform
from knowledge.readings import Reading, before, latest, months_of, of_year, whole_year
from knowledge.roles import Role
from knowledge.store import Store, open_store
from knowledge.target_rules import RuleLine, required_of, with_given
from knowledge.types import Figure, Period, RuleChoice, RuleKind, RulePart, TargetLine, TargetRule, TargetSource
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import plan

NOW = datetime(2025, 4, 20, 9, tzinfo=UTC)
LAN = Actor("7", "Lan", Role.ADMIN)
UNITS = ("Sở Nội vụ", "Sở Tư pháp")
MARCH, APRIL = Period(date(2025, 3, 1), date(2025, 3, 31)), Period(date(2025, 4, 1), date(2025, 4, 30))
FIRST_QUARTER = Period(date(2025, 1, 1), date(2025, 3, 31))
SOME_TARGET = TargetLine(
    1, 1, "k.docx", TargetSource.TABLE, "6", None, "Tỷ lệ", "", "%", Comparator.AT_LEAST, 80, 2025, ()
)
Tells = Callable[..., int]


def target_of(store: Store) -> TargetLine:
    return next(line for line in store.targets.list_targets() if line.number == "1")


def tell_in(store: Store, value: float, period: Period | None, unit: str, at: datetime) -> int:
    report = NewReport(target_key=target_of(store).key, figure=Figure(value, "%"), period=period)
    command = ReportProgress((report,), unit, None, "c", f"đạt {value}%")
    return perform(store, command, LAN, at).reports[0]


@pytest.fixture
def tell(store: Store, do: Performs) -> Tells:
    do(ImportPlan(plan()))

    def told(value: float, period: Period | None = MARCH, unit: str = UNITS[0], at: datetime = NOW) -> int:
        return tell_in(store, value, period, unit, at)

    return told


def values(store: Store) -> list[float]:
    return [reading.figure.value for reading in store.readings.series(target_of(store).key, UTC)]


def test_a_later_reading_of_the_same_period_takes_the_place_of_the_earlier_which_stays_on_record(
    store: Store, tell: Tells
) -> None:
    tell(70)
    tell(72)
    assert values(store) == [72]
    assert [line.figure for line in store.progress.list_readings(target_of(store).key)] == [
        Figure(72, "%"), Figure(70, "%")
    ]  # fmt: skip


def test_once_a_correction_is_taken_back_the_earlier_reading_holds_again(store: Store, tell: Tells) -> None:
    tell(70)
    perform(store, RetractReport((tell(72),)), LAN, NOW)
    assert values(store) == [70]


def test_readings_stand_in_order_of_their_periods_however_they_came(store: Store, tell: Tells) -> None:
    tell(75, APRIL)
    tell(70, MARCH)
    tell(71, FIRST_QUARTER)
    assert values(store) == [70, 71, 75]


def test_a_reading_of_no_period_is_of_the_day_it_was_told_where_it_was_told(store: Store, tell: Tells) -> None:
    tell(70, None, at=datetime(2025, 4, 30, 20, tzinfo=UTC))
    zone = timezone(timedelta(hours=7))
    [reading] = store.readings.series(target_of(store).key, zone)
    assert reading.period == Period(date(2025, 5, 1), date(2025, 5, 1))


def test_the_period_before_is_as_long_and_of_the_same_unit(store: Store, tell: Tells) -> None:
    tell(70, MARCH)
    tell(71, FIRST_QUARTER)
    tell(60, MARCH, UNITS[1])
    series = store.readings.series(target_of(store).key, UTC)
    found = before(series, UNITS[0], APRIL)
    assert found is not None and found.figure.value == 70
    assert before(series, UNITS[0], MARCH) is None


def test_of_each_unit_the_latest_reading_counts_and_years_are_told_apart(store: Store, tell: Tells) -> None:
    tell(62, whole_year(2024))
    tell(70, MARCH)
    tell(60, APRIL, UNITS[1])
    series = store.readings.series(target_of(store).key, UTC)
    assert {reading.unit: reading.figure.value for reading in latest(series)} == {UNITS[0]: 70, UNITS[1]: 60}
    assert [reading.figure.value for reading in of_year(series, 2024)] == [62]
    assert of_year(series, None) == series


@given(st.integers(2000, 2030), st.integers(1, 12), st.integers(1, 30))
def test_months_are_counted_where_a_period_is_made_of_them(year: int, month: int, count: int) -> None:
    first, after = date(year, month, 1), month - 1 + count
    end = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    assert months_of(Period(first, end)) == count
    assert months_of(Period(first, end - timedelta(days=1))) == 0


PERIODS = (None, MARCH, APRIL, FIRST_QUARTER)
told_readings = st.tuples(st.sampled_from(UNITS), st.sampled_from(PERIODS), st.integers(0, 100))
taken_back = st.tuples(st.just("back") | st.just("again"), st.integers(0, 30))


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database into which the plan is imported, to be copied."""
    path = tmp_path_factory.mktemp("readings") / "imported.sqlite3"
    with open_store(f"sqlite:///{path}") as store:
        perform(store, ImportPlan(plan()), LAN, NOW)
    return path


@settings(max_examples=25, deadline=None)
@given(st.lists(told_readings | taken_back, max_size=14))
def test_what_holds_is_what_a_plain_reckoning_says(imported: Path, steps: list[tuple[object, ...]]) -> None:
    copy = imported.with_name("x.sqlite3")
    shutil.copyfile(imported, copy)
    told: list[tuple[str, Period | None, float]] = []
    holds: list[bool] = []
    with open_store(f"sqlite:///{copy}") as store:
        numbers: list[int] = []
        for step in steps:
            match step:
                case (("back" | "again") as what, int(place)) if numbers:
                    at = place % len(numbers)
                    command = RetractReport if what == "back" else RestoreReport
                    perform(store, command((numbers[at],)), LAN, NOW)
                    holds[at] = what == "again"
                case (str(unit), (Period() | None) as period, int(value)):
                    numbers.append(tell_in(store, value, period, unit, NOW))
                    told.append((unit, period, value))
                    holds.append(True)
        today = Period(NOW.date(), NOW.date())
        expected = {
            (unit, period or today): value for (unit, period, value), stands in zip(told, holds, strict=True) if stands
        }
        series = store.readings.series(target_of(store).key, UTC)
        assert {(each.unit, each.period): each.figure.value for each in series} == expected
        assert [each.period.end for each in series] == sorted(each.period.end for each in series)


@pytest.mark.parametrize(
    ("rule", "required"),
    [
        (TargetRule((RulePart(RuleKind.GIVEN, 85),)), 85),
        (TargetRule((RulePart(RuleKind.PLUS_POINTS, 10),)), 72),
        (TargetRule((RulePart(RuleKind.PLUS_POINTS, -2.5),)), 59.5),
        (TargetRule((RulePart(RuleKind.PLUS_PERCENT, 10),)), 68.2),
        (TargetRule((RulePart(RuleKind.LAST_YEAR),)), 62),
    ],
)
def test_a_rule_is_reckoned_from_last_years_result(
    store: Store, tell: Tells, rule: TargetRule, required: float
) -> None:
    target = target_of(store)
    tell(62, whole_year(2024))
    perform(store, SetTargetRule(target.key, rule, "…"), LAN, NOW)
    held = store.target_rules.holding([target.key])[target.key]
    series = store.readings.series(target.key, UTC)
    assert required_of(target, held, series, UNITS[0], 2025).value == required


def test_without_last_years_result_nothing_is_reckoned_and_without_a_rule_the_plan_holds(
    store: Store, tell: Tells
) -> None:
    target = target_of(store)
    tell(62, MARCH)
    series = store.readings.series(target.key, UTC)
    assert required_of(target, None, series, UNITS[0], 2025).value == target.value
    perform(store, SetTargetRule(target.key, TargetRule((RulePart(RuleKind.PLUS_POINTS, 10),)), "…"), LAN, NOW)
    held = store.target_rules.holding([target.key])[target.key]
    assert required_of(target, held, series, UNITS[0], 2025).value is None


figures = st.integers(1, 200) | st.none()


@given(figures, figures, st.sampled_from(RuleChoice), st.booleans())
def test_of_alternatives_the_one_named_holds_once_all_figures_are_known(
    given_above: int | None, base: int | None, choice: RuleChoice, swapped: bool
) -> None:
    parts = (RulePart(RuleKind.GIVEN, given_above), RulePart(RuleKind.PLUS_POINTS, 10))
    rule = TargetRule(parts[::-1] if swapped else parts, choice)
    result = () if base is None else (Reading(1, UNITS[0], Figure(base, "%"), whole_year(2024)),)
    required = required_of(SOME_TARGET, RuleLine(1, "k", rule, "…", "Lan", NOW), result, UNITS[0], 2025)
    values = [given_above, None if base is None else base + 10]
    assert [part.value for part in required.parts] == (values[::-1] if swapped else values)
    first, second = values
    if first is None or second is None:
        assert required.value is None
    else:
        only = first if first == second else None
        oracle = {RuleChoice.HIGHEST: max(first, second), RuleChoice.LOWEST: min(first, second), RuleChoice.OPEN: only}
        assert required.value == oracle[choice]


def test_a_rule_is_kept_whole_and_the_figure_given_later_is_filled_in(store: Store, tell: Tells) -> None:
    key = target_of(store).key
    rule = TargetRule((RulePart(RuleKind.GIVEN, None), RulePart(RuleKind.PLUS_POINTS, 10)), RuleChoice.HIGHEST)
    perform(store, SetTargetRule(key, rule, "…"), LAN, NOW)
    assert store.target_rules.holding([key])[key].rule == rule
    assert with_given(rule, 85) == TargetRule((RulePart(RuleKind.GIVEN, 85), rule.parts[1]), RuleChoice.HIGHEST)


def test_last_years_result_is_the_units_own_or_the_only_one(store: Store, tell: Tells) -> None:
    target, rule = target_of(store), TargetRule((RulePart(RuleKind.LAST_YEAR),))
    tell(62, whole_year(2024))
    perform(store, SetTargetRule(target.key, rule, "…"), LAN, NOW)
    held = store.target_rules.holding([target.key])[target.key]
    assert required_of(target, held, store.readings.series(target.key, UTC), UNITS[1], 2025).value == 62
    tell(50, whole_year(2024), "Sở Y tế")
    series = store.readings.series(target.key, UTC)
    assert required_of(target, held, series, UNITS[0], 2025).value == 62
    assert required_of(target, held, series, UNITS[1], 2025).value is None


def test_the_newest_rule_holds_until_it_is_taken_back(store: Store, tell: Tells) -> None:
    key = target_of(store).key
    perform(store, SetTargetRule(key, TargetRule((RulePart(RuleKind.GIVEN, 85),)), "85"), LAN, NOW)
    newer = perform(store, SetTargetRule(key, TargetRule((RulePart(RuleKind.GIVEN, 90),)), "90"), LAN, NOW)
    assert store.target_rules.holding([key])[key].said == "90"
    assert newer.undo == RetractTargetRule(newer.rules)
    taken = perform(store, RetractTargetRule(newer.rules), LAN, NOW)
    assert store.target_rules.holding([key])[key].said == "85"
    assert not perform(store, RetractTargetRule(newer.rules), LAN, NOW).changed
    assert taken.undo == RestoreTargetRule(newer.rules)
    perform(store, RestoreTargetRule(newer.rules), LAN, NOW)
    assert store.target_rules.holding([key])[key].said == "90"


def test_no_rule_is_made_for_a_target_that_no_plan_sets(store: Store) -> None:
    with pytest.raises(SubjectGoneError):
        perform(store, SetTargetRule("gone", TargetRule((RulePart(RuleKind.GIVEN, 85),)), "…"), LAN, NOW)
