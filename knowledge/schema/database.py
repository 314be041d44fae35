"""The way to the database: connections for reading and for writing, the same on SQLite and PostgreSQL."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, InterfaceError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.pool import ConnectionPoolEntry

from knowledge.errors import StoreUnavailableError

_PASSWORD = re.compile(r"(://[^:@/]*):.*@")
_QUERY_PASSWORD = re.compile(r"((?:password|passwd|passfile)=)[^&]*", re.IGNORECASE)
_BUSY_S = "30"
_WAL_TRIES = 100
_WAL_PAUSE_S = 0.05
_CONNECT_S = "10"
_WRITES = "dondoc_writes"
_LIGHTLY = "dondoc_lightly"
_BARE = "dondoc_bare"


class Database:
    """One database with a pool of connections, for use from any thread."""

    def __init__(self, url: str) -> None:
        self.url = _masked(url)
        with self._explained(SQLAlchemyError, ImportError, OSError, ValueError):
            self._engine = _engine(make_url(url))
        self._reader, self._writer = _reader(self._engine), self._engine.execution_options(**{_WRITES: True})
        self._light_writer = self._engine.execution_options(**{_WRITES: True, _LIGHTLY: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction in which all that is read is of one moment."""
        with self._explained(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, lightly: bool = False) -> Iterator[Connection]:
        """A transaction that is kept whole at the end, or not at all if anything is raised in it.

        What is written `lightly` waits for no disk: the newest of it may be lost when the power fails, and only then.
        """
        with self._explained(), (self._light_writer if lightly else self._writer).begin() as connection:
            yield connection

    def scrub(self, tables: Sequence[str]) -> None:
        """Write the tables anew, so that nothing deleted or overwritten in them stays in the database's own files."""
        with self._explained(), _bare(self._engine).connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(f"VACUUM FULL {', '.join(tables)}")
                return
            connection.exec_driver_sql("VACUUM")
            # Pages as they were stay in the journal until it is cut off, which waits for whoever still reads them.
            if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                raise StoreUnavailableError(self.url, "database is locked")

    def close(self) -> None:
        """Close the connections that are not in use."""
        self._engine.dispose()

    @contextmanager
    def _explained(self, *expected: type[Exception]) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, DataError):
            raise  # what was to be written is at fault, not the database
        except (*_UNAVAILABLE, *expected) as error:
            cause = getattr(error, "orig", None) or error
            raise StoreUnavailableError(self.url, str(cause)) from error


_UNAVAILABLE: tuple[type[Exception], ...] = (DatabaseError, InterfaceError, PoolTimeoutError)


def claim(connection: Connection, name: str) -> None:
    """Keep other writers off what `name` stands for until the transaction ends; SQLite has one writer anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))


def _masked(url: str) -> str:
    return _QUERY_PASSWORD.sub(r"\1***", _PASSWORD.sub(r"\1:***@", url))


def _engine(url: URL) -> Engine:
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(url)
        case "postgresql":
            # An address that nobody answers at should not keep a person waiting for minutes.
            patient = {"connect_timeout": _CONNECT_S, **url.query}
            return create_engine(url.set(query=patient), pool_pre_ping=True, **_POOL)
        case other:
            raise ValueError(f"neither SQLite nor PostgreSQL: {other}")


def _reader(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine
    # Several statements make one answer, so a read has to see one moment, as it does on SQLite. A writer must
    # not: it would go on seeing the moment before it got hold of what it claimed.
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _bare(engine: Engine) -> Engine:
    """Without transactions, in which a database can't be written anew."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(**{_BARE: True})


_POOL: dict[str, Any] = {"pool_size": 8, "max_overflow": 56}


def _sqlite(url: URL) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("a database in memory is not shared between threads")
    if not url.database.startswith("file:"):
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    # How long to wait for another writer; `?timeout=` of the URL says otherwise.
    patient = {"timeout": _BUSY_S, **url.query}
    engine = create_engine(url.set(query=patient), **_POOL)
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(dbapi_connection: sqlite3.Connection, _record: ConnectionPoolEntry) -> None:
    # The driver's own transactions begin too late to give a read one moment; ours begin in `_begin`.
    dbapi_connection.isolation_level = None
    dbapi_connection.execute("PRAGMA foreign_keys=ON")
    for _ in range(_WAL_TRIES):
        if _turned_to_wal(dbapi_connection):
            return
        sleep(_WAL_PAUSE_S)
    raise sqlite3.OperationalError("database is locked")


def _turned_to_wal(dbapi_connection: sqlite3.Connection) -> bool:
    # Where several processes make a new database at once SQLite refuses this at once, whatever the busy timeout.
    try:
        dbapi_connection.execute("PRAGMA journal_mode=WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True


def _begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could find another writer in between: take the lock at once.
    options = connection.get_execution_options()
    if options.get(_BARE, False):
        return
    writes = options.get(_WRITES, False)
    if writes:
        connection.exec_driver_sql(f"PRAGMA synchronous={'NORMAL' if options.get(_LIGHTLY, False) else 'FULL'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
