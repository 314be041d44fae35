"""A stored unit is found under the vocabulary of today, whichever it was stored under."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from knowledge.commands import Actor, ImportPlan
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.schema import UnitNameRow
from knowledge.store import open_store
from knowledge.types import TaskFilter
from knowledge.units import unit_key
from tests.knowledge.conftest import Performs
from tests.knowledge.drafts import assignment, plan, task


@pytest.fixture
def outdated(url: str) -> str:
    """A store whose units were keyed by a vocabulary of another time."""
    with open_store(url) as store:
        draft = plan(task("1", assignment(lead=("Sở Nội vụ",))))
        perform(store, ImportPlan(draft), Actor("7", "Lan", Role.ADMIN), datetime(2025, 1, 6, tzinfo=UTC))
        with store.database.writing() as connection:
            connection.execute(update(UnitNameRow).values(unit_key="xưa", keyed_by="xưa"))
    return url


def test_units_are_keyed_anew_when_the_vocabulary_has_changed(outdated: str) -> None:
    with open_store(outdated) as store:
        assert store.tasks.count_tasks(TaskFilter(units=(unit_key("Sở Nội vụ"),))) == 1


def test_keying_anew_leaves_what_is_printed_as_it_was(outdated: str) -> None:
    with open_store(outdated) as store:
        assert store.tasks.list_tasks()[0].assignments[0].lead == ("Sở Nội vụ",)


def test_a_name_is_kept_once_however_often_it_is_printed(do: Performs, url: str) -> None:
    do(ImportPlan(plan(task("1", assignment()), task("2", assignment()), file="a.txt")))
    do(ImportPlan(plan(task("1", assignment()), file="b.txt")))
    with open_store(url) as store, store.database.reading() as connection:
        names = connection.scalars(select(UnitNameRow.printed)).all()
    assert sorted(names) == ["Sở Nội vụ", "Sở Tài chính"]
