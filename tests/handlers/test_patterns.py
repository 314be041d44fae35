"""Phrases written as patterns and found among words."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.understanding.patterns import Cue, PhraseTable, expand

WORDS = st.lists(st.sampled_from(["ai", "chu", "tri", "han", "nao", "don", "vi", "x"]), max_size=12)
PARTS = st.sampled_from(["ai", "(chu tri|han)", "[nao]", "[don vi|x x]", "(ai|ai ai)", "[tri]", "vi x"])
PATTERNS = st.lists(st.lists(PARTS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)
TABLE = PhraseTable({"who": ["(ai|đơn vị nào)"], "lead": ["ai chủ trì"], "due": ["[thời] hạn"]})


def test_a_choice_stands_for_each_of_its_words_and_an_option_for_itself_or_nothing() -> None:
    assert set(expand("(ai|bên nào) [là] chủ trì")) == {
        ("ai", "là", "chủ", "trì"),
        ("ai", "chủ", "trì"),
        ("bên", "nào", "là", "chủ", "trì"),
        ("bên", "nào", "chủ", "trì"),
    }


@given(PATTERNS, WORDS)
def test_what_is_found_is_the_longest_of_all_that_the_patterns_stand_for(patterns: list[str], words: list[str]) -> None:
    phrases = {phrase for pattern in patterns for phrase in expand(pattern) if phrase}
    expected, start = [], 0
    while start < len(words):
        fitting = [start + len(phrase) for phrase in phrases if tuple(words[start : start + len(phrase)]) == phrase]
        expected += [(start, max(fitting))] if fitting else []
        start = max(fitting, default=start + 1)
    assert [(cue.start, cue.end) for cue in PhraseTable({"told": patterns}).scan(words, words)] == expected


def test_the_longest_phrase_at_a_place_wins() -> None:
    assert list(TABLE.scan(["ai", "chu", "tri"], ["ai", "chu", "tri"])) == [Cue("lead", 0, 3)]


def test_the_vocabulary_holds_every_word_of_every_phrase() -> None:
    assert TABLE.vocabulary == {"ai", "don", "vi", "nao", "chu", "tri", "thoi", "han"}


@given(WORDS)
def test_cues_never_overlap_and_stand_in_order(words: list[str]) -> None:
    places = [place for cue in TABLE.scan(words, words) for place in range(cue.start, cue.end)]
    assert places == sorted(set(places))


def test_accents_that_were_typed_must_agree_with_a_phrase() -> None:
    table = PhraseTable({"yes": ["đúng"], "goal": ["mục đích"]})
    assert not list(table.scan(["dung"], ["đứng"]))
    assert not list(table.scan(["muc", "dich"], ["mục", "dịch"]))
    assert [cue.meaning for cue in table.scan(["dung"], ["dung"])] == ["yes"]


def test_a_wrong_tone_inside_a_phrase_of_several_words_is_forgiven() -> None:
    assert [cue.meaning for cue in TABLE.scan(["don", "vi", "nao"], ["đơn", "vì", "nào"])] == ["who"]
