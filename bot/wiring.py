"""The one place where the parts meet; each is imported only when a command needs it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.settings import Settings
from knowledge.errors import StoreUnavailableError

if TYPE_CHECKING:
    from handlers.assistant import Assistant
    from knowledge.store import Store


@dataclass(frozen=True, slots=True)
class Parts:
    """An open archive and the assistant that answers from it."""

    store: "Store"
    assistant: "Assistant"


@contextmanager
def open_archive(settings: Settings) -> "Iterator[Store]":
    """The archive alone, its home made on first use, closed at the end."""
    from knowledge.store import open_store

    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailableError(str(settings.home), error.strerror or str(error)) from error
    store = open_store(settings.store_url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def build(settings: Settings) -> Iterator[Parts]:
    """The archive with its index and the assistant in front of them, and the office's own words in all of them."""
    from bot.vocabulary import own_words
    from handlers.assistant import Assistant
    from handlers.understanding.hear import Ear
    from index.embedder import load_embedder
    from index.questions import load_question_words, load_synonyms
    from index.retriever import Retriever
    from index.sync import Sync
    from knowledge.vietnamese.abbreviations import load_abbreviations

    ear = Ear(own_words(settings.home, "cues"))
    abbreviations = load_abbreviations(own_words(settings.home, "abbreviations"))
    asking = load_question_words(own_words(settings.home, "question_words"))
    synonyms = load_synonyms(own_words(settings.home, "synonyms"))
    with open_archive(settings) as store:
        retriever = Retriever(
            load_embedder(settings.encoder), abbreviations, asking, ear.vocabulary, synonyms, ear.spelt_pairs
        )
        sync = Sync(store, retriever, settings.home / "index")
        yield Parts(store, Assistant(store, retriever, sync, ear, abbreviations))


def clock(settings: Settings) -> Callable[[], datetime]:
    """Now, in the office's time zone."""
    return lambda: datetime.now(settings.zone)
