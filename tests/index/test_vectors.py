"""Vectors searched and kept."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import VectorsLostError
from index.vectors import FILE, VectorIndex, load_vectors, save_vectors, text_id

ROWS = np.eye(4, dtype=np.float32)
SAVED = {text_id(name): row for name, row in zip("abcd", ROWS, strict=True)}


def test_the_nearest_row_comes_first() -> None:
    query = np.array([0.1, 0.9, 0.3, 0], np.float32)
    assert VectorIndex(ROWS).nearest(query, 2, np.arange(4)).tolist() == [1, 2]


def test_only_allowed_rows_are_found() -> None:
    assert VectorIndex(ROWS).nearest(ROWS[1], 3, np.array([0, 3])).tolist() != [1]
    assert set(VectorIndex(ROWS).nearest(ROWS[1], 3, np.array([0, 3])).tolist()) == {0, 3}


def test_nothing_allowed_finds_nothing() -> None:
    assert not len(VectorIndex(ROWS).nearest(ROWS[0], 3, np.zeros(0, np.int64)))


def test_cosines_are_given_for_chosen_rows() -> None:
    assert VectorIndex(ROWS).cosines(ROWS[2], np.array([0, 2])).tolist() == [0, 1]


def test_the_same_text_has_the_same_id_and_another_text_another() -> None:
    assert text_id("a") == text_id("a") != text_id("b")


def test_saved_vectors_come_back(tmp_path: Path) -> None:
    save_vectors(tmp_path / "index", "one", SAVED)
    loaded = load_vectors(tmp_path / "index", "one")
    assert loaded.keys() == SAVED.keys()
    assert all(np.array_equal(loaded[key], SAVED[key]) for key in SAVED)


def test_no_vectors_can_be_saved_too(tmp_path: Path) -> None:
    save_vectors(tmp_path, "one", {})
    assert load_vectors(tmp_path, "one") == {}


def test_saving_again_leaves_one_file(tmp_path: Path) -> None:
    save_vectors(tmp_path, "one", SAVED)
    save_vectors(tmp_path, "one", {})
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_vectors_that_were_never_saved_are_missing(tmp_path: Path) -> None:
    with pytest.raises(VectorsLostError) as lost:
        load_vectors(tmp_path, "one")
    assert lost.value.reason == "missing"


def test_vectors_of_another_encoder_are_not_used(tmp_path: Path) -> None:
    save_vectors(tmp_path, "one", SAVED)
    with pytest.raises(VectorsLostError) as lost:
        load_vectors(tmp_path, "two")
    assert lost.value.reason == "other_encoder"


@pytest.mark.parametrize("kept", [0, 5, 60, 150, -1])
def test_a_truncated_file_is_damaged(tmp_path: Path, kept: int) -> None:
    save_vectors(tmp_path, "one", SAVED)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(VectorsLostError) as lost:
        load_vectors(tmp_path, "one")
    assert lost.value.reason == "damaged"


def test_a_file_of_something_else_is_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\x00 not ours\n[1]")
    with pytest.raises(VectorsLostError) as lost:
        load_vectors(tmp_path, "one")
    assert lost.value.reason == "damaged"
