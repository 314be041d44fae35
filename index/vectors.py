"""Vectors of passages: one FAISS index of half-precision rows, plan after plan, searched without approximation."""

import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Halves = NDArray[np.float16]
Positions = NDArray[np.int64]

# So few rows are compared one by one faster than picked out of all.
_FEW = 5_000


def text_id(text: str) -> int:
    """A number for a passage's text: the same text, in whatever row, has the same vector."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


class VectorIndex:
    """Search by cosine over rows of length one; a row's number is its position."""

    def __init__(self, dimensions: int, parts: Sequence[Halves] = ()) -> None:
        import faiss

        # One question is no work for several threads: to wake them takes longer than the search.
        faiss.omp_set_num_threads(1)
        kind = faiss.ScalarQuantizer.QT_fp16
        self._index: Any = faiss.IndexScalarQuantizer(dimensions, kind, faiss.METRIC_INNER_PRODUCT)
        # Halves need no training, and standing in place already they need not be encoded once more.
        self._index.is_trained = True
        self._index.ntotal = sum(map(len, parts))
        self._index.codes.resize(self._index.ntotal * self._index.code_size)
        written = 0
        for part in parts:
            self.halves(written, written + len(part))[:] = part
            written += len(part)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def halves(self, start: int, end: int) -> Halves:
        """The rows from `start` to `end` as they are kept; they live as long as this index."""
        import faiss

        dimensions = int(self._index.d)
        if not len(self):
            return np.zeros((0, dimensions), np.float16)
        codes = faiss.rev_swig_ptr(self._index.codes.data(), self._index.codes.size())
        return np.asarray(codes.view(np.float16).reshape(-1, dimensions)[start:end])

    def nearest(self, query: Vectors, limit: int, allowed: Positions) -> Positions:
        """The positions of the nearest of the rows at `allowed`, which ascend; best first."""
        limit = min(limit, len(allowed))
        if len(allowed) <= _FEW:
            return allowed[np.argsort(-self.cosines(query, allowed), kind="stable")[:limit]]
        _, positions = self._index.search(query[None, :], limit, params=_only(allowed, len(self)))
        return np.asarray(positions[0][positions[0] >= 0], np.int64)

    def cosines(self, query: Vectors, positions: Positions) -> Vectors:
        """The cosine of the query with each of the rows at `positions`."""
        return np.asarray(self.halves(0, len(self))[positions].astype(np.float32) @ query, np.float32)


def _only(allowed: Positions, size: int) -> Any:
    import faiss

    if len(allowed) == size:
        return None
    wanted = np.zeros(size, bool)
    wanted[allowed] = True
    selector: Any = faiss.IDSelectorBitmap
    only: Any = faiss.SearchParameters
    return only(sel=selector(np.packbits(wanted, bitorder="little")))
