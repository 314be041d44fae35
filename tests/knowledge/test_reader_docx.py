"""Word documents are read as they print: text, tables and the layout of a letter."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from knowledge.importing.draft import PlanDraft
from knowledge.importing.read import understand
from knowledge.importing.readers.word.docx import read_docx
from knowledge.importing.source import Cell, Grid, Paragraph
from tests.knowledge.office_files import COLUMNS, ROW, cell, paragraph, row, run, table, task_table, write_word

_BOX = "<w:txbxContent>{}</w:txbxContent>"


def _text(tmp_path: Path, inner: str) -> str:
    """The text of a body's first paragraph."""
    (block,) = read_docx(write_word(tmp_path / "a.docx", paragraph(inner))).blocks
    assert isinstance(block, Paragraph)
    return block.text


def _plan(tmp_path: Path, *blocks: str) -> PlanDraft:
    return understand(write_word(tmp_path / "a.docx", *blocks))


def _content(tmp_path: Path, inner: str) -> str:
    return _plan(tmp_path, task_table(row("1", cell(inner), *ROW[2:]))).tasks[0].content


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (run("giữ ") + f'<w:ins w:id="1">{run("thêm")}</w:ins>', "giữ thêm"),
        (run("giữ") + '<w:del w:id="1"><w:r><w:delText>bỏ</w:delText></w:r></w:del>', "giữ"),
        (run("giữ") + f'<w:moveFrom w:id="1">{run("chuyển đi")}</w:moveFrom>', "giữ"),
        (f'<w:moveTo w:id="1">{run("chuyển đến")}</w:moveTo>', "chuyển đến"),
        (run("thấy") + run(" ẩn", "<w:vanish/>"), "thấy"),
        (run("thấy") + run(" hết", '<w:vanish w:val="0"/>'), "thấy hết"),
        (run("có chú thích") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "có chú thích"),
        ('<w:r><w:t>dòng</w:t><w:br/><w:t>mềm</w:t></w:r>', "dòng mềm"),
        ('<w:r><w:t>cột</w:t><w:tab/><w:t>sau</w:t></w:r>', "cột sau"),
        ('<w:r><w:t>02</w:t><w:noBreakHyphen/><w:t>KH</w:t></w:r>', "02-KH"),
        (run("không\u00a0ngắt"), "không ngắt"),
        (run(unicodedata.normalize("NFD", "dựng sẵn")), "dựng sẵn"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 80%</w:t></w:r>', "≥ 80%"),
        (run("\uf0a3 5 ngày"), "≤ 5 ngày"),
        (run("đạt ") + "<m:oMath><m:r><m:t>≥90%</m:t></m:r></m:oMath>", "đạt ≥90%"),
        (f'<w:hyperlink w:anchor="a">{run("liên kết")}</w:hyperlink>', "liên kết"),
        (f'<w:fldSimple w:instr="PAGE">{run("7")}</w:fldSimple>', "7"),
        (f"<w:sdt><w:sdtContent>{run('ô điều khiển')}</w:sdtContent></w:sdt>", "ô điều khiển"),
    ],
)  # fmt: skip
def test_a_paragraph_is_what_is_printed(tmp_path: Path, inner: str, text: str) -> None:
    assert _text(tmp_path, inner) == text


