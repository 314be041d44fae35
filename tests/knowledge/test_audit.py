"""The audit trail tells who changed what, so that each change is understood without the tables."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from knowledge.audit_types import AuditEntry, AuditFilter, Family
from knowledge.commands import (
    Actor,
    Command,
    ImportPlan,
    NewReport,
    ReportProgress,
    RestoreReport,
    RetractReport,
    WithdrawPlan,
)
from knowledge.errors import DeniedError
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.store import Store
from knowledge.types import Figure, ProgressStatus
from tests.knowledge.drafts import assignment, plan, task
from tests.knowledge.offices import known

FILE = "ke-hoach.txt"
NOW = datetime(2025, 3, 20, 9, tzinfo=UTC)
LAN = Actor("7", "Nguyễn Thị Lan", Role.ADMIN, channel=Channel.TELEGRAM)
MINH = Actor("8", "Trần Minh", Role.OFFICER, "Sở Nội vụ", "UBND tỉnh", Channel.JSONL)
DONE, DOING = ProgressStatus.DONE, ProgressStatus.IN_PROGRESS


class Trail:
    """Performs commands a minute apart and reads what they left."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.minutes = iter(range(1000))

    def do(self, command: Command, actor: Actor = LAN) -> Any:
        return perform(self.store, command, actor, NOW + timedelta(minutes=next(self.minutes)))

    def tell(self, status: ProgressStatus, percent: float | None = None, actor: Actor = MINH) -> Any:
        [line] = self.store.tasks.list_tasks()
        report = NewReport(task_key=line.key, status=status, percent=percent)
        return self.do(ReportProgress((report,), actor.unit, actor.organisation, "c", "chị Lan bảo xong"), actor)

    def read(self, **wanted: Any) -> tuple[AuditEntry, ...]:
        return self.store.audit.list_entries(AuditFilter(**wanted))

    @property
    def last(self) -> AuditEntry:
        return self.store.audit.list_entries(limit=1)[0]


@pytest.fixture
def trail(store: Store) -> Trail:
    known(store, LAN)
    return Trail(store)


@pytest.fixture
def reported(trail: Trail) -> Iterator[Trail]:
    """A plan with one task, reported twice by the unit that leads it."""
    trail.do(ImportPlan(plan(task("1", assignment()))))
    trail.tell(DOING, 40)
    trail.tell(DONE)
    yield trail


def test_an_entry_says_who_when_and_through_which_channel(trail: Trail) -> None:
    trail.do(ImportPlan(plan()))
    entry = trail.last
    assert (entry.at, entry.actor_id, entry.actor_name) == (NOW, "7", "Nguyễn Thị Lan")
    assert (entry.actor_role, entry.channel, entry.command) == ("admin", "telegram", "ImportPlan")


@pytest.mark.parametrize(
    ("name", "kept"), [("Lan\n\u202eAnh", "Lan Anh"), ("x" * 4000, "x" * 64), ("", ""), ("\u200b", "Người dùng")]
)
def test_a_name_is_kept_on_one_line_as_it_reads(trail: Trail, name: str, kept: str) -> None:
    trail.do(ImportPlan(plan()), Actor("9", name, Role.ADMIN))
    assert trail.last.actor_name == kept


def test_of_a_new_plan_nothing_was_before(trail: Trail) -> None:
    trail.do(ImportPlan(plan(task("1"))))
    assert (trail.last.before, trail.last.organisation) == ({}, "UBND tỉnh")
    assert trail.last.after == {
        "file": FILE,
        "version": 1,
        "number": "12/KH-UBND",
        "title": "Kế hoạch cải cách",
        "tasks": 1,
        "targets": 1,
        "outcome": "added",
    }


def test_of_a_replaced_plan_both_versions_and_what_they_change_are_kept(trail: Trail) -> None:
    trail.do(ImportPlan(plan(task("1"))))
    trail.do(ImportPlan(plan(task("1"), task("2"))))
    before, after = trail.last.before, trail.last.after
    assert (before["version"], before["tasks"], after["version"], after["tasks"]) == (1, 1, 2, 2)
    assert (after["outcome"], after["changes"]) == ("replaced", {"added": 1, "changed": 0, "removed": 0})


def test_a_plan_that_takes_the_place_of_one_of_another_name_tells_that_name(trail: Trail) -> None:
    trail.do(ImportPlan(plan(task("1"))))
    trail.do(ImportPlan(plan(task("2"), file="moi.txt"), FILE))
    assert (trail.last.before["file"], trail.last.after["file"]) == (FILE, "moi.txt")


