"""Whole messages that an office has explained."""

import unicodedata
from pathlib import Path

import pytest

from handlers.understanding.samples import Sample, Samples, load_samples
from knowledge.vietnamese.abbreviations import expand

SAMPLES = Samples(
    [Sample("tới lượt ai trực loa?", "nhiệm vụ 20 ai chủ trì"), Sample("quét sổ tới đâu", "nhiệm vụ 9 tới đâu rồi")],
    expand,
)


@pytest.mark.parametrize(
    "typed",
    [
        "tới lượt ai trực loa",
        "Tới lượt ai trực loa ???",
        "toi luot ai truc loa",
        "TỚI  LƯỢT AI TRỰC LOA",
        unicodedata.normalize("NFD", "tới lượt ai trực loa"),
    ],
)
def test_a_message_is_a_sample_however_it_is_written(typed: str) -> None:
    assert SAMPLES.meant(typed) == "nhiệm vụ 20 ai chủ trì"


@pytest.mark.parametrize("typed", ["ai trực loa", "tới lượt ai trực loa hôm nay", "tới lượt ai trúc lóa", "", "?!"])
def test_any_other_message_is_left_as_it_is(typed: str) -> None:
    assert SAMPLES.meant(typed) == typed


def test_abbreviations_may_be_written_out_or_not() -> None:
    samples = Samples([Sample("nv của UBND phường", "danh sách nhiệm vụ")], expand)
    assert samples.meant("nhiệm vụ của Ủy ban nhân dân phường") == "danh sách nhiệm vụ"


def test_of_two_samples_with_one_wording_the_later_holds() -> None:
    samples = Samples([Sample("việc đó", "nhiệm vụ 1"), Sample("việc đó", "nhiệm vụ 2")])
    assert samples.meant("việc đó") == "nhiệm vụ 2"


def test_a_sample_without_words_means_nothing() -> None:
    assert Samples([Sample("?!", "nhiệm vụ 1")]).meant("...") == "..."


def test_samples_stand_in_a_file_even_with_the_mark_that_editors_put_before_it(tmp_path: Path) -> None:
    path = tmp_path / "samples.toml"
    path.write_text('[[samples]]\nsaid = "việc đó"\nmeans = "nhiệm vụ 1"\n', encoding="utf-8-sig")
    assert load_samples([path], str).meant("Việc đó?") == "nhiệm vụ 1"
