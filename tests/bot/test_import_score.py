"""Extractions held against gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.import_score import made_documents, offices, pairs, score, score_pairs

ASSIGNMENT = {
    "lead": ["Sở Y tế"],
    "coordinate": [],
    "product": "Báo cáo kết quả",
    "deadline_text": "Quý I/2026",
    "deadlines": [{"kind": "period", "start": "2026-01-01", "due": "2026-03-31"}],
}


def plan(**changes: Any) -> dict[str, Any]:
    task = {"number": "1", "section": ["I"], "content": "Tiêm chủng mở rộng cho trẻ em", "assignments": [ASSIGNMENT]}
    facts = {
        "number": "12/KH-UBND",
        "title": "Kế hoạch y tế năm 2026",
        "issued": None,
        "plan_year": 2026,
        "signer": None,
    }
    return {"document": facts, "tasks": [task], "targets": [], "inline_targets": [], "prose_duties": [], **changes}


def task(**changes: Any) -> dict[str, Any]:
    return {**plan()["tasks"][0], **changes}


def test_an_extraction_equal_to_gold_has_every_rate_at_one() -> None:
    assert set(score(plan(), plan()).rates().values()) == {1.0}


def test_a_task_that_is_not_there_lowers_recall_alone() -> None:
    rates = score(plan(tasks=[task(), task(number="2", content="Khám sức khỏe người cao tuổi")]), plan()).rates()
    assert (rates["task_recall"], rates["task_precision"]) == (0.5, 1.0)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lead", ["Sở Nội vụ"]),
        ("coordinate", ["Sở Nội vụ"]),
        ("product", "Quyết định"),
        ("deadlines", [{"kind": "continuous"}]),
    ],
)
def test_a_wrong_field_of_an_assignment_lowers_its_own_rate(name: str, value: object) -> None:
    got = plan(tasks=[task(assignments=[{**ASSIGNMENT, name: value}])])
    wrong = {kind for kind, rate in score(plan(), got).rates().items() if rate < 1}
    assert wrong == {name}


def test_what_differs_is_told_with_its_place() -> None:
    got = plan(tasks=[task(number="7")])
    assert score(plan(), got, "a.txt").differences == ["number a.txt I/1 Tiêm chủng mở rộng cho trẻ em: '1' ≠ '7'"]


def test_two_spellings_of_a_committee_are_the_same_unit() -> None:
    gold = plan(tasks=[task(assignments=[{**ASSIGNMENT, "lead": ["UBND tỉnh"]}])])
    got = plan(tasks=[task(assignments=[{**ASSIGNMENT, "lead": ["Ủy ban nhân dân tỉnh"]}])])
    assert score(gold, got).rates()["lead"] == 1


def test_a_figure_with_another_comparator_is_not_the_one_promised() -> None:
    figure = {"text": "Tối thiểu 80% hồ sơ", "metric": "tỷ lệ hồ sơ", "comparator": ">=", "value": 80, "unit": "%"}
    rates = score(plan(inline_targets=[figure]), plan(inline_targets=[{**figure, "comparator": ">"}])).rates()
    assert (rates["inline_recall"], rates["inline_precision"]) == (0, 0)


def test_a_document_that_cannot_be_read_has_nothing_right(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "a.json").write_text(json.dumps(plan()), encoding="utf-8")
    found = [pair for pair in pairs(tmp_path, tmp_path) if pair.document.suffix == ".docx"]
    assert score_pairs(found).rates()["task_recall"] == 0


def test_the_invented_offices_are_read_as_their_gold_says() -> None:
    assert min(score_pairs(offices()).rates().values()) >= 0.97


def test_made_documents_are_written_with_their_gold(tmp_path: Path) -> None:
    names = [(pair.document.name, pair.gold.name) for pair in made_documents(tmp_path, "txt", 3, 4)]
    assert names == [("txt-0003.txt", "txt-0003.json"), ("txt-0004.txt", "txt-0004.json")]
