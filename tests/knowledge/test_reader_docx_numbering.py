"""Automatic numbers of Word are counted as Word counts them."""

from pathlib import Path

import pytest

from knowledge.importing.read import understand
from knowledge.importing.readers.word.docx import read_docx
from knowledge.importing.readers.word.numbering import formatted
from knowledge.importing.source import Paragraph
from tests.knowledge.office_files import ROW, cell, item, level, lists, paragraph, row, task_table, write_word

_RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
_TWO = (level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2."))


def _labels(tmp_path: Path, numbering: str, *items: str, styles: str = "") -> list[str]:
    path = write_word(tmp_path / "a.docx", *items, numbering=numbering, styles=styles)
    texts = [block.text for block in read_docx(path).blocks if isinstance(block, Paragraph)]
    return [text.partition(" x")[0] for text in texts]


def test_levels_count_inside_one_another(tmp_path: Path) -> None:
    items = [item("x", depth) for depth in (0, 1, 1, 0, 1)]
    assert _labels(tmp_path, lists(*_TWO), *items) == ["I.", "I.1.", "I.2.", "II.", "II.1."]


def test_legal_numbering_writes_every_level_in_digits(tmp_path: Path) -> None:
    legal = (_TWO[0], level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert _labels(tmp_path, lists(*legal), item("x"), item("x", 1)) == ["I.", "1.1"]


def test_a_level_may_count_on_under_the_next_heading(tmp_path: Path) -> None:
    on = (_TWO[0], level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))
    assert _labels(tmp_path, lists(*on), *[item("x", d) for d in (0, 1, 0, 1)]) == ["I.", "1.", "II.", "2."]


def test_lists_of_one_definition_count_on(tmp_path: Path) -> None:
    numbering = lists(level(0, "decimal", "%1."), numbers={1: "", 2: ""})
    assert _labels(tmp_path, numbering, item("x"), item("x", number=2)) == ["1.", "2."]


def test_a_list_that_starts_anew_counts_from_its_start(tmp_path: Path) -> None:
    numbering = lists(level(0, "decimal", "%1."), numbers={1: "", 2: _RESTART})
    assert _labels(tmp_path, numbering, item("x"), item("x"), item("x", number=2), item("x", number=2)) == [
        "1.", "2.", "1.", "2.",
    ]  # fmt: skip


def test_a_style_brings_its_list_and_level(tmp_path: Path) -> None:
    levels = (_TWO[0], level(1, "decimal", "%2.", '<w:pStyle w:val="Muc"/>'))
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="MucCon"><w:basedOn w:val="Muc"/></w:style>'
    )
    items = [paragraph("x", f'<w:pStyle w:val="{style}"/>') for style in ("Muc", "MucCon")]
    assert _labels(tmp_path, lists(*levels), *items, styles=styles) == ["1.", "2."]


def test_a_paragraph_may_leave_the_list_of_its_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Muc"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    left = paragraph("x", '<w:pStyle w:val="Muc"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert _labels(tmp_path, lists(*_TWO), left, styles=styles) == ["x"]


def test_a_definition_may_be_that_of_a_list_style(tmp_path: Path) -> None:
    linked = (
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="DS"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="6"><w:styleLink w:val="DS"/>{level(0, "lowerLetter", "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>'
    )
    assert _labels(tmp_path, linked, item("x"), item("x")) == ["a)", "b)"]


def test_a_deleted_item_is_not_counted(tmp_path: Path) -> None:
    numbers = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    gone = paragraph('<w:del w:id="2"><w:r><w:delText>bỏ</w:delText></w:r></w:del>', numbers)
    assert _labels(tmp_path, lists(_TWO[0]), item("x"), gone, item("x")) == ["I.", "II."]


def test_a_bullet_is_a_dash(tmp_path: Path) -> None:
    assert _labels(tmp_path, lists(level(0, "bullet", "\uf0b7")), item("x")) == ["-"]


def test_rows_may_be_numbered_by_themselves(tmp_path: Path) -> None:
    rows = [row(cell(item("")), *ROW[1:]) for _ in range(3)]
    path = write_word(tmp_path / "a.docx", task_table(*rows), numbering=lists(level(0, "decimal", "%1")))
    assert [task.number for task in understand(path).tasks] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("count", "style", "text"),
    [
        (4, "upperRoman", "IV"), (9, "lowerRoman", "ix"), (27, "upperLetter", "AA"), (2, "lowerLetter", "b"),
        (3, "decimalZero", "03"), (3, "none", ""), (0, "upperRoman", "0"),
    ],
)  # fmt: skip
def test_counts_are_written_in_the_style_of_their_level(count: int, style: str, text: str) -> None:
    assert formatted(count, style) == text
