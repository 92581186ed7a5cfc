"""A database server that somebody else runs, taken into service: a role and a database of the hall's own in it."""

from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from hall.host.plan import MASTER, OWNER
from hall.kernel.refusal import Refusal

PORT: Final = 5432
OLDEST: Final = 15
"""Before this version everybody may make tables in a database, and only its administrator can forbid it."""
HERE: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_SECONDS: Final = 5

Server = psycopg.Connection[tuple[Any, ...]]


def address_of(server: str) -> URL:
    """Return the address of a server as it was typed, with host and port.

    Raises:
        Refusal: `host.given_address`.
    """
    try:
        url = make_url(server)
    except (ArgumentError, ValueError) as wrong:
        raise Refusal("host.given_address") from wrong
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise Refusal("host.given_address")
    return url.set(drivername="postgresql", host=url.host or "127.0.0.1", port=url.port or PORT)


def take_into_service(url: URL, authority: Path | None, password: str, database: str) -> None:
    """Make the hall's role and its database with the rights of the server's administrator.

    Args:
        url: with the administrator's name and password, which are kept nowhere.
        authority: certificate file of the server's authority; None for a server on this PC.
        password: of the hall's role.
        database: name of the hall's database.

    Raises:
        Refusal: `host.given_failed` with the server's own words, `host.given_old`, `host.given_database` where
            another program's database has that name, `host.given_trusts` where no password is asked for.
    """
    try:
        with _connected(url, authority) as admin:
            if admin.info.server_version < OLDEST * 10_000:
                raise Refusal("host.given_old", oldest=OLDEST, version=admin.info.server_version // 10_000)
            _make_master(admin, password)
            make_database(admin, database)
    except (psycopg.Error, OSError) as error:
        words = next(iter(str(error).strip().splitlines()), "")
        raise Refusal("host.given_failed", words=words[:160]) from error
    _see_that_it_asks(url, authority, database)


def make_database(server: Server, database: str) -> None:
    """Make the hall's database if it does not stand: any writing, ordered by its signs as a copy is.

    Raises:
        Refusal: `host.given_database`.
    """
    found = server.execute("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = %s", (database,)).fetchone()
    if found is None:
        form = "CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
        server.execute(sql.SQL(form).format(sql.Identifier(database), sql.Identifier(MASTER)))
    elif found[0] not in (MASTER, OWNER):
        raise Refusal("host.given_database", database=database)


def _connected(url: URL, authority: Path | None) -> Server:
    if authority is not None:
        url = url.update_query_dict({"sslmode": "verify-ca", "sslrootcert": str(authority.absolute())})
    words = url.render_as_string(hide_password=False)
    return psycopg.connect(words, autocommit=True, connect_timeout=_SECONDS)


def _make_master(admin: Server, password: str) -> None:
    """Make the role under which the host works; the server is sent a verifier, so that no log holds the password."""
    there = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (MASTER,)).fetchone()
    verifier = admin.pgconn.encrypt_password(password.encode(), MASTER.encode(), b"scram-sha-256").decode()
    form = f"{'ALTER' if there else 'CREATE'} ROLE {{}} LOGIN CREATEROLE CREATEDB PASSWORD {{}}"
    admin.execute(sql.SQL(form).format(sql.Identifier(MASTER), sql.Literal(verifier)))
    if admin.info.parameter_status("is_superuser") != "on":  # who is no master may give away only what is theirs
        admin.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(sql.Identifier(MASTER)))


def _see_that_it_asks(url: URL, authority: Path | None, database: str) -> None:
    """Refuse a server that lets in whoever names a role: behind the door everybody would be every device."""
    stranger = url.set(username=MASTER, password="-", database=database)
    try:
        _connected(stranger, authority).close()
    except psycopg.Error:
        return
    raise Refusal("host.given_trusts")
