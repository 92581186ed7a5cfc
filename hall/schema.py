"""All tables of the hall in one place, and how a database comes to have those of the present version."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, Engine, event, inspect, text

import hall.agency.model
import hall.appointments.model
import hall.archive.model
import hall.audit.model
import hall.books.model
import hall.cases.duty_model
import hall.cases.model
import hall.cases.outside_model
import hall.cases.supervision_model
import hall.catalogue.model
import hall.contacts.model
import hall.documents.model
import hall.dossier.model
import hall.exchange.model
import hall.gate
import hall.keys.model
import hall.originals.model
import hall.people.fragments
import hall.people.model
import hall.posts.model
import hall.privacy.model
import hall.queue.model
import hall.queue.pace_model
import hall.ratings.model
import hall.screens.model
import hall.seals.model
import hall.security.model
import hall.statistics.model
import hall.stock.model
import hall.storage.changes
import hall.storage.due
import hall.storage.numbers
import hall.storage.restored
import hall.storage.sealing
import hall.storage.settings
import hall.workdays.model  # noqa: F401 -- importing a model declares its tables
from hall.audit import guard
from hall.kernel.refusal import Refusal
from hall.storage import sealing
from hall.storage.backup import back_up, sqlite_file
from hall.storage.base import Base
from hall.storage.engine import for_writing
from hall.storage.scrub import scrub

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0006"
MOVED: Final = "moved"
"""Stands in the place of a version where the hall was carried over to another database."""
_OLDER: tuple[str, ...] = ("0001", "0002", "0003", "0004", "0005")
COPIES_BEFORE: Final = 5
"""How many copies of before an upgrade stay."""
UPGRADE_LOG: Final = "hall.upgrade"
"""Who listens to this log can tell people that an upgrade takes a while."""
_SLOW_SECONDS: Final = 1.0
_UPGRADES: Final = 4_271_905
"""Number of the lock under which one PC at a time changes the tables of a server."""
log = logging.getLogger(UPGRADE_LOG)


def create(engine: Engine) -> None:
    """Make all tables of the present version at once, without the steps: for tests."""
    Base.metadata.create_all(engine)
    with engine.begin() as connection:
        guard.stand(connection)
    sealing.unlock(engine)


def prepare(engine: Engine) -> None:
    """Bring a database, new or of an older version, to the tables of today.

    Raises:
        Refusal: `storage.newer` when a newer version of the program has used it.
    """
    revision = revision_of(engine)
    if revision is not None and not is_known(revision):
        raise Refusal("storage.moved" if revision == MOVED else "storage.newer")
    if revision is None:
        _upgrade(engine, revision)
    elif revision != HEAD:
        with _said_when_slow():
            _upgrade(engine, revision)
            scrub(engine)
    else:
        _complete_guard(engine)
    sealing.unlock(engine)


def require_today(engine: Engine) -> None:
    """See that the host's tables are those of this version; a PC that the host serves never changes them.

    From then on every new connection sees to it as well: a host may be brought up to date while a window stays open,
    and a program of yesterday must not go on writing into the tables of today.

    Raises:
        Refusal: `storage.host_first` when the host is older, `storage.newer` when it is newer, `storage.moved`.
    """
    _refuse_another(revision_of(engine))
    if not event.contains(engine, "connect", _look_at_version):
        event.listen(engine, "connect", _look_at_version)
    sealing.unlock(engine)


def _look_at_version(connection: Any, _record: object) -> None:  # noqa: ANN401 -- the driver's own
    """Look at the tables' version on a connection that the driver has just opened."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT version_num FROM alembic_version")
            row = cursor.fetchone()
        connection.rollback()
        _refuse_another(row[0] if row else None)
    except Refusal:
        connection.close()
        raise


def _refuse_another(revision: str | None) -> None:
    if revision is None or revision in _OLDER:
        raise Refusal("storage.host_first")
    if revision != HEAD:
        raise Refusal("storage.moved" if revision == MOVED else "storage.newer")


def revision_of(engine: Engine) -> str | None:
    """Return the version of the tables, None for an empty database."""
    with engine.connect() as connection:
        return revision_on(connection)


def revision_on(connection: Connection) -> str | None:
    """Return the version of the tables as a transaction sees it, None for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def leave(connection: Connection) -> None:
    """Mark a database whose hall has moved elsewhere, so that nobody goes on working in it."""
    if revision_on(connection) is not None:
        connection.execute(text("UPDATE alembic_version SET version_num = :moved"), {"moved": MOVED})


def is_known(revision: str) -> bool:
    """Tell whether this program knows a version of the tables."""
    return revision in (*_OLDER, HEAD)


def build(connection: Connection, revision: str) -> None:
    """Make the tables of a version on an empty database, in the caller's transaction and without guards."""
    from alembic import command

    if revision != HEAD:
        command.upgrade(_migrations_on(connection), revision)
        return
    Base.metadata.create_all(connection)  # the steps lead to just these tables, and need ten times as long
    command.stamp(_migrations_on(connection), HEAD)


def finish(connection: Connection) -> None:
    """Bring tables that were built and filled to those of today, guards included, in the caller's transaction."""
    if revision_on(connection) != HEAD:
        from alembic import command

        command.upgrade(_migrations_on(connection), "head")
    guard.stand(connection)


def _upgrade(engine: Engine, revision: str | None) -> None:
    """Climb all steps in one transaction, so that an interrupted upgrade leaves the old tables and nothing between."""
    from alembic import command  # only needed when there is something to do: costs a window's start 0.1 s

    file = sqlite_file(engine)
    if revision is not None and file is not None:
        back_up(file, copy_before(revision), keep=COPIES_BEFORE)
    with for_writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADES})")
        if revision_on(connection) != HEAD:  # nobody else was faster
            command.upgrade(_migrations_on(connection), "head")


def _complete_guard(engine: Engine) -> None:
    """Let the guard that an older program put up refuse all that today's does."""
    with engine.connect() as connection:
        if guard.is_of_today(connection):
            return
    with for_writing(engine).begin() as connection:
        guard.complete(connection)


def copy_before(revision: str) -> str:
    """Return the name of the copy that is made of a SQLite hall before its tables change."""
    return f"upgrade-{revision}-to-{HEAD}.db"


@contextmanager
def _said_when_slow() -> Iterator[None]:
    """Let whoever waits more than a second know why."""
    teller = threading.Timer(_SLOW_SECONDS, log.warning, ("the data are brought to the tables of today",))
    teller.daemon = True
    teller.start()
    try:
        yield
    finally:
        teller.cancel()


def _migrations_on(connection: Connection) -> "Config":
    config = migrations()
    config.attributes["connection"] = connection
    return config


def migrations() -> "Config":
    """Return the configuration of the migration steps, without a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "hall:migrations")
    return config
