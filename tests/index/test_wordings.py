"""Everyday wording of what offices write."""

import tomllib
from pathlib import Path

from index.questions import load_synonyms
from index.training import wordings
from index.training.evaluate import unseen
from index.training.wordings import Speaker, load_tasks, load_wordings, spelt
from knowledge.vietnamese.fold import fold

LINE = "Sở Y tế tổ chức niêm yết công khai giá dịch vụ khám bệnh, chữa bệnh tại các bệnh viện"
POSTED = tuple(spelt("niêm yết công khai"))


def test_office_wording_is_said_as_people_say_it() -> None:
    said = Speaker(load_wordings(), 1).say(LINE, POSTED)
    assert "niem yet" not in fold(said)
    assert any(way in said for way in load_wordings()[POSTED])


def test_the_longest_wording_at_a_place_is_meant() -> None:
    assert POSTED in [phrase for _, phrase in Speaker(load_wordings(), 1).find(spelt(LINE))]


def test_one_seed_always_says_the_same() -> None:
    one, two = ([Speaker(load_wordings(), 7).say(LINE, POSTED) for _ in range(20)] for _ in "ab")
    assert one == two


def test_a_text_without_office_wording_is_not_said() -> None:
    assert Speaker(load_wordings(), 1).say_all("xin chào") == ""


def test_lines_are_chosen_by_the_wording_they_hold() -> None:
    assert (1, POSTED) in Speaker(load_wordings(), 1).chosen(["xin chào", LINE])


def test_no_way_to_say_a_wording_is_the_wording_itself() -> None:
    same = [written for written, ways in load_wordings().items() if tuple(written) in map(tuple, map(spelt, ways))]
    assert same == []


def test_a_synonym_stands_in_one_table_only() -> None:
    table = tomllib.loads(Path(wordings.__file__).with_name("colloquial.toml").read_text("utf-8"))
    pairs = {
        (way, tuple(spelt(written))) for group in table.values() for written, ways in group.items() for way in ways
    }
    synonyms = {(" ".join(way), tuple(spelt(text))) for way, texts in load_synonyms().items() for text in texts}
    assert pairs & synonyms == set()


def test_the_table_covers_much_of_what_offices_do() -> None:
    assert len(load_wordings()) > 500


def test_rows_that_measure_are_never_learnt_from() -> None:
    trial = unseen()
    questions, rows = (set(map(fold, side)) for side in zip(*load_tasks(), strict=True))
    assert questions & set(map(fold, trial.questions)) == rows & set(map(fold, trial.passages)) == set()
