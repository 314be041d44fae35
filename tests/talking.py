"""An assistant over a store of its own with the sample plan, wired as the program wires it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.settings import Settings
from bot.wiring import build
from handlers.assistant import Assistant
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.samples import load_sample


@contextmanager
def open_assistant(home: Path, year: int) -> Iterator[Assistant]:
    with build(Settings(home=home)) as parts:
        perform(parts.store, ImportPlan(load_sample(year)), Actor("test", "test", "admin"), datetime.now(UTC))
        yield parts.assistant
