"""Parts of the index kept in files."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import PartLostError
from index.parts import KnownRows, PartMaker, PlanPart
from index.retriever import Retriever
from index.saved import Origin, load_part, path_of, reading_of, save_part, saved_plans
from knowledge.vietnamese.abbreviations import Abbreviation, packaged_abbreviations
from tests.index.embedders import LetterEmbedder
from tests.index.samples import TEXTS, passages

ORIGIN = Origin(1, "one", "letters", "rules")


def _maker() -> PartMaker:
    return PartMaker(LetterEmbedder(), packaged_abbreviations())


def _part(maker: PartMaker, texts: tuple[str, ...] = TEXTS) -> PlanPart:
    return maker.make(1, passages(1, texts), KnownRows(()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    maker = _maker()
    save_part(tmp_path / "index", ORIGIN, _part(maker), maker)
    return tmp_path / "index"


def test_a_saved_part_tells_what_it_was_made_of(folder: Path) -> None:
    assert load_part(folder, 1).origin == ORIGIN


def test_saving_again_leaves_one_file(folder: Path) -> None:
    maker = _maker()
    save_part(folder, replace(ORIGIN, plan="two"), _part(maker, ()), maker)
    assert [*folder.iterdir()] == [path_of(folder, 1)]
    assert [*saved_plans(folder)] == [1]


def test_the_vectors_of_a_saved_part_are_known(folder: Path) -> None:
    known = KnownRows([load_part(folder, 1).rows])
    made = _part(_maker())
    assert all(np.array_equal(known[one], row) for one, row in zip(made.text_ids.tolist(), made.vectors, strict=True))
    assert (len(known), 0 in known) == (len(TEXTS), False)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TEXTS), max_size=4).map(tuple), st.lists(st.sampled_from(TEXTS)).map(tuple))
def test_a_part_finds_the_same_after_it_was_saved_beside_whatever_part(
    tmp_path_factory: pytest.TempPathFactory, texts: tuple[str, ...], before: tuple[str, ...]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    made = Retriever(LetterEmbedder())
    made.replace({5: passages(5, before), 1: passages(1, texts)})
    maker = _maker()
    save_part(folder, ORIGIN, _part(maker, texts), maker)
    restored = Retriever(LetterEmbedder())
    restored.replace({5: passages(5, before)})
    restored.take({1: load_part(folder, 1).part(restored.maker)})
    query = "ra soat thu tuc cap xa 417"
    assert restored.search(query) == made.search(query)


def test_a_part_that_was_never_saved_is_missing(tmp_path: Path) -> None:
    with pytest.raises(PartLostError) as lost:
        load_part(tmp_path, 1)
    assert lost.value.reason == "missing"


@pytest.mark.parametrize("kept", [0, 5, 60, 150, -1])
def test_a_truncated_file_is_damaged(folder: Path, kept: int) -> None:
    path = path_of(folder, 1)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(PartLostError) as lost:
        load_part(folder, 1)
    assert lost.value.reason == "damaged"


def test_a_file_of_something_else_is_damaged(folder: Path) -> None:
    path_of(folder, 1).write_bytes(b"\xff\x00 not ours\n[1]")
    with pytest.raises(PartLostError) as lost:
        load_part(folder, 1)
    assert lost.value.reason == "damaged"


def test_other_abbreviations_make_other_texts() -> None:
    packaged = packaged_abbreviations()
    own = replace(packaged, entries=(Abbreviation("abc", ("an bình",)), *packaged.entries))
    assert reading_of(packaged) == reading_of(packaged) != reading_of(own)