def test_of_a_field_only_the_result_is_read(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = mark("begin") + run("lệnh") + mark("separate") + run("kết quả") + mark("end") + run(" sau")
    assert _text(tmp_path, inner) == "kết quả sau"


def test_a_hidden_style_hides_its_text(tmp_path: Path) -> None:
    styles = '<w:style w:type="character" w:styleId="An"><w:rPr><w:vanish/></w:rPr></w:style>'
    path = write_word(tmp_path / "a.docx", paragraph(run("thấy") + run("ẩn", '<w:rStyle w:val="An"/>')), styles=styles)
    assert read_docx(path).blocks == (Paragraph("thấy"),)


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = _BOX.format(paragraph("trong khung"))
    drawing = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    path = write_word(tmp_path / "a.docx", paragraph(run("ngoài") + drawing))
    assert read_docx(path).blocks == (Paragraph("ngoài"), Paragraph("trong khung"))


def test_a_table_in_a_text_box_is_a_table(tmp_path: Path) -> None:
    box = _BOX.format(task_table(row(*ROW)))
    plan = _plan(tmp_path, paragraph(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>"))
    assert [task.content for task in plan.tasks] == [ROW[1]]


@pytest.mark.parametrize("wrapped", ["<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:customXml>{}</w:customXml>"])
def test_a_table_inside_a_control_is_a_table(tmp_path: Path, wrapped: str) -> None:
    assert _plan(tmp_path, wrapped.format(task_table(row(*ROW)))).tasks[0].content == ROW[1]


def test_a_row_and_a_cell_may_each_stand_in_a_control(tmp_path: Path) -> None:
    held = f"<w:sdt><w:sdtContent>{cell(ROW[1])}</w:sdtContent></w:sdt>"
    inner = f"<w:tr>{cell('1')}{held}{''.join(map(cell, ROW[2:]))}</w:tr>"
    plan = _plan(tmp_path, task_table(f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"))
    assert plan.tasks[0].content == ROW[1]


def test_a_table_around_the_table_is_only_a_frame(tmp_path: Path) -> None:
    plan = _plan(tmp_path, table(row(cell(paragraph("KẾ HOẠCH") + task_table(row(*ROW)) + paragraph()))))
    assert [task.content for task in plan.tasks] == [ROW[1]]


def test_a_table_inside_a_cell_is_part_of_its_text(tmp_path: Path) -> None:
    inner = paragraph("Rà soát") + table(row("nhóm 1", "10 thủ tục"), row("nhóm 2", "5 thủ tục")) + paragraph()
    assert _content(tmp_path, inner) == "Rà soát nhóm 1 10 thủ tục nhóm 2 5 thủ tục"


def test_a_page_break_inside_a_cell_parts_nothing(tmp_path: Path) -> None:
    inner = paragraph("Rà soát") + paragraph('<w:r><w:br w:type="page"/></w:r>') + paragraph("thủ tục")
    (grid,) = read_docx(write_word(tmp_path / "a.docx", table(row(cell(inner), "b")))).blocks
    assert isinstance(grid, Grid)
    assert grid.rows[0][0].text == "Rà soát\nthủ tục"


def test_a_deleted_row_is_no_task(tmp_path: Path) -> None:
    plan = _plan(tmp_path, task_table(row(*ROW), row("2", *ROW[1:], properties='<w:del w:id="1"/>')))
    assert [task.number for task in plan.tasks] == ["1"]


def test_an_inserted_row_is_a_task(tmp_path: Path) -> None:
    plan = _plan(tmp_path, task_table(row(*ROW), row("2", *ROW[1:], properties='<w:ins w:id="1"/>')))
    assert [task.number for task in plan.tasks] == ["1", "2"]


def test_a_header_of_two_rows_is_one_header(tmp_path: Path) -> None:
    over, start, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    head = row(cell("STT", start), cell("Nhiệm vụ", start), cell("Phân công thực hiện", over), cell("Thời hạn", start))
    below = row(cell("", goes_on), cell("", goes_on), "Chủ trì", "Phối hợp", cell("", goes_on))
    plan = _plan(tmp_path, table(head, below, row("1", "Rà soát", "Sở Nội vụ", "Sở Tư pháp", "Quý I")))
    assignment = plan.tasks[0].assignments[0]
    assert (assignment.lead, assignment.coordinate) == (("Sở Nội vụ",), ("Sở Tư pháp",))


def test_a_cell_merged_over_rows_holds_for_both(tmp_path: Path) -> None:
    first = row(*ROW[:2], cell("Sở Nội vụ", '<w:vMerge w:val="restart"/>'), *ROW[3:])
    plan = _plan(tmp_path, task_table(first, row("2", "Kiểm tra", cell("", "<w:vMerge/>"), "Biên bản", "Quý III")))
    assert [task.assignments[0].lead for task in plan.tasks] == [("Sở Nội vụ",)] * 2


def test_columns_left_free_at_the_ends_of_a_row_are_empty_cells(tmp_path: Path) -> None:
    indented = row("b", properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')
    (grid,) = read_docx(write_word(tmp_path / "a.docx", table(row("1", "2", "3"), indented))).blocks
    assert isinstance(grid, Grid)
    assert grid.rows[1] == (Cell(""), Cell("b"), Cell(""))


def test_a_row_drawn_with_borders_a_little_aside_keeps_its_columns(tmp_path: Path) -> None:
    def shifted(number: str) -> str:
        one, two = '<w:gridSpan w:val="1"/>', '<w:gridSpan w:val="2"/>'
        return row(cell(number, one), cell("Kiểm tra", two), cell("Sở Tư pháp", one), "Biên bản", "Quý I")

    wide = '<w:gridSpan w:val="2"/>'
    straight = [row("1", "Rà soát", cell("Sở Nội vụ", wide), "Báo cáo", "Quý II") for _ in range(2)]
    head = row("STT", "Nội dung nhiệm vụ", cell("Cơ quan chủ trì", wide), "Sản phẩm", "Thời hạn")
    plan = _plan(tmp_path, table(head, *straight, shifted("3"), widths=(700, 4000, 400, 2000, 2000, 1500)))
    assert (plan.tasks[2].content, plan.tasks[2].assignments[0].lead) == ("Kiểm tra", ("Sở Tư pháp",))


@pytest.mark.parametrize("repeated", [True, False])
def test_a_table_in_two_parts_is_one(tmp_path: Path, repeated: bool) -> None:
    second = table(*([row(*COLUMNS)] if repeated else []), row("2", *ROW[1:]))
    plan = _plan(tmp_path, task_table(row(*ROW)), paragraph("<w:r/>"), second)
    assert [task.number for task in plan.tasks] == ["1", "2"]


def test_a_letterhead_in_a_table_gives_the_facts_of_the_document(tmp_path: Path) -> None:
    head = table(
        row("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        row("HUYỆN LẠC SƠN", "Độc lập - Tự do - Hạnh phúc"),
        row("Số: 15/KH-UBND", "Lạc Sơn, ngày 03 tháng 02 năm 2026"),
    )
    document = _plan(tmp_path, head, paragraph("KẾ HOẠCH"), paragraph("Cải cách hành chính năm 2026")).document
    assert (document.number, document.issuer) == ("15/KH-UBND", "UBND huyện Lạc Sơn")
    assert document.issued == date(2026, 2, 3)


def test_the_place_of_signing_right_below_the_tasks_is_no_task(tmp_path: Path) -> None:
    widths = '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>'
    sign = paragraph("TM. ỦY BAN NHÂN DÂN") + paragraph("CHỦ TỊCH") + paragraph("Nguyễn Văn An")
    foot = table(row(cell(paragraph("Nơi nhận:") + paragraph("- Như trên;"), widths[0]), cell(sign, widths[1])))
    plan = _plan(tmp_path, paragraph("KẾ HOẠCH"), task_table(row(*ROW)), foot)
    assert (len(plan.tasks), len(plan.tasks[0].assignments)) == (1, 1)
    assert plan.document.signer == "Nguyễn Văn An"
