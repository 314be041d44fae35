"""A plain sentence-transformers and FAISS search, for comparison: python -m tests.baselines.plain_search [ENCODER].

One JSON object comes in, with "rows" (each an "office" and a "text") and "questions" (each an "office" and a "text");
one goes out, with the best row of each question among all rows and among those of the office, and what it took.
"""

import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from index.embedder import BUILT_IN

Fields = dict[str, Any]
_STATUS = Path("/proc/self/status")


def encoder(name: str | None) -> Any:
    """A model of that name or folder, or the built-in one as sentence-transformers reads it."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    if name is None:
        return SentenceTransformer(modules=[StaticEmbedding.from_model2vec(str(BUILT_IN))], device="cpu")
    return SentenceTransformer(name, device="cpu")


def search(rows: list[Fields], questions: list[Fields], name: str | None) -> Fields:
    """The best row of each question, and the seconds that it took."""
    begun = time.perf_counter()
    import faiss

    model = encoder(name)
    vectors = model.encode([row["text"] for row in rows], normalize_embeddings=True)
    index: Any = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    started = time.perf_counter() - begun
    of_office = defaultdict(list)
    for place, row in enumerate(rows):
        of_office[row["office"]].append(place)
    best, best_of_office, seconds = [], [], []
    only: Any = faiss.SearchParameters
    selector: Any = faiss.IDSelectorBatch
    for question in questions:
        begun = time.perf_counter()
        vector = model.encode([question["text"]], normalize_embeddings=True)
        best.append(int(index.search(vector, 1)[1][0, 0]))
        seconds.append(time.perf_counter() - begun)
        among = only(sel=selector(of_office[question["office"]]))
        best_of_office.append(int(index.search(vector, 1, params=among)[1][0, 0]))
    return {
        "start": started, "seconds": seconds, "best": best, "best_of_office": best_of_office, "memory": peak_memory(),
    }  # fmt: skip


def peak_memory() -> int:
    """The most memory this process held, in bytes."""
    if _STATUS.is_file():
        told = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
        return int(told["VmHWM"].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump(search(asked["rows"], asked["questions"], sys.argv[1] if len(sys.argv) > 1 else None), sys.stdout)
