"""The one place where the parts meet; each is imported only when a command needs it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.settings import Settings
from knowledge.errors import StoreUnavailableError

if TYPE_CHECKING:
    from bot.channels.answering import Speaking
    from handlers.files import Files
    from knowledge.importing.draft import PlanDraft
    from knowledge.store import Store


# Longer than any report it could belong to waits for its yes.
_EVIDENCE_WAITS = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Parts:
    """An open archive and the assistant that answers from it."""

    store: "Store"
    assistant: "Speaking"


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
def build(settings: Settings, seconds: Callable[[], float] = time.monotonic) -> Iterator[Parts]:
    """The archive with its index and the assistant in front of them, and the office's own words in all of them."""
    from bot.rereading import RereadingAssistant, read_words
    from index.embedder import load_embedder

    words = read_words(settings.home)
    with open_archive(settings) as store:
        embedder = load_embedder(settings.encoder)
        yield Parts(store, RereadingAssistant(store, embedder, words, settings.home, files(settings), seconds))


def files(settings: Settings) -> "Files":
    """Files that come in, read within the limits that are set, those that go out, and those that are kept."""
    from handlers.files import Files
    from handlers.outgoing import Outgoing
    from knowledge.evidence_files import EvidenceFiles

    evidence = EvidenceFiles(settings.home / "evidence", a_day=settings.evidence_mb_a_day * 1024 * 1024)
    return Files(partial(_read_plan, settings), Outgoing(settings.home / "outgoing"), evidence)


def sweep_evidence(store: "Store", settings: Settings) -> None:
    """Delete what was sent to prove a report and never did, and what an end of the program left half done."""
    store.evidence.sweep(files(settings).evidence, clock(settings)() - _EVIDENCE_WAITS)


def _read_plan(settings: Settings, path: Path) -> "PlanDraft":
    from knowledge.importing.read import read_plan

    return read_plan(path, settings.max_file_bytes, settings.import_limits)


def clock(settings: Settings) -> Callable[[], datetime]:
    """Now, in the office's time zone."""
    return lambda: datetime.now(settings.zone)
