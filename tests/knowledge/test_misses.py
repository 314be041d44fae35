"""What was asked in vain is counted, without personal data."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from knowledge.errors import StoreUnavailableError
from knowledge.masking import masked
from knowledge.misses import Miss, Misses
from knowledge.store import Store, open_store
from knowledge.types import MissKind
from knowledge.vietnamese.fold import words

DAY = date(2026, 5, 14)
NOT_FOUND, CHOSEN = MissKind.NOT_FOUND, MissKind.CHOSEN


def record(store: Store, said: str, day: date = DAY, kind: MissKind = NOT_FOUND, chosen: str = "") -> None:
    store.misses.record(Miss(kind, said, (1,), chosen, chosen and "Số hóa hồ sơ"), day, "Lê Thị Hoa")


def said(store: Store) -> list[str]:
    return [line.said for line in store.misses.list_misses()]


def test_the_same_words_are_counted_once_with_their_first_and_last_day(store: Store) -> None:
    for typed, days in (("Quét sổ sách", 0), ("quét  sổ sách?", 3), ("quet so sach", 1)):
        record(store, typed, DAY + timedelta(days))
    (line,) = store.misses.list_misses()
    assert (line.times, line.first_on, line.last_on) == (3, DAY, DAY + timedelta(3))


def test_the_words_are_shown_with_their_accents_where_anybody_typed_them(store: Store) -> None:
    for typed in ("quet so sach", "quét sổ sách", "quet so sach"):
        record(store, typed)
    assert said(store) == ["quét sổ sách"]


def test_what_was_chosen_is_counted_apart(store: Store) -> None:
    for chosen in ("k1", "k2", "k1"):
        record(store, "quét sổ sách", kind=CHOSEN, chosen=chosen)
    assert [(line.chosen, line.times, line.chosen_words) for line in store.misses.list_misses()] == [
        ("k1", 2, "Số hóa hồ sơ"),
        ("k2", 1, "Số hóa hồ sơ"),
    ]


def test_nobody_can_tell_who_asked(store: Store) -> None:
    record(store, "Lê Thị Hoa 0905123456 hỏi quét sổ sách")
    with store.database.reading() as connection:
        stored = str(connection.execute(text("SELECT * FROM misses")).all())
    assert "quét sổ sách" in stored
    assert not any(trace in stored.lower() for trace in ("hoa", "0905123456", "lê thị"))


@pytest.mark.parametrize("nothing", ["", "  ", "?!", "…"])
def test_a_message_without_words_is_not_kept(store: Store, nothing: str) -> None:
    record(store, nothing)
    assert said(store) == []


def test_a_long_message_is_cut(store: Store) -> None:
    record(store, "quét sổ " * 200)
    assert len(said(store)[0]) <= 300


def test_the_most_frequent_come_first_or_the_newest(store: Store) -> None:
    for typed, day in (("a", DAY), ("a", DAY), ("b", DAY + timedelta(1))):
        record(store, typed, day)
    assert said(store) == ["a", "b"]
    assert [line.said for line in store.misses.list_misses(newest=True)] == ["b", "a"]


def test_they_are_listed_by_day_and_kind(store: Store) -> None:
    record(store, "a", DAY - timedelta(1))
    record(store, "b")
    record(store, "c", kind=CHOSEN, chosen="k")
    assert [line.said for line in store.misses.list_misses(since=DAY, kinds=(NOT_FOUND,))] == ["b"]


def test_the_old_ones_are_cleared_by_day(store: Store) -> None:
    record(store, "a", DAY - timedelta(1))
    record(store, "b")
    assert (store.misses.clear(DAY), said(store)) == (1, ["b"])


def test_the_oldest_leave_where_there_are_too_many(store: Store) -> None:
    few = Misses(store.database, kept=3)
    for place in range(5):
        few.record(Miss(NOT_FOUND, f"câu {place}"), DAY + timedelta(place % 4))
    assert {line.said for line in few.list_misses()} == {"câu 1", "câu 2", "câu 3"}


def test_what_many_ask_at_once_is_counted_exactly(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: record(store, "quét sổ sách"), range(40)))
    assert [line.times for line in store.misses.list_misses()] == [40]


def test_a_store_that_refuses_says_so(store: Store) -> None:
    with store.database.writing() as connection:
        connection.execute(text("DROP TABLE misses"))
    with pytest.raises(StoreUnavailableError):
        record(store, "quét sổ sách")


@settings(max_examples=40, deadline=None)
@given(typed=st.lists(st.tuples(st.text(max_size=12), st.integers(0, 9)), max_size=12))
def test_no_count_is_lost(typed: list[tuple[str, int]], tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_store(f"sqlite:///{tmp_path_factory.mktemp('misses')}/dondoc.sqlite3") as store:
        for said_then, days in typed:
            store.misses.record(Miss(NOT_FOUND, said_then), DAY + timedelta(days))
        lines = store.misses.list_misses()
        assert sum(line.times for line in lines) == sum(any(words(masked(said))) for said, _ in typed)
        assert all(line.first_on <= line.last_on for line in lines)
        assert [line.times for line in lines] == sorted((line.times for line in lines), reverse=True)
