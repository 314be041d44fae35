"""Builds the sample plan's Word document from plan.yaml: `python -m knowledge.samples.build FILE.docx`."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

_CENTRE = WD_ALIGN_PARAGRAPH.CENTER
_TASK_WIDTHS = (1.5, 7.6, 4.2, 4.3, 4.9, 3.7)
_TARGET_WIDTHS = (1.5, 6.8, 2.0, 2.2, 4.0)

_TASK_HEADS = ("STT", "Nội dung nhiệm vụ", "Phân công thực hiện", "", "Sản phẩm, kết quả", "Thời hạn")
_TARGET_HEADS = ("STT", "Chỉ tiêu", "Đơn vị tính", "Chỉ tiêu năm 2026", "Đơn vị chủ trì")


def _font(document: DocumentType) -> None:
    style = document.styles["Normal"]
    style.font.name = "Times New Roman"
    style.font.size = Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Times New Roman")
    style.paragraph_format.space_after = Pt(0)


def _page(section: Section, landscape: bool = False) -> None:
    wide, narrow = Cm(29.7), Cm(21.0)
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (wide, narrow) if landscape else (narrow, wide)
    section.top_margin = section.bottom_margin = Cm(2)
    section.left_margin, section.right_margin = (Cm(2), Cm(1.5)) if landscape else (Cm(3), Cm(1.5))


def _page_number(section: Section) -> None:
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = _CENTRE
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _write(
    paragraph: Paragraph,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    size: float | None = None,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> Paragraph:
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    run.font.size = Pt(size) if size else None
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _centred(document: DocumentType, text: str, *, before: float = 0, italic: bool = False) -> Paragraph:
    paragraph = _write(document.add_paragraph(), text, bold=not italic, italic=italic, align=_CENTRE)
    paragraph.paragraph_format.space_before = Pt(before)
    return paragraph


def _prose(document: DocumentType, text: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
    paragraph = _write(document.add_paragraph(), text, bold=bold, italic=italic, align=WD_ALIGN_PARAGRAPH.JUSTIFY)
    paragraph.paragraph_format.first_line_indent = Cm(1.27)
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.keep_with_next = bold
    return paragraph


def _rule(paragraph: Paragraph, indent: float) -> None:
    """A short line under a heading, as the layout of administrative documents asks for."""
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)
    paragraph.paragraph_format.line_spacing = Pt(4)
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)


def _set_widths(table: Table, widths: Sequence[float]) -> None:
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _fill(cell: _Cell, lines: Iterable[str], spacing: float = 0, **looks: Any) -> None:
    paragraph = cell.paragraphs[0]
    for place, line in enumerate(lines):
        _write(paragraph if place == 0 else cell.add_paragraph(), line, **looks)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(spacing)


def _whole(row: _Row) -> None:
    """Keeps a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _listed(units: Sequence[str]) -> list[str]:
    if len(units) < 2:
        return list(units)
    return [f"- {unit};" for unit in units[:-1]] + [f"- {units[-1]}."]


def _spoken_date(day: date) -> str:
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _state_heading(document: DocumentType, data: dict[str, Any]) -> None:
    table = document.add_table(rows=2, cols=2)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _set_widths(table, (6.6, 10.4))
    left, right = table.rows[0].cells
    ward = data["issuer"].removeprefix("UBND ")
    _fill(left, ["ỦY BAN NHÂN DÂN", ward.upper()], bold=True, size=13, align=_CENTRE)
    _rule(left.add_paragraph(), 2.0)
    _fill(right, ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], bold=True, size=13, align=_CENTRE)
    _write(right.add_paragraph(), "Độc lập - Tự do - Hạnh phúc", bold=True, size=14, align=_CENTRE)
    _rule(right.add_paragraph(), 2.2)
    number, dated = table.rows[1].cells
    _fill(number, [f"Số: {data['number']}"], size=13, align=_CENTRE)
    _fill(dated, [f"{data['place']}, {_spoken_date(data['issued'])}"], italic=True, size=14, align=_CENTRE)


def _decision(document: DocumentType, plan: dict[str, Any]) -> None:
    data = plan["document"]
    _state_heading(document, data)
    _centred(document, "QUYẾT ĐỊNH", before=10)
    _centred(document, data["title"])
    _rule(document.add_paragraph(), 6)
    _centred(document, data["issuer"].replace("UBND", "ỦY BAN NHÂN DÂN").upper(), before=8)
    for basis in plan["legal_bases"]:
        _prose(document, basis, italic=True)
    _centred(document, "QUYẾT ĐỊNH:", before=8)
    for number, article in enumerate(plan["articles"], 1):
        paragraph = _prose(document, f"Điều {number}. ", bold=True)
        paragraph.paragraph_format.keep_with_next = False
        _write(paragraph, article)
    _signature(document, plan)


def _signature(document: DocumentType, plan: dict[str, Any]) -> None:
    document.add_paragraph()
    table = document.add_table(rows=1, cols=2)
    _set_widths(table, (9.5, 7.0))
    _whole(table.rows[0])
    receivers, signer = table.rows[0].cells
    _fill(receivers, ["Nơi nhận:"], bold=True, italic=True, size=12)
    for receiver in plan["distribution"]:
        _write(receivers.add_paragraph(), f"- {receiver}", size=11)
    title = plan["document"]["signer_title"]
    _fill(signer, ["TM. ỦY BAN NHÂN DÂN", title, "", "", ""], bold=True, align=_CENTRE)
    _write(signer.add_paragraph(), plan["document"]["signer"], bold=True, align=_CENTRE)


