"""Provinces and communes made into lines of our own from a table with prose, and read again."""

from pathlib import Path

import pytest

from knowledge.reorganisations.from_table import convert, corrected, official, read_table
from knowledge.reorganisations.table import read_lines
from knowledge.reorganisations.types import Commune, Former, Province

_COLUMNS = ("level", "name", "province", "merged_from", "former_province", "former_district")
_ROWS = (
    ("tinh", "Tỉnh Bãi Cát", "Tỉnh Bãi Cát", "tỉnh Đồi Thông và tỉnh Bãi Cát", "", ""),
    ("xa", "Xã Hoà An", "Tỉnh Bãi Cát", "Xã Một, Xã Hai", "Tỉnh Bãi Cát", "Huyện Trên"),
    ("xa", "Xã Bốn", "Tỉnh Bãi Cát", "Xã Hai, Xã Bốn", "Tỉnh Bãi Cát", "Huyện Trên"),
    ("xa", "Phường Năm", "Tỉnh Bãi Cát", "giữ nguyên", "Tỉnh Đồi Thông", "Huyện Dưới"),
    ("xa", "Phường Sáu", "Tỉnh Bãi Cát", "Xã Một (huyện Dưới), Xã Bốn", "Tỉnh Đồi Thông", "Huyện Dưới"),
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.tsv"
    path.write_text("\n".join("\t".join(row) for row in (_COLUMNS, *_ROWS)), encoding="utf-8")
    return path


@pytest.fixture
def places(table: Path) -> dict[str, Province | Commune]:
    return {place.name: place for place in read_lines(convert(read_table(table), {}))}


def _commune(places: dict[str, Province | Commune], name: str) -> Commune:
    place = places[name]
    assert isinstance(place, Commune)
    return place


def test_a_province_tells_from_which_it_was_made(places: dict[str, Province | Commune]) -> None:
    assert places["Tỉnh Bãi Cát"] == Province("Tỉnh Bãi Cát", ("Tỉnh Đồi Thông", "Tỉnh Bãi Cát"))


def test_a_commune_tells_where_it_was_and_from_which_it_was_made(places: dict[str, Province | Commune]) -> None:
    formers = (Former("Xã Một", "Huyện Dưới"), Former("Xã Bốn"))
    assert places["Phường Sáu"] == Commune("Phường Sáu", "Tỉnh Bãi Cát", "Tỉnh Đồi Thông", "Huyện Dưới", formers)


def test_a_unit_that_came_to_two_communes_of_its_district_came_in_parts(places: dict[str, Province | Commune]) -> None:
    assert _commune(places, "Xã Hòa An").formers == (Former("Xã Một"), Former("Xã Hai", part=True))


def test_units_of_one_name_in_two_former_provinces_are_two(places: dict[str, Province | Commune]) -> None:
    assert [former.part for former in _commune(places, "Xã Bốn").formers] == [True, False]


def test_what_was_renamed_later_is_written_as_it_was_before(table: Path) -> None:
    before = {("Tỉnh Bãi Cát", ""): "Tỉnh Cũ", ("Tỉnh Bãi Cát", "Phường Năm"): "Xã Năm"}
    places = {place.name: place for place in read_lines(convert(read_table(table), before))}
    assert {"Tỉnh Cũ", "Xã Năm"} <= set(places)
    assert _commune(places, "Xã Năm").province == "Tỉnh Cũ"


def test_corrected_prose_counts(table: Path) -> None:
    better = [{"province": "Tỉnh Bãi Cát", "name": "Phường Năm", "merged_from": "Xã Chín"}]
    lines = read_lines(convert(corrected(read_table(table), better), {}))
    assert _commune({place.name: place for place in lines}, "Phường Năm").formers == (Former("Xã Chín"),)


def test_a_line_of_too_few_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="5 columns"):
        list(read_lines(["Tỉnh Bãi Cát\tXã Một"]))


@pytest.mark.parametrize(
    ("written", "right"),
    [("Khánh Hoà", "Khánh Hòa"), ("Thuỷ Nguyên", "Thủy Nguyên"), ("Quý Hoá", "Quý Hóa"), ("Hoàng Loan", "Hoàng Loan")],
)
def test_tones_are_put_where_the_resolutions_put_them(written: str, right: str) -> None:
    assert official(written) == right
