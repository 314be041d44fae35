"""Opening a store: what it makes, what it refuses, and how it says so."""

import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

import knowledge.migrations
from knowledge.commands import Actor, ImportPlan
from knowledge.errors import StoreTooNewError, StoreUnavailableError
from knowledge.migrations.upgrade import revisions
from knowledge.perform import perform
from knowledge.roles import Role
from knowledge.schema import Record
from knowledge.store import Store, open_store
from tests.knowledge.drafts import plan


def test_the_folder_of_the_database_is_made(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/a/b/dondoc.sqlite3") as store:
        assert store.plans.list_plans() == ()


def test_a_folder_with_spaces_accents_and_percent_signs_is_as_good_as_any(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path}/Kế hoạch 50%/đôn đốc.sqlite3") as store:
        assert store.tasks.count_tasks() == 0


def test_the_migrations_make_just_the_tables_of_the_schema(store: Store) -> None:
    with store.database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Record.metadata) == []


def test_the_revisions_are_those_that_alembic_finds() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(knowledge.migrations.__file__).parent))
    scripts = ScriptDirectory.from_config(config).walk_revisions()
    assert [script.revision for script in scripts] == list(reversed(revisions()))


def test_opening_again_does_not_import_alembic(url: str) -> None:
    open_store(url).close()
    program = (
        f"import sys; from knowledge.store import open_store; open_store({url!r}); print('alembic' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_what_was_stored_is_there_after_opening_again(url: str) -> None:
    with open_store(url) as store:
        perform(store, ImportPlan(plan()), Actor("7", "Lan", Role.ADMIN), datetime(2025, 1, 6, tzinfo=UTC))
    with open_store(url) as store:
        assert store.plans.export("ke-hoach.txt") == plan()


def _open_and_count(url: str) -> int:
    with open_store(url) as store:
        return store.tasks.count_tasks()


def test_processes_that_start_at_once_on_a_new_home_all_get_the_store(url: str) -> None:
    with get_context("spawn").Pool(4) as pool:
        assert pool.map(_open_and_count, [url] * 4) == [0] * 4


def test_writers_are_durable_and_keys_are_checked(store: Store) -> None:
    with store.database.reading() as connection:
        told = [connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys", "synchronous")]
    assert told == ["wal", 1, 2]


def test_a_talk_waits_for_no_disk_and_all_else_does(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'dondoc.sqlite3'}") as store:
        told = []
        for lightly in (True, False, True, False):
            with store.database.writing(lightly=lightly) as connection:
                told.append(connection.scalar(text("PRAGMA synchronous")))
    assert told == [1, 2, 1, 2]


def test_a_store_of_a_newer_version_is_left_alone(url: str) -> None:
    with open_store(url) as store, store.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreTooNewError) as told:
        open_store(url)
    assert told.value.revision == "9999"


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "ghi-chu.sqlite3"
    file.write_text("Đây không phải cơ sở dữ liệu. " * 50)
    before = file.read_bytes()
    with pytest.raises(StoreUnavailableError):
        open_store(f"sqlite:///{file}")
    assert file.read_bytes() == before


def test_a_path_through_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("")
    with pytest.raises(StoreUnavailableError):
        open_store(f"sqlite:///{tmp_path}/tep/dondoc.sqlite3")


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError):
        open_store(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize(
    "url", ["", "không phải địa chỉ", "sqlite://", "sqlite:///:memory:", "mysql://h/d", "nosuch://h/d"]
)
def test_an_address_that_can_not_be_used_is_refused(url: str) -> None:
    with pytest.raises(StoreUnavailableError):
        open_store(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://don:b%40t-m@t@127.0.0.1:1/d",
        "postgresql://127.0.0.1:1/d?user=don&password=b%40t-m@t",
        "postgresql+nosuch://don:b%40t-m@t@127.0.0.1:1/d",
        "postgresql://don:b%40t-m@t@127.0.0.1:không/d",
    ],
)
def test_the_password_never_shows(url: str) -> None:
    with pytest.raises(StoreUnavailableError) as told:
        open_store(url)
    assert "t-m" not in str(told.value) + told.value.url + told.value.detail


def test_a_database_that_vanishes_later_is_said_to_be_unavailable(store: Store, tmp_path: Path) -> None:
    store.close()
    connection = sqlite3.connect(tmp_path / "home" / "dondoc.sqlite3")
    connection.execute("DROP TABLE doubts")
    connection.close()
    with pytest.raises(StoreUnavailableError):
        store.plans.list_plans()
