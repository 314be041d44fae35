"""A hand-made encoder: texts that share letters are near."""

from collections.abc import Sequence

import numpy as np

from index.embedder import Vectors
from knowledge.vietnamese.fold import fold


class LetterEmbedder:
    """Counts letters, and how many texts it was given."""

    dimensions = 26

    def __init__(self, fingerprint: str = "letters", fusion_weight: float = 0.2) -> None:
        self.fingerprint = fingerprint
        self.fusion_weight = fusion_weight
        self.passages_encoded = 0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        rows = np.full((len(texts), self.dimensions), 1e-3, np.float32)
        for row, text in enumerate(texts):
            for letter in fold(text):
                if "a" <= letter <= "z":
                    rows[row, ord(letter) - ord("a")] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.passages_encoded += len(texts)
        return self.encode_queries(texts)
