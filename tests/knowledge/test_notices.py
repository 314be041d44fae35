"""Notices are sent once, whichever worker takes them, and again only where a worker died over them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from knowledge.notices import LEASE, News, NewsKind, put
from knowledge.roles import Channel, Role
from knowledge.schema import NoticeRow
from knowledge.store import Store, open_store
from tests.knowledge.offices import NOW, joined

ON = Channel.TELEGRAM


def news(number: int) -> News:
    return News(NewsKind.ANSWERED, number, number)


@pytest.fixture
def store(store: Store) -> Store:
    joined(store, Role.ADMIN, None, "telegram:7")
    return store


def tell(store: Store, *numbers: int) -> None:
    with store.database.writing() as connection:
        for number in numbers:
            put(connection, ["telegram:7", "nobody"], news(number), NOW)


def taken(store: Store, most: int = 100) -> list[int]:
    return [notice.news.answer for notice in store.notices.take(ON, NOW, most)]


def test_the_oldest_are_taken_first_and_none_twice(store: Store) -> None:
    tell(store, 1, 2, 3)
    assert [taken(store, 2), taken(store, 2), taken(store, 2)] == [[1, 2], [3], []]


def test_of_two_workers_each_notice_is_taken_by_one(store: Store, url: str) -> None:
    tell(store, *range(40))

    def work(mine: Store) -> list[int]:
        return [number for _ in range(20) for number in taken(mine, 4)]

    with open_store(url) as other, ThreadPoolExecutor(2) as workers:
        first, second = workers.map(work, (store, other))
    assert sorted([*first, *second]) == list(range(40))


def test_what_a_worker_died_over_is_taken_again_once_its_lease_is_over(store: Store) -> None:
    tell(store, 1)
    taken(store)
    assert store.notices.take(ON, NOW + LEASE / 2, 9) == ()
    [again] = store.notices.take(ON, NOW + LEASE, 9)
    assert again.news == news(1)


def test_of_what_was_sent_nothing_stays_but_that_it_was_and_that_is_forgotten_after_days(store: Store) -> None:
    tell(store, 1)
    [notice] = store.notices.take(ON, NOW, 9)
    store.notices.mark_sent(notice.id, NOW)
    assert rows(store) == [("", "", NOW)]
    with store.database.writing() as connection:
        put(connection, ["telegram:7"], news(2), NOW + timedelta(days=4))
    store.notices.take(ON, NOW + timedelta(days=4), 9)
    assert [account for account, _, _ in rows(store)] == ["telegram:7"]


def rows(store: Store) -> list[tuple[str, str, datetime | None]]:
    with store.database.reading() as connection:
        kept = select(NoticeRow.account, NoticeRow.payload, NoticeRow.sent_at)
        return [(row.account, row.payload, row.sent_at) for row in connection.execute(kept)]


def test_what_was_sent_or_can_not_be_is_never_taken_again(store: Store) -> None:
    tell(store, 1, 2)
    first, second = store.notices.take(ON, NOW, 9)
    store.notices.mark_sent(first.id, NOW)
    store.notices.mark_failed(second.id, NOW)
    assert store.notices.take(ON, NOW + 2 * LEASE, 9) == ()
