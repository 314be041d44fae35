"""The directory of units as a workbook: written, corrected by a person, read back, and put into force at once."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import insert

from knowledge.commands import (
    AddAlias,
    AddUnit,
    MergeUnits,
    NewSuccession,
    PartUnits,
    PlaceUnit,
    RemoveAlias,
    RenameUnit,
    RetractSuccessions,
    SetGroup,
    SucceedUnits,
)
from knowledge.directory.workbook import UnitChanges, is_units_workbook, read_units, write_units
from knowledge.errors import UnreadableFileError
from knowledge.schema import UnitRow
from knowledge.schema.keying import unit_values
from knowledge.store import Store
from knowledge.units import Level
from tests.knowledge.made_directory import (
    BLOCK,
    COMMUNE,
    CULTURE,
    HOME,
    JUSTICE,
    MEDIA,
    OFFICE,
    PROVINCE,
    SCIENCE,
    arrange,
    made,
)

Edit = Callable[[Any], object]


@pytest.fixture
def ids(store: Store) -> dict[str, int]:
    return made(store)


@pytest.fixture
def path(store: Store, ids: dict[str, int], tmp_path: Path) -> Path:
    file = tmp_path / "don-vi.xlsx"
    write_units(file, store.directory, ids[PROVINCE])
    return file


def edited(path: Path, edit: Edit) -> Path:
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def read(store: Store, path: Path, edit: Edit) -> UnitChanges:
    return read_units(edited(path, edit), store.directory)


def row_of(page: Worksheet, name: str) -> int:
    return next(row for row in range(2, page.max_row + 1) if page.cell(row, 1).value == name)


def put(page: Worksheet, name: str, column: str, value: object) -> None:
    titles = [cell.value for cell in page[1]]
    page.cell(row_of(page, name), titles.index(column) + 1).value = value


def set_unit(name: str, column: str, value: object) -> Edit:
    return lambda book: put(book["Đơn vị"], name, column, value)


def add_rows(sheet: str, *rows: Sequence[object]) -> Edit:
    return lambda book: [book[sheet].append(row) for row in rows]


def test_an_unchanged_workbook_changes_nothing(store: Store, path: Path) -> None:
    assert read_units(path, store.directory) == UnitChanges((), ())


def test_a_workbook_opened_and_saved_changes_nothing(store: Store, path: Path) -> None:
    assert read(store, path, lambda book: None).command is None


def test_the_workbook_is_told_from_others_by_its_sheets(path: Path, tmp_path: Path) -> None:
    other = edited(path, lambda book: None).rename(tmp_path / "khac.xlsx")
    assert is_units_workbook(other)
    assert not is_units_workbook(edited(other, lambda book: book.remove(book["Nhóm"])))


def test_it_holds_what_stands_under_the_organisation_and_no_more(store: Store, ids: dict[str, int], path: Path) -> None:
    arrange(store, AddUnit("UBND tỉnh Khác", None, organisation=True))
    names = [row[0].value for row in load_workbook(path)["Đơn vị"].iter_rows(min_row=2)]
    assert set(names) == {PROVINCE, JUSTICE, HOME, MEDIA, SCIENCE, CULTURE, COMMUNE, OFFICE}


def test_a_name_that_was_changed_renames_the_unit(store: Store, ids: dict[str, int], path: Path) -> None:
    assert read(store, path, set_unit(HOME, "Tên", "Sở Nội vụ và Lao động")).steps == (
        RenameUnit(ids[HOME], "Sở Nội vụ và Lao động"),
    )


def test_another_place_and_another_level_move_the_unit(store: Store, ids: dict[str, int], path: Path) -> None:
    def edit(book: Any) -> None:
        put(book["Đơn vị"], HOME, "Trực thuộc", COMMUNE)
        put(book["Đơn vị"], HOME, "Cấp", "xã")

    assert read(store, path, edit).steps == (PlaceUnit(ids[HOME], ids[COMMUNE], Level.COMMUNE),)


def test_other_names_are_added_and_removed(store: Store, ids: dict[str, int], path: Path) -> None:
    changes = read(store, path, set_unit(JUSTICE, "Tên khác", "Tư pháp nhà; STPTH"))
    assert changes.steps == (
        RemoveAlias(ids[JUSTICE], "Ngành Tư pháp tỉnh nhà"),
        AddAlias(ids[JUSTICE], "Tư pháp nhà"),
        AddAlias(ids[JUSTICE], "STPTH"),
    )


def test_a_unit_may_be_merged_into_another(store: Store, ids: dict[str, int], path: Path) -> None:
    changes = read(store, path, set_unit(HOME, "Gộp vào", "so tu phap"))
    assert changes.steps == (MergeUnits((ids[HOME],), ids[JUSTICE]),)


def test_the_name_of_a_merged_unit_taken_out_parts_it_again(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    arrange(store, MergeUnits((ids[CULTURE],), ids[HOME]))
    path = tmp_path / "gop.xlsx"
    write_units(path, store.directory)
    assert read(store, path, set_unit(HOME, "Tên khác", None)).steps == (PartUnits((ids[CULTURE],)),)


def test_new_units_come_each_before_those_under_it(store: Store, ids: dict[str, int], path: Path) -> None:
    rows = (["Tổ Một cửa lưu động", "Phòng Chuyển đổi số"], ["Phòng Chuyển đổi số", HOME, "tỉnh", None, "PCĐS"])
    assert read(store, path, add_rows("Đơn vị", *rows)).steps == (
        AddUnit("Phòng Chuyển đổi số", ids[HOME], Level.PROVINCE),
        AddUnit("Tổ Một cửa lưu động", -1),
        AddAlias(-1, "PCĐS"),
    )


def test_a_new_unit_may_take_the_place_of_an_old_one_at_once(store: Store, ids: dict[str, int], path: Path) -> None:
    def edit(book: Any) -> None:
        book["Đơn vị"].append(["Sở Dân tộc và Tôn giáo", PROVINCE, "tỉnh"])
        book["Kế thừa"].append([HOME, None, "Sở Dân tộc và Tôn giáo", None, "01/07/2025", "QĐ 5"])

    changes = read(store, path, edit)
    assert changes.steps[1:] == (SucceedUnits((NewSuccession(ids[HOME], -1),), date(2025, 7, 1), "QĐ 5"),)
    assert changes.command is not None and arrange(store, changes.command).changed
    assert "Sở Dân tộc và Tôn giáo" in [unit.name for unit in store.directory.list_units(ids[PROVINCE])]


def test_units_that_are_left_out_stay_as_they_are(store: Store, path: Path) -> None:
    def edit(book: Any) -> None:
        book["Đơn vị"].delete_rows(row_of(book["Đơn vị"], HOME))

    assert read(store, path, edit) == UnitChanges((), ())


def test_a_succession_taken_out_is_retracted(store: Store, path: Path) -> None:
    changes = read(store, path, lambda book: book["Kế thừa"].delete_rows(2))
    assert [type(step) for step in changes.steps] == [RetractSuccessions]


def test_a_succession_that_was_changed_is_told_anew(store: Store, ids: dict[str, int], path: Path) -> None:
    def edit(book: Any) -> None:
        book["Kế thừa"]["E2"] = date(2025, 4, 1)

    retract, succeed = read(store, path, edit).steps
    assert isinstance(retract, RetractSuccessions)
    assert succeed == SucceedUnits((NewSuccession(ids[MEDIA], ids[SCIENCE]),), date(2025, 4, 1), "NQ 12")


def test_a_unit_may_end_without_a_successor(store: Store, ids: dict[str, int], path: Path) -> None:
    changes = read(store, path, add_rows("Kế thừa", [HOME, None, "không còn", None, "1/7/2025", None]))
    assert changes.steps == (SucceedUnits((NewSuccession(ids[HOME], None),), date(2025, 7, 1)),)


def test_what_others_have_entered_since_is_left_alone(store: Store, ids: dict[str, int], path: Path) -> None:
    arrange(store, RenameUnit(ids[HOME], "Sở Nội vụ mới"))
    arrange(store, SucceedUnits((NewSuccession(ids[CULTURE], ids[HOME]),), date(2025, 7, 1)))
    arrange(store, SetGroup(ids[PROVINCE], "Khối văn xã", (ids[CULTURE],)))
    assert read_units(path, store.directory) == UnitChanges((), ())


def test_groups_are_told_whole_where_something_is_new(store: Store, ids: dict[str, int], path: Path) -> None:
    rows = ([PROVINCE, BLOCK, HOME, "có"], [PROVINCE, BLOCK, CULTURE, "Không"])
    changes = read(store, path, add_rows("Nhóm", *rows))
    assert changes.steps == (SetGroup(ids[PROVINCE], BLOCK, (ids[JUSTICE], ids[HOME]), (ids[CULTURE],)),)


def test_a_group_whose_rows_are_taken_out_is_decided_by_its_name_again(
    store: Store, ids: dict[str, int], path: Path
) -> None:
    changes = read(store, path, lambda book: book["Nhóm"].delete_rows(2))
    assert changes.steps == (SetGroup(ids[PROVINCE], BLOCK),)


@pytest.mark.parametrize("name", ["=CMD()", "+84 912", "-Tổ dân phố", "@Sở", "Tổ \\u0041; 1"])
def test_names_that_would_act_as_formulas_come_back_as_they_are(
    store: Store, ids: dict[str, int], tmp_path: Path, name: str
) -> None:
    arrange(store, AddAlias(ids[HOME], f"{name} x"))
    arrange(store, SetGroup(ids[PROVINCE], name, (ids[HOME],)))
    path = tmp_path / "congthuc.xlsx"
    write_units(path, store.directory)
    assert read_units(path, store.directory) == UnitChanges((), ())
    cells = [cell for page in load_workbook(path) for row in page.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("column", "value", "why"),
    [
        ("Tên", '=HYPERLINK("x")', "có công thức; hãy ghi giá trị"),
        ("Tên", " ", "không được để trống"),
        ("Tên", JUSTICE, "trùng với đơn vị khác cùng trực thuộc; nếu là một đơn vị, hãy dùng cột “Gộp vào”"),
        ("Trực thuộc", "Sở Không Có", "không có đơn vị “Sở Không Có” trong danh bạ"),
        ("Trực thuộc", HOME, "đơn vị không thể trực thuộc chính mình hay đơn vị dưới mình"),
        ("Cấp", "phố", "phải ghi một trong: tỉnh, huyện, xã"),
        ("Mã", "999", "không có mã “999” trong danh bạ; dòng mới phải để trống ô này"),
        ("Là cơ quan", "có", "không đổi được với đơn vị đã có trong danh bạ"),
        ("Gộp vào", HOME, "không gộp một đơn vị vào chính nó"),
    ],
)
def test_what_is_wrong_is_told_by_its_place_and_nothing_is_read(
    store: Store, path: Path, column: str, value: str, why: str
) -> None:
    row = row_of(load_workbook(path)["Đơn vị"], HOME)
    changes = read(store, path, set_unit(HOME, column, value))
    assert changes == UnitChanges((), (f"trang “Đơn vị”, dòng {row}, cột “{column}”: {why}",))


def test_all_that_is_wrong_is_told_at_once(store: Store, path: Path) -> None:
    def edit(book: Any) -> None:
        book["Đơn vị"].append(["Tổ A", "Sở Không Có"])
        book["Đơn vị"].append(["Tổ B", None])
        book["Kế thừa"].append([HOME, None, None, None, "32/1/2025", None])
        book["Nhóm"].append([PROVINCE, BLOCK, HOME, "chắc là có"])

    changes = read(store, path, edit)
    assert changes.steps == ()
    assert [problem.partition(":")[0] for problem in changes.problems] == [
        "trang “Đơn vị”, dòng 10, cột “Trực thuộc”",
        "trang “Đơn vị”, dòng 11, cột “Trực thuộc”",
        "trang “Kế thừa”, dòng 3, cột “Từ ngày”",
        "trang “Nhóm”, dòng 3, cột “Có/không”",
    ]


def test_a_copied_row_is_not_taken_for_the_unit_itself(store: Store, path: Path) -> None:
    def edit(book: Any) -> None:
        page = book["Đơn vị"]
        page.append([cell.value for cell in page[row_of(page, HOME)]])

    changes = read(store, path, edit)
    assert changes.problems[0].startswith("trang “Đơn vị”, dòng 10, cột “Mã”: trùng mã với dòng")


def test_units_that_stand_under_each_other_are_refused(store: Store, path: Path) -> None:
    changes = read(store, path, add_rows("Đơn vị", ["Tổ A", "Tổ B"], ["Tổ B", "Tổ A"]))
    assert len(changes.problems) == 2 and not changes.steps


def test_a_name_of_several_units_needs_its_organisation(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    other = arrange(store, AddUnit("UBND xã Hoà Minh", ids[PROVINCE], organisation=True)).ids[0]
    twin = arrange(store, AddUnit(OFFICE, other)).ids[0]
    path = tmp_path / "trung.xlsx"
    write_units(path, store.directory)
    assert read_units(path, store.directory) == UnitChanges((), ())
    bare = read(store, path, add_rows("Đơn vị", ["Tổ A", OFFICE]))
    assert "có 2 đơn vị tên" in bare.problems[0]
    full = read(store, path, lambda book: put(book["Đơn vị"], "Tổ A", "Trực thuộc", f"{OFFICE} (UBND xã Hoà Minh)"))
    assert full.steps == (AddUnit("Tổ A", twin),)


def test_another_workbook_is_refused_with_a_reason(store: Store, path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="thiếu trang"):
        read(store, path, lambda book: book.remove(book["Kế thừa"]))


def test_a_workbook_of_another_directory_is_refused(store: Store, path: Path) -> None:
    def edit(book: Any) -> None:
        book["Về tệp này"]["B3"] = "4711"

    with pytest.raises(UnreadableFileError, match="4711"):
        read(store, path, edit)


def test_a_file_that_is_no_workbook_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "gia.xlsx"
    path.write_text("không phải bảng tính", encoding="utf-8")
    with pytest.raises(UnreadableFileError):
        read_units(path, store.directory)


def test_three_thousand_units_go_out_and_come_back_unchanged(store: Store, ids: dict[str, int], tmp_path: Path) -> None:
    place = {"parent_id": ids[COMMUNE], "organisation_id": ids[COMMUNE], "level": None}
    with store.database.writing() as connection:
        names = (f"Tổ dân phố số {number}" for number in range(3000))
        connection.execute(insert(UnitRow), [{**unit_values(name, False), **place} for name in names])
    path = tmp_path / "lon.xlsx"
    assert write_units(path, store.directory) == 3008
    assert read_units(path, store.directory) == UnitChanges((), ())
