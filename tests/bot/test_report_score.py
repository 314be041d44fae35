"""The scoring of reports, part by part."""

from typing import Any

from bot.evaluate import Question, judge
from bot.report_score import SUBJECT, score_parts

TASK = {"plan": "kh.txt", "section": ["A"], "number": "3"}
OTHER = {"plan": "kh.txt", "section": ["A"], "number": "4"}


def judged(expect: dict[str, Any], facts: dict[str, Any]) -> Any:
    question = Question("q1", "2026-04-15", {"id": "q1"}, ("nói",), {"intent": "report", **expect})
    return judge(question, {"text": "", "facts": {"intent": "report", **facts}})


def test_each_part_that_is_expected_is_counted_on_its_own() -> None:
    one = judged({"tasks": [TASK], "status": "done", "note": ["kinh phí"]}, {"tasks": [TASK], "status": "blocked"})
    counts = score_parts([one])
    assert (counts[SUBJECT], counts["status"], counts["note"]) == ({True: 1}, {False: 1}, {False: 1})


def test_a_day_or_a_document_that_nobody_told_counts_against_what_was_understood() -> None:
    counts = score_parts([judged({"tasks": [TASK]}, {"tasks": [TASK], "completed_on": "2026-04-14", "evidence": []})])
    assert (counts["completed_on"], counts["evidence"]) == ({False: 1}, {True: 1})


def test_of_several_reports_in_one_message_each_is_counted() -> None:
    expect = {"each": [{"tasks": [TASK], "status": "done"}, {"tasks": [OTHER], "percent": 50}]}
    both = {"each": [{"tasks": [TASK], "status": "done"}, {"tasks": [OTHER], "percent": 40}]}
    one = judged(expect, both)
    counts = score_parts([one])
    assert (counts[SUBJECT], counts["status"], counts["percent"]) == ({True: 2}, {True: 1}, {True: 1, False: 1})
    assert one.why == "percent 40"


def test_a_report_of_several_that_was_not_understood_is_wrong() -> None:
    one = judged({"each": [{"tasks": [TASK]}, {"tasks": [OTHER]}]}, {"tasks": [TASK], "status": "done"})
    assert one.why
