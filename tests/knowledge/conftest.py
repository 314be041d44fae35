"""An open, empty store for each test."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.commands import Actor, PlanCommand
from knowledge.perform import Performed, perform
from knowledge.roles import Role
from knowledge.store import Store, open_store

Performs = Callable[[PlanCommand], Performed]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'dondoc.sqlite3'}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def do(store: Store) -> Performs:
    """Performs a command on the store, as one and the same person at one and the same time."""
    return lambda command: perform(store, command, Actor("7", "Lan", Role.ADMIN), datetime(2025, 1, 6, 9, tzinfo=UTC))
