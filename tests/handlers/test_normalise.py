"""A message as typed made into words that can be compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.variants import rewrites
from handlers.understanding.normalise import Normaliser, seen
from knowledge.vietnamese.abbreviations import expand

NORMALISER = Normaliser(expand, lambda folded: [(word,) for word in folded])
WORDS = ["hạn", "nhiệm", "vụ", "34", "đơn", "vị", "nào", "chủ", "trì", "hoà", "quý", "II", "nv", "TTHC", "được"]
MESSAGES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)
WAYS = rewrites()


@given(MESSAGES, st.sampled_from([*WAYS]))
def test_a_message_is_the_same_words_however_it_is_written(text: str, way: str) -> None:
    assert NORMALISER.normalise(WAYS[way](text)).words == NORMALISER.normalise(text).words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ha\u0323n\u00a0nv  34 ", "hạn nv 34"),
        ("h\u200bạn\ufeff nv 3\ufe0f\u20e3", "hạn nv 3"),
        ("\tdòng một \r\n dòng hai", "dòng một \n dòng hai"),
        ("xong rồi 👍🏻", "xong rồi 👍🏻"),
    ],
)
def test_what_nobody_sees_is_gone_and_what_is_seen_stays(typed: str, read: str) -> None:
    assert seen(typed) == read


def test_in_a_message_all_in_capitals_they_tell_no_abbreviation() -> None:
    assert NORMALISER.normalise("TỪ NAY TU DO").words == ("tu", "nay", "tu", "do")
    assert NORMALISER.normalise("họp về TU").words == ("hop", "ve", *NORMALISER.normalise("TU").words)


@pytest.mark.parametrize(
    ("typed", "raws"),
    [
        ("Dến hạn", ("Đến", "hạn")),
        ("quản lý dược", ("quản", "lý", "dược")),
        ("việc dến hạn dược giao", ("việc", "đến", "hạn", "duoc", "giao")),
        ("đến hạn dược phẩm, dến", ("đến", "hạn", "dược", "phẩm", "đến")),
        ("dân số", ("dân", "số")),
        ("don vi", ("don", "vi")),
        ("dvị", ("đơn", "vị")),
    ],
)
def test_a_d_typed_for_dd_is_known_where_no_word_begins_so(typed: str, raws: tuple[str, ...]) -> None:
    assert NORMALISER.normalise(typed).raws == raws


def test_neighbours_give_back_accents_only_to_a_message_without_them() -> None:
    def restore(words: object, raws: object) -> list[str | None]:
        return ["đến", "hạn"]

    normaliser = Normaliser(expand, lambda folded: [(word,) for word in folded], restore)
    assert normaliser.normalise("den han").raws == ("đến", "hạn")
    assert normaliser.normalise("den han").certain == {0, 1}
    assert normaliser.normalise("den hận").raws == ("den", "hận")
