"""What the store remembers of a talk, and for how long."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from knowledge.conversations import Offer
from knowledge.schema import OfferRow
from knowledge.store import Store, open_store

NOW = datetime(2025, 4, 15, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SOON = NOW + 10 * MINUTE


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


def test_a_talk_can_be_forgotten(store: Store) -> None:
    store.conversations.save_focus("c1", "7", "{}", SOON)
    store.conversations.forget("c1", "7")
    assert store.conversations.find_focus("c1", "7", NOW) is None


def test_an_offer_is_found_by_its_token_after_a_restart(url: str) -> None:
    with open_store(url) as store:
        store.conversations.save_offer("t1", "c1", "7", '{"a": "đ"}', SOON)
    with open_store(url) as store:
        assert store.conversations.find_offer("t1", NOW) == Offer("t1", "c1", "7", '{"a": "đ"}', SOON)


def test_an_offer_ends_with_its_time(store: Store) -> None:
    store.conversations.save_offer("t1", "c1", "7", "{}", SOON)
    assert store.conversations.find_offer("t1", SOON) is None


def test_the_latest_offer_of_a_talk_is_the_last_one_saved(store: Store) -> None:
    for token, sender in (("t1", "7"), ("t2", "7"), ("t3", "8")):
        store.conversations.save_offer(token, "c1", sender, "{}", SOON)
    latest = store.conversations.latest_offer("c1", "7", NOW)
    assert latest is not None and latest.token == "t2"


def test_an_older_offer_never_stands_in_for_one_whose_time_is_over(store: Store) -> None:
    store.conversations.save_offer("t1", "c1", "7", "{}", SOON + 60 * MINUTE)
    store.conversations.save_offer("t2", "c1", "7", "{}", SOON)
    assert store.conversations.latest_offer("c1", "7", SOON) is None
    store.conversations.purge(SOON)
    assert store.conversations.latest_offer("c1", "7", SOON) is None


def test_what_is_over_is_purged_and_what_holds_stays(store: Store) -> None:
    store.conversations.save_offer("t1", "c1", "7", "{}", NOW)
    store.conversations.save_offer("t2", "c1", "7", "{}", SOON)
    store.conversations.save_focus("c1", "7", "{}", SOON)
    store.conversations.purge(NOW)
    with store.database.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(OfferRow)) == 1
    assert store.conversations.find_offer("t2", NOW) is not None
    assert store.conversations.find_focus("c1", "7", NOW) == "{}"
