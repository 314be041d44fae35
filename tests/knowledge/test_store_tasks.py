"""Which tasks the store finds; the filter is held against one written over again in plain Python."""

from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from knowledge.commands import ImportPlan, WithdrawPlan
from knowledge.deadlines.types import (
    AdhocDeadline,
    ContinuousDeadline,
    DateDeadline,
    Deadline,
    Every,
    ExternalDeadline,
    PeriodDeadline,
    RecurringDeadline,
    RelativeDeadline,
)
from knowledge.importing.draft import PlanDraft
from knowledge.store import Store
from knowledge.types import AssignmentLine, AssignmentRole, Period, TaskFilter, TaskLine
from knowledge.units import unit_key
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import DAYS, LABELS, UNITS, assignment, plan, plan_drafts, task

KINDS: dict[type[Deadline], str] = {
    DateDeadline: "date",
    PeriodDeadline: "period",
    RecurringDeadline: "recurring",
    ContinuousDeadline: "continuous",
    RelativeDeadline: "relative",
    ExternalDeadline: "external",
    AdhocDeadline: "adhoc",
}

filters = st.builds(
    TaskFilter,
    units=st.none() | st.lists(st.sampled_from([unit_key(unit) for unit in UNITS]), max_size=2).map(tuple),
    role=st.none() | st.sampled_from(AssignmentRole),
    section=st.lists(st.sampled_from(LABELS), max_size=2).map(tuple),
    section_anywhere=st.booleans(),
    number=st.none() | st.sampled_from(["", "1"]),
    due=st.none() | st.builds(Period, DAYS, DAYS),
    kinds=st.lists(st.sampled_from(sorted(KINDS.values())), max_size=3).map(tuple),
    every=st.lists(st.sampled_from(Every), max_size=2).map(tuple),
)


def unit_matches(line: AssignmentLine, wanted: TaskFilter) -> bool:
    units = {AssignmentRole.LEAD: line.lead, AssignmentRole.COORDINATE: line.coordinate}
    roles = tuple(AssignmentRole) if wanted.role is None else (wanted.role,)
    standing = [unit_key(unit) for role in roles for unit in units[role]]
    if wanted.units is None:
        return wanted.role is None or bool(standing)
    return any(key in wanted.units for key in standing)


def deadline_matches(deadline: Deadline, wanted: TaskFilter) -> bool:
    due = deadline.due if isinstance(deadline, DateDeadline | PeriodDeadline) else None
    if wanted.due is not None and not (due is not None and wanted.due.start <= due <= wanted.due.end):
        return False
    if wanted.kinds and KINDS[type(deadline)] not in wanted.kinds:
        return False
    return not wanted.every or (isinstance(deadline, RecurringDeadline) and deadline.every in wanted.every)


def asks_for_deadline(wanted: TaskFilter) -> bool:
    return wanted.due is not None or bool(wanted.kinds) or bool(wanted.every)


def assignment_matches(line: AssignmentLine, wanted: TaskFilter) -> bool:
    on_time = any(deadline_matches(deadline, wanted) for deadline in line.deadlines)
    return unit_matches(line, wanted) and (on_time or not asks_for_deadline(wanted))


def task_matches(line: TaskLine, wanted: TaskFilter) -> bool:
    length, starts = len(wanted.section), range(len(line.section)) if wanted.section_anywhere else range(1)
    in_section = not length or any(line.section[start : start + length] == wanted.section for start in starts)
    return in_section and wanted.number in (None, line.number)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan_drafts, filters)
def test_a_filter_keeps_what_it_says(store: Store, do: Performs, draft: PlanDraft, wanted: TaskFilter) -> None:
    here = (do(ImportPlan(replace(draft, file="a"))).plan.id,)
    lines = [line for line in store.tasks.list_tasks(TaskFilter(plans=here)) if task_matches(line, wanted)]
    matching = {line: [part.id for part in line.assignments if assignment_matches(part, wanted)] for line in lines}
    of_parts = asks_for_deadline(wanted) or wanted.units is not None or wanted.role is not None
    expected = tuple(line for line in lines if matching[line] or not of_parts)

    wanted = replace(wanted, plans=here)
    assert store.tasks.list_tasks(wanted) == expected
    assert store.tasks.count_tasks(wanted) == len(expected)
    assert store.tasks.find_assignments(wanted) == tuple(part for line in lines for part in matching[line])


