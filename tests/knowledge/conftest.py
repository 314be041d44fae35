"""An open, empty store for each test."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest

from knowledge.commands import Actor, PlanCommand
from knowledge.perform import Performed, perform
from knowledge.roles import Role
from knowledge.store import Store, open_store

Performs = Callable[[PlanCommand], Performed]


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'home' / 'dondoc.sqlite3'}"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty store."""
    file = tmp_path_factory.mktemp("empty") / "dondoc.sqlite3"
    open_store(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def store(made_once: Path, tmp_path: Path, url: str) -> Iterator[Store]:
    (tmp_path / "home").mkdir()
    copy(made_once, tmp_path / "home")
    with open_store(url) as opened:
        yield opened


@pytest.fixture
def do(store: Store) -> Performs:
    """Performs a command on the store, as one and the same person at one and the same time."""
    return lambda command: perform(store, command, Actor("7", "Lan", Role.ADMIN), datetime(2025, 1, 6, 9, tzinfo=UTC))
