"""The reorganisations that ship: whole, and of one piece."""

import unicodedata
from collections import defaultdict
from importlib.resources import files

import pytest

from knowledge.reorganisations import Reorganisation, known_reorganisations, read_reorganisation
from knowledge.units import unit_key
from knowledge.units.vocabulary import names_by_form


@pytest.fixture(scope="module")
def of_2025() -> Reorganisation:
    return read_reorganisation("2025")


def test_those_of_2025_and_2026_ship() -> None:
    assert known_reorganisations() == ("2025", "2026")


def test_there_are_34_provinces_and_3321_communes(of_2025: Reorganisation) -> None:
    assert (len(of_2025.provinces), len(of_2025.communes)) == (34, 3321)


def test_63_provinces_became_34(of_2025: Reorganisation) -> None:
    formers = [former for province in of_2025.provinces for former in province.formers]
    assert len(formers) == len(set(formers)) == 63


def test_no_two_communes_of_a_province_have_one_name(of_2025: Reorganisation) -> None:
    assert len({(commune.province, commune.name) for commune in of_2025.communes}) == 3321


def test_every_commune_is_of_provinces_that_are_there(of_2025: Reorganisation) -> None:
    formers = {province.name: province.formers for province in of_2025.provinces}
    assert all(commune.former_province in formers[commune.province] for commune in of_2025.communes)


def test_every_commune_is_made_from_units_with_names(of_2025: Reorganisation) -> None:
    assert [each.name for each in of_2025.communes if not all(former.name.strip() for former in each.formers)] == []


def test_about_ten_thousand_communes_were_before(of_2025: Reorganisation) -> None:
    units = {
        (commune.former_province, former.name, former.district)
        for commune in of_2025.communes
        for former in commune.formers
    }
    assert 9_600 < len(units) < 10_300


def test_what_passed_whole_in_a_district_passed_once(of_2025: Reorganisation) -> None:
    heirs = defaultdict(list)
    for commune in of_2025.communes:
        for former in commune.formers:
            if not former.part:
                district = former.district or commune.former_district
                heirs[commune.former_province, former.name, district].append(commune.name)
    assert [former for former, communes in heirs.items() if len(communes) > 1] == []


@pytest.mark.parametrize("name", ["2025", "2026"])
def test_its_files_are_composed_letters(name: str) -> None:
    for file in (f"{name}.toml", f"{name}.tsv"):
        text = files("knowledge.reorganisations").joinpath(file).read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text)


def test_its_departments_are_named_as_units_are_known(of_2025: Reorganisation) -> None:
    known = {name.key for name in names_by_form().values()}
    named = {name for each in of_2025.departments for name in (each.former, *each.successors)}
    assert {name for name in named if unit_key(name) not in known} == set()


def test_a_later_one_takes_up_what_an_earlier_one_left(of_2025: Reorganisation) -> None:
    before = {commune.name for commune in of_2025.communes if commune.province == "Tỉnh Đồng Nai"}
    renamed = read_reorganisation("2026").communes
    assert len(renamed) == 10
    assert {former.name for commune in renamed for former in commune.formers} <= before
