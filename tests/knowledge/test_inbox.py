"""Messages are kept until they are answered, and known again when they come again."""

from datetime import timedelta

from sqlalchemy import func, select

from knowledge.inbox import Arrival
from knowledge.roles import Channel
from knowledge.schema import InboxRow
from knowledge.store import Store, open_store
from tests.knowledge.offices import NOW

ON = Channel.TELEGRAM


def message(number: int) -> Arrival:
    return Arrival(str(number), "telegram:7", f'{{"update_id": {number}}}')


def kept(store: Store, *numbers: int) -> list[int]:
    return sorted(map(int, store.inbox.keep(ON, [message(number) for number in numbers], NOW)))


def waiting(store: Store) -> list[int]:
    return [int(arrival.number) for arrival in store.inbox.list_unanswered(ON)]


def test_what_came_waits_in_the_order_it_came(store: Store) -> None:
    assert kept(store, 9, 10) == [9, 10]
    assert kept(store, 8) == [8]
    assert store.inbox.list_unanswered(ON) == (message(9), message(10), message(8))


def test_a_number_seen_before_is_not_new_whether_it_waits_or_was_answered(store: Store) -> None:
    kept(store, 1, 2)
    store.inbox.mark_answered(ON, ["1"], NOW)
    assert kept(store, 1, 2, 3) == [3]
    assert waiting(store) == [2, 3]


def test_a_number_that_comes_twice_at_once_is_kept_once(store: Store) -> None:
    assert kept(store, 1, 1) == [1]
    assert waiting(store) == [1]


def test_the_numbers_of_another_channel_are_others(store: Store) -> None:
    kept(store, 1)
    assert store.inbox.keep(Channel.TERMINAL, [message(1)], NOW) == {"1"}
    store.inbox.mark_answered(Channel.TERMINAL, ["1"], NOW)
    assert waiting(store) == [1]


def test_another_program_on_the_same_archive_knows_what_came(store: Store, url: str) -> None:
    kept(store, 1)
    with open_store(url) as other:
        assert (kept(other, 1), waiting(other)) == ([], [1])


def test_of_what_was_answered_neither_the_words_nor_the_sender_stay(store: Store) -> None:
    kept(store, 1)
    store.inbox.mark_answered(ON, ["1"], NOW)
    with store.database.reading() as connection:
        rows = connection.execute(
            select(InboxRow.number, InboxRow.sender, InboxRow.payload, InboxRow.answered_at)
        ).all()
    assert [tuple(row) for row in rows] == [("1", "", "", NOW)]


def test_what_was_answered_is_forgotten_after_days_and_what_waits_is_not(store: Store) -> None:
    kept(store, 1, 2)
    store.inbox.mark_answered(ON, ["1"], NOW)
    store.inbox.keep(ON, [message(3)], NOW + timedelta(days=2))
    store.inbox.mark_answered(ON, ["3"], NOW + timedelta(days=4))
    with store.database.reading() as connection:
        assert connection.scalars(select(InboxRow.number).order_by(InboxRow.id)).all() == ["2", "3"]


def test_each_further_attempt_is_counted_until_the_answer_is_given(store: Store) -> None:
    kept(store, 1)
    assert [store.inbox.try_again(ON, "1") for _ in range(3)] == [2, 3, 4]
    store.inbox.mark_answered(ON, ["1"], NOW)
    assert store.inbox.try_again(ON, "1") is None


def test_nothing_that_came_costs_no_transaction(store: Store) -> None:
    assert store.inbox.keep(ON, [], NOW) == frozenset()
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(InboxRow)) == 0
