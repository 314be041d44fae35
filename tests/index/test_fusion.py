"""Words and meaning weighed against each other."""

import numpy as np
import pytest

from index.fusion import fused

BM25 = np.array([2.0, 1.0, 0.0], np.float32)
COSINES = np.array([0.1, 0.2, 0.9], np.float32)


def scores(coverage: float, weight: float = 0.2) -> list[float]:
    held = np.array([coverage, coverage / 2, 0.0], np.float32)
    return [float(score) for score in fused(BM25, held, COSINES, weight)]


def test_words_that_are_well_held_come_first() -> None:
    assert scores(0.9) == pytest.approx([1.02, 0.54, 0.18])


def test_where_hardly_a_word_is_held_the_meaning_comes_first() -> None:
    assert int(np.argmax(scores(0.1))) == 2


def test_the_less_is_held_the_less_words_count() -> None:
    assert scores(0.7)[0] > scores(0.5)[0] > scores(0.2)[0]


def test_without_a_word_in_common_only_the_meaning_counts() -> None:
    nothing = np.zeros(3, np.float32)
    assert fused(nothing, nothing, COSINES, 0.2) == pytest.approx(0.2 * COSINES)


def test_without_meaning_the_order_is_that_of_the_words() -> None:
    assert np.argsort(scores(0.3, weight=0.0)).tolist() == [2, 1, 0]
