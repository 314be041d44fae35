"""Plans of other, invented offices in other fields: read as a person checked them, asked as their officers ask."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate import Grade, evaluate, load_questions
from knowledge.importing.plan_json import to_json
from knowledge.importing.read import read_plan
from knowledge.vietnamese.fold import fold
from tests.talking import exchange, open_plans

OFFICES = sorted(path for path in Path(__file__).parent.iterdir() if (path / "gold.json").is_file())
# The least share of right answers and the most of wrong ones; an office is asked once its floors are set.
FLOORS = {
    "dong-phong": (0.88, 0.06),
    "hai-son": (0.88, 0.06),
    "tan-lap": (0.78, 0.09),
    "vinh-thanh": (0.70, 0.15),
}


def gold_of(office: Path) -> dict[str, Any]:
    gold: dict[str, Any] = json.loads((office / "gold.json").read_text(encoding="utf-8"))
    return gold


def read(office: Path) -> dict[str, Any]:
    return to_json(read_plan(office / f"{office.name}.txt"))


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_tables_and_document_facts_are_read_exactly(office: Path) -> None:
    gold, got = gold_of(office), read(office)
    assert {name: got[name] for name in ("document", "tasks", "targets")} == {
        name: gold[name] for name in ("document", "tasks", "targets")
    }


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_every_figure_promised_inside_the_text_is_found_with_its_comparator(office: Path) -> None:
    got = {(line["comparator"], line["value"]) for line in read(office)["inline_targets"]}
    assert {(line["comparator"], line["value"]) for line in gold_of(office)["inline_targets"]} <= got


@pytest.mark.parametrize("office", OFFICES, ids=lambda office: office.name)
def test_every_duty_told_in_prose_is_found(office: Path) -> None:
    got = [fold(duty["content"]) for duty in read(office)["prose_duties"]]
    missing = [
        duty["content"]
        for duty in gold_of(office)["prose_duties"]
        if not any(fold(duty["content"])[:60] in content for content in got)
    ]
    assert not missing


@pytest.mark.parametrize(
    "office", [office for office in OFFICES if office.name in FLOORS], ids=lambda office: office.name
)
def test_officers_questions_are_answered_right_and_seldom_wrong(office: Path, tmp_path: Path) -> None:
    questions = load_questions(office / "questions.jsonl")
    with open_plans(tmp_path, read_plan(office / f"{office.name}.txt")) as assistant:
        judged = evaluate(questions, lambda messages: exchange(assistant, messages))
    grades = [one.grade for one in judged]
    missed = [f"{one.question.turns} {one.why}" for one in judged if one.grade is not Grade.RIGHT]
    right, wrong = FLOORS[office.name]
    assert grades.count(Grade.RIGHT) >= right * len(grades), missed
    assert grades.count(Grade.WRONG) <= wrong * len(grades), missed
