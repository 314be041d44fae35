"""Vectors searched."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors import VectorIndex, text_id

ROWS = np.eye(4, dtype=np.float16)


def _index() -> VectorIndex:
    return VectorIndex(4, [ROWS[:1], ROWS[1:]])


def test_the_nearest_row_comes_first() -> None:
    query = np.array([0.1, 0.9, 0.3, 0], np.float32)
    assert _index().nearest(query, 2, np.arange(4)).tolist() == [1, 2]


def test_only_allowed_rows_are_found() -> None:
    assert set(_index().nearest(np.eye(4, dtype=np.float32)[1], 3, np.array([0, 3])).tolist()) == {0, 3}


def test_nothing_allowed_finds_nothing() -> None:
    assert not len(_index().nearest(np.ones(4, np.float32), 3, np.zeros(0, np.int64)))


def test_an_empty_index_finds_nothing() -> None:
    empty = VectorIndex(4)
    assert (len(empty), len(empty.nearest(np.ones(4, np.float32), 3, np.zeros(0, np.int64)))) == (0, 0)


def test_cosines_are_given_for_chosen_rows() -> None:
    assert _index().cosines(np.eye(4, dtype=np.float32)[2], np.array([0, 2])).tolist() == [0, 1]


def test_rows_come_back_as_they_were_given() -> None:
    assert np.array_equal(_index().halves(1, 4), ROWS[1:])


def test_the_same_text_has_the_same_id_and_another_text_another() -> None:
    assert text_id("a") == text_id("a") != text_id("b")


@pytest.mark.parametrize("size", [40, 6_000])
@settings(max_examples=10)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 1))
def test_many_rows_are_searched_as_few_are(size: int, seed: int, share: float) -> None:
    random = np.random.default_rng(seed)
    rows = random.standard_normal((size, 8)).astype(np.float16)
    query = random.standard_normal(8).astype(np.float32)
    allowed = np.flatnonzero(random.random(size) < share)
    found = VectorIndex(8, [rows[:7], rows[7:]]).nearest(query, 5, allowed)
    best = np.sort(rows[allowed].astype(np.float32) @ query)[::-1][:5]
    assert rows[found].astype(np.float32) @ query == pytest.approx(best, abs=1e-3)
