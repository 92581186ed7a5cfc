"""A SQLite database that is built beside a hall's file and takes its place in one step."""

import contextlib
import os
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import Connection

from hall.kernel.ids import new_id
from hall.kernel.whole_file import settle
from hall.storage.backup import FOLDER
from hall.storage.engine import for_writing, open_engine, sqlite_url

_LOGS: Final = ("-wal", "-shm", "-journal", "-fold")


class Scratch:
    """A database file under a name that no window opens; gone when this ends, unless it was put in its place."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f".building-{new_id()}.part"
        self._engine = open_engine(sqlite_url(self.file))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()
        for name in ("", *_LOGS):
            with contextlib.suppress(OSError):
                self.file.with_name(self.file.name + name).unlink()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Open the one transaction in which it is filled; afterwards the file lies whole on the disk."""
        with for_writing(self._engine).connect() as connection:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            for pragma in ("journal_mode=MEMORY", "synchronous=OFF", "cache_size=-65536"):
                driver.execute(f"PRAGMA {pragma}").close()  # nobody misses a half-built file
            with connection.begin():
                yield connection
        self._engine.dispose()
        with self.file.open("rb+") as written:
            os.fsync(written.fileno())


def is_database(file: Path) -> bool:
    """Tell whether SQLite takes a file for its own, without touching it or its log: opening would clear that away."""
    looking = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        looking.execute("PRAGMA schema_version").close()
    except sqlite3.DatabaseError:
        return False
    finally:
        looking.close()
    return True


def put_in_place(new: Path, database: Path, name: str, held: ExitStack) -> Path | None:
    """Put a database in the place of another, which is kept under a dated name; answers with where.

    Args:
        new: the database, closed and on the disk.
        database: where the hall's file is.
        name: what the other one is called in `backups/`.
        held: what holds the other one against its windows.
    """
    kept = _kept(database, name) if database.exists() else None
    if sys.platform == "win32":
        held.close()  # a file that is open cannot be replaced there
    for log in _LOGS:  # of a damaged file: read into the new one, it would damage that too
        with contextlib.suppress(FileNotFoundError):
            database.with_name(database.name + log).unlink()
    new.replace(database)
    settle(database.parent)
    return kept


def set_aside(database: Path, name: str) -> Path:
    """Move a hall's file out of the way, to be read only; answers with where it lies."""
    kept = _free(database.parent / FOLDER, name)
    database.replace(kept)
    kept.chmod(0o444)
    settle(database.parent)
    return kept


def _kept(database: Path, name: str) -> Path:
    """Give a hall's file, and the log of a damaged one, a second name in `backups/`."""
    kept = _free(database.parent / FOLDER, name)
    for log in ("", "-wal"):
        source = database.with_name(database.name + log)
        if source.exists():
            _linked(source, kept.with_name(kept.name + log))
    settle(kept.parent)
    return kept


def _linked(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:  # a file system that knows no second names
        shutil.copy2(source, target)


def _free(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    file, number = folder / f"{name}.db", 1
    while file.exists():
        number += 1
        file = folder / f"{name}-{number}.db"
    return file
