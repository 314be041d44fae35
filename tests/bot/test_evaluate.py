"""The scoring of question sets."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.errors import UnreadableQuestionsError
from bot.evaluate import Grade, Question, evaluate, judge, load_questions, tally
from tests.bot.plan_files import FILE, plan_json
from tests.conftest import Program

TASK = {"plan": "kh.txt", "section": ["A", "I"], "number": "3"}
OTHER = {"plan": "kh.txt", "section": ["A", "II"], "number": "4"}


def question(intent: str, *turns: str, **expect: Any) -> Question:
    return Question("q1", "2025-04-15", {"id": "q1"}, turns or ("hỏi",), {"intent": intent, **expect})


def reply(intent: str, text: str = "", **facts: Any) -> dict[str, Any]:
    return {"text": text, "facts": {"intent": intent, **facts}}


@pytest.mark.parametrize(
    ("asked", "answered", "grade"),
    [
        (question("lead", tasks=[TASK], must=["Sở A"]), reply("lead", "so a", tasks=[TASK]), Grade.RIGHT),
        (question("lead", tasks=[TASK], must=["Sở A"]), reply("task", "Sở A chủ trì", tasks=[TASK]), Grade.RIGHT),
        (question("lead", tasks=[TASK], must=["Sở A"]), reply("lead", "Sở B", tasks=[TASK]), Grade.WRONG),
        (question("lead", tasks=[TASK]), reply("lead", tasks=[OTHER, TASK]), Grade.WRONG),
        (question("lead", tasks=[TASK]), reply("clarify", tasks=[TASK, OTHER]), Grade.UNSURE),
        (question("lead", tasks=[TASK]), reply("none"), Grade.UNSURE),
        (question("none"), reply("none"), Grade.RIGHT),
        (question("none"), reply("lead", tasks=[TASK]), Grade.WRONG),
        (question("tasks", tasks=[TASK, OTHER]), reply("tasks", tasks=[OTHER, TASK]), Grade.RIGHT),
        (question("tasks", tasks=[TASK, OTHER]), reply("tasks", tasks=[TASK]), Grade.WRONG),
        (question("overdue", tasks=[]), reply("overdue", tasks=[TASK]), Grade.WRONG),
        (question("clarify", tasks=[TASK, OTHER]), reply("clarify", tasks=[TASK, OTHER]), Grade.RIGHT),
        (question("clarify", tasks=[TASK, OTHER]), reply("clarify", tasks=[TASK]), Grade.WRONG),
        (question("count", count=7), reply("count", count=7), Grade.RIGHT),
        (question("count", count=7), reply("count", count=4), Grade.WRONG),
        (
            question("target", targets=[{"plan": "kh.txt", "number": "1", "comparator": ">=", "value": 50}]),
            reply("target", targets=[{"plan": "kh.txt", "number": "1", "comparator": "=", "value": 50}]),
            Grade.WRONG,
        ),
        (
            question("report", status="done", evidence=["58/QĐ-UBND"], measure={"value": 72.5, "unit": "%"}),
            reply("report", status="done", evidence=["58/QĐ-UBND"], measure={"value": 72.5, "unit": "%"}),
            Grade.RIGHT,
        ),
        (question("report", status="done"), reply("report", status="in_progress"), Grade.WRONG),
    ],
)
def test_a_reply_is_right_wrong_or_unsure(asked: Question, answered: dict[str, Any], grade: Grade) -> None:
    assert judge(asked, answered).grade is grade


def test_only_the_reply_to_the_last_turn_is_judged() -> None:
    replies = [reply("clarify"), reply("count", count=1)]
    [judged] = evaluate([question("count", "một", "hai", count=1)], lambda messages: replies[: len(messages)])
    assert judged.grade is Grade.RIGHT


def test_grades_are_counted_by_intent() -> None:
    judged = [judge(question("none"), reply("none")), judge(question("none"), reply("lead"))]
    assert tally(judged)["none"] == {Grade.RIGHT: 1, Grade.WRONG: 1}


def test_a_line_that_is_no_question_is_told_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('\n{"id": "1"}\n', encoding="utf-8")
    with pytest.raises(UnreadableQuestionsError) as caught:
        load_questions(file)
    assert caught.value.line == 2


def test_the_program_is_scored_through_its_pipe(dondoc: Program, tmp_path: Path) -> None:
    asked = {
        "id": "1",
        "at": "2025-04-15",
        "from": {"role": "officer", "unit": "Phòng Văn hoá"},
        "turns": ["ai chủ trì trồng bàng hai bên đường liên thôn"],
        "expect": {
            "intent": "lead",
            "tasks": [{"plan": FILE, "section": ["I"], "number": "1"}],
            "must": ["Phòng Văn hoá"],
        },
    }
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    done = dondoc("eval", "-v", "--plan", plan_json(tmp_path), "--questions", questions)
    assert (done.returncode, done.stdout.splitlines()[-1].split()) == (0, ["tổng", "1", "0", "0"])
