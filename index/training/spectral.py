"""First vectors of tokens: what stands near what in running text, reduced to its main directions."""

from collections.abc import Iterable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray

_WINDOW = 4
_LEAST_TOGETHER = 3
_SMOOTHING = 0.75
_LINES_AT_ONCE = 20_000
_SPARE = 32
_ROUNDS = 3

Ids = NDArray[np.int64]


def spectral_vectors(lines: Sequence[Ids], size: int, dimensions: int) -> torch.Tensor:
    """One row of length one for each of `size` tokens, from positive pointwise mutual information."""
    together = _together(lines, size)
    together += together.T.clone()
    together[together < _LEAST_TOGETHER] = 0
    of_row = together.sum(1) + 1
    of_column = of_row**_SMOOTHING
    of_column *= together.sum() / of_column.sum()
    together /= of_row[:, None]
    together /= of_column[None, :]
    information = together.mul_(of_row.sum()).log_().clamp_(min=0)
    left, strength, _ = torch.svd_lowrank(information, q=dimensions + _SPARE, niter=_ROUNDS)
    vectors = left[:, :dimensions] * strength[:dimensions].sqrt()
    return torch.nn.functional.normalize(vectors, dim=1)


def _together(lines: Sequence[Ids], size: int) -> torch.Tensor:
    counts = torch.zeros(size * size)
    for start in range(0, len(lines), _LINES_AT_ONCE):
        run = _with_gaps(lines[start : start + _LINES_AT_ONCE])
        for distance in range(1, _WINDOW + 1):
            left, right = run[:-distance], run[distance:]
            cells = (left * size + right)[(left >= 0) & (right >= 0)]
            counts.index_add_(0, cells, torch.ones(len(cells)))
    return counts.view(size, size)


def _with_gaps(lines: Iterable[Ids]) -> torch.Tensor:
    # A gap as long as the window keeps one line from reaching into the next.
    gap = np.full(_WINDOW, -1, np.int64)
    return torch.from_numpy(np.concatenate([part for line in lines for part in (line, gap)]))