def _issued_with(document: DocumentType, data: dict[str, Any], what: str) -> None:
    issued = _spoken_date(data["issued"])
    _centred(document, f"({what} Quyết định số {data['number']} {issued} của {data['issuer']})", italic=True)


def _plan(document: DocumentType, plan: dict[str, Any]) -> None:
    data = plan["document"]
    document.add_page_break()
    _centred(document, "KẾ HOẠCH")
    subject = data["title"].removeprefix("Ban hành Kế hoạch ")
    _centred(document, subject[0].upper() + subject[1:])
    _issued_with(document, data, "Ban hành kèm theo")
    for chapter in plan["prose"]:
        _prose(document, chapter["heading"], bold=True)
        for part in chapter["parts"]:
            if "heading" in part:
                _prose(document, part["heading"], bold=True)
            for item in part["items"]:
                _prose(document, f"- {item}" if len(part["items"]) > 1 else item)
        if "closing" in chapter:
            _prose(document, chapter["closing"])


def _appendix(document: DocumentType, data: dict[str, Any], name: str, title: str) -> None:
    _centred(document, name)
    _centred(document, title)
    _issued_with(document, data, "Kèm theo")
    document.add_paragraph()


def _grid(document: DocumentType, columns: int, heading_rows: int) -> Table:
    table = document.add_table(rows=heading_rows, cols=columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for row in table.rows:
        repeated = OxmlElement("w:tblHeader")
        repeated.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(repeated)
    return table


def _task_headings(table: Table) -> None:
    for column, head in enumerate(_TASK_HEADS):
        if column in (2, 3):
            _fill(table.cell(1, column), [("Chủ trì", "Phối hợp")[column - 2]], 2, bold=True, align=_CENTRE)
        else:
            _fill(table.cell(0, column).merge(table.cell(1, column)), [head], 2, bold=True, align=_CENTRE)
    _fill(table.cell(0, 2).merge(table.cell(0, 3)), [_TASK_HEADS[2]], 2, bold=True, align=_CENTRE)


def _section_row(table: Table, section: dict[str, Any]) -> None:
    cells = table.add_row().cells
    _fill(cells[0], [section["section"][-1]], 1, bold=True, align=_CENTRE)
    _fill(cells[1].merge(cells[5]), [section["title"]], 1, bold=True)
    for cell in (cells[0], cells[1]):
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _task_rows(table: Table, number: int, task: dict[str, Any]) -> None:
    rows = [table.add_row() for _ in task["assignments"]]
    for row, assignment in zip(rows, task["assignments"], strict=True):
        _whole(row)
        cells = row.cells
        for column, name in ((2, "lead"), (3, "coordinate")):
            _fill(cells[column], _listed(assignment[name]), 1)
        _fill(cells[4], [assignment["product"]], 1)
        _fill(cells[5], [assignment["deadline"]], 1)
    first, last = rows[0].cells, rows[-1].cells
    _fill(first[0].merge(last[0]), [str(number)], 1, align=_CENTRE)
    _fill(first[1].merge(last[1]), [task["content"]], 1)


def _tasks(document: DocumentType, plan: dict[str, Any]) -> None:
    _page(document.add_section(WD_SECTION.NEW_PAGE), landscape=True)
    _appendix(document, plan["document"], "Phụ lục I", plan["tasks_title"])
    table = _grid(document, len(_TASK_WIDTHS), 2)
    _task_headings(table)
    number = 0
    for entry in plan["tasks"]:
        if "section" in entry:
            _section_row(table, entry)
        else:
            number += 1
            _task_rows(table, number, entry)
    _set_widths(table, _TASK_WIDTHS)


def _targets(document: DocumentType, plan: dict[str, Any]) -> None:
    _page(document.add_section(WD_SECTION.NEW_PAGE))
    _appendix(document, plan["document"], "Phụ lục II", plan["targets_title"])
    table = _grid(document, len(_TARGET_WIDTHS), 1)
    for cell, head in zip(table.rows[0].cells, _TARGET_HEADS, strict=True):
        _fill(cell, [head], 2, bold=True, align=_CENTRE)
    for number, target in enumerate(plan["targets"], 1):
        cells = table.add_row().cells
        for column, text in enumerate((str(number), target["name"], target["unit"], target["printed"])):
            _fill(cells[column], [text], 2, align=None if column == 1 else _CENTRE)
        _fill(cells[4], target["owner"], 2)
    _set_widths(table, _TARGET_WIDTHS)


def build(target: Path) -> None:
    """Writes the sample plan as a Word document."""
    plan = yaml.safe_load((Path(__file__).parent / "plan.yaml").read_text(encoding="utf-8"))
    document = Document()
    _font(document)
    _page(document.sections[0])
    _page_number(document.sections[0])
    _decision(document, plan)
    _plan(document, plan)
    _tasks(document, plan)
    _targets(document, plan)
    document.core_properties.title = plan["document"]["title"]
    document.core_properties.author = ""
    document.save(str(target))


if __name__ == "__main__":
    build(Path(sys.argv[1]))
