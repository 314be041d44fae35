"""Units: keys, groups, levels and organisations."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.units import (
    Coverage,
    Level,
    covers,
    groups_of,
    is_group,
    is_known,
    level_of,
    named_within,
    organisation_key,
    same_organisation,
    same_unit,
    unit_key,
)
from knowledge.units.patterns import groups
from knowledge.units.vocabulary import kinds
from knowledge.vietnamese.fold import fold

NAMES = [name.printed for kind in kinds() for name in kind.names]
GROUPS = [group.printed for group in groups()]
OTHER = ["Trung tâm Điều hành thông minh", "UBND huyện Yên Lĩnh", "Đội Trật tự đô thị", "Tổ giúp việc Đề án 06"]
PRINTED = st.sampled_from(NAMES + GROUPS + OTHER)


@pytest.mark.parametrize(
    ("standard", "spellings"),
    [
        ("Sở Thông tin và Truyền thông", ["Sở TT&TT", "STTTT", "Sở TTTT", "Sở Thông tin - Truyền thông", "Sở TT-TT"]),
        ("Sở Kế hoạch và Đầu tư", ["Sở KH&ĐT", "SKHĐT", "sở khđt", "so ke hoach dau tu"]),
        ("Sở Nội vụ", ["Sở NV", "SNV", "Sở Nội Vụ", "Giám đốc Sở Nội vụ", "Sở Nội vụ tỉnh Thanh Hải"]),
        ("Văn phòng UBND tỉnh", ["VP UBND tỉnh", "Văn phòng Uỷ ban nhân dân tỉnh", "Chánh Văn phòng UBND tỉnh"]),
        ("Trung tâm Phục vụ hành chính công tỉnh", ["TT PVHCC tỉnh", "Trung tâm Phục vụ HCC tỉnh", "TTPVHCC tỉnh"]),
        ("Tư pháp – Hộ tịch", ["TP-HT", "Công chức Tư pháp - Hộ tịch", "Bộ phận tư pháp, hộ tịch phường"]),
        ("Văn hóa – Xã hội", ["Công chức Văn hóa- xã hội", "VH-XH", "văn hoá xã hội;"]),
        ("Bộ phận Một cửa", ["Bộ phận Tiếp nhận và Trả kết quả", "BP TN&TKQ phường", "Bộ phận Một cửa của phường"]),
        ("Các sở, ban, ngành", ["Sở, ban, ngành", "các sở ngành liên quan", "Các Sở, ban, ngành thuộc UBND tỉnh"]),
        ("UBND cấp huyện", ["UBND các huyện, thị xã, thành phố", "Ủy ban nhân dân các huyện", "UBND huyện, thành phố"]),
        ("UBND các cấp", ["UBND cấp huyện, cấp xã", "Ủy ban nhân dân các cấp"]),
        ("UBND cấp xã", ["UBND các xã, phường, thị trấn", "Chủ tịch UBND các xã, phường"]),
    ],
)
def test_every_spelling_of_a_unit_has_one_key(standard: str, spellings: list[str]) -> None:
    """Abbreviations, titles, dashes and places make no other unit."""
    assert {spelling: unit_key(spelling) for spelling in spellings} == dict.fromkeys(spellings, unit_key(standard))


def test_a_slip_of_the_scan_in_a_standard_name_is_mended() -> None:
    """One wrong letter in a long standard name still means that unit."""
    assert unit_key("Bru điện tỉnh") == unit_key("Bưu điện tỉnh")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Nội vụ", "Sở Ngoại vụ"),
        ("UBND huyện", "UBND các huyện"),
        ("Bộ phận Một cửa cấp huyện", "Bộ phận Một cửa cấp xã"),
        ("Phòng Tư pháp", "Sở Tư pháp"),
        ("UBND phường Hạ Vân", "UBND phường Hạ Long"),
        ("Công an tỉnh", "Công an phường"),
    ],
)
def test_different_units_keep_different_keys(one: str, other: str) -> None:
    """What reads alike but is another unit is never folded into one."""
    assert unit_key(one) != unit_key(other)
    assert not same_unit(one, other)


@settings(max_examples=100)
@given(PRINTED)
def test_a_key_is_its_own_key(printed: str) -> None:
    """Taking the key of a key changes nothing."""
    assert unit_key(unit_key(printed)) == unit_key(printed)


@settings(max_examples=100)
@given(PRINTED, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str, str.upper, str.lower, fold]), st.booleans())
def test_a_key_does_not_depend_on_accents_case_or_spaces(printed: str, form, change, wide: bool) -> None:  # type: ignore[no-untyped-def]
    """NFD, upper case, dropped accents and double spaces give the same key."""
    typed = unicodedata.normalize(form, change(printed))
    assert unit_key(typed.replace(" ", "  ") if wide else typed) == unit_key(printed)


@settings(max_examples=50)
@given(PRINTED.filter(lambda name: "hóa" in name or "Ủy" in name or "hòa" in name))
def test_a_key_does_not_depend_on_where_the_tone_stands(printed: str) -> None:
    """Old and new tone placement are one."""
    assert unit_key(printed.replace("hóa", "hoá").replace("Ủy", "Uỷ")) == unit_key(printed)


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_any_text_has_a_stable_key(text: str) -> None:
    """No text breaks the key, and every key is stable."""
    assert unit_key(unit_key(text)) == unit_key(text)


@pytest.mark.parametrize(
    ("unit", "organisation", "group"),
    [
        ("Sở Tư pháp", "UBND tỉnh Thanh Hải", "Các Sở, Ban, ngành"),
        ("Sở Tư pháp", "UBND tỉnh Thanh Hải", "Các cơ quan chuyên môn thuộc UBND tỉnh"),
        ("Sở Tư pháp", "UBND tỉnh Thanh Hải", "Các cơ quan, đơn vị, địa phương"),
        ("Thanh tra tỉnh", None, "Sở, ban, ngành"),
        ("Trung tâm Dữ liệu", "UBND tỉnh Thanh Hải", "Các sở, ban, ngành"),
        ("UBND huyện Yên Lĩnh", None, "UBND các huyện, thị xã, thành phố"),
        ("UBND thị xã Hải Vân", None, "UBND cấp huyện"),
        ("UBND thành phố Thanh Hải", None, "Các sở, ngành, địa phương"),
        ("UBND phường Hạ Vân", None, "UBND các xã, phường, thị trấn"),
        ("Tư pháp – Hộ tịch", "UBND phường Hạ Vân", "Các ban, ngành liên quan"),
        ("Tư pháp – Hộ tịch", "UBND phường Hạ Vân", "Các bộ phận chuyên môn"),
        ("Phòng Kinh tế", "UBND phường Hạ Vân", "Các phòng, ban"),
        ("Bộ phận Một cửa", "UBND phường Hạ Vân", "Bộ phận Một cửa các cấp"),
        ("Công an tỉnh", None, "Các cơ quan Trung ương đóng trên địa bàn tỉnh"),
        ("UBND cấp huyện", None, "Các cơ quan, đơn vị, địa phương"),
    ],
)
def test_a_unit_belongs_to_its_groups(unit: str, organisation: str | None, group: str) -> None:
    """However the group is printed, its members are found in it."""
    assert is_group(group)
    assert unit_key(group) in groups_of(unit, organisation)
    assert covers(group, unit, organisation) is Coverage.GROUP


@pytest.mark.parametrize(
    ("unit", "organisation", "group"),
    [
        ("Sở Tư pháp", "UBND tỉnh Thanh Hải", "UBND cấp huyện"),
        ("Tư pháp – Hộ tịch", "UBND phường Hạ Vân", "Các sở, ban, ngành"),
        ("UBND huyện Yên Lĩnh", None, "UBND cấp xã"),
        ("UBND huyện Yên Lĩnh", None, "Các sở, ban, ngành"),
        ("Bộ phận Một cửa", "UBND phường Hạ Vân", "Bộ phận Một cửa cấp huyện"),
        ("VNPT tỉnh", "UBND tỉnh Thanh Hải", "Các Sở, ban, ngành"),
    ],
)
def test_a_unit_does_not_belong_to_groups_of_others(unit: str, organisation: str | None, group: str) -> None:
    """A group of another kind or level does not cover the unit."""
    assert covers(group, unit, organisation) is Coverage.NO


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Sở Y tế", Level.PROVINCE),
        ("STTTT", Level.PROVINCE),
        ("UBND tỉnh Thanh Hải", Level.PROVINCE),
        ("UBND thành phố Đà Nẵng", Level.PROVINCE),
        ("UBND thành phố Hạ Long", Level.DISTRICT),
        ("UBND thị xã Hải Vân", Level.DISTRICT),
        ("UBND cấp huyện", Level.DISTRICT),
        ("UBND phường Hạ Vân", Level.COMMUNE),
        ("Văn phòng – Thống kê", Level.COMMUNE),
        ("Các cơ quan, đơn vị", None),
        ("Các đơn vị, địa phương", None),
    ],
)
def test_the_level_is_read_from_the_name(name: str, level: Level | None) -> None:
    """Kinds and level words tell the level; where nothing tells, there is none."""
    assert level_of(name) is level


def test_a_unit_named_without_its_place_is_the_same_unit() -> None:
    """A plan that says "UBND phường" means the committee of its own ward."""
    assert same_unit("UBND phường", "Ủy ban nhân dân phường Hạ Vân")
    assert same_unit("VPUB", "Văn phòng UBND tỉnh")
    assert covers("Văn phòng UBND tỉnh", "Văn phòng UBND tỉnh Thanh Hải") is Coverage.EXACT


@pytest.mark.parametrize(
    ("issuer", "organisation"),
    [
        ("Chủ tịch UBND phường Hạ Vân", "UBND phường Hạ Vân"),
        ("UBND tỉnh Thanh Hải", "Ủy ban nhân dân tỉnh Thanh Hải"),
        ("UBND TỈNH THANH HẢI", "tỉnh Thanh Hải"),
        ("UBND thành phố Hạ Long", "TP Hạ Long"),
        ("UBND phường Hạ Vân, thị xã Hải Vân", "UBND phường Hạ Vân"),
        ("UBND tỉnh Thanh Hải", "Thanh Hải"),
    ],
)
def test_issuer_and_organisation_are_the_same(issuer: str, organisation: str) -> None:
    """Who signs for a place and the place's office are one organisation."""
    assert same_organisation(issuer, organisation)


