"""Search."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.passages import PassageKind
from index.questions import Synonyms, load_question_words
from index.retriever import Retriever
from tests.index.embedders import LetterEmbedder
from tests.index.samples import TEXTS, passages


@pytest.fixture
def retriever() -> Retriever:
    made = Retriever(LetterEmbedder())
    made.replace({1: passages(1)})
    return made


def _best(retriever: Retriever, query: str) -> str:
    return retriever.search(query)[0].passage.text


@pytest.mark.parametrize(
    ("query", "position"),
    [
        ("ai rà soát TTHC nội bộ?", 0),
        ("ra soat tthc noi bo thi ai lam", 0),
        ("soos hoas hồ sơ hạn ntn", 1),
        ("tập huaan kỹ năng số", 2),
        ("DVCTT niêm yết ở đâu", 3),
        ("QĐ 417 nói gì", 4),
        ("doithoai voi doanh nghiep", 5),
    ],
)
def test_a_question_finds_its_passage_however_it_is_typed(retriever: Retriever, query: str, position: int) -> None:
    assert _best(retriever, query) == TEXTS[position]


def test_a_whole_match_covers_all_of_the_question(retriever: Retriever) -> None:
    assert retriever.search("kỹ năng số")[0].coverage == pytest.approx(1.0)


def test_a_question_about_something_else_is_hardly_covered(retriever: Retriever) -> None:
    hits = retriever.search("giá vé xem bóng chuyền")
    assert all(hit.coverage < 0.5 for hit in hits)


def test_only_the_plans_asked_for_are_searched(retriever: Retriever) -> None:
    retriever.replace({2: passages(2)})
    assert {hit.passage.plan_id for hit in retriever.search("rà soát thủ tục", plans=[2])} == {2}


def test_only_the_kinds_asked_for_are_searched(retriever: Retriever) -> None:
    retriever.replace({2: passages(2, kind=PassageKind.PROSE)})
    kinds = {hit.passage.kind for hit in retriever.search("rà soát thủ tục", kinds={PassageKind.PROSE})}
    assert kinds == {PassageKind.PROSE}


def test_no_more_is_found_than_the_limit(retriever: Retriever) -> None:
    assert len(retriever.search("hồ sơ thủ tục công khai", limit=2)) == 2


def test_hits_come_best_first(retriever: Retriever) -> None:
    scores = [hit.score for hit in retriever.search("công khai thủ tục")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("query", ["", "   ", "???", "%"])
def test_a_question_without_words_finds_nothing(retriever: Retriever, query: str) -> None:
    assert retriever.search(query) == ()


def test_an_empty_retriever_finds_nothing() -> None:
    assert Retriever(LetterEmbedder()).search("rà soát") == ()


def test_no_plans_to_search_find_nothing(retriever: Retriever) -> None:
    assert retriever.search("rà soát", plans=[]) == ()


def test_a_replaced_plan_is_found_by_its_new_text_only(retriever: Retriever) -> None:
    retriever.replace({1: passages(1, ("Trồng cây xanh ven đường",))})
    assert [hit.passage.text for hit in retriever.search("cây xanh")] == ["Trồng cây xanh ven đường"]
    assert len(retriever) == 1


def test_a_plan_that_is_gone_is_no_longer_found(retriever: Retriever) -> None:
    retriever.replace({2: passages(2, ("Trồng cây xanh",))}, gone=[1])
    assert retriever.plans == {2}
    assert {hit.passage.plan_id for hit in retriever.search("rà soát thủ tục")} <= {2}


def test_only_texts_that_are_new_are_embedded() -> None:
    embedder = LetterEmbedder()
    made = Retriever(embedder)
    made.replace({1: passages(1)})
    made.replace({1: passages(1, (*TEXTS, "Trồng cây xanh"))})
    assert embedder.passages_encoded == len(TEXTS) + 1


def test_the_weight_of_meaning_is_that_of_the_encoder() -> None:
    made = Retriever(LetterEmbedder(fusion_weight=0))
    made.replace({1: passages(1)})
    assert made.search("rà soát thủ tục")[0].score == pytest.approx(1.0)


def test_slips_are_repaired_to_the_words_of_the_plans(retriever: Retriever) -> None:
    assert retriever.speller.repair(["saot"]) == ("soat",)


def test_searches_may_run_while_plans_are_replaced(retriever: Retriever) -> None:
    def search(_: int) -> bool:
        return all(hit.passage.text in TEXTS for hit in retriever.search("số hóa hồ sơ thủ tục"))

    with ThreadPoolExecutor(4) as pool:
        found = pool.map(search, range(60))
        for plan in range(2, 12):
            retriever.replace({plan: passages(plan)}, gone=[plan - 1])
        assert all(found)


def test_other_words_of_asking_are_taken_without_indexing_again(retriever: Retriever) -> None:
    synonyms: Synonyms = {("gõ", "kẻng"): ("đối thoại với doanh nghiệp",)}
    reworded = retriever.reworded(load_question_words(), frozenset({"go", "keng"}), synonyms, frozenset())
    assert _best(reworded, "gõ kẻng") == TEXTS[5]
    assert reworded.search("gõ kẻng")[0].coverage > retriever.search("gõ kẻng")[0].coverage


def test_plans_taken_in_later_are_found_in_the_other_words_as_well(retriever: Retriever) -> None:
    reworded = retriever.reworded(load_question_words(), frozenset(), {}, frozenset())
    for found in (retriever, reworded):
        found.replace({2: passages(2)})
        assert {hit.passage.plan_id for hit in found.search("rà soát thủ tục")} == {1, 2}
