"""A reorganisation applied to a directory that was filed from plans."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.commands import ImportPlan
from knowledge.importing.read import read_plan
from knowledge.perform import Arranged, perform
from knowledge.reorganisations.prepare import prepare
from knowledge.reorganisations.prepared import Prepared
from knowledge.store import Store
from tests.knowledge.directory_plans import ADMIN, AT, imported, plan_of

_OFFICES = Path(__file__).parents[1] / "offices"
_BEFORE, _AFTER, _TODAY = date(2025, 2, 1), date(2025, 4, 1), date(2026, 1, 1)
OLD, NEW = "UBND tỉnh Quảng Nam", "UBND thành phố Đà Nẵng"


@pytest.fixture
def filed(store: Store) -> Store:
    """A store with a plan of a province that merged into another."""
    units = ("Sở Thông tin và Truyền thông", "Sở Nội vụ", "UBND huyện Thăng Bình", "UBND xã Bình Minh")
    imported(store, plan_of(OLD, *units))
    return store


def _prepared(store: Store, organisation: str) -> Prepared:
    return prepare("2025", store.directory.units_of(organisation), organisation)


def _applied(store: Store, organisation: str) -> Arranged:
    command = _prepared(store, organisation).command
    assert command is not None
    return perform(store, command, ADMIN, AT)


def _now(store: Store, unit: str, on: date) -> tuple[str, ...] | None:
    return store.directory.units_of(OLD).now(unit, on)


def test_a_department_gives_way_first_in_its_province_then_with_it(filed: Store) -> None:
    _applied(filed, OLD)
    days = (_BEFORE, _AFTER, _TODAY)
    assert [_now(filed, "Sở TT&TT", day) for day in days] == [
        None,
        ("Sở Khoa học và Công nghệ",),
        ("Sở Khoa học và Công nghệ thành phố Đà Nẵng",),
    ]


def test_whoever_came_after_answers_to_the_names_of_all_before(filed: Store) -> None:
    _applied(filed, OLD)
    names = filed.directory.units_of(NEW).named_as("Sở Khoa học và Công nghệ", _TODAY)
    assert "Sở Thông tin và Truyền thông" in names


def test_districts_end_and_communes_pass(filed: Store) -> None:
    _applied(filed, OLD)
    assert _now(filed, "UBND huyện Thăng Bình", _TODAY) == ()
    assert _now(filed, "UBND xã Bình Minh", _TODAY) == ("UBND xã Thăng An",)


def test_the_communes_of_today_come_under_the_province_of_today(filed: Store) -> None:
    _applied(filed, OLD)
    _applied(filed, NEW)
    [commune] = filed.directory.find_units("UBND xã Thăng An", NEW)
    [province] = filed.directory.find_units(NEW)
    assert commune.parent == province.id


def test_a_second_time_nothing_changes(filed: Store) -> None:
    command = _prepared(filed, OLD).command
    assert command is not None
    assert [perform(filed, command, ADMIN, AT).changed for _ in range(2)] == [True, False]
    assert _prepared(filed, OLD).command is None


def test_undone_everybody_stands_where_they_stood(filed: Store) -> None:
    undo = _applied(filed, OLD).undo
    assert undo is not None
    perform(filed, undo, ADMIN, AT)
    assert [_now(filed, name, _TODAY) for name in ("Sở TT&TT", "UBND huyện Thăng Bình", "UBND xã Bình Minh")] == [
        None
    ] * 3
    assert len(_prepared(filed, OLD).successions) == 4


def test_names_that_communes_bear_today_are_not_doubted_once_they_are_all_there(store: Store) -> None:
    imported(store, plan_of("UBND tỉnh Quảng Trị", "Sở Nội vụ"))
    _applied(store, "UBND tỉnh Quảng Trị")
    prepared = _prepared(store, "UBND tỉnh Quảng Trị")
    assert (prepared.command, [each.reason for each in prepared.left_open]) == (None, ["merged_in"])


def test_an_office_of_a_province_it_does_not_know_changes_but_its_departments_and_districts(store: Store) -> None:
    perform(store, ImportPlan(read_plan(_OFFICES / "hai-son" / "hai-son.txt")), ADMIN, AT)
    prepared = _prepared(store, "UBND tỉnh Hải Sơn")
    assert {each.former for each in prepared.departments} == {
        "Sở Nông nghiệp và Phát triển nông thôn",
        "Sở Giao thông vận tải",
        "Sở Tài nguyên và Môi trường",
        "Sở Thông tin và Truyền thông",
    }
    assert {each.successor for each in prepared.districts} == {None}
    assert (prepared.organisations, prepared.communes, prepared.added) == ((), (), ())
