"""A home filled with plans made up, through the same command by which a person imports one."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.bench.making import YEAR, made_plan, made_plans
from bot.settings import Settings
from bot.wiring import open_archive
from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role

_MAKER = Actor("bench", "bench", Role.ADMIN)
_AT = datetime(YEAR, 1, 10, 8, tzinfo=UTC)


def fill(home: Path, tasks: int, seed: int = 1) -> int:
    """Import plans that have so many tasks together, and count the plans."""
    with open_archive(Settings(home=home, database_url=None)) as store:
        return sum(bool(perform(store, ImportPlan(draft), _MAKER, _AT)) for draft in made_plans(tasks, seed))


def change(home: Path, seed: int = 1) -> None:
    """Import the first plan anew with a task less."""
    draft = made_plan(0, seed=seed)
    with open_archive(Settings(home=home, database_url=None)) as store:
        perform(store, ImportPlan(replace(draft, tasks=draft.tasks[1:])), _MAKER, _AT)
