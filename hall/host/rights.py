"""The host's hand on roles: opens the server as its owner, and lets devices in and out."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection as Database
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hall import roles
from hall.host import plan
from hall.host.plan import MASTER, OWNER, SERVICE, Plan
from hall.storage import connection
from hall.storage.connection import Connection
from hall.storage.engine import open_engine
from hall.storage.trouble import sentence_for

_RIGHTS: Final = 4_271_906
"""Number of the lock under which one program at a time changes roles and rights of a server."""
_GIVES_WAY: Final = "300ms"
"""Sooner than the server looks for those who wait for each other (one second): only the change of rights gives way."""
_ALL_TABLES: Final = (
    "SELECT string_agg(oid::regclass::text, ', ' ORDER BY relname) FROM pg_class "
    "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
)


@contextmanager
def master(folder: Path, settled: Plan, database: str = "") -> Iterator[Database]:
    """Open one transaction as the server's owner.

    Raises:
        Refusal: `storage.…` when the server does not run.
    """
    authority = pinned(folder, settled)
    way = Connection(settled.given or "127.0.0.1", settled.inner_port, database or settled.database, MASTER,
                     named=authority is not None)  # fmt: skip
    engine = open_engine(connection.address(way, plan.master_password(folder), authority))
    try:
        with engine.begin() as opened:
            yield opened
    except DBAPIError as error:
        raise sentence_for(error) from error
    finally:
        engine.dispose()


def pinned(folder: Path, settled: Plan) -> Path | None:
    """Return the authority by which the host knows a given server; None where the server is on this very PC."""
    file = folder / connection.CERTIFICATE
    return None if settled.has_door or not file.exists() else file


def found(opened: Database, database: str) -> None:
    """Make the role that owns the hall's database, before there are tables in it."""
    _one_at_a_time(opened)
    if opened.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": OWNER}) is None:
        opened.exec_driver_sql(f"CREATE ROLE {OWNER} NOLOGIN")
        opened.exec_driver_sql(f"GRANT {OWNER} TO {MASTER}")
    opened.exec_driver_sql(f'ALTER DATABASE "{database}" OWNER TO {OWNER}')
    opened.exec_driver_sql(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC')
    opened.exec_driver_sql("GRANT ALL ON SCHEMA public TO " + OWNER)


def stand(opened: Database) -> None:
    """Make the roles and give them their rights on the tables that stand.

    All tables are taken at the beginning, or none: holding some and waiting for others, this and somebody's work
    could wait for each other, and the server would end either. Whoever comes meanwhile waits a moment.
    """
    _one_at_a_time(opened)
    tables = opened.scalar(text(_ALL_TABLES))
    if tables:
        opened.exec_driver_sql(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
    roles.apply(opened)
    opened.exec_driver_sql(f"GRANT {SERVICE} TO {MASTER}")  # on a given server its maker is not its master


def admit(opened: Database, device_id: str, kind: str, password: str) -> str:
    """Make the login role of a device; answers with its name."""
    return roles.admit(opened, device_id, kind, password)


def expel(opened: Database, device_id: str) -> None:
    """Let a device in no more and end its connections."""
    roles.expel(opened, device_id)


def clients(opened: Database) -> list[tuple[str, int, str, str]]:
    """Return role, port, kind and address, as the server sees them, of every connection of a device."""
    asked = text(
        "SELECT usename, client_port, application_name, host(client_addr) FROM pg_stat_activity"
        " WHERE datname = current_database() AND starts_with(usename, 'pc_') ORDER BY usename, client_port"
    )
    return [(str(role), int(port or 0), str(kind), at or "") for role, port, kind, at in opened.execute(asked)]


def _one_at_a_time(opened: Database) -> None:
    """Let nobody else change roles until this transaction ends, and give way to whoever works."""
    opened.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_RIGHTS})")
    opened.exec_driver_sql(f"SET LOCAL lock_timeout = '{_GIVES_WAY}'")
