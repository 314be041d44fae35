"""What is read from the directory."""

import pytest
from sqlalchemy import insert

from knowledge.commands import AddAlias, AddUnit, MergeUnits, RenameUnit, SetGroup
from knowledge.directory.reading import is_within
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.errors import UnitNotFoundError
from knowledge.perform import perform
from knowledge.roles import Channel, Role
from knowledge.schema import PersonRow
from knowledge.store import Store
from tests.knowledge.directory_plans import ADMIN, AT, PROVINCE, Arranges, imported, names, plan_of, the


@pytest.fixture
def arrange(store: Store) -> Arranges:
    """A directory of a province and a commune with plans of its own, and the way to change it."""
    imported(
        store,
        plan_of(PROVINCE, "Sở Nội vụ", "Sở Tư pháp", "UBND xã Lộc An", file="a.txt", helping=["Sở Nội vụ"]),
        plan_of("UBND xã Lộc An", "Công an xã", "UBND xã", file="b.txt"),
    )
    return lambda command: perform(store, command, ADMIN, AT)


@pytest.mark.parametrize("name", ["Sở Tư pháp", "so tu phap", "STP", "SỞ TƯ PHÁP", "Sở Tư pháp tỉnh Thanh Hải"])
def test_a_unit_is_found_however_its_name_is_written(store: Store, arrange: Arranges, name: str) -> None:
    assert names(store.directory.find_units(name)) == ["Sở Tư pháp"]
    assert names(store.directory.find_units(name, "Thanh Hải")) == ["Sở Tư pháp"]


def test_a_unit_is_not_found_in_an_organisation_that_has_it_not(store: Store, arrange: Arranges) -> None:
    assert store.directory.find_units("Sở Tư pháp", "UBND xã Lộc An") == ()
    assert store.directory.find_units("Sở Tư pháp", "UBND tỉnh Sơn Lâm") == ()


def test_units_that_look_alike_are_named_the_most_alike_first(store: Store, arrange: Arranges) -> None:
    assert names(store.directory.near_units("sở tư phát", PROVINCE))[0] == "Sở Tư pháp"
    assert store.directory.near_units("xyz", PROVINCE) == ()


def test_a_tree_begins_with_the_unit_asked_for(store: Store, arrange: Arranges) -> None:
    commune = the(store, "UBND xã Lộc An")
    assert names(store.directory.list_units(commune.id)) == ["UBND xã Lộc An", "Công an xã"]
    with pytest.raises(UnitNotFoundError):
        store.directory.list_units(99)


def test_of_an_organisation_its_units_and_those_under_it_are_known(store: Store, arrange: Arranges) -> None:
    known = store.directory.units_of("Ủy ban nhân dân tỉnh Thanh Hải")
    assert set(names(known.units)) == {PROVINCE, "Sở Nội vụ", "Sở Tư pháp", "UBND xã Lộc An"}


@pytest.mark.parametrize("name", [None, "", "UBND tỉnh Sơn Lâm"])
def test_of_an_organisation_that_is_not_there_nothing_is_known(
    store: Store, arrange: Arranges, name: str | None
) -> None:
    assert store.directory.units_of(name) == OrganisationUnits()


def test_what_is_known_is_read_once_until_the_directory_changes(store: Store, arrange: Arranges) -> None:
    before = store.directory.units_of(PROVINCE)
    assert store.directory.units_of("UBND tỉnh Thanh Hải") is before
    arrange(AddAlias(the(store, "Sở Nội vụ").id, "Ban Tổ chức"))
    assert store.directory.units_of(PROVINCE).find("Ban Tổ chức") == the(store, "Sở Nội vụ")


def test_an_organisation_is_known_by_its_other_names(store: Store, arrange: Arranges) -> None:
    imported(store, plan_of("UBND tỉnh Thanh Hai Hai", "Sở Y tế", file="c.txt"))
    wrong, right = the(store, "UBND tỉnh Thanh Hai Hai"), the(store, PROVINCE)
    arrange(MergeUnits((wrong.id,), right.id))
    arrange(AddAlias(right.id, "Cơ quan Thường trực"))
    assert store.directory.units_of("UBND tỉnh Thanh Hai Hai").organisation == right
    assert store.directory.units_of("cơ quan thường trực").organisation == right


def test_a_commune_is_within_its_province_and_not_the_other_way_round(store: Store, arrange: Arranges) -> None:
    with store.database.reading() as connection:
        assert is_within(connection, "UBND xã Lộc An", "UBND tỉnh Thanh Hải")
        assert is_within(connection, "Chủ tịch UBND xã Lộc An", "Thanh Hải")
        assert not is_within(connection, "UBND tỉnh Thanh Hải", "UBND xã Lộc An")
        assert not is_within(connection, "Sở Nội vụ", "UBND tỉnh Thanh Hải")


def test_of_a_unit_its_work_people_names_and_groups_are_told(store: Store, arrange: Arranges) -> None:
    province, department = the(store, PROVINCE), the(store, "Sở Nội vụ")
    arrange(AddAlias(department.id, "Ban Tổ chức"))
    arrange(SetGroup(province.id, "Khối Nội chính", (department.id,)))
    arrange(SetGroup(province.id, "Các Sở, ban, ngành", (), (department.id,)))
    _join(store, "1", department.id)
    told = store.directory.details(department.id)
    assert (told.line, told.organisation, told.aliases) == (department, PROVINCE, ("Ban Tổ chức",))
    assert (told.leads, told.coordinates, told.people) == (1, 1, 1)
    groups = {place.group: (place.by_name, place.said, place.holds) for place in told.groups}
    assert groups["Khối Nội chính"] == (False, True, True)
    assert groups["Các sở, ban, ngành"] == (True, False, False)
    assert groups["Các cơ quan, đơn vị"] == (True, None, True)


def test_the_work_of_a_commune_is_that_of_its_own_plans_and_of_those_of_the_province(
    store: Store, arrange: Arranges
) -> None:
    assert store.directory.details(the(store, "UBND xã Lộc An").id).leads == 2


def test_a_unit_renamed_still_has_the_work_given_under_the_name_it_had(store: Store, arrange: Arranges) -> None:
    department = the(store, "Sở Nội vụ")
    arrange(RenameUnit(department.id, "Sở Tổ chức và Nội vụ"))
    assert store.directory.details(department.id).leads == 1


def test_units_of_a_new_organisation_are_known_at_once(store: Store, arrange: Arranges) -> None:
    assert store.directory.units_of("UBND tỉnh Sơn Lâm").organisation is None
    arrange(AddUnit("UBND tỉnh Sơn Lâm", None))
    assert store.directory.units_of("UBND tỉnh Sơn Lâm").organisation == the(store, "UBND tỉnh Sơn Lâm")


def _join(store: Store, account: str, unit: int) -> None:
    person = {"channel": Channel.TELEGRAM, "account": account, "name": "Lan", "role": Role.OFFICER, "unit_id": unit}
    with store.database.writing() as connection:
        connection.execute(insert(PersonRow).values(**person, joined_at=AT))