def test_of_a_plan_taken_back_and_brought_back_the_version_is_told(trail: Trail) -> None:
    trail.do(ImportPlan(plan(task("1"))))
    undo = trail.do(WithdrawPlan(FILE)).undo
    assert (trail.last.before["version"], trail.last.after["outcome"]) == (1, "withdrawn")
    trail.do(undo)
    assert (trail.last.command, trail.last.before, trail.last.after["version"]) == ("RestorePlan", {}, 1)


def test_a_report_tells_its_task_and_how_that_stood_before_and_after(reported: Trail) -> None:
    place = {"plan": FILE, "where": ["I"], "task": "1", "content": "Rà soát thủ tục nhóm 1", "unit": "Sở Nội vụ"}
    entry = reported.last
    assert entry.before == {"stands": [place | {"report": 1, "status": "in_progress", "percent": 40.0}]}
    assert entry.after == {"reports": [2], "stands": [place | {"report": 2, "status": "done"}]}
    assert (entry.organisation, entry.unit) == ("UBND tỉnh", "Sở Nội vụ")


def test_a_report_taken_back_tells_what_holds_instead_and_one_brought_back_what_holds_again(reported: Trail) -> None:
    reported.do(RetractReport((2,)), MINH)
    [stood], [stands] = reported.last.before["stands"], reported.last.after["stands"]
    assert (stood["status"], stands["status"], stands["percent"], stands["report"]) == ("done", "in_progress", 40.0, 1)
    reported.do(RestoreReport((2,)), MINH)
    assert [line["status"] for line in reported.last.after["stands"]] == ["done"]


def test_a_reading_tells_its_target_and_the_figure(trail: Trail) -> None:
    trail.do(ImportPlan(plan()))
    [target, *_] = trail.store.targets.list_targets()
    report = NewReport(target_key=target.key, figure=Figure(72.5, "%"), completed_on=date(2025, 3, 1))
    trail.do(ReportProgress((report,), "Sở Nội vụ", "UBND tỉnh", "c", "đạt 72,5%"))
    [stands] = trail.last.after["stands"]
    assert (stands["target"], stands["content"], stands["value"]) == ("1", "Tỷ lệ hồ sơ đúng hạn", 72.5)
    assert "status" not in stands


def test_the_words_of_a_report_are_not_kept_twice(reported: Trail) -> None:
    assert reported.read(text="chị Lan bảo") == ()


def test_what_changes_nothing_leaves_no_entry(reported: Trail) -> None:
    known = len(reported.read())
    reported.do(ImportPlan(plan(task("1", assignment()))))
    reported.do(RetractReport((2,)))
    reported.do(RetractReport((2,)))
    assert len(reported.read()) == known + 1


def test_what_is_refused_leaves_no_entry_but_a_line_in_the_log_without_names(
    trail: Trail, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(DeniedError):
        trail.do(ImportPlan(plan()), MINH)
    assert trail.read() == ()
    assert caplog.messages == ["refused: ImportPlan, role, role officer, by jsonl"]


def test_entries_come_newest_first_and_page_by_page(reported: Trail) -> None:
    first = reported.store.audit.list_entries(limit=2)
    rest = reported.store.audit.list_entries(limit=2, before_id=first[-1].id)
    assert [entry.id for entry in (*first, *rest)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("wanted", "commands"),
    [
        ({"since": NOW + timedelta(minutes=2)}, ["ReportProgress"]),
        ({"until": NOW + timedelta(minutes=1)}, ["ImportPlan"]),
        ({"actor": "lan"}, ["ImportPlan"]),
        ({"actor": "TRẦN MINH"}, ["ReportProgress", "ReportProgress"]),
        ({"actor": "7"}, ["ImportPlan"]),
        ({"actor": "ai đó"}, []),
        ({"families": (Family.PLANS,)}, ["ImportPlan"]),
        ({"families": (Family.PEOPLE, Family.UNITS)}, []),
        ({"units": ("SNV", "Sở nội vụ tỉnh")}, ["ReportProgress", "ReportProgress"]),
        ({"units": ("Sở Y tế",)}, []),
        ({"organisations": ("Ủy ban nhân dân tỉnh",)}, ["ReportProgress", "ReportProgress", "ImportPlan"]),
        ({"organisations": ("UBND tỉnh Khác",)}, []),
        ({"text": "nhom 1"}, ["ReportProgress", "ReportProgress"]),
        ({"text": "12/kh-ubnd"}, ["ImportPlan"]),
        ({"actor": "minh", "since": NOW + timedelta(minutes=2)}, ["ReportProgress"]),
    ],
)
def test_entries_are_found_by(reported: Trail, wanted: dict[str, Any], commands: list[str]) -> None:
    assert [entry.command for entry in reported.read(**wanted)] == commands


def test_a_limit_counts_only_what_is_asked_for(reported: Trail) -> None:
    [entry] = reported.store.audit.list_entries(AuditFilter(text="12/KH-UBND"), limit=1)
    assert entry.command == "ImportPlan"
