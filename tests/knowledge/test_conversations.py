"""What the store remembers of a talk, and for how long."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from knowledge.conversations import Offer
from knowledge.schema import OfferRow
from knowledge.store import Store, open_store

NOW = datetime(2025, 4, 15, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SOON = NOW + 10 * MINUTE


def save_offer(
    store: Store, token: str, *, chat: str = "c1", sender: str = "7", expires_at: datetime = SOON, now: datetime = NOW
) -> None:
    store.conversations.save_offer(Offer(token, chat, sender, "{}", expires_at), now)


def test_a_focus_is_found_again(store: Store) -> None:
    store.conversations.save_focus("c1", "7", '{"task": 3}', SOON)
    assert store.conversations.find_focus("c1", "7", NOW) == '{"task": 3}'


def test_a_focus_belongs_to_one_person_in_one_chat(store: Store) -> None:
    store.conversations.save_focus("c1", "7", "{}", SOON)
    assert store.conversations.find_focus("c1", "8", NOW) is None
    assert store.conversations.find_focus("c2", "7", NOW) is None


def test_a_focus_is_replaced_by_the_next(store: Store) -> None:
    for payload in ("1", "2"):
        store.conversations.save_focus("c1", "7", payload, SOON)
    assert store.conversations.find_focus("c1", "7", NOW) == "2"


def test_a_focus_ends_with_its_time(store: Store) -> None:
    store.conversations.save_focus("c1", "7", "{}", SOON)
    assert store.conversations.find_focus("c1", "7", SOON) is None


def test_an_offer_is_found_by_its_token_after_a_restart(url: str) -> None:
    with open_store(url) as store:
        store.conversations.save_offer(Offer("t1", "c1", "7", '{"a": "đ"}', SOON), NOW)
    with open_store(url) as store:
        assert store.conversations.find_offer("t1", NOW) == Offer("t1", "c1", "7", '{"a": "đ"}', SOON)


def test_an_offer_ends_with_its_time(store: Store) -> None:
    save_offer(store, "t1")
    assert store.conversations.find_offer("t1", SOON) is None


def test_the_latest_offer_of_a_talk_is_the_last_one_saved(store: Store) -> None:
    for token, sender in (("t1", "7"), ("t2", "7"), ("t3", "8")):
        save_offer(store, token, sender=sender)
    latest = store.conversations.latest_offer("c1", "7", NOW)
    assert latest is not None and latest.token == "t2"


def test_an_older_offer_never_stands_in_for_one_whose_time_is_over(store: Store) -> None:
    save_offer(store, "t1", expires_at=SOON + 60 * MINUTE)
    save_offer(store, "t2")
    assert store.conversations.latest_offer("c1", "7", SOON) is None


def test_offers_of_a_talk_whose_time_is_over_go_when_the_next_is_made(store: Store) -> None:
    for token, chat in (("t1", "c1"), ("t2", "c2")):
        save_offer(store, token, chat=chat)
    save_offer(store, "t3", now=SOON, expires_at=SOON + MINUTE)
    with store.database.reading() as connection:
        assert set(connection.scalars(select(OfferRow.token))) == {"t2", "t3"}