@pytest.mark.parametrize(
    ("issuer", "organisation"),
    [
        ("UBND tỉnh Thanh Hải", "UBND tỉnh Thanh Sơn"),
        ("UBND phường Hạ Vân", "UBND xã Hạ Vân"),
        ("UBND thị xã Hải Vân", "UBND phường Hạ Vân, thị xã Hải Vân"),
        (None, "UBND phường Hạ Vân"),
        ("UBND phường Hạ Vân", None),
    ],
)
def test_other_organisations_are_told_apart(issuer: str | None, organisation: str | None) -> None:
    """Another name, another level or no name is no match."""
    assert not same_organisation(issuer, organisation)


def test_the_organisation_key_is_the_place() -> None:
    """The key names the place that is governed."""
    assert organisation_key("Chủ tịch UBND phường Hạ Vân") == "phuong ha van"


@pytest.mark.parametrize(
    "printed",
    ["18/18 huyện, thị xã, thành phố", "Các huyện, thị xã, thành phố", "UBND 18 huyện, thị xã", "Cấp huyện"],
)
def test_districts_counted_or_printed_for_short_are_the_group_of_districts(printed: str) -> None:
    assert unit_key(printed) == unit_key("UBND cấp huyện")


@pytest.mark.parametrize("printed", ["Huyện Lệ Sơn", "Phường", "Xã", "2 Sở Nội vụ"])
def test_one_district_or_commune_is_no_group(printed: str) -> None:
    assert not is_group(printed)


def test_a_name_in_a_plans_own_words_is_no_known_unit() -> None:
    names = ("Sở Nội vụ", "Các sở, ngành", "Thành viên giúp việc", "UBND xã An Bình")
    assert [is_known(name) for name in names] == [True, True, False, True]


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("Sở Tư pháp", "Sở Tư pháp thành phố Đà Nẵng"),
        ("Văn phòng UBND thành phố", "Văn phòng UBND thành phố Đà Nẵng"),
        ("Công an tỉnh", "Công an thành phố Đà Nẵng"),
        ("Hội Nông dân tỉnh Thanh Hải", "Hội Nông dân thành phố Đà Nẵng"),
        ("UBND xã Bình Sa", "UBND xã Bình Sa"),
    ],
)
def test_a_unit_is_named_with_the_place_of_its_organisation(unit: str, told: str) -> None:
    assert named_within(unit, "UBND thành phố Đà Nẵng") == told
