"""Folds SQLite's log into the file so that a log which loses its end still leaves a beginning, at whatever instant.

SQLite folds a log by writing over the file's pages in place. A log that is then cut below what was folded lays old
pages over new ones, or leaves some pages new and others old; neither is anything that ever was. So what is folded lies
on the disk a second time, in `hall.db-fold`, until the log has begun anew; an opening that finds the log shorter than
that copy puts the copy back, and the hall is as it was when the fold began.
"""

import contextlib
import logging
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from sqlalchemy import Engine

from hall.kernel.refusal import Refusal
from hall.kernel.whole_file import whole_file

FULL_BYTES = 1024 * 1024
"""A log of this size is folded; reading gets slower with its length, and folding costs some milliseconds."""

_WAIT_MS = 250
"""So long a fold waits for a writer to end; after that the next second tries again."""

_HEAD_BYTES = 32
_SALTS = slice(16, 24)
"""Where in its head a log has the numbers that are new each time it begins anew."""
log = logging.getLogger(__name__)


def fold(engine: Engine, full_bytes: int = FULL_BYTES) -> bool:
    """Fold the log of a SQLite file if it has grown; tell whether it has begun anew.

    Raises:
        OSError: the second copy finds no room; nothing is folded then.
        sqlite3.Error: somebody else writes for long; the next call tries again.
    """
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return False
    logged, copy = _beside(Path(engine.url.database))
    if _size(logged) < full_bytes and not copy.exists():
        return False
    with _patient(engine) as holds, _patient(engine) as folds:
        with _alone(holds):  # nobody may add to the log what is not in the copy
            _copy_whole(logged, copy)
            busy, frames, done = folds.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if busy or frames != done:  # somebody still reads what was before; the copy stays until a later fold
            return False
        _begin_anew(holds)
        with _alone(holds):  # so that it is not the copy of somebody else who folds already
            begun_anew = _salts(logged) != _salts(copy)
            if begun_anew:
                copy.unlink()
    return begun_anew


def tidy(engine: Engine, full_bytes: int = FULL_BYTES) -> None:
    """Fold if there is something to fold; where that cannot be just now, a later call does."""
    try:
        fold(engine, full_bytes)
    except (OSError, sqlite3.Error):
        log.warning("the log could not be folded", exc_info=True)


def mend(file: Path) -> bool:
    """Put back what a log has lost while it was folded, before anybody opens the file; tell whether it was needed.

    A log of which not even the head is left gives nothing back. Whether it was the one that was being folded or had
    begun anew since: nothing was folded after the copy was made, so the copy leads to where its fold ends or ended.

    Raises:
        Refusal: `storage.damaged` when the copy is none.
    """
    logged, copy = _beside(file)
    if not copy.exists():
        return False
    if not logged.exists():  # closed in order since: SQLite takes the log away when it has folded all of it
        copy.unlink(missing_ok=True)
        return False
    size, salts = _size(logged), _salts(logged)  # in this order: it grows shorter only after it has begun anew
    copied = _salts(copy)
    if not copied:
        raise Refusal("storage.damaged")
    if salts and (salts != copied or size >= _size(copy)):
        return False
    log.warning("the log had lost %d bytes of what was being folded; they are put back", _size(copy) - size)
    _copy_whole(copy, logged)
    file.with_name(f"{file.name}-shm").unlink(missing_ok=True)
    return True


@contextlib.contextmanager
def _patient(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Lend a connection that begins and ends nothing by itself and waits for nobody for long."""
    with contextlib.closing(engine.raw_connection()) as lent:
        connection = cast(sqlite3.Connection, lent.driver_connection)
        (waits,) = connection.execute("PRAGMA busy_timeout").fetchone()
        connection.execute(f"PRAGMA busy_timeout={_WAIT_MS}").close()
        try:
            yield connection
        finally:
            connection.execute(f"PRAGMA busy_timeout={waits}").close()


def _begin_anew(connection: sqlite3.Connection) -> None:
    """Write something that changes nothing: the first writer after a whole fold begins the log anew."""
    with contextlib.suppress(sqlite3.Error):  # then the next who writes does
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        connection.execute(f"PRAGMA user_version={version}").close()


@contextlib.contextmanager
def _alone(connection: sqlite3.Connection) -> Iterator[None]:
    """Keep everybody else from writing; nothing is written here either."""
    connection.execute("BEGIN IMMEDIATE").close()
    try:
        yield
    finally:
        connection.execute("ROLLBACK").close()


def _copy_whole(source: Path, target: Path) -> None:
    """Copy a file so that the target is either what it was or the whole copy."""
    with source.open("rb") as old, whole_file(target) as new:
        shutil.copyfileobj(old, new)


def _beside(file: Path) -> tuple[Path, Path]:
    """Return where the log of a file lies, and the copy of it."""
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-fold")


def _salts(file: Path) -> bytes:
    """Return the salts of a log; nothing where it has no whole head."""
    with file.open("rb") as bytes_:
        head = bytes_.read(_HEAD_BYTES)
    return head[_SALTS] if len(head) == _HEAD_BYTES else b""


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
