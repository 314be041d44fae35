"""Lexical scores."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.keywords import KeywordIndex, build_keywords, columns, postings
from index.lexicon import Lexicon
from index.terms import is_code, text_terms
from knowledge.vietnamese.fold import fold
from tests.index.samples import TEXTS


def _index(*plans: tuple[str, ...]) -> KeywordIndex:
    lexicon = Lexicon()
    return build_keywords([postings(texts, lexicon) for texts in plans], lexicon)


def _query(text: str) -> dict[str, float]:
    return dict.fromkeys(text_terms(text), 1.0)


@pytest.mark.parametrize("position", range(len(TEXTS)))
def test_a_text_is_the_best_answer_to_itself_without_accents(position: int) -> None:
    scores = _index(TEXTS).score(_query(fold(TEXTS[position])))
    assert int(np.argmax(scores.bm25)) == position
    assert scores.coverage[position] == pytest.approx(1.0)


def test_a_rare_word_counts_more_than_a_common_one() -> None:
    index = _index(("báo cáo quý", "báo cáo năm", "báo cáo kiosk"))
    scores = index.score({"bao": 1.0, "kiosk": 1.0})
    assert int(np.argmax(scores.bm25)) == 2


def test_words_next_to_each_other_count_more_than_apart() -> None:
    index = _index(("thủ tục của công dân", "dân công làm thủ tục"))
    scores = index.score(_query("công dân"))
    assert scores.bm25[0] > scores.bm25[1]


def test_coverage_falls_with_each_word_that_no_text_holds() -> None:
    index = _index(TEXTS)
    whole, part = (index.score(_query(text)).coverage[5] for text in ("chính sách thuế", "chính sách thuế voi"))
    assert 0 < part < whole == pytest.approx(1.0)


def test_a_document_is_found_by_its_whole_code_and_by_its_number() -> None:
    index = _index(TEXTS)
    assert [int(np.argmax(index.score(_query(text)).bm25)) for text in ("417/QĐ-UBND", "417")] == [4, 4]


def test_an_empty_index_has_no_scores() -> None:
    assert _index().score(_query("gì cũng được")).bm25.shape == (0,)


def test_an_empty_query_scores_nothing() -> None:
    assert not _index(TEXTS).score({}).bm25.any()


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from(TEXTS), max_size=4).map(tuple), max_size=4))
def test_plans_joined_score_as_one_plan_of_all_texts(plans: list[tuple[str, ...]]) -> None:
    apart, together = _index(*plans), _index(tuple(text for plan in plans for text in plan))
    query = _query("rà soát thủ tục kỹ năng số")
    assert apart.score(query).bm25 == pytest.approx(together.score(query).bm25)


PLANS = st.lists(st.lists(st.sampled_from(TEXTS), max_size=4).map(tuple), max_size=5)
WORDS = sorted({*text_terms(" ".join(TEXTS)), "kiosk"})


def _brute_force(plans: list[tuple[str, ...]], chosen: list[int], query: dict[str, float]) -> list[float]:
    """BM25 text by text, as the books have it."""
    texts = [[text_terms(text) for text in plan] for plan in plans]
    every = [found for plan in texts for found in plan]
    mean = max(sum(map(len, every)) / max(len(every), 1), 1.0)

    def gained(found: list[str], term: str) -> float:
        spread, count = sum(term in other for other in every), found.count(term)
        rarity = math.log(1 + (len(every) - spread + 0.5) / (spread + 0.5))
        weight = 0.6 if " " in term else 2.0 if is_code(term) else 1.0
        norm = 1.2 * (0.25 + 0.75 * len(found) / mean)
        return rarity * weight * query[term] * count * 2.2 / (count + norm)

    return [sum(gained(found, term) for term in query) for place in chosen for found in texts[place]]


@settings(max_examples=60)
@given(PLANS, st.sets(st.integers(0, 4)), st.dictionaries(st.sampled_from(WORDS), st.sampled_from([0.5, 1.0])))
def test_some_plans_are_scored_as_by_brute_force(
    plans: list[tuple[str, ...]], chosen: set[int], query: dict[str, float]
) -> None:
    places = sorted(place for place in chosen if place < len(plans))
    scores = _index(*plans).score(query, np.array(places, np.int64))
    assert scores.bm25.tolist() == pytest.approx(_brute_force(plans, places, query), abs=1e-4)


@settings(max_examples=40)
@given(PLANS)
def test_the_postings_of_each_plan_come_back_as_they_were_joined(plans: list[tuple[str, ...]]) -> None:
    lexicon = Lexicon()
    parts = [postings(texts, lexicon) for texts in plans]
    joined = build_keywords(parts, lexicon)
    for place, part in enumerate(parts):
        assert all(np.array_equal(*pair) for pair in zip(columns(part), columns(joined.part(place)), strict=True))


def test_pairs_of_plans_that_are_gone_are_unknown() -> None:
    lexicon = Lexicon()
    postings(("kiosk tự động",), lexicon)
    pairs = build_keywords([postings(("thủ tục",), lexicon)], lexicon).pairs
    assert ("tu dong" in pairs, "thu tuc" in pairs, set(pairs), {"thu tuc", "a b"} - pairs) == (
        False, True, {"thu tuc"}, {"a b"},
    )  # fmt: skip


def test_terms_known_only_to_a_later_snapshot_are_unknown_to_an_earlier_one() -> None:
    lexicon = Lexicon()
    earlier = build_keywords([postings(TEXTS, lexicon)], lexicon)
    postings(("kiosk tự động",), lexicon)
    assert not earlier.score({"kiosk": 1.0}).bm25.any()


def test_figures_and_codes_that_no_text_holds_take_nothing_from_coverage() -> None:
    index = _index(TEXTS)
    assert index.score(_query("chính sách thuế")).coverage[5] == pytest.approx(1.0)
    assert index.score({**_query("chính sách thuế"), "58/bc-ubnd": 1.0, "72": 1.0}).coverage[5] == pytest.approx(1.0)


def test_a_number_that_is_named_counts_more_than_a_word() -> None:
    index = _index(("theo nghị quyết 131", "theo nghị quyết chung", "theo kế hoạch chung"))
    scores = index.score({"131": 1.0, "chung": 1.0, "quyet": 1.0})
    assert int(np.argmax(scores.bm25)) == 0
