"""What a plan puts into the directory when it is imported."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import select, update

import knowledge.migrations
from knowledge.commands import AddAlias, MergeUnits, SetGroup, WithdrawPlan
from knowledge.perform import perform
from knowledge.schema import DirectoryRevisionRow, PlanOrganisationRow, UnitAliasRow, UnitGroupMemberRow, UnitRow
from knowledge.schema.database import Database
from knowledge.store import Store, open_store
from knowledge.units import Level
from tests.knowledge.directory_plans import ADMIN, AT, PROVINCE, imported, names, plan_of, the


def test_the_issuer_is_an_organisation_and_what_the_plan_names_its_units(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ", helping=["Sở Tư pháp"]))
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ", "Sở Tư pháp"]
    assert names(store.directory.list_organisations()) == [PROVINCE]


def test_an_issuer_is_found_again_however_it_is_written(store: Store) -> None:
    imported(
        store,
        plan_of("UBND tỉnh Thanh Hải", "Sở Nội vụ", file="a.txt"),
        plan_of("Ủy ban nhân dân tỉnh Thanh Hải", "Sở Tư pháp", file="b.txt"),
        plan_of("CHỦ TỊCH UBND TỈNH THANH HẢI", "Sở Y tế", file="c.txt"),
    )
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ", "Sở Tư pháp", "Sở Y tế"]


def test_a_unit_is_put_in_once_under_its_full_name_with_its_level(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "STP", "Sở Tư pháp tỉnh Thanh Hải", "Giám đốc Sở Tư pháp", "UBND xã Lộc An"))
    province, department, commune = store.directory.list_units()
    assert names([department, commune]) == ["Sở Tư pháp", "UBND xã Lộc An"]
    assert [line.level for line in (province, department, commune)] == [Level.PROVINCE, Level.PROVINCE, Level.COMMUNE]
    assert department.parent == commune.parent == province.id


def test_groups_persons_and_what_is_no_unit_are_left_out(store: Store) -> None:
    others = ("Các Sở, ban, ngành", "các đơn vị liên quan", "Đồng chí Nguyễn Văn An", "Nhân dân", "-")
    imported(store, plan_of(PROVINCE, "Sở Nội vụ", *others, helping=["UBND các xã, phường"]))
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ"]


def test_the_organisation_itself_is_not_its_own_unit(store: Store) -> None:
    imported(store, plan_of("UBND xã Lộc An", "UBND xã", "Chủ tịch UBND xã Lộc An", "Công an xã"))
    assert names(store.directory.list_units()) == ["UBND xã Lộc An", "Công an xã"]


def test_what_stands_above_or_beside_an_organisation_is_not_under_it(store: Store) -> None:
    others = ("Sở Nội vụ", "UBND tỉnh Thanh Hải", "UBND xã Bình Sa", "Bộ Nội vụ")
    imported(store, plan_of("UBND xã Lộc An", "Văn phòng HĐND và UBND", *others))
    assert names(store.directory.list_units()) == ["UBND xã Lộc An", "Văn phòng HĐND và UBND"]


def test_a_commune_with_plans_of_its_own_comes_under_the_province_that_names_it(store: Store) -> None:
    imported(
        store,
        plan_of("UBND xã Lộc An", "Công an xã", file="a.txt"),
        plan_of(PROVINCE, "Xã Lộc An", file="b.txt"),
    )
    province, commune, police = store.directory.list_units()
    assert names([province, commune, police]) == [PROVINCE, "UBND xã Lộc An", "Công an xã"]
    assert (commune.parent, commune.organisation, police.organisation) == (province.id, commune.id, commune.id)


def test_a_commune_that_the_province_named_becomes_an_organisation_with_its_own_plan(store: Store) -> None:
    imported(
        store,
        plan_of(PROVINCE, "UBND xã Lộc An", file="a.txt"),
        plan_of("UBND xã Lộc An", "Công an xã", file="b.txt"),
    )
    assert names(store.directory.list_units()) == [PROVINCE, "UBND xã Lộc An", "Công an xã"]
    assert names(store.directory.list_organisations()) == [PROVINCE, "UBND xã Lộc An"]


def test_communes_of_one_name_in_two_provinces_are_two(store: Store) -> None:
    imported(
        store,
        plan_of(PROVINCE, "UBND xã Lộc An", file="a.txt"),
        plan_of("UBND tỉnh Sơn Lâm", "UBND xã Lộc An", file="b.txt"),
    )
    assert len(store.directory.find_units("xã Lộc An")) == 2
    assert len(store.directory.find_units("xã Lộc An", "tỉnh Sơn Lâm")) == 1


@pytest.mark.parametrize("issuer", [None, "", "-", "UBND tỉnh " + "a" * 4000])
def test_a_plan_without_an_issuer_files_nothing_but_is_marked(store: Store, issuer: str | None) -> None:
    imported(store, plan_of(issuer, "Sở Nội vụ"))
    with store.database.reading() as connection:
        marks = connection.execute(select(PlanOrganisationRow.organisation_id)).all()
    assert (store.directory.list_units(), [mark[0] for mark in marks]) == ((), [None])


def test_a_unit_that_was_merged_or_is_known_by_another_name_is_not_put_in_again(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ", "Phòng Hành chính", file="a.txt"))
    office, section = the(store, "Sở Nội vụ"), the(store, "Phòng Hành chính")
    perform(store, MergeUnits((section.id,), office.id), ADMIN, AT)
    perform(store, AddAlias(office.id, "Ban Tổ chức chính quyền"), ADMIN, AT)
    imported(store, plan_of(PROVINCE, "Phòng Hành chính", "Ban Tổ chức chính quyền", file="b.txt"))
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ"]


def test_what_an_administrator_called_a_group_is_not_put_in_as_a_unit(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ", file="a.txt"))
    province, department = store.directory.list_units()
    perform(store, SetGroup(province.id, "Cụm thi đua số 1", (department.id,)), ADMIN, AT)
    imported(store, plan_of(PROVINCE, "Cụm thi đua số 1", file="b.txt"))
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ"]


def test_a_plan_that_is_withdrawn_leaves_its_units(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ"))
    perform(store, WithdrawPlan("ke-hoach.txt"), ADMIN, AT)
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Nội vụ"]


def test_an_import_that_brings_no_new_unit_leaves_the_directory_as_it_is(store: Store) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ", file="a.txt"), plan_of(PROVINCE, "Sở Nội vụ", file="b.txt"))
    with store.database.reading() as connection:
        assert len(connection.scalars(select(DirectoryRevisionRow.id)).all()) == 1


def _taken_back_to(url: str, revision: str) -> None:
    """The tables as a revision left them, with what is in them."""
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(Path(knowledge.migrations.__file__).parent))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)
    database.close()


def test_plans_from_before_there_was_a_directory_are_filed_when_the_store_is_opened(url: str) -> None:
    with open_store(url) as store:
        imported(
            store,
            plan_of(PROVINCE, "Sở Nội vụ", "UBND xã Lộc An", file="a.txt"),
            plan_of("UBND xã Lộc An", "Công an xã", file="b.txt"),
            plan_of(None, "Sở Y tế", file="c.txt"),
        )
        before = [(line.name, line.level, line.is_organisation) for line in store.directory.list_units()]
    _taken_back_to(url, "0004")
    with open_store(url) as store:
        after = [(line.name, line.level, line.is_organisation) for line in store.directory.list_units()]
    assert after == before
    assert len(after) == 4


def test_the_directory_is_keyed_anew_when_the_vocabulary_has_changed(store: Store, url: str) -> None:
    imported(store, plan_of(PROVINCE, "Sở Nội vụ"))
    province, department = store.directory.list_units()
    perform(store, AddAlias(department.id, "Ban Tổ chức chính quyền"), ADMIN, AT)
    perform(store, SetGroup(province.id, "Các Sở, ban, ngành", (department.id,)), ADMIN, AT)
    before = store.directory.units_of(PROVINCE)
    with store.database.writing() as connection:
        for table in (UnitRow, UnitAliasRow):
            connection.execute(update(table).values(key="xưa", keyed_by="xưa"))
        connection.execute(update(UnitGroupMemberRow).values(group_key="xưa", keyed_by="xưa"))
    with open_store(url) as opened:
        assert opened.directory.units_of(PROVINCE) == before


def test_what_names_no_unit_in_particular_is_not_filed(store: Store) -> None:
    vague = ("Đơn vị được giao nhiệm vụ", "Đoàn", "Một số xã thuộc huyện Lộc An", "Đoàn kiểm tra liên ngành")
    imported(store, plan_of(PROVINCE, "Sở Y tế", *vague))
    assert names(store.directory.list_units()) == [PROVINCE, "Sở Y tế"]
