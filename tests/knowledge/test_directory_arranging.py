"""What administrators do to the directory."""

from threading import Thread

import pytest
from sqlalchemy import select

from knowledge.commands import (
    AddAlias,
    AddUnit,
    ArrangeAll,
    MergeUnits,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    SetGroup,
    UnitCommand,
)
from knowledge.errors import UnitNotFoundError, UnitRefusedError
from knowledge.perform import Arranged, perform
from knowledge.schema import AuditRow
from knowledge.store import Store
from knowledge.units import Level
from tests.knowledge.directory_plans import ADMIN, AT, PROVINCE, Arranges, imported, names, plan_of, the


@pytest.fixture
def arrange(store: Store) -> Arranges:
    """A directory of a province and a commune with plans of its own, and the way to change it."""
    imported(
        store,
        plan_of(PROVINCE, "Sở Nội vụ", "Sở Tư pháp", "UBND xã Lộc An", file="a.txt"),
        plan_of("UBND xã Lộc An", "Công an xã", file="b.txt"),
    )
    return lambda command: perform(store, command, ADMIN, AT)


def refusal(arrange: Arranges, command: UnitCommand) -> str:
    with pytest.raises(UnitRefusedError) as told:
        arrange(command)
    return told.value.reason


def test_a_unit_is_added_under_another_in_its_organisation(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    done = arrange(AddUnit("Phòng Cải cách hành chính", department.id))
    [added] = store.directory.find_units("phong cchc", PROVINCE)
    assert (done.ids, done.changed) == ((added.id,), True)
    assert (added.parent, added.organisation) == (department.id, department.organisation)


def test_a_unit_without_a_parent_is_an_organisation(store: Store, arrange: Arranges) -> None:
    [added] = arrange(AddUnit("UBND tỉnh Sơn Lâm", None)).ids
    assert store.directory.get_unit(added).is_organisation


def test_a_unit_that_is_there_is_not_added_again(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    done = arrange(AddUnit("so noi vu", department.parent))
    assert (done.ids, done.changed, done.undo) == ((department.id,), False, None)


def test_one_name_elsewhere_in_the_organisation_is_refused(store: Store, arrange: Arranges) -> None:
    assert refusal(arrange, AddUnit("Sở Nội vụ", the(store, "Sở Tư pháp").id)) == "exists"


@pytest.mark.parametrize(
    ("name", "reason"), [("  -  ", "nameless"), ("Các sở, ban, ngành", "group"), ("Phòng " + "A" * 4000, "long")]
)
def test_what_is_no_name_of_one_unit_is_refused(store: Store, arrange: Arranges, name: str, reason: str) -> None:
    province = the(store, PROVINCE)
    assert refusal(arrange, AddUnit(name, province.id)) == reason
    assert refusal(arrange, RenameUnit(province.id, name)) == reason


def test_letters_that_nobody_sees_do_not_come_into_a_name(store: Store, arrange: Arranges) -> None:
    [added] = arrange(AddUnit("Phòng\u202e Tổng\u200b hợp\n\x07", the(store, PROVINCE).id)).ids
    assert store.directory.get_unit(added).name == "Phòng Tổng hợp"


def test_two_who_add_the_same_unit_at_once_add_one(store: Store, arrange: Arranges) -> None:
    command, done = AddUnit("Sở Y tế", the(store, PROVINCE).id), list[Arranged]()
    threads = [Thread(target=lambda: done.append(arrange(command))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.changed for each in done) == [False, True]
    assert done[0].ids == done[1].ids == (the(store, "Sở Y tế").id,)


def test_a_renamed_unit_is_still_found_by_the_name_it_had(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    arrange(RenameUnit(department.id, "Sở Tổ chức và Nội vụ"))
    assert the(store, "Sở Nội vụ").name == the(store, "Sở Tổ chức và Nội vụ").name == "Sở Tổ chức và Nội vụ"


def test_a_name_corrected_in_its_spelling_leaves_no_other_name(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    arrange(RenameUnit(department.id, "Sở Nội Vụ"))
    assert store.directory.units_of(PROVINCE).aliases == {}


def test_the_name_of_another_unit_can_not_be_taken(store: Store, arrange: Arranges) -> None:
    department, other = the(store, "Sở Nội vụ"), the(store, "Sở Tư pháp")
    arrange(AddAlias(other.id, "Ban Tư pháp"))
    for command in (RenameUnit(department.id, "STP"), AddAlias(department.id, "STP")):
        assert refusal(arrange, command) == "exists"
    for command in (RenameUnit(department.id, "ban tu phap"), AddAlias(department.id, "BAN TƯ PHÁP")):
        assert refusal(arrange, command) == "exists"


def test_a_unit_is_found_by_another_name_until_that_is_removed(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    arrange(AddAlias(department.id, "Ban Tổ chức chính quyền"))
    assert the(store, "ban to chuc chinh quyen") == department
    arrange(RemoveAlias(department.id, "BAN TỔ CHỨC CHÍNH QUYỀN"))
    assert store.directory.find_units("Ban Tổ chức chính quyền") == ()


def test_a_unit_moves_with_all_that_is_under_it(store: Store, arrange: Arranges) -> None:
    [office] = arrange(AddUnit("Văn phòng", the(store, PROVINCE).id)).ids
    [team] = arrange(AddUnit("Tổ Giúp việc", office)).ids
    commune = the(store, "UBND xã Lộc An")
    undo = arrange(PlaceUnit(office, commune.id)).undo
    assert [store.directory.get_unit(unit).organisation for unit in (office, team)] == [commune.id, commune.id]
    assert undo is not None
    arrange(undo)
    assert store.directory.get_unit(team).organisation == the(store, PROVINCE).id


def test_a_unit_can_not_stand_under_itself_or_alone(store: Store, arrange: Arranges) -> None:
    province, commune = the(store, PROVINCE), the(store, "UBND xã Lộc An")
    assert refusal(arrange, PlaceUnit(province.id, commune.id)) == "circle"
    assert refusal(arrange, PlaceUnit(the(store, "Sở Nội vụ").id, None, exactly=True)) == "parentless"


def test_a_unit_can_not_move_to_where_one_is_called_the_same(store: Store, arrange: Arranges) -> None:
    [police] = arrange(AddUnit("Công an xã", the(store, PROVINCE).id)).ids
    assert refusal(arrange, PlaceUnit(police, the(store, "UBND xã Lộc An").id)) == "exists"


def test_the_level_of_a_unit_is_corrected(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    arrange(PlaceUnit(department.id, level=Level.DISTRICT))
    assert store.directory.get_unit(department.id).level is Level.DISTRICT


def test_merged_units_are_one_that_has_all_their_names(store: Store, arrange: Arranges) -> None:
    department, other = the(store, "Sở Nội vụ"), the(store, "Sở Tư pháp")
    arrange(AddAlias(other.id, "Ban Tư pháp"))
    arrange(MergeUnits((other.id,), department.id))
    assert the(store, "Sở Tư pháp") == the(store, "Ban Tư pháp") == store.directory.get_unit(other.id) == department
    arrange(PartUnits((other.id,)))
    assert the(store, "Sở Tư pháp") == other


def test_organisations_are_merged_with_the_units_that_both_have(store: Store, arrange: Arranges) -> None:
    imported(store, plan_of("UBND tỉnh Thanh Hai Hai", "Sở Nội vụ", "Sở Y tế", file="c.txt"))
    wrong, right = the(store, "UBND tỉnh Thanh Hai Hai"), the(store, PROVINCE)
    undo = arrange(MergeUnits((wrong.id,), right.id)).undo
    assert names(store.directory.list_organisations()) == [PROVINCE, "UBND xã Lộc An"]
    assert len(store.directory.find_units("Sở Nội vụ")) == 1
    assert the(store, "Sở Y tế", PROVINCE).organisation == right.id
    assert undo is not None
    arrange(undo)
    assert len(store.directory.find_units("Sở Nội vụ")) == 2


@pytest.mark.parametrize(
    ("unit", "into", "reason"),
    [
        ("Sở Nội vụ", "Sở Nội vụ", "itself"),
        (PROVINCE, "UBND xã Lộc An", "circle"),
        ("UBND xã Lộc An", "Sở Nội vụ", "organisation"),
        ("Công an xã", "Sở Nội vụ", "elsewhere"),
    ],
)
def test_what_can_not_be_one_unit_is_not_merged(
    store: Store, arrange: Arranges, unit: str, into: str, reason: str
) -> None:
    assert refusal(arrange, MergeUnits((the(store, unit).id,), the(store, into).id)) == reason


def test_what_is_said_of_a_group_takes_the_place_of_what_was_said_and_comes_back(
    store: Store, arrange: Arranges
) -> None:
    province, department, other = the(store, PROVINCE), the(store, "Sở Nội vụ"), the(store, "Sở Tư pháp")
    arrange(SetGroup(province.id, "Các Sở, ban, ngành", (department.id,), (other.id,)))
    before = store.directory.units_of(PROVINCE)
    undo = arrange(SetGroup(province.id, "Các sở, ban, ngành tỉnh", (), (department.id,))).undo
    assert list(store.directory.units_of(PROVINCE).members.values()) == [False]
    assert undo is not None
    arrange(undo)
    assert store.directory.units_of(PROVINCE) == before


def test_a_group_takes_in_units_of_its_organisation_and_each_once(store: Store, arrange: Arranges) -> None:
    province, police = the(store, PROVINCE), the(store, "Công an xã")
    assert refusal(arrange, SetGroup(province.id, "Các Sở, ban, ngành", (police.id,))) == "elsewhere"
    assert refusal(arrange, SetGroup(province.id, "Các sở", (province.id,), (province.id,))) == "both"


def test_several_changes_are_made_and_undone_together(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    before = store.directory.list_units()
    steps = (RenameUnit(department.id, "Sở Tổ chức"), AddAlias(department.id, "Ban Tổ chức"))
    undo = arrange(ArrangeAll(steps)).undo
    assert undo is not None
    arrange(undo)
    assert store.directory.list_units() == before


def test_a_change_may_name_what_those_before_it_have_added(store: Store, arrange: Arranges) -> None:
    steps = (AddUnit("Sở Y tế", the(store, PROVINCE).id), AddUnit("Phòng Nghiệp vụ Y", -1), AddAlias(-2, "Phòng NVY"))
    arrange(ArrangeAll(steps))
    assert the(store, "Phòng NVY").parent == the(store, "Sở Y tế").id


def test_of_several_changes_none_is_made_where_one_is_refused(store: Store, arrange: Arranges) -> None:
    before = store.directory.list_units()
    steps = (AddUnit("Sở Y tế", the(store, PROVINCE).id), AddAlias(-2, "Phòng NVY"))
    with pytest.raises(UnitNotFoundError):
        arrange(ArrangeAll(steps))
    assert store.directory.list_units() == before


def test_a_unit_that_is_not_there_is_said_to_be_missing(arrange: Arranges) -> None:
    with pytest.raises(UnitNotFoundError):
        arrange(SetGroup(1, "Các Sở, ban, ngành", (999,)))


def test_the_trail_tells_by_names_how_it_stood_before_and_after(store: Store, arrange: Arranges) -> None:
    arrange(RenameUnit(the(store, "Sở Nội vụ").id, "Sở Tổ chức"))
    columns = (AuditRow.organisation, AuditRow.unit, AuditRow.before, AuditRow.facts)
    with store.database.reading() as connection:
        last = connection.execute(select(*columns).order_by(AuditRow.id.desc()).limit(1)).one()
    before, after = {"unit": "Sở Nội vụ", "name": "Sở Nội vụ"}, {"unit": "Sở Nội vụ", "name": "Sở Tổ chức"}
    assert tuple(last) == (PROVINCE, "Sở Nội vụ", before, after)
