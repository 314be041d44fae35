"""What the reorganisation of 2025 means for one organisation."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from knowledge.commands import NamedSuccession
from knowledge.directory.snapshot import OrganisationUnits
from knowledge.directory.types import SuccessionLine, UnitLine
from knowledge.errors import UnitNotFoundError
from knowledge.reorganisations.prepare import prepare
from knowledge.reorganisations.prepared import Prepared, Reason
from knowledge.units import level_of, organisation_key, unit_key

_MARCH, _JULY = date(2025, 3, 1), date(2025, 7, 1)


def _directory(organisation: str, *units: str) -> OrganisationUnits:
    office = UnitLine(1, organisation, organisation_key(organisation), level_of(organisation), None, 1, True)
    lines = (UnitLine(id_, name, unit_key(name), level_of(name), 1, 1, False) for id_, name in enumerate(units, 2))
    return OrganisationUnits(office, (office, *lines))


def _prepared(organisation: str, *units: str, name: str = "2025") -> Prepared:
    return prepare(name, _directory(organisation, *units), organisation)


def _pairs(successions: Iterable[NamedSuccession]) -> list[tuple[str, str | None]]:
    return [(each.former, each.successor) for each in successions]


def _open(prepared: Prepared) -> list[tuple[str, Reason]]:
    return [(each.unit, each.reason) for each in prepared.left_open]


def test_departments_that_the_directory_has_give_way_to_their_successors() -> None:
    prepared = _prepared("UBND tỉnh Cao Bằng", "Sở KH&ĐT", "Sở Giao thông vận tải", "Sở Tư pháp")
    assert _pairs(prepared.departments) == [("Sở KH&ĐT", "Sở Tài chính"), ("Sở Giao thông vận tải", "Sở Xây dựng")]
    assert {each.since for each in prepared.departments} == {_MARCH}


def test_departments_may_have_changed_on_another_day() -> None:
    units = _directory("UBND tỉnh Cao Bằng", "Sở Kế hoạch và Đầu tư")
    day = date(2025, 2, 20)
    assert [each.since for each in prepare("2025", units, "UBND tỉnh Cao Bằng", day).departments] == [day]


def test_work_that_went_elsewhere_is_told_with_the_department() -> None:
    prepared = _prepared("UBND tỉnh Cao Bằng", "Sở Thông tin và Truyền thông")
    assert _open(prepared) == [("Sở Thông tin và Truyền thông", Reason.NOTED)]
    assert "báo chí" in prepared.left_open[0].note


def test_a_city_that_decided_otherwise_is_left_to_its_administrator() -> None:
    prepared = _prepared("UBND Thành phố Hồ Chí Minh", "Sở Giao thông vận tải")
    assert prepared.departments == ()
    assert ("Sở Giao thông vận tải", Reason.OTHERWISE) in _open(prepared)


def test_a_province_gives_way_to_the_one_it_merged_into() -> None:
    city = "UBND thành phố Đà Nẵng"
    prepared = _prepared("UBND tỉnh Quảng Nam", "Sở Nội vụ", "Văn phòng UBND tỉnh")
    assert prepared.organisations == (
        NamedSuccession("UBND tỉnh Quảng Nam", "UBND tỉnh Quảng Nam", city, city, _JULY),
        NamedSuccession("Văn phòng UBND tỉnh", "UBND tỉnh Quảng Nam", "Văn phòng UBND thành phố", city, _JULY),
    )


def test_a_province_that_keeps_its_name_is_told_of_those_that_merge_into_it() -> None:
    prepared = _prepared("UBND tỉnh Quảng Ngãi")
    assert prepared.organisations == ()
    assert prepared.left_open[0].names == ("UBND tỉnh Kon Tum",)


def test_districts_end_with_nobody_in_their_place() -> None:
    prepared = _prepared("UBND tỉnh Quảng Nam", "UBND huyện Thăng Bình", "UBND TP. Tam Kỳ", "18/18 huyện, thị xã")
    assert _pairs(prepared.districts) == [("UBND huyện Thăng Bình", None), ("UBND TP. Tam Kỳ", None)]


def test_an_island_district_gives_way_to_its_special_zone() -> None:
    assert _pairs(_prepared("UBND tỉnh Quảng Ngãi", "UBND huyện Lý Sơn").districts) == [
        ("UBND huyện Lý Sơn", "UBND đặc khu Lý Sơn")
    ]


def test_a_commune_gives_way_to_the_one_it_merged_into() -> None:
    former, province = "UBND xã Tịnh Phong", "UBND tỉnh Quảng Ngãi"
    assert _prepared(province, former).communes == (
        NamedSuccession(former, province, "UBND xã Thọ Phong", province, _JULY),
    )


def test_a_commune_that_was_split_gives_way_to_all_that_took_parts() -> None:
    assert _pairs(_prepared("UBND thành phố Hà Nội", "UBND phường Thụy Khuê").communes) == [
        ("UBND phường Thụy Khuê", "UBND phường Ba Đình"),
        ("UBND phường Thụy Khuê", "UBND phường Tây Hồ"),
    ]


def test_accents_tell_two_names_apart_that_would_fold_into_one() -> None:
    prepared = _prepared("UBND thành phố Hà Nội", "UBND xã Vân Phúc", "UBND xã Vạn Phúc")
    assert _pairs(prepared.communes) == [
        ("UBND xã Vân Phúc", "UBND xã Phúc Lộc"),
        ("UBND xã Vạn Phúc", "UBND xã Nam Phù"),
    ]


def test_a_name_written_without_accents_is_found() -> None:
    assert _pairs(_prepared("UBND tinh Quang Ngai", "UBND xa Tinh Phong").communes) == [
        ("UBND xa Tinh Phong", "UBND xã Thọ Phong")
    ]


def test_a_name_may_go_on_with_its_district() -> None:
    former = "UBND xã Tịnh Phong, huyện Sơn Tịnh"
    assert _pairs(_prepared("UBND tỉnh Quảng Ngãi", former).communes) == [(former, "UBND xã Thọ Phong")]


def test_a_name_that_several_communes_bore_is_left_open() -> None:
    prepared = _prepared("UBND Thành phố Hồ Chí Minh", "UBND phường 15")
    assert prepared.communes == ()
    namesakes = next(each.names for each in prepared.left_open if each.reason is Reason.NAMESAKES)
    assert "Phường 15 (Quận 8) → Phường Phú Định" in namesakes


def test_the_district_an_office_governs_tells_namesakes_apart() -> None:
    prepared = _prepared("UBND quận Phú Nhuận", "UBND phường 15")
    assert ("UBND quận Phú Nhuận", None) in _pairs(prepared.organisations)
    assert {pair[1] for pair in _pairs(prepared.communes)} == {"UBND phường Cầu Kiệu", "UBND phường Phú Nhuận"}


def test_a_commune_that_keeps_its_name_stands() -> None:
    prepared = _prepared("UBND tỉnh Quảng Ngãi", "UBND xã Sơn Mai")
    assert (prepared.communes, ("UBND xã Sơn Mai", Reason.UNKNOWN) in _open(prepared)) == ((), False)


def test_parts_taken_from_a_commune_that_stands_are_told() -> None:
    prepared = _prepared("UBND thành phố Hà Nội", "UBND phường Ngọc Hà")
    assert prepared.communes == ()
    assert [each.names for each in prepared.left_open if each.reason is Reason.STAYS] == [("UBND phường Ba Đình",)]


def test_a_commune_that_no_data_knows_is_left_open() -> None:
    assert ("UBND xã Không Đâu", Reason.UNKNOWN) in _open(_prepared("UBND tỉnh Quảng Ngãi", "UBND xã Không Đâu"))


def test_the_communes_of_a_province_are_put_in_where_they_are_not_yet() -> None:
    prepared = _prepared("UBND tỉnh Quảng Ngãi", "UBND xã Thọ Phong")
    assert len(prepared.added) == 93
    assert {each.of for each in prepared.added} == {"UBND tỉnh Quảng Ngãi"}


def test_of_two_communes_that_the_directory_cannot_tell_apart_one_is_put_in() -> None:
    prepared = _prepared("UBND tỉnh Tây Ninh")
    assert ("UBND xã Tân Thạnh", Reason.ALIKE) in _open(prepared)
    assert "UBND xã Tân Thành" in {each.name for each in prepared.added}


def test_a_province_that_ended_gets_no_communes() -> None:
    assert _prepared("UBND tỉnh Quảng Nam").added == ()


def test_a_commune_office_gives_way_itself_and_says_so_of_its_sections() -> None:
    office, new = "UBND phường Phổ Ninh", "UBND phường Đức Phổ"
    prepared = _prepared(office, "Công chức Tư pháp – Hộ tịch")
    assert _pairs(prepared.organisations) == [(office, new)]
    assert _open(prepared) == [(office, Reason.SECTIONS)]


def test_an_office_it_does_not_touch_has_nothing_to_do() -> None:
    assert _prepared("UBND phường Trà Câu").command is None


def test_a_province_that_becomes_a_city_takes_its_bodies_along() -> None:
    prepared = _prepared("UBND tỉnh Đồng Nai", "Văn phòng UBND tỉnh", "UBND xã Trị An", name="2026")
    assert _pairs(prepared.successions) == [
        ("UBND tỉnh Đồng Nai", "UBND thành phố Đồng Nai"),
        ("Văn phòng UBND tỉnh", "Văn phòng UBND thành phố"),
        ("UBND xã Trị An", "UBND phường Trị An"),
    ]


def _written(former: str, successor: str | None) -> Prepared:
    """Prepared where a unit of a province gives way to another, or to none, already."""
    units = _directory("UBND tỉnh Cao Bằng", former, *([successor] if successor else []))
    line = SuccessionLine(1, 2, 3 if successor else None, _JULY, "")
    return prepare("2025", replace(units, successions=(line,)), "UBND tỉnh Cao Bằng")


@pytest.mark.parametrize(
    ("former", "successor"), [("Sở Kế hoạch và Đầu tư", "Sở Tài chính"), ("UBND huyện Bảo Lạc", None)]
)
def test_what_is_written_already_is_not_written_again(former: str, successor: str | None) -> None:
    prepared = _written(former, successor)
    assert (prepared.successions, [each for each in prepared.left_open if each.unit == former]) == ((), [])


def test_what_somebody_wrote_otherwise_is_left_as_it_is() -> None:
    prepared = _written("Sở Kế hoạch và Đầu tư", "Sở Nội vụ")
    assert prepared.departments == ()
    assert prepared.left_open[0].names == ("Sở Nội vụ",)
    assert prepared.left_open[0].reason is Reason.DECIDED


def test_an_organisation_that_the_directory_lacks_is_refused() -> None:
    with pytest.raises(UnitNotFoundError):
        prepare("2025", OrganisationUnits(), "UBND tỉnh Không Đâu")
