"""What is reported is kept for good, counted once, and held against an oracle written over again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from knowledge.commands import (
    Actor,
    ImportPlan,
    NewReport,
    ProgressCommand,
    ReportProgress,
    RestoreReport,
    RetractReport,
    WithdrawPlan,
)
from knowledge.deadlines.types import DateDeadline
from knowledge.errors import PendingGoneError, ReportNotFoundError, SubjectGoneError
from knowledge.importing.draft import AssignmentDraft, TaskDraft
from knowledge.overdue import list_overdue, list_upcoming
from knowledge.pending import Pending
from knowledge.perform import Recorded, perform
from knowledge.roles import Role
from knowledge.schema import ReportRow
from knowledge.store import Store, open_store
from knowledge.types import Figure, Period, ProgressStatus, ReportLine, TaskFilter, TaskState
from knowledge.units import unit_key
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import plan, task

NOW = datetime(2025, 3, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
LAN, MINH = Actor("7", "Lan", Role.ADMIN), Actor("8", "Minh", Role.ADMIN)
DONE, DOING, BLOCKED, WAITING = (
    ProgressStatus.DONE,
    ProgressStatus.IN_PROGRESS,
    ProgressStatus.BLOCKED,
    ProgressStatus.NOT_STARTED,
)
DUE = (DateDeadline(date(2025, 3, 1), before=False),)
Tells = Callable[..., Recorded]


def duty(*lead: str) -> AssignmentDraft:
    return AssignmentDraft(lead, (), "Báo cáo", "1/3/2025", DUE)


@pytest.fixture
def tell(store: Store) -> Tells:
    """Reports on the task with a number, as a unit."""

    def told(
        number: str,
        status: ProgressStatus,
        unit: str | None = "Sở Nội vụ",
        actor: Actor = LAN,
        token: str | None = None,
    ) -> Recorded:
        key = next(line.key for line in store.tasks.list_tasks() if line.number == number)
        command = ReportProgress((NewReport(task_key=key, status=status),), unit, None, "c", "…", token)
        return perform(store, command, actor, NOW)

    return told


def state(store: Store, number: str) -> TaskState:
    key = next(line.key for line in store.tasks.list_tasks() if line.number == number)
    [by_lines] = store.progress.states([key]).values()
    by_filter = [
        wanted
        for wanted in TaskState
        if [line.key for line in store.tasks.list_tasks(TaskFilter(number=number, states=(wanted,)))] == [key]
    ]
    assert by_filter == [by_lines], "what is filtered by and what is told agree"
    return by_lines


def late(store: Store, **wanted: object) -> list[str]:
    found = list_overdue(store, TODAY, TaskFilter(**wanted))  # type: ignore[arg-type]
    return [line.task.number for line in found]


def test_a_report_is_read_back_as_it_was_told(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    [line] = store.tasks.list_tasks()
    told = NewReport(line.key, None, DONE, 100.0, date(2025, 3, 19), "không", ("41/QĐ-UBND",), Figure(7, "đơn vị", 10))
    recorded = perform(store, ReportProgress((told,), "Sở Nội vụ", None, "c1", "xong hôm qua"), LAN, NOW)
    assert store.progress.list_reports(line.key) == (
        ReportLine(
            id=recorded.reports[0],
            task_key=line.key,
            target_key=None,
            unit="Sở Nội vụ",
            status=DONE,
            percent=100.0,
            completed_on=date(2025, 3, 19),
            note="không",
            evidence=("41/QĐ-UBND",),
            figure=Figure(7, "đơn vị", 10),
            period=None,
            said="xong hôm qua",
            reporter_id="7",
            reporter_name="Lan",
            chat="c1",
            at=NOW,
        ),
    )


def test_a_task_nobody_reported_on_is_unreported(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")))))
    assert state(store, "1") is TaskState.UNREPORTED


@pytest.mark.parametrize("status", ProgressStatus)
def test_the_newest_report_of_the_only_lead_is_how_the_task_stands(
    store: Store, do: Performs, tell: Tells, status: ProgressStatus
) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")))))
    tell("1", DOING)
    tell("1", status)
    assert state(store, "1").value == status.value


def test_a_name_written_short_is_the_same_unit(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")))))
    tell("1", BLOCKED, "sở nội vụ")
    tell("1", DONE, "Sở Nội Vụ")
    assert state(store, "1") is TaskState.DONE


def test_of_two_leads_one_is_not_both(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ", "Sở Tư pháp")))))
    tell("1", DONE, "Sở Nội vụ")
    assert (state(store, "1"), late(store)) == (TaskState.IN_PROGRESS, ["1"])
    tell("1", DONE, "Sở Tư pháp")
    assert (state(store, "1"), late(store)) == (TaskState.DONE, [])


def test_one_unit_of_a_group_is_not_the_group(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Các Sở, ban, ngành")))))
    tell("1", DONE, "Sở Nội vụ")
    assert (state(store, "1"), late(store)) == (TaskState.IN_PROGRESS, ["1"])


def test_for_the_unit_that_reported_it_a_group_task_is_no_longer_late(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Các Sở, ban, ngành")))))
    tell("1", DONE, "Sở Nội vụ")
    assert late(store, reporters=(unit_key("Sở Nội vụ"),)) == []
    assert late(store, reporters=(unit_key("Sở Tư pháp"),)) == ["1"]


def test_only_the_assignment_that_a_unit_leads_is_settled(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ"), duty("Sở Tư pháp")))))
    tell("1", DONE, "Sở Nội vụ")
    [line] = list_overdue(store, TODAY)
    assert line.assignments == (line.task.assignments[1].id,)


def test_what_is_reported_done_does_not_fall_due(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")), task("2", duty("Sở Nội vụ")))))
    tell("1", DONE)
    february = Period(date(2025, 2, 1), date(2025, 3, 31))
    assert [line.task.number for line in list_upcoming(store, february)] == ["2"]


def test_a_report_taken_back_no_longer_counts_and_stays_on_record(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")))))
    tell("1", BLOCKED)
    recorded = tell("1", DONE)
    assert recorded.undo is not None
    perform(store, recorded.undo, MINH, NOW + timedelta(hours=1))
    newest, _ = store.progress.list_reports(store.tasks.list_tasks()[0].key)
    assert (newest.status, newest.retracted_by, newest.retracted_at) == (DONE, "Minh", NOW + timedelta(hours=1))
    assert state(store, "1") is TaskState.BLOCKED


def test_taking_back_is_taken_back_in_its_turn(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1", duty("Sở Nội vụ")))))
    first = tell("1", DOING)
    tell("1", DONE)
    retracted = perform(store, RetractReport(first.reports), LAN, NOW)
    assert retracted.undo is not None
    perform(store, retracted.undo, LAN, NOW)
    assert state(store, "1") is TaskState.DONE
    assert all(line.retracted_at is None for line in store.progress.get_reports((1, 2)))


def test_taking_back_twice_writes_once(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1"))))
    numbers = tell("1", DONE).reports
    outcomes = [perform(store, RetractReport(numbers), LAN, NOW).changed for _ in range(2)]
    assert outcomes == [True, False]


def test_a_report_that_is_not_there_cannot_be_taken_back(store: Store) -> None:
    with pytest.raises(ReportNotFoundError):
        perform(store, RetractReport((41,)), LAN, NOW)


def test_a_new_version_of_the_plan_keeps_what_was_reported(store: Store, do: Performs, tell: Tells) -> None:
    before = TaskDraft("1", ("I",), "Rà soát thủ tục của từng lĩnh vực", (duty("Sở Nội vụ"),))
    do(ImportPlan(plan(before)))
    tell("1", DONE)
    do(ImportPlan(plan(before, task("2", duty("Sở Tư pháp")))))
    assert (state(store, "1"), late(store)) == (TaskState.DONE, ["2"])


def test_a_task_that_is_gone_by_now_takes_no_report(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    [line] = store.tasks.list_tasks()
    do(WithdrawPlan("ke-hoach.txt"))
    with pytest.raises(SubjectGoneError):
        perform(store, ReportProgress((NewReport(task_key=line.key, status=DONE),), None, None, "c", ""), LAN, NOW)


def test_of_two_reports_in_one_message_both_are_recorded_or_none(store: Store, do: Performs) -> None:
    do(ImportPlan(plan(task("1"))))
    [line] = store.tasks.list_tasks()
    both = (NewReport(task_key=line.key, status=DONE), NewReport(task_key="gone", status=DONE))
    with pytest.raises(SubjectGoneError):
        perform(store, ReportProgress(both, None, None, "c", ""), LAN, NOW)
    assert store.progress.list_reports(line.key) == ()


def waiting(store: Store, token: str, until: datetime = NOW + timedelta(hours=1)) -> None:
    store.pendings.save(Pending(token, "c", "7", "{}", until), NOW)


def test_what_is_confirmed_twice_is_recorded_once(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1"))))
    waiting(store, "t1")
    first, second = tell("1", DONE, token="t1"), tell("1", DONE, token="t1")
    assert (first.reports, first.changed, second.changed) == (second.reports, True, False)
    assert [line.id for line in store.progress.find_confirmed("t1")] == list(first.reports)


def test_of_many_who_confirm_at_once_one_records(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1"))))
    waiting(store, "t1")
    with ThreadPoolExecutor(8) as pool:
        recorded = [one.result() for one in [pool.submit(tell, "1", DONE, token="t1") for _ in range(8)]]
    assert sorted(one.changed for one in recorded) == [False] * 7 + [True]
    assert {one.reports for one in recorded} == {(1,)}


@pytest.mark.parametrize("after", [timedelta(0), timedelta(minutes=5)])
def test_what_waited_too_long_is_not_recorded(store: Store, do: Performs, tell: Tells, after: timedelta) -> None:
    do(ImportPlan(plan(task("1"))))
    waiting(store, "t1", until=NOW - after)
    with pytest.raises(PendingGoneError):
        tell("1", DONE, token="t1")
    assert state(store, "1") is TaskState.UNREPORTED


def test_what_was_called_off_is_not_recorded(store: Store, do: Performs, tell: Tells) -> None:
    do(ImportPlan(plan(task("1"))))
    waiting(store, "t1")
    assert [store.pendings.drop("t1", NOW) for _ in range(2)] == [True, False]
    with pytest.raises(PendingGoneError):
        tell("1", DONE, token="t1")


def test_a_confirmation_that_fails_leaves_what_waited(store: Store) -> None:
    waiting(store, "t1")
    gone = ReportProgress((NewReport(task_key="gone", status=DONE),), None, None, "c", "", "t1")
    with pytest.raises(SubjectGoneError):
        perform(store, gone, LAN, NOW)
    assert store.pendings.find("t1", NOW) is not None


UNITS = ("Sở Nội vụ", "Sở Tư pháp", "Phòng Kinh tế")
steps = st.lists(
    st.tuples(st.just("report"), st.sampled_from(["1", "2"]), st.sampled_from(ProgressStatus), st.sampled_from(UNITS))
    | st.tuples(st.sampled_from(["retract", "restore", "again"]), st.integers(0, 8)),
    max_size=14,
)


@pytest.fixture(scope="module")
def two_tasks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store with two tasks, of which two units lead the first."""
    file = tmp_path_factory.mktemp("two") / "d.sqlite3"
    with open_store(f"sqlite:///{file}") as store:
        draft = plan(task("1", duty("Sở Nội vụ", "Sở Tư pháp")), task("2", duty("Phòng Kinh tế")))
        perform(store, ImportPlan(draft), LAN, NOW)
    return file


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_whatever_happens_a_task_stands_by_the_newest_reports_that_hold(
    two_tasks: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[object, ...]]
) -> None:
    with open_store(f"sqlite:///{copy(two_tasks, tmp_path_factory.mktemp('home'))}") as store:
        keys = {line.number: line.key for line in store.tasks.list_tasks()}
        told: list[tuple[str, ProgressStatus, str, bool]] = []
        for step in steps:
            _take(store, keys, told, step)
        _assert_as_told(store, keys, told)


