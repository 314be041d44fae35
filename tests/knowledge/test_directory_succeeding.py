"""Who takes whose place: written, taken back, and followed from data by names."""

from datetime import date

import pytest

from knowledge.commands import (
    NamedSuccession,
    NamedUnit,
    NewSuccession,
    Reorganise,
    RestoreSuccessions,
    RetractSuccessions,
    SucceedUnits,
)
from knowledge.errors import UnitRefusedError
from knowledge.perform import perform
from knowledge.store import Store
from tests.knowledge.directory_plans import ADMIN, AT, PROVINCE, Arranges, imported, names, plan_of, the

DAY, LATER = date(2025, 3, 1), date(2025, 7, 1)
OTHER = "UBND tỉnh Sơn Lâm"


@pytest.fixture
def arrange(store: Store) -> Arranges:
    """A directory of a province with three departments, and the way to change it."""
    imported(store, plan_of(PROVINCE, "Sở Tài chính", "Sở Kế hoạch và Đầu tư", "Sở Nội vụ"))
    return lambda command: perform(store, command, ADMIN, AT)


def gives_way(store: Store, former: str, successor: str | None, since: date = DAY) -> SucceedUnits:
    """One unit gives way to another."""
    heir = None if successor is None else the(store, successor).id
    return SucceedUnits((NewSuccession(the(store, former).id, heir),), since, "Nghị quyết 01")


def refusal(arrange: Arranges, command: SucceedUnits | RestoreSuccessions | RetractSuccessions) -> str:
    with pytest.raises(UnitRefusedError) as told:
        arrange(command)
    return told.value.reason


def test_who_takes_whose_place_is_told_with_names_day_and_source(store: Store, arrange: Arranges) -> None:
    arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính"))
    [told] = store.directory.list_successions(the(store, PROVINCE).id)
    assert (told.former, told.former_of, told.successor, told.successor_of) == (
        "Sở Kế hoạch và Đầu tư",
        PROVINCE,
        "Sở Tài chính",
        PROVINCE,
    )
    assert (told.line.since, told.line.source) == (DAY, "Nghị quyết 01")


def test_a_unit_can_be_split_and_several_can_be_merged(store: Store, arrange: Arranges) -> None:
    arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính"))
    arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Nội vụ"))
    arrange(gives_way(store, "Sở Nội vụ", "Sở Tài chính", LATER))
    assert len(store.directory.list_successions()) == 3


def test_what_is_written_already_is_left_alone(store: Store, arrange: Arranges) -> None:
    arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính"))
    assert not arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính")).changed


def test_what_can_not_be_is_refused(store: Store, arrange: Arranges) -> None:
    arrange(gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính"))
    assert refusal(arrange, gives_way(store, "Sở Nội vụ", "Sở Nội vụ")) == "itself"
    assert refusal(arrange, gives_way(store, "Sở Tài chính", "Sở Kế hoạch và Đầu tư", LATER)) == "circle"
    assert refusal(arrange, gives_way(store, "Sở Kế hoạch và Đầu tư", "Sở Tài chính", LATER)) == "two_days"
    assert refusal(arrange, gives_way(store, "Sở Kế hoạch và Đầu tư", None)) == "ended"
    assert refusal(arrange, RetractSuccessions((99,))) == "unwritten"


def test_of_several_successions_none_is_written_where_one_is_refused(store: Store, arrange: Arranges) -> None:
    one, two = the(store, "Sở Nội vụ").id, the(store, "Sở Tài chính").id
    circle = SucceedUnits((NewSuccession(one, two), NewSuccession(two, one)), DAY)
    assert refusal(arrange, circle) == "circle"
    assert store.directory.list_successions() == ()


def test_what_was_taken_back_holds_again_only_where_it_still_can(store: Store, arrange: Arranges) -> None:
    ids = arrange(gives_way(store, "Sở Nội vụ", "Sở Tài chính")).ids
    arrange(RetractSuccessions(ids))
    assert store.directory.list_successions() == ()
    arrange(gives_way(store, "Sở Tài chính", "Sở Nội vụ"))
    assert refusal(arrange, RestoreSuccessions(ids)) == "circle"


def test_the_snapshot_has_all_that_came_before_and_after_the_organisation(store: Store, arrange: Arranges) -> None:
    imported(store, plan_of(OTHER, "Sở Y tế", file="b.txt"))
    arrange(gives_way(store, OTHER, PROVINCE, LATER))
    for organisation in (PROVINCE, OTHER):
        known = store.directory.units_of(organisation)
        assert {"Sở Nội vụ", "Sở Y tế", OTHER, PROVINCE} <= set(names(known.units))
        assert known.organisation is not None
        assert known.organisation.name == organisation


REORGANISATION = Reorganise(
    "Sắp xếp năm 2025",
    (
        NamedSuccession("Sở KH&ĐT", "tỉnh Thanh Hải", "Sở Tài chính", "tỉnh Thanh Hải", DAY),
        NamedSuccession("Sở Nội vụ", PROVINCE, "Sở Dân tộc và Tôn giáo", PROVINCE, DAY),
        NamedSuccession(OTHER, OTHER, PROVINCE, PROVINCE, LATER),
        NamedSuccession("UBND huyện Bình Sa", OTHER, None, None, LATER),
    ),
    "Nghị quyết 02",
    (NamedUnit("UBND phường Đông An", PROVINCE),),
)


def test_a_reorganisation_puts_in_whom_it_names_and_is_not_there(store: Store, arrange: Arranges) -> None:
    done = arrange(REORGANISATION)
    assert (len(done.ids), len(store.directory.list_successions())) == (4, 4)
    assert names(store.directory.list_organisations()) == [OTHER, PROVINCE]
    assert the(store, "Sở Dân tộc và Tôn giáo", PROVINCE)
    assert the(store, "UBND phường Đông An", PROVINCE)


def test_a_reorganisation_followed_twice_changes_nothing_the_second_time(store: Store, arrange: Arranges) -> None:
    arrange(REORGANISATION)
    before = store.directory.list_units()
    assert not arrange(REORGANISATION).changed
    assert store.directory.list_units() == before


def test_a_reorganisation_undone_leaves_the_units_it_put_in(store: Store, arrange: Arranges) -> None:
    before = arrange(gives_way(store, "Sở Nội vụ", "Sở Tài chính"))
    undo = arrange(REORGANISATION).undo
    assert undo is not None
    arrange(undo)
    assert [told.line.id for told in store.directory.list_successions()] == list(before.ids)
    assert the(store, "UBND phường Đông An", PROVINCE)
