"""Opens the hall's database: one SQLite file on one PC, or PostgreSQL for a hall full of them."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

BUSY_SECONDS = 20
POOL = 3
"""Connections that a window keeps; forty windows and their feeds then stay below what an old host serves."""
WRITES = "hall_writes"
HEARTBEAT: dict[str, int] = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""Seconds (the last: milliseconds) after which a server that was unplugged, or a PC that slept, is noticed.

The system's own answer is two hours, in which a screen would wait for an answer or hear of no change."""


def sqlite_url(file: Path) -> str:
    """Return the database URL of a SQLite file."""
    return f"sqlite+pysqlite:///{file}"


def open_engine(url: str | URL) -> Engine:
    """Open a database by its SQLAlchemy URL, `sqlite+pysqlite:///…` or `postgresql+psycopg://…`."""
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url)
    return create_engine(url, pool_size=POOL, max_overflow=10, pool_pre_ping=True, connect_args=HEARTBEAT)


def for_writing(engine: Engine) -> Engine:
    """Return the same engine for writers: on SQLite each transaction takes the write lock at its beginning.

    A transaction that reads first and writes later would fail when another process has written in between.
    """
    return engine.execution_options(**{WRITES: True})


def _open_sqlite(url: str | URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:  # noqa: ANN401 -- SQLAlchemy's own record
    connection.isolation_level = None  # the driver must not begin on its own: `_begin_sqlite` does
    # The log is folded by `hall.storage.folding`, which keeps a copy of it, and never at somebody's commit; a log that
    # begins anew gives its room back.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=0",
                   "journal_size_limit=0"):  # fmt: skip
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
