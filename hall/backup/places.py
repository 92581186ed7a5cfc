"""Where a hall's data are and where they can go: a data folder, a server, the way to it."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from hall.backup.snapshot import snapshot
from hall.backup.writing import Head, head_of, root_of
from hall.kernel.refusal import Refusal
from hall.storage import connection
from hall.storage.connection import Connection
from hall.storage.engine import open_engine
from hall.storage.recovery import root_of as root_of_code
from hall.witness import FILE as NOTE

__all__ = [
    "Way",
    "authority_in",
    "home_of",
    "note_in",
    "root_at",
    "root_of_code",
    "way_by_address",
    "way_by_connection",
]

Way = tuple[Engine, Callable[[], object]]
"""A server's database, and what puts the way to it into the data folder."""


def home_of(folder: Path) -> Path | Engine:
    """Return where a hall of a data folder stands: the folder itself, or the server to which it leads."""
    way = connection.read(folder)
    if way is None:
        return folder
    return open_engine(way if isinstance(way, str) else connection.url_of(folder, way))


def note_in(folder: Path) -> Path:
    """Return where it is noted beside a hall's books how far they reach."""
    return folder / NOTE


def way_by_address(folder: Path, url: str) -> Way:
    """Return the way to a database by its SQLAlchemy URL.

    Raises:
        Refusal: `backup.no_address` for what is no address of a PostgreSQL database.
    """
    try:
        engine = open_engine(url)
    except (ArgumentError, NoSuchModuleError) as wrong:
        raise Refusal("backup.no_address") from wrong
    if engine.dialect.name != "postgresql":
        raise Refusal("backup.no_address")
    return engine, lambda: connection.write_address(folder, url)


def way_by_connection(folder: Path, way: Connection, password: str) -> Way:
    """Return the way to the host's database."""
    authority = folder / way.certificate if way.certificate else None
    engine = open_engine(connection.address(way, password, authority))
    return engine, lambda: connection.write(folder, way, password)


def authority_in(folder: Path) -> Path | None:
    """Return the authority by which a data folder knows its host; None where the host is this very PC."""
    pinned = folder / connection.CERTIFICATE
    return pinned if pinned.exists() else None


def root_at(engine: Engine) -> bytes:
    """Return the root secret of the hall that stands in a database.

    Raises:
        Refusal: `backup.no_hall`, `backup.key_missing`.
    """
    with snapshot(engine) as opened:
        head: Head = head_of(opened)
    return root_of(head)