def test_a_task_comes_with_all_its_assignments(store: Store, do: Performs) -> None:
    parts = assignment(lead=("Sở Nội vụ",)), assignment(lead=("Sở Tư pháp",))
    do(ImportPlan(plan(task("1", *parts), task("2", parts[1]))))
    [line] = store.tasks.list_tasks(TaskFilter(units=(unit_key("Sở Nội vụ"),)))
    assert [part.lead for part in line.assignments] == [("Sở Nội vụ",), ("Sở Tư pháp",)]


def test_all_that_is_asked_must_hold_of_one_assignment(store: Store, do: Performs) -> None:
    late = DateDeadline(date(2025, 3, 1), before=False)
    do(ImportPlan(plan(task("1", assignment(late, lead=("Sở Tư pháp",)), assignment(lead=("Sở Nội vụ",))))))
    march = Period(date(2025, 3, 1), date(2025, 3, 31))
    assert store.tasks.list_tasks(TaskFilter(units=(unit_key("Sở Nội vụ"),), due=march)) == ()


def test_a_unit_is_found_however_it_is_written(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(lead=("SỞ NỘI VỤ",))))))
    assert store.tasks.count_tasks(TaskFilter(units=(unit_key("so noi vu"),))) == 1


def test_a_task_has_the_title_of_its_innermost_heading(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", section=("I", "1")), task("2", section=("V",)))))
    assert [line.section_title for line in store.tasks.list_tasks()] == ["Rà soát", ""]


def test_tasks_are_got_in_the_order_of_the_ids(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"), task("2"), task("3"))))
    ids = [line.id for line in store.tasks.list_tasks()]
    assert [line.number for line in store.tasks.get_tasks([ids[2], ids[0]])] == ["3", "1"]


def test_more_ids_than_a_statement_takes_are_no_matter(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    assert [line.number for line in store.tasks.get_tasks(range(40_000))] == ["1"]


def test_a_task_out_of_force_is_not_got(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    ids = [line.id for line in store.tasks.list_tasks()]
    do(WithdrawPlan("ke-hoach.txt"))
    assert store.tasks.get_tasks(ids) == ()


def test_tasks_come_in_the_order_of_import_and_document(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("2"), task("1"), file="b.txt")))
    do(ImportPlan(plan(task("9"), file="a.txt")))
    assert [line.number for line in store.tasks.list_tasks()] == ["2", "1", "9"]


def test_a_list_takes_as_many_queries_however_long_it_is(store: Store, do: Performs) -> None:
    said: list[str] = []
    with store.database.reading() as connection:
        event.listen(connection.engine, "before_cursor_execute", lambda *told: said.append(told[2]))
    counts = []
    for length in (1, 40):
        do(ImportPlan(plan(*(task(str(number), assignment()) for number in range(length)))))
        said.clear()
        assert len(store.tasks.list_tasks()) == length
        counts.append(len(said))
    assert counts[0] == counts[1]


def test_the_units_of_the_plans_in_force_are_told_as_printed(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", assignment(lead=("Sở Nội vụ", "SNV"), coordinate=("Sở Y tế",))), file="a.txt")))
    do(ImportPlan(plan(task("1", assignment(lead=("Sở Tư pháp",))), file="b.txt")))
    do(WithdrawPlan("b.txt"))
    assert store.tasks.list_units() == {"Sở Nội vụ", "SNV", "Sở Y tế"}


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan_drafts, plan_drafts, st.sampled_from(UNITS))
def test_named_plans_are_read_as_all_plans_are(
    store: Store, do: Performs, one: PlanDraft, other: PlanDraft, unit: str
) -> None:
    do(ImportPlan(replace(one, file="a")))
    do(ImportPlan(replace(other, file="b")))
    everywhere = TaskFilter(units=(unit_key(unit),), role=AssignmentRole.LEAD)
    named = replace(everywhere, plans=tuple(store.plans.list_ids()))
    assert store.tasks.list_tasks(named) == store.tasks.list_tasks(everywhere)
    assert store.tasks.find_assignments(named) == store.tasks.find_assignments(everywhere)
    assert store.tasks.count_tasks(named) == store.tasks.count_tasks(everywhere)
