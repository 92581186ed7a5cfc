"""Opens the hall's database: one SQLite file on one PC, or PostgreSQL for a hall full of them."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event

BUSY_SECONDS = 20
WRITES = "hall_writes"


def sqlite_url(file: Path) -> str:
    """Return the database URL of a SQLite file."""
    return f"sqlite+pysqlite:///{file}"


def open_engine(url: str) -> Engine:
    """Open a database by its SQLAlchemy URL, `sqlite+pysqlite:///…` or `postgresql+psycopg://…`."""
    if url.startswith("sqlite"):
        return _open_sqlite(url)
    return create_engine(url, pool_size=5, max_overflow=10, pool_pre_ping=True)


def for_writing(engine: Engine) -> Engine:
    """Return the same engine for writers: on SQLite each transaction takes the write lock at its beginning.

    A transaction that reads first and writes later would fail when another process has written in between.
    """
    return engine.execution_options(**{WRITES: True})


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's own record
    connection.isolation_level = None  # the driver must not begin on its own: `_begin_sqlite` does
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
