"""A whole copy of the hall's SQLite file beside it, made while the hall works, looked through before it counts."""

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from hall.kernel.refusal import Refusal
from hall.storage.engine import BUSY_SECONDS

FOLDER: Final = "backups"
_NAME: Final = re.compile(r"[a-z]+-[0-9A-Za-z][0-9A-Za-z-]{0,60}\.db")
"""Names of copies: what sorts them first, then the rest; no path, no device, nothing hidden."""
_ROOM: Final = 1.2
"""The disk needs so much more than the file: the copy is written whole before an older one goes."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was read again: its name, its size in bytes, and how many rows stand in how many tables."""

    name: str
    size: int
    tables: int
    rows: int


def sqlite_file(engine: Engine) -> Path | None:
    """Return the file of a SQLite database; None for a server, whose host makes the copies."""
    if engine.url.get_backend_name() != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def back_up(source: Path, name: str, *, keep: int) -> Copied:
    """Copy a hall's file into `backups/` beside it, prove the copy, and let the oldest copies go.

    Args:
        source: the file, which may be in use.
        name: of the copy; one of that name is replaced once the new one is proven.
        keep: how many copies stay.

    Raises:
        Refusal: `storage.backup_name` for a name that is none of a file here, `storage.disk_full`,
            `storage.backup_damaged` when the copy differs from the file, `storage.backup_failed`.
    """
    if not _NAME.fullmatch(name):
        raise Refusal("storage.backup_name", name=name[:60])
    folder = source.parent / FOLDER
    half = folder / f"{name}.part"
    try:
        folder.mkdir(exist_ok=True)
        if shutil.disk_usage(folder).free < source.stat().st_size * _ROOM:
            raise Refusal("storage.disk_full")
        _copy(source, half)
        copied = _proven(source, half, name)
        _settle(half, folder / name)
        _rotate(folder, name.partition("-")[0], keep)
    except (OSError, sqlite3.Error) as error:
        raise Refusal("storage.backup_failed", folder=str(folder)) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink()
    return copied


def count_rows(file: Path) -> tuple[int, int]:
    """Return how many tables a file has and how many rows stand in them, after SQLite's own quick check.

    Raises:
        Refusal: `storage.backup_damaged`.
    """
    with _reading(file) as connection:
        if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise Refusal("storage.backup_damaged", file=file.name)
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        tables = [str(name) for (name,) in named]
        rows = [connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables]
    return len(tables), sum(rows)


@contextlib.contextmanager
def _reading(file: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that is only read."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)
    try:
        yield connection
    finally:
        connection.close()


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    into = sqlite3.connect(target)
    try:
        with _reading(source) as connection:
            connection.backup(into)
        into.execute("PRAGMA journal_mode=DELETE")  # one file, readable without a log beside it
    finally:
        into.close()


def _proven(source: Path, copy: Path, name: str) -> Copied:
    """Open the copy, look it through and compare its rows with those of the file."""
    tables, rows = count_rows(copy)
    if (tables, rows) != count_rows(source):
        raise Refusal("storage.backup_damaged", file=name)
    return Copied(name, copy.stat().st_size, tables, rows)


def _settle(half: Path, whole: Path) -> None:
    """Put the copy in its place only when it is on the disk."""
    with half.open("rb+") as file:
        os.fsync(file.fileno())
    half.replace(whole)


def _rotate(folder: Path, kind: str, keep: int) -> None:
    """Let the oldest copies go: those of the nights and those of before an upgrade do not push each other out."""
    for old in sorted(folder.glob(f"{kind}-*.db"))[:-keep]:
        old.unlink()
