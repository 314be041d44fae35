"""The shape of a syllable."""

import pytest

from knowledge.vietnamese.syllables import is_syllable, sounds_alike


@pytest.mark.parametrize("word", ["nghieng", "thuyen", "ke", "a", "quyet", "giua", "yeu", "hanh", "duoc", "ghi"])
def test_a_folded_syllable_is_known_by_its_shape(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["", "chur", "trif", "kiosk", "ko", "nv", "thutuc", "ngi", "cinh", "hoachj"])
def test_what_no_syllable_looks_like_is_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("left", "right"), [("xo", "so"), ("chinh", "trinh"), ("dai", "giai"), ("li", "ly"), ("bac", "bat")]
)
def test_syllables_taken_for_each_other_by_ear_sound_alike(left: str, right: str) -> None:
    assert sounds_alike(left, right)


@pytest.mark.parametrize(("left", "right"), [("bau", "ban"), ("tet", "ket"), ("nghi", "tiet")])
def test_other_syllables_do_not_sound_alike(left: str, right: str) -> None:
    assert not sounds_alike(left, right)
