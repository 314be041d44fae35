"""How the built-in encoder is made."""

import hashlib
import json
import lzma
import random
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from index.embedder import BuiltinEmbedder
from index.training.corpus import neighbours, read_pairs, read_text, syllables
from index.training.evaluate import cosines, held_out, lexical_scores, recall, report, unseen
from index.training.noise import Noise
from index.training.rows import Rows
from index.training.train import Example, Matcher, Recipe, save, train, twins
from index.training.vocabulary import make_tokenizer
from knowledge.vietnamese.abbreviations import packaged_abbreviations
from tests.index.samples import TEXTS

RECIPE = Recipe(dimensions=8, epochs=1, neighbours=200, sayings=1, told=1)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shuffled = random.Random(3)
    lines = [" ".join(shuffled.sample(" ".join(TEXTS).split(), 14)) for _ in range(500)]
    path = tmp_path_factory.mktemp("corpus") / "text.txt.xz"
    path.write_bytes(lzma.compress("\n".join([*lines, *TEXTS * 80]).encode()))
    return path


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = [
        {
            "q": f"{TEXTS[row % 6]} {row}",
            "a": f"Điều {row}. {TEXTS[row % 6]}",
            "src": source,
            "kind": "qa",
            "lic": licence,
        }
        for row in range(900)
        for source, licence in [("a law", "public-domain"), ("a site", "none-stated")]
    ]
    path = tmp_path_factory.mktemp("corpus") / "pairs.jsonl.xz"
    path.write_bytes(lzma.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


@pytest.fixture(scope="module")
def tokenizer(text: Path) -> Path:
    path = text.with_name("tokenizer.json")
    make_tokenizer(read_text(text)).save(str(path))
    return path


def test_only_rows_of_a_free_licence_are_learnt_from(pairs: Path) -> None:
    assert {(pair.source, pair.free) for pair in read_pairs(pairs)} == {("a law", True), ("a site", False)}


def test_only_rows_of_other_licences_are_held_out(pairs: Path) -> None:
    assert [trial.source for trial in held_out(list(read_pairs(pairs)), 50, 1)] == ["a site"]


def test_the_tokenizer_folds_accents_and_joins_firm_pairs(text: Path) -> None:
    tokenizer = make_tokenizer(read_text(text))
    accented, bare = tokenizer.encode("Trực tuyến ĐÚNG"), tokenizer.encode("truc tuyen dung")
    assert accented.ids == bare.ids


def test_an_unknown_word_is_not_read_as_the_beginning_of_a_known_one(text: Path) -> None:
    assert set(make_tokenizer(read_text(text)).encode("sox").ids) == {0}


def test_a_saying_of_two_syllables_is_one_token_though_the_text_does_not_know_it(text: Path) -> None:
    lines = list(read_text(text))
    assert len(make_tokenizer(lines, ["dán bảng"]).encode("dan bang").ids) == 1
    assert make_tokenizer(lines).encode("dan bang").ids == [0]


def test_training_twice_gives_the_same_file(pairs: Path, text: Path, tokenizer: Path, tmp_path: Path) -> None:
    digests = set()
    for run in ("one", "two"):
        save(train(pairs, text, tokenizer, RECIPE), tokenizer, tmp_path / run)
        digests.add(hashlib.sha256((tmp_path / run / "model.safetensors").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_a_trained_encoder_is_read_and_measured(pairs: Path, text: Path, tokenizer: Path, tmp_path: Path) -> None:
    save(train(pairs, text, tokenizer, RECIPE), tokenizer, tmp_path)
    [trial] = held_out(list(read_pairs(pairs)), 20, 1)
    embedder = BuiltinEmbedder(tmp_path)
    assert embedder.dimensions == RECIPE.dimensions
    assert cosines(trial, embedder).shape == (20, len(trial.passages))
    assert {scores.bm25.shape for scores in lexical_scores(trial)} == {(len(trial.passages),)}
    said: list[str] = []
    report(trial, embedder, said.append)
    assert [line.split()[0] for line in said[1:4]] == ["words", "encoder", "fused,"]


def test_recall_counts_questions_whose_passage_is_near_enough() -> None:
    scores = np.array([[0.9, 0.1, 0.2], [0.5, 0.4, 0.6]], np.float32)
    assert (recall(scores, [0, 1], 1), recall(scores, [0, 1], 3)) == (0.5, 1.0)


def test_of_passages_with_equal_scores_the_right_one_stands_last() -> None:
    assert recall(np.zeros((1, 5), np.float32), [0], 4) == 0.0


def test_the_invented_rows_that_measure_hold_a_right_row_for_each_question() -> None:
    trial = unseen()
    assert len(trial.questions) == len(trial.right) > 100
    assert max(trial.right) < len(trial.passages)


def test_a_passage_that_two_questions_share_is_wrong_for_neither() -> None:
    ids = np.array([1, 2])
    assert twins([Example(ids, ids, told) for told in (4, 5, 4)]).tolist() == [
        [False, False, True],
        [False, False, False],
        [True, False, False],
    ]


def test_a_line_dressed_as_a_row_still_tells_the_same(text: Path, tokenizer: Path) -> None:
    rows = Rows(["Nhiệm vụ chung"], packaged_abbreviations(), 2)
    match = Matcher(Tokenizer.from_file(str(tokenizer)))
    made = match(["số hóa"] * 20, [TEXTS[0]] * 20, rows.dress)
    assert {example.told for example in made} == {0}
    assert len({example.passage.tobytes() for example in made}) > 1


def test_neighbours_are_lines_that_follow_each_other() -> None:
    lines = [f"dòng số {number} nói về một việc nào đó dài" for number in range(50)]
    assert all(lines.index(right) == lines.index(left) + 1 for left, right in neighbours(lines, 10, 1))


def test_noise_is_the_same_for_one_seed_and_uses_abbreviations() -> None:
    texts = ["Rà soát thủ tục hành chính của Ủy ban nhân dân tỉnh"] * 20
    one, two = ([noise.spoil(text) for text in texts] for noise in (Noise(packaged_abbreviations(), 5) for _ in "ab"))
    assert one == two
    assert any("tthc" in syllables(text) for text in one)
