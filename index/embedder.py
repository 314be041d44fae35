"""Encoders: text to vectors of length one."""

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import EncoderUnavailableError

Vectors = NDArray[np.float32]

BUILT_IN = Path(__file__).with_name("encoder")
_FILES = ("config.json", "model.safetensors", "tokenizer.json")
# How much a cosine adds to a lexical score of at most one, where the model does not say it in its config. Cautious
# guesses: a static model of the office was measured by nobody, and no transformer could be had to measure.
_STATIC_FUSION_WEIGHT = 0.2
_TRANSFORMER_FUSION_WEIGHT = 0.5


class Embedder(Protocol):
    """What the index asks of an encoder; vectors of different fingerprints can't be compared."""

    @property
    def fingerprint(self) -> str:
        """Which encoder this is, to the version of its weights."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    @property
    def fusion_weight(self) -> float:
        """How much a cosine counts beside a lexical score of at most one."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each question."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage."""


class BuiltinEmbedder:
    """The packaged static encoder, or another folder of its shape, read by model2vec without torch."""

    def __init__(self, folder: Path = BUILT_IN) -> None:
        from model2vec import StaticModel

        self._model = StaticModel.from_pretrained(folder)
        # Its tokenizer is set anew at each call and must not be used by two threads at once.
        self._lock = threading.Lock()
        self.dimensions = int(self._model.dim)
        self.fusion_weight = float(self._model.config.get("fusion_weight", _STATIC_FUSION_WEIGHT))
        self.fingerprint = _fingerprint(folder)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each question."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage."""
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        with self._lock:
            return _normalised(self._model.encode(list(texts), use_multiprocessing=False))


class TransformerEmbedder:
    """Any model of sentence-transformers, by hub name or folder."""

    fusion_weight = _TRANSFORMER_FUSION_WEIGHT

    def __init__(self, name_or_folder: str) -> None:
        from sentence_transformers import SentenceTransformer

        try:
            # What was fetched once needs no network: without it the hub is asked again and again for a minute.
            self._model = SentenceTransformer(name_or_folder, device="cpu", local_files_only=True)
        except (OSError, ValueError):
            self._model = SentenceTransformer(name_or_folder, device="cpu")
        self._query_prompt, self._passage_prompt = _prompts(name_or_folder, self._model.prompts)
        self.dimensions = int(self._model.get_embedding_dimension())
        self.fingerprint = f"{name_or_folder}:{_probe(self._encode(['kế hoạch', 'nhiệm vụ'], ''))}"

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each question, with the prompt the model wants."""
        return self._encode(texts, self._query_prompt)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each passage, with the prompt the model wants."""
        return self._encode(texts, self._passage_prompt)

    def _encode(self, texts: Sequence[str], prompt: str) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return _normalised(self._model.encode(list(texts), prompt=prompt, show_progress_bar=False))


def load_embedder(encoder: str | None) -> Embedder:
    """The encoder of that hub name or folder, the built-in one for None; raises EncoderUnavailableError."""
    try:
        if encoder is None:
            return BuiltinEmbedder()
        return BuiltinEmbedder(Path(encoder)) if _is_static(Path(encoder)) else TransformerEmbedder(encoder)
    except Exception as error:
        # The libraries below raise errors of many families, some of them plain `Exception`.
        raise EncoderUnavailableError(encoder, f"{type(error).__name__}: {error}") from error


def _is_static(folder: Path) -> bool:
    config = folder / "config.json"
    return config.is_file() and json.loads(config.read_text("utf-8")).get("model_type") == "model2vec"


def _normalised(rows: Any) -> Vectors:
    vectors = np.asarray(rows, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.ascontiguousarray(vectors / np.where(lengths == 0, 1, lengths), np.float32)


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in _FILES:
        digest.update((folder / name).read_bytes())
    return f"static:{digest.hexdigest()[:16]}"


def _probe(vectors: Vectors) -> str:
    # Rounded, since the last bits differ between machines.
    return hashlib.sha256(np.round(vectors, 2).tobytes()).hexdigest()[:16]


def _prompts(name: str, own: dict[str, str] | None) -> tuple[str, str]:
    prompts = {key: text for key, text in (own or {}).items() if text}
    if "query" in prompts or "passage" in prompts or "document" in prompts:
        return prompts.get("query", ""), prompts.get("passage", prompts.get("document", ""))
    if "e5" in Path(name).name.lower():
        return "query: ", "passage: "
    return "", ""
