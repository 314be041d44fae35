"""The measure of words, meaning and both on plans."""

from pathlib import Path

from index.embedder import BuiltinEmbedder
from index.training.ablation import asked_of_tasks, ranks, stored, ways

OFFICE = Path(__file__).parents[1] / "offices" / "hai-son"
QUESTIONS = asked_of_tasks(OFFICE / "questions.jsonl")


def test_only_questions_of_one_turn_on_single_tasks_are_measured() -> None:
    assert len(QUESTIONS) == 44
    assert all(question.right and question.text for question in QUESTIONS)


def test_most_tasks_are_found_by_words_by_meaning_and_by_both() -> None:
    with stored([OFFICE / "hai-son.txt"]) as store:
        for way, embedder in list(ways(BuiltinEmbedder()).items())[:3]:
            places = ranks(store, embedder, QUESTIONS)
            assert sum(place < 5 for place in places) > 0.8 * len(places), way