def _take(
    store: Store, keys: dict[str, str], told: list[tuple[str, ProgressStatus, str, bool]], step: tuple[object, ...]
) -> None:
    match step:
        case ("report", str(number), ProgressStatus() as status, str(unit)):
            token = f"t{len(told)}"
            waiting(store, token)
            _confirm(store, keys[number], status, unit, token)
            told.append((number, status, unit, True))
        case ("again", int(place)) if place < len(told):
            number, status, unit, _ = told[place]
            assert not _confirm(store, keys[number], status, unit, f"t{place}").changed
        case (("retract" | "restore") as verb, int(place)) if place < len(told):
            command: ProgressCommand = (RetractReport if verb == "retract" else RestoreReport)((place + 1,))
            changed = perform(store, command, MINH, NOW).changed
            assert changed == (told[place][3] == (verb == "retract"))
            told[place] = (*told[place][:3], verb == "restore")


def _confirm(store: Store, key: str, status: ProgressStatus, unit: str, token: str) -> Recorded:
    command = ReportProgress((NewReport(task_key=key, status=status),), unit, None, "c", "", token)
    return perform(store, command, LAN, NOW)


def _assert_as_told(store: Store, keys: dict[str, str], told: list[tuple[str, ProgressStatus, str, bool]]) -> None:
    newest = {(number, unit): status for number, status, unit, holds in told if holds}
    lines = store.progress.newest(list(keys.values()))
    for number, key in keys.items():
        expected = {unit: status for (of, unit), status in newest.items() if of == number}
        assert {line.unit: line.status for line in lines.get(key, ())} == expected
        assert state(store, number) is _expected_state(number, expected)
    done = [number for number in keys if _expected_state(number, _of(newest, number)) is TaskState.DONE]
    assert sorted(late(store)) == sorted(keys.keys() - set(done))
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(ReportRow)) == len(told)


def _of(newest: dict[tuple[str, str], ProgressStatus], number: str) -> dict[str, ProgressStatus]:
    return {unit: status for (of, unit), status in newest.items() if of == number}


def _expected_state(number: str, said: dict[str, ProgressStatus]) -> TaskState:
    if not said:
        return TaskState.UNREPORTED
    leads = {"1": {"Sở Nội vụ", "Sở Tư pháp"}}.get(number)
    done = {unit for unit, status in said.items() if status is DONE}
    if done >= leads if leads else done:
        return TaskState.DONE
    if BLOCKED in said.values():
        return TaskState.BLOCKED
    return TaskState.NOT_STARTED if set(said.values()) == {WAITING} else TaskState.IN_PROGRESS
