"""Vectors of passages: an exact FAISS index to search, and a file that keeps them between starts."""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import VectorsLostError

Vectors = NDArray[np.float32]

FILE = "vectors.faiss"
_FORMAT = "dondoc-vectors/1"


def text_id(text: str) -> int:
    """A number for a passage's text: the same text, in whatever row, has the same vector."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


class VectorIndex:
    """Exact search by cosine over rows of length one; a row's number is its position."""

    def __init__(self, rows: Vectors) -> None:
        import faiss

        self._index: Any = faiss.IndexFlatIP(rows.shape[1])
        self._index.add(rows)

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def nearest(self, query: Vectors, limit: int, allowed: NDArray[np.int64]) -> NDArray[np.int64]:
        """The positions of the nearest of the rows at `allowed`, best first."""
        import faiss

        if not len(allowed):
            return np.zeros(0, np.int64)
        selector: Any = None if len(allowed) == len(self) else faiss.IDSelectorBatch(allowed)
        only: Any = faiss.SearchParameters
        _, positions = self._index.search(
            query[None, :], min(limit, len(allowed)), params=None if selector is None else only(sel=selector)
        )
        return np.asarray(positions[0][positions[0] >= 0], np.int64)

    def cosines(self, query: Vectors, positions: NDArray[np.int64]) -> Vectors:
        """The cosine of the query with each of the rows at `positions`."""
        return np.asarray(self.rows(positions) @ query, np.float32)

    def rows(self, positions: NDArray[np.int64]) -> Vectors:
        """The rows at `positions`."""
        return np.asarray(self._index.reconstruct_batch(positions), np.float32)


def save_vectors(folder: Path, fingerprint: str, vectors: Mapping[int, Vectors]) -> None:
    """Write the vectors of texts by `text_id` in one step, so that a reader sees the old file or the new one."""
    payload = _serialised(vectors)
    header = {"format": _FORMAT, "encoder": fingerprint, "sha256": hashlib.sha256(payload).hexdigest()}
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=FILE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps(header).encode() + b"\n" + payload)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(folder / FILE)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load_vectors(folder: Path, fingerprint: str) -> dict[int, Vectors]:
    """The vectors saved there, by `text_id`; raises VectorsLostError where they must be made again."""
    try:
        head, _, payload = (folder / FILE).read_bytes().partition(b"\n")
    except FileNotFoundError as error:
        raise VectorsLostError("missing", str(folder)) from error
    except OSError as error:
        raise VectorsLostError("unreadable", str(error)) from error
    header = _header(head)
    if hashlib.sha256(payload).hexdigest() != header.get("sha256"):
        raise VectorsLostError("damaged", str(folder))
    if header.get("encoder") != fingerprint:
        raise VectorsLostError("other_encoder", str(header.get("encoder")))
    return _deserialised(payload)


def _header(line: bytes) -> dict[str, str]:
    try:
        header = json.loads(line)
    except ValueError as error:
        raise VectorsLostError("damaged", str(error)) from error
    if not isinstance(header, dict) or header.get("format") != _FORMAT:
        raise VectorsLostError("damaged", "unknown format")
    return header


def _serialised(vectors: Mapping[int, Vectors]) -> bytes:
    import faiss

    if not vectors:
        return b""
    rows = np.stack(list(vectors.values()))
    index = faiss.IndexIDMap2(faiss.IndexFlatIP(rows.shape[1]))
    index.add_with_ids(rows, np.array(list(vectors), np.int64))
    return bytes(faiss.serialize_index(index).tobytes())


def _deserialised(payload: bytes) -> dict[int, Vectors]:
    import faiss

    if not payload:
        return {}
    index: Any = faiss.deserialize_index(np.frombuffer(payload, np.uint8))
    ids: Sequence[int] = faiss.vector_to_array(index.id_map).tolist()
    rows = index.index.reconstruct_n(0, index.ntotal)
    return dict(zip(ids, rows, strict=True))
