"""Brings a database up to the newest revision, once, whoever comes first."""

from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from knowledge.errors import StoreTooNewError
from knowledge.schema.database import Database, claim

_FOLDER = Path(__file__).parent


@lru_cache(maxsize=1)
def revisions() -> tuple[str, ...]:
    """The revisions known to this version of the program, oldest first, by the names of their files."""
    return tuple(sorted(path.name.split("_")[0] for path in (_FOLDER / "versions").glob("[0-9]*.py")))


def bring_up_to_date(database: Database) -> None:
    """Migrate `database` to the newest revision; costs one small query where nothing is to be done."""
    with database.reading() as connection:
        if _is_current(database, connection):
            return
    with database.writing() as connection:
        claim(connection, "migration")
        # Another process may have migrated while this one waited for the lock.
        if not _is_current(database, connection):
            _upgrade(connection)


def _is_current(database: Database, connection: Connection) -> bool:
    if not inspect(connection).has_table("alembic_version"):
        return False
    revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if revision is not None and revision not in revisions():
        raise StoreTooNewError(database.url, revision)
    return bool(revision == revisions()[-1])


def _upgrade(connection: Connection) -> None:
    # Imported here because it takes longer than all the rest, and is seldom needed.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
