"""One consistent look at a database while clerks go on working, and a database that nobody else uses."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from hall.gate import storage_sentences
from hall.kernel.refusal import Refusal
from hall.storage import settings
from hall.storage.engine import for_writing
from hall.storage.place import HallFacts
from hall.storage.trouble import refusal_of


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Open a look that sees the database as it is at this instant until it ends; writers do not wait for it.

    Raises:
        Refusal: `storage.…` when the database is lost meanwhile.
    """
    with sentences(), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        connection.exec_driver_sql("SELECT 1 FROM setting LIMIT 1")  # the first look is the one that counts
        yield connection


@contextmanager
def alone(engine: Engine) -> Iterator[Connection]:
    """Hold a database against everybody else, for reading all of it, until this ends.

    Raises:
        Refusal: `backup.in_use` while any window of the hall is open.
    """
    engine.dispose()  # whatever this very program has left open
    opened = _postgres_alone(engine) if engine.dialect.name == "postgresql" else _sqlite_alone(engine)
    try:
        with sentences(), opened as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def sentences() -> Iterator[None]:
    """Turn what befalls a driver's own connection into the same refusals as everywhere."""
    try:
        with storage_sentences():
            yield
    except (sqlite3.Error, psycopg.Error) as error:
        if isinstance(error, psycopg.DataError):
            raise Refusal("backup.cannot_hold") from error
        raise refusal_of(error) or error from error


@contextmanager
def _postgres_alone(engine: Engine) -> Iterator[Connection]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        refuse_others(connection)
        # Locks first: a snapshot that is taken before them could miss what was written in between.
        names = connection.exec_driver_sql(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables WHERE schemaname = current_schema()"
        ).scalar()
        connection.rollback()
        if names:
            connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE NOWAIT")
        refuse_others(connection)
        yield connection


def refuse_others(connection: Connection) -> None:
    """See that nobody but the host's own service is connected to a PostgreSQL database.

    Raises:
        Refusal: `backup.in_use`.
    """
    others = connection.exec_driver_sql(
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND usesysid IS NOT NULL AND pid <> pg_backend_pid() "
        "AND application_name <> 'host'"
    ).scalar_one()
    if others:
        raise Refusal("backup.in_use")


@contextmanager
def _sqlite_alone(engine: Engine) -> Iterator[Connection]:
    """Leave WAL mode, which SQLite allows to the only connection: nobody comes in then, and no log lies beside it."""
    with for_writing(engine).connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.execute("PRAGMA busy_timeout=500").close()
        try:
            driver.execute("PRAGMA journal_mode=DELETE").close()
            mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar_one()  # with the write lock now
        except (sqlite3.OperationalError, OperationalError) as busy:
            raise _in_use(busy) from busy
        if mode != "delete":
            raise Refusal("backup.in_use")
        yield connection


def _in_use(error: Exception) -> Exception:
    cause = error.orig if isinstance(error, OperationalError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    return Refusal("backup.in_use") if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else error


def stands_in(connection: Connection) -> bool:
    """Tell whether a hall stands in a database; tables alone, as a host makes them, are none."""
    if not inspect(connection).has_table(settings.Setting.__tablename__):
        return False
    with Session(connection) as session:
        facts = settings.read(session, HallFacts)
    return bool(facts.hall_id or facts.name)
