"""Report messages in all styles, over the sample plan and the plans of the invented offices."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.evaluate import Judged, evaluate, load_questions
from bot.report_score import PARTS, score_parts
from knowledge.importing.draft import PlanDraft
from knowledge.importing.read import read_plan
from knowledge.samples import load_sample
from tests.talking import exchange, open_plans

OFFICES = Path(__file__).parents[1] / "offices"
FILES = (Path(__file__).with_name("reports.jsonl"), *sorted(OFFICES.glob("*/reports.jsonl")))
# The least share of each part that is understood: of the messages tuned on, and of those by a stranger to the program
# that were held back, as it was measured when they came.
TUNED = dict.fromkeys(PARTS, 0.96)
HELD = {**TUNED, "subject": 0.87, "status": 0.85, "completed_on": 0.93, "measure": 0.79, "note": 0.85}
FLOORS = {False: TUNED, True: HELD}


def plan_of(file: Path) -> PlanDraft:
    office = file.parent
    return read_plan(office / f"{office.name}.txt") if office.parent == OFFICES else load_sample(2026)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Judged, ...]:
    return tuple(one for file in FILES for one in _judged(file, tmp_path_factory.mktemp("home")))


def _judged(file: Path, home: Path) -> Iterator[Judged]:
    with open_plans(home, plan_of(file)) as assistant:
        yield from evaluate(load_questions(file), lambda messages: exchange(assistant, messages))


def test_there_are_report_messages_enough_in_every_style(judged: tuple[Judged, ...]) -> None:
    styles = {json.loads(line)["style"] for file in FILES for line in file.read_text("utf-8").splitlines()}
    assert (len(judged) >= 330, styles >= {"formal", "chat", "abbrev", "typo", "noaccent", "dictated"}) == (True, True)


@pytest.mark.parametrize("held", [False, True], ids=["tuned", "held"])
@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_a_report_is_understood(judged: tuple[Judged, ...], part: str, held: bool) -> None:
    half = [one for one in judged if one.question.held is held]
    counts = score_parts(half)[part]
    missed = [f"{one.question.turns} {one.why}" for one in half if one.why and not held]
    assert counts[True] >= FLOORS[held][part] * counts.total(), missed


def test_nothing_is_recorded_by_being_said(judged: tuple[Judged, ...]) -> None:
    assert not any((one.reply.get("facts") or {}).get("reports") for one in judged)
