"""Passages kept as arrays."""

from hypothesis import given, settings
from hypothesis import strategies as st

from index.memory import give_back
from index.passages import Passage, PassageKind
from index.tables import packed, table_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=50)
@given(st.lists(TEXT))
def test_texts_come_back_one_by_one_and_all_at_once(texts: list[str]) -> None:
    kept = packed(texts)
    assert [*kept] == texts == [kept.text(place) for place in range(len(kept))]


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from(PassageKind), st.integers(0, 2**40), TEXT, TEXT, st.none() | st.integers(0))))
def test_passages_come_back_as_they_were(rows: list[tuple[PassageKind, int, str, str, int | None]]) -> None:
    rows = [row for row in rows if row[4] is None or row[4] < 2**62]
    passages = [Passage(f"{kind.value}:{row}", kind, 7, row, text, head, task) for kind, row, text, head, task in rows]
    table = table_of(7, passages)
    assert [table.passage(place) for place in range(len(table))] == passages


def test_memory_may_be_given_back_at_any_time() -> None:
    kept = packed(["một", "hai"])
    give_back()
    assert [*kept] == ["một", "hai"]
