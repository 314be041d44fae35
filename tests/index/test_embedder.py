"""Encoders."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest

from index.embedder import BUILT_IN, BuiltinEmbedder, Embedder, TransformerEmbedder, load_embedder
from index.errors import EncoderUnavailableError


@pytest.fixture(scope="module")
def built_in() -> Embedder:
    return load_embedder(None)


def test_vectors_have_length_one_and_the_dimensions_promised(built_in: Embedder) -> None:
    vectors = built_in.encode_passages(["rà soát thủ tục", "số hóa hồ sơ"])
    assert vectors.shape == (2, built_in.dimensions)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0)


def test_the_same_text_typed_bare_has_the_same_vector(built_in: Embedder) -> None:
    accented, bare = built_in.encode_queries(["Đánh giá thủ tục hành chính", "danh gia thu tuc hanh chinh"])
    assert accented == pytest.approx(bare, abs=1e-6)


def test_texts_of_one_subject_are_nearer_than_texts_of_two(built_in: Embedder) -> None:
    vectors = built_in.encode_queries(["khám chữa bệnh", "bảo hiểm y tế", "đường giao thông nông thôn"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


@pytest.mark.parametrize("text", ["", "276/QĐ-UBND", "???", "𝔛"])
def test_a_text_without_known_words_has_a_finite_vector(built_in: Embedder, text: str) -> None:
    assert np.isfinite(built_in.encode_queries([text])).all()


def test_no_texts_give_no_rows(built_in: Embedder) -> None:
    assert built_in.encode_passages([]).shape == (0, built_in.dimensions)


def test_many_threads_may_encode_at_once(built_in: Embedder) -> None:
    texts = [f"nhiệm vụ cải cách {'hành chính ' * count}" for count in range(40)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: built_in.encode_queries([text])[0], texts))
    assert np.stack(found) == pytest.approx(built_in.encode_queries(texts), abs=1e-6)


def test_two_loads_have_one_fingerprint(built_in: Embedder) -> None:
    assert load_embedder(None).fingerprint == built_in.fingerprint


def test_the_built_in_encoder_needs_no_heavy_library() -> None:
    code = (
        "import sys; from index.embedder import load_embedder; load_embedder(None).encode_queries(['a']);"
        "print(sorted({'torch', 'transformers', 'scipy', 'sklearn', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_built_in_encoder_is_small() -> None:
    assert sum(path.stat().st_size for path in BUILT_IN.iterdir()) < 20_000_000


def test_a_folder_that_holds_no_model_is_said_to_be_unavailable(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailableError) as unavailable:
        load_embedder(str(tmp_path))
    assert unavailable.value.encoder == str(tmp_path)
    assert unavailable.value.detail


@pytest.mark.parametrize("broken", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_broken_encoder_is_said_to_be_unavailable(tmp_path: Path, broken: str) -> None:
    folder = Path(copytree(BUILT_IN, tmp_path / "encoder"))
    (folder / broken).write_bytes((folder / broken).read_bytes()[:50])
    with pytest.raises(EncoderUnavailableError):
        load_embedder(str(folder))


def test_a_static_encoder_of_the_office_is_read_as_the_built_in_one(built_in: Embedder, tmp_path: Path) -> None:
    own = load_embedder(str(copytree(BUILT_IN, tmp_path / "encoder")))
    assert isinstance(own, BuiltinEmbedder)
    assert own.fingerprint == built_in.fingerprint


def test_the_weight_beside_words_is_the_models_own(tmp_path: Path) -> None:
    folder = Path(copytree(BUILT_IN, tmp_path / "encoder"))
    config = json.loads((folder / "config.json").read_text("utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"fusion_weight": 0.35}), "utf-8")
    assert load_embedder(str(folder)).fusion_weight == 0.35


def test_everyday_wording_is_near_what_offices_write(built_in: Embedder) -> None:
    asked, posted, paid = built_in.encode_queries(
        ["dán ra cho bà con xem", "niêm yết công khai", "thanh toán trực tuyến"]
    )
    assert asked @ posted > asked @ paid


def test_a_folder_that_sentence_transformers_saved_is_read_the_same(built_in: Embedder) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    model = SentenceTransformer(modules=[StaticEmbedding.load(str(BUILT_IN))], device="cpu")
    ours = built_in.encode_queries(["rà soát thủ tục hành chính"])[0]
    theirs = model.encode("rà soát thủ tục hành chính", normalize_embeddings=True)
    assert ours == pytest.approx(theirs, abs=1e-5)


def test_a_saved_model_is_loaded_by_its_folder(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    folder = tmp_path / "model"
    SentenceTransformer(modules=[StaticEmbedding.load(str(BUILT_IN))], device="cpu").save(str(folder))
    loaded = load_embedder(str(folder))
    assert isinstance(loaded, TransformerEmbedder)
    assert loaded.encode_passages(["số hóa"]).shape == (1, loaded.dimensions)
